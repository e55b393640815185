"""The weights to start from: networks as kg ships them, their 8-bit matrices scaled back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.attribution.model import Attributor
from training.language.model import Encoder

PARTS = ("query", "key", "value", "output", "up", "down")


def load_shipped(encoder: Encoder, path: Path) -> None:
    """Copy the weights of the language model's `encoder.onnx` into an encoder; 8-bit matrices are scaled back.

    Raises:
        ValueError: If the graph holds other matrices than the encoder's, in the order of its layers.
    """
    _load(encoder, _Graph(path, "parser.encoder."), _layer_names(len(encoder.layers)))


def load_network(model: Attributor, reader: Path, roles: Path, views: Path) -> None:
    """Copy the weights of a shipped network (`reader.onnx`, `roles.onnx`, `views.onnx`), to train it further.

    Raises:
        ValueError: As `load_shipped`.
    """
    encoder = [f"encoder.{name}" for name in _layer_names(len(model.encoder.layers))]
    heads = ["anchor.0.weight", "anchor.3.weight", "stance.0.weight", "stance.3.weight"]
    _load(model, _Graph(reader, "model."), [*encoder, *heads], others=True)
    for part, path in ((model.of_cue, roles), (model.of_actor, views)):
        narrow = ["narrow.weight", *_layer_names(len(part.layers)), "role.weight"]
        _load(part, _Graph(path, "model."), narrow, others=True)


def _layer_names(layers: int) -> list[str]:
    return [f"layers.{layer}.{part}.weight" for layer in range(layers) for part in PARTS]


class _Graph:
    """A graph's weights, by name, and its matrices, which have lost theirs for numbers in the order of the network."""

    def __init__(self, path: Path, prefix: str) -> None:
        graph = onnx.load(path).graph
        self.path, self.prefix = path, prefix
        self.held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        integers = (node.input[1] for node in graph.node if node.op_type == "MatMulInteger")
        named = (name.removesuffix("_quantized") for name in integers if name.startswith("onnx::"))
        self.matrices = sorted(named, key=lambda name: int(name.rpartition("_")[-1]))

    def weight(self, name: str) -> Tensor | None:
        """Return a weight that kept its name."""
        full = self.prefix + name
        if full in self.held:
            return torch.tensor(self.held[full])
        if f"{full}_quantized" in self.held:
            return _scaled(self.held, full)
        if f"{full}_Transposed_quantized" in self.held:
            return _scaled(self.held, f"{full}_Transposed").T
        return None


def _load(module: nn.Module, graph: _Graph, matrices: Sequence[str], *, others: bool = False) -> None:
    state = {name: graph.weight(name) for name in module.state_dict()}
    for name, matrix in zip(matrices, graph.matrices, strict=False):
        state[name] = _scaled(graph.held, matrix).T
    shapes = {name: weight.shape for name, weight in module.state_dict().items()}
    found = {name: weight.reshape(shapes[name]).contiguous() for name, weight in state.items() if weight is not None}
    missing, unexpected = module.load_state_dict(found, strict=False)
    if unexpected or (missing and not others):
        raise ValueError(f"{graph.path}: weights do not fit: missing {missing}, unexpected {unexpected}")


def _scaled(held: dict, name: str) -> Tensor:
    """Return a quantized tensor in floats; its scale is one number, or one a column."""
    whole = torch.tensor(held[f"{name}_quantized"]).float()
    zero = torch.tensor(held[f"{name}_zero_point"]).float()
    return (whole - zero) * torch.tensor(held[f"{name}_scale"]).float()
