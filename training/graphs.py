"""ONNX graphs as kg ships them: 8-bit weights, one scale a channel."""

from __future__ import annotations

from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic


def quantize(full: Path, path: Path) -> None:
    """Write the graph of 32-bit floats in `full` with 8-bit matrices and embeddings to `path`."""
    new = path.with_suffix(".new")
    quantize_dynamic(
        full,
        new,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        reduce_range=False,
    )
    new.replace(path)
