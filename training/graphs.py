"""ONNX graphs as kg ships them: 8-bit weights, one scale a channel, the same results on every processor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

SHIFT = 128


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
    graph = onnx.load(new)
    make_unsigned(graph)
    onnx.save(graph, new)
    new.replace(path)


def make_unsigned(model: onnx.ModelProto) -> None:
    """Move the signed weights of integer products, and their zero points, up by 128: the products stay what they are.

    Where a processor has no instruction for products of unsigned and signed bytes, ONNX Runtime adds two of them in 16 bits,
    which overflow; of two unsigned bytes it does not.
    """
    held = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            for name in (node.input[1], *node.input[3:4]):
                tensor = held.get(name)
                if tensor is not None and tensor.data_type == TensorProto.INT8:
                    moved = numpy_helper.to_array(tensor).astype(np.int16) + SHIFT
                    tensor.CopyFrom(numpy_helper.from_array(moved.astype(np.uint8), name))
