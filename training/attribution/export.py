"""Write a checkpoint as what kg ships: `python -m training.attribution.export --run training/runs/attribution`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.encoder import word_pieces
from kg.encoder.digests import READER
from kg.extract.attribution.files import MODEL
from training.attribution.model import Attributor, Narrow
from training.graphs import quantize


class Read(nn.Module):
    """The part that runs once a window: states of its words, where cues begin, what positions are on."""

    def __init__(self, model: Attributor) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        batch = {"pieces": pieces, "cases": cases, "mask": torch.zeros(1, 1, 1, 1), "first": first, "last": last}
        states = self.model.words(batch)
        return states, self.model.anchors(states).sigmoid(), self.model.stances(states).softmax(-1)


class Asked(nn.Module):
    """A part that runs for some words of a window: the cues, or the actors."""

    def __init__(self, model: Narrow) -> None:
        super().__init__()
        self.model = model

    def forward(self, states: Tensor, at: Tensor) -> Tensor:
        real = torch.ones_like(states[:, 0], dtype=torch.bool).unsqueeze(0)
        return self.model(states.unsqueeze(0), real, torch.zeros_like(at), at).sigmoid()


def export(model: Attributor, work: Path, folders: Mapping[str, Path], *, floats: bool) -> None:
    """Write `reader.onnx`, `roles.onnx` and `views.onnx` into their folders, with 8-bit matrices unless `floats`."""
    one = lambda n: torch.zeros(1, n, dtype=torch.long)
    parts = {
        "reader": (
            Read(model),
            (one(7), one(7), one(5), one(5)),
            ["pieces", "cases", "first", "last"],
            ["states", "cue", "stance"],
        ),
        "roles": (Asked(model.of_cue), (torch.zeros(5, model.width), torch.tensor([1, 3])), ["states", "at"], ["role"]),
        "views": (
            Asked(model.of_actor),
            (torch.zeros(5, model.width), torch.tensor([1, 3])),
            ["states", "at"],
            ["view"],
        ),
    }
    axes = {
        "reader": {
            **{name: {1: "length"} for name in ("pieces", "cases")},
            **{name: {1: "words"} for name in ("first", "last", "states", "cue", "stance")},
        },
        "roles": {"states": {0: "words"}, "at": {0: "found"}, "role": {0: "found", 1: "words"}},
        "views": {"states": {0: "words"}, "at": {0: "found"}, "view": {0: "found", 1: "words"}},
    }
    for name, (part, example, inputs, outputs) in parts.items():
        full = work / f"{name}.full.onnx"
        torch.onnx.export(
            part.eval(),
            example,
            str(full),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes[name],
            opset_version=17,
            dynamo=False,
        )
        path = folders[name] / f"{name}.onnx"
        path.parent.mkdir(parents=True, exist_ok=True)
        if floats:
            path.write_bytes(full.read_bytes())
        else:
            quantize(full, path)
        print(f"{path.name:12} {path.stat().st_size / 1e6:6.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("training/runs/attribution"))
    parser.add_argument("--out", type=Path, help="write both graphs here, for comparison")
    parser.add_argument("--float", action="store_true", help="do not quantize, for comparison")
    args = parser.parse_args()
    model = Attributor(word_pieces().tokenizer.get_vocab_size())
    model.load_state_dict({n.removeprefix("module."): w for n, w in load_file(args.run / "best.safetensors").items()})
    folders = {"reader": args.out or READER, "roles": args.out or MODEL, "views": args.out or READER}
    export(model, args.run, folders, floats=args.float)


if __name__ == "__main__":
    main()
