"""Write a checkpoint as what kg ships: `python -m training.language.export --run training/runs/language`."""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.graphs import quantize
from training.language.model import Parser
from training.language.treebank import read_conllu

FIELDS = ("tag", "morph", "lemma", "name", "start", "arc", "child", "head")

SETTLED = 0.9
"""Share of a form's occurrences that must have its most frequent lemma."""


class Shipped(nn.Module):
    """The network for one window, without a mask."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser

    def forward(self, pieces: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        out = self.parser(pieces, cases, torch.zeros(1, 1, 1, 1), first, last)
        return tuple(out[name] for name in FIELDS)


def export_graph(model: Parser, path: Path) -> None:
    """Write the ONNX graph in 32-bit floats."""
    example = tuple(torch.zeros(1, n, dtype=torch.long) for n in (7, 7, 5, 5))
    axes = {"pieces": {1: "length"}, "cases": {1: "length"}, "first": {1: "words"}, "last": {1: "words"}}
    axes |= {name: {1: "words_root" if name == "head" else "words"} for name in FIELDS}
    torch.onnx.export(
        Shipped(model).eval(),
        example,
        str(path),
        input_names=["pieces", "cases", "first", "last"],
        output_names=list(FIELDS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


class DependencyLabels(nn.Module):
    """The scores of the dependency labels, from the vectors of words and of their heads, both (words, k)."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        labels, width, _ = parser.dep_weight.shape
        self.shape = (-1, labels, width)
        self.weight = nn.Parameter(parser.dep_weight.detach().permute(1, 0, 2).reshape(width, -1).contiguous())
        self.bias = parser.dep_bias

    def forward(self, child: Tensor, head: Tensor) -> Tensor:
        left = (child @ self.weight).reshape(self.shape)
        return (left @ head.unsqueeze(-1)).squeeze(-1) + self.bias(torch.cat([child, head], -1))


def export_dependencies(model: Parser, path: Path) -> None:
    """Write the label head as a graph of its own: it runs once a sentence, when the heads are known."""
    example = tuple(torch.zeros(5, model.dep_weight.shape[1]) for _ in range(2))
    torch.onnx.export(
        DependencyLabels(model).eval(),
        example,
        str(path),
        input_names=["child", "head"],
        output_names=["label"],
        dynamic_axes={name: {0: "words"} for name in ("child", "head", "label")},
        opset_version=17,
        dynamo=False,
    )


def known_lemmas(data: Path) -> dict[str, str]:
    """Return the lemmas of training words by `form|UPOS`, where they are nearly always the same; names are left out.

    Forms are in lower case; one stands in its own case where its lemma is another then ("ALL" for "all").
    """
    exact: dict[tuple[str, str], Counter[str]] = {}
    lower: dict[tuple[str, str], Counter[str]] = {}
    for name in ("ewt-train", "gum-train"):
        for s in read_conllu(data / "treebank" / f"{name}.conllu"):
            for form, lemma, morph in zip(s.words, s.lemmas, s.morph, strict=True):
                pos = morph.split("|")[0]
                if pos != "PROPN":
                    exact.setdefault((form, pos), Counter())[lemma] += 1
                    lower.setdefault((form.lower(), pos), Counter())[lemma] += 1
    found = {f"{form}|{pos}": lemma for (form, pos), lemma in _settled(lower)}
    for (form, pos), lemma in _settled(exact):
        if found.get(f"{form.lower()}|{pos}") != lemma:
            found[f"{form}|{pos}"] = lemma
    return dict(sorted(found.items()))


def _settled(count: dict[tuple[str, str], Counter[str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for key, lemmas in count.items():
        lemma, n = lemmas.most_common(1)[0]
        if n >= SETTLED * sum(lemmas.values()):
            yield key, lemma


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("training/runs/language"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", default="best.safetensors")
    parser.add_argument("--out", type=Path, default=Path("kg/annotate/model"))
    parser.add_argument("--float", action="store_true", help="do not quantize, for comparison")
    args = parser.parse_args()
    labels = json.loads((args.run / "labels.json").read_text(encoding="utf-8"))
    state = load_file(args.run / args.weights)
    model = Parser(len(state["encoder.pieces.weight"]), {key: len(value) for key, value in labels.items()})
    model.load_state_dict(state)
    args.out.mkdir(parents=True, exist_ok=True)
    full = args.run / "full.onnx"
    export_graph(model, full)
    if args.float:
        shutil.copy(full, args.out / "encoder.onnx")
    else:
        quantize(full, args.out / "encoder.onnx")
    export_dependencies(model, args.run / "dependencies.onnx")
    shutil.move(args.run / "dependencies.onnx", args.out / "dependencies.onnx")
    (args.out / "labels.json").write_text(json.dumps(labels, indent=0) + "\n", encoding="utf-8")
    exceptions = known_lemmas(args.data)
    (args.out / "lemmas.json").write_text(json.dumps(exceptions, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    for path in sorted(args.out.iterdir()):
        print(f"{path.name:16} {path.stat().st_size / 1e6:6.1f} MB")


if __name__ == "__main__":
    main()
