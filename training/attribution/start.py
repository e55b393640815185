"""The weights to start from: the encoder of the language model as kg ships it, which has learnt syntax and names."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.language.model import Encoder

PARTS = ("query", "key", "value", "output", "up", "down")


def load_shipped(encoder: Encoder, path: Path) -> None:
    """Copy the weights of `encoder.onnx` into an encoder; 8-bit matrices are scaled back.

    Raises:
        ValueError: If the graph holds other matrices than the encoder's, in the order of its layers.
    """
    graph = onnx.load(path).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state: dict[str, Tensor] = {}
    for name, own in encoder.state_dict().items():
        found = held.get(f"parser.encoder.{name}")
        if found is not None:
            state[name] = torch.tensor(found).reshape(own.shape)
    scaled = lambda name: _scaled(held, name)
    for name in ("pieces.weight", "places.weight", "cases.weight"):
        if name not in state:
            state[name] = scaled(f"parser.encoder.{name}")
    matrices = [n.input[1] for n in graph.node if n.op_type == "MatMulInteger" and n.input[1] in held]
    for number, matrix in enumerate(matrices[: len(PARTS) * len(encoder.layers)]):
        layer, part = divmod(number, len(PARTS))
        state[f"layers.{layer}.{PARTS[part]}.weight"] = scaled(matrix.removesuffix("_quantized")).T.contiguous()
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if missing or unexpected:
        raise ValueError(f"{path}: weights do not fit: missing {missing}, unexpected {unexpected}")


def _scaled(held: dict, name: str) -> Tensor:
    """Return a quantized tensor in floats; its scale is one number, or one a column."""
    whole = torch.tensor(held[f"{name}_quantized"]).float()
    zero = torch.tensor(held[f"{name}_zero_point"]).float()
    return (whole - zero) * torch.tensor(held[f"{name}_scale"]).float()
