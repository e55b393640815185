"""Rebuild what kg ships from `../shared/data`, step by step: `python -m training [STEP …]`.

    convert    read every corpus, count it, hash its files      -> training/runs/language/data.json
    train      train the network in two stages (about an hour)  -> training/runs/language/best.safetensors
    export     write the network as kg ships it                 -> kg/annotate/model
    evaluate   score it on the development parts                -> the figures of kg/annotate/model/MODEL_CARD.md
    attribution   train, export and calibrate what finds statements and the targets of positions, and what actors think of
                  each other (about five hours), from the shipped encoder
                                                                -> kg/encoder/model, kg/extract/attribution/model

Without a step, all of them. Each step can be run again alone; training restarts from the beginning.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.pages import fill

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "data"
CARD = ROOT / "kg/annotate/model/MODEL_CARD.md"
ATTRIBUTION_CARD = ROOT / "kg/encoder/model/MODEL_CARD.md"
STEPS = ("convert", "train", "export", "evaluate", "attribution")
FILES = (
    "treebank/ewt-train.conllu",
    "treebank/gum-train.conllu",
    "treebank/ewt-dev.conllu",
    "treebank/gum-dev.conllu",
    "ner/re3d-train.conll",
    "ner/wikigold.conll",
    "positions-train",
    "gazetteer",
)
ATTRIBUTION_FILES = (
    "polnear/polnear-train.jsonl",
    "polnear/polnear-dev.jsonl",
    "directed-sentiment",
    "positions-train",
    "positions",
)
FIRST_EPOCHS, SECOND_EPOCHS = "4", "3"
FIRST = ("--own", "0", "--known", "0")
WIDER = (*FIRST, "--directed", "0.5")
ALL = ("--own", "2", "--known", "1", "--directed", "0.35")
VIEWS = ("--own", "1", "--known", "2", "--directed", "1")
ATTRIBUTION_STAGES = (
    ("first", *FIRST, "--epochs", "4", "--domain", "3"),
    ("second", *FIRST, "--epochs", "2", "--domain", "6"),
    ("third", *FIRST, "--epochs", "7", "--domain", "2", "--share", "0.12"),
    ("fourth", *WIDER, "--epochs", "3", "--domain", "3", "--share", "0.12", "--templates", "2400"),
    ("fifth", *WIDER, "--epochs", "4", "--domain", "2", "--share", "0.5", "--templates", "1800", "--rate", "0.3"),
    ("sixth", *ALL, "--epochs", "5", "--domain", "2", "--share", "0.12", "--templates", "900", "--rate", "0.7"),
    (".", "--views", *VIEWS, "--epochs", "2", "--domain", "1", "--share", "0", "--templates", "150", "--rate", "1"),
)
"""Where each stage of attribution leaves its weights, and its options; the last one's are shipped."""


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def convert(data: Path, run: Path) -> None:
    """Read the corpora once, as a check, and write what they hold and the hashes of their files."""
    from training.language.train import SEED, corpora

    found = corpora(data)
    told = {
        "seed": SEED,
        "sha256": {name: hash_of(data / name) for name in FILES},
        "parts": {
            part: {"sentences": len(sentences), "words": sum(len(s.words) for s in sentences)}
            for part, sentences in found.items()
        },
    }
    run.mkdir(parents=True, exist_ok=True)
    (run / "data.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for part, size in told["parts"].items():
        print(f"{part:16} {size['sentences']:7,} sentences {size['words']:8,} words")


def train(data: Path, run: Path) -> None:
    """Train from the MiniLM weights, then go on from the best checkpoint at half the learning rate."""
    first = run / "first"
    module("training.language.train", "--data", str(data), "--out", str(first), "--epochs", FIRST_EPOCHS)
    init = str(first / "best.safetensors")
    module("training.language.train", "--data", str(data), "--out", str(run), "--epochs", SECOND_EPOCHS, "--init", init)


def export(data: Path, run: Path) -> None:
    """Write the best checkpoint as the shipped files."""
    module("training.language.export", "--data", str(data), "--run", str(run))


def evaluate(data: Path, run: Path) -> None:
    """Print the figures and put them, and the hashes of the data, into the model card."""
    figures = module("benchmarks.language_model", "--data", str(data)).strip()
    print(figures)
    fill(CARD, "figures", figures)
    known = run / "data.json"
    if known.exists():
        told = json.loads(known.read_text(encoding="utf-8"))
        fill(CARD, "data", hash_table(told["sha256"]))


def attribution(data: Path, run: Path) -> None:
    """Train attribution, then go on with more and more of our own domain; write it as kg ships it, fit its scores and card."""
    out = run.parent / "attribution"
    init: tuple[str, ...] = ()
    for folder, *options in ATTRIBUTION_STAGES:
        module("training.attribution.train", "--data", str(data), "--out", str(out / folder), *options, *init)
        init = ("--init", str(out / folder / "best.safetensors"))
    module("training.attribution.export", "--run", str(out))
    module("training.attribution.calibrate", "--data", str(data))
    module("training.position.mix")
    fill(ATTRIBUTION_CARD, "data", hash_table({name: hash_of(data / name) for name in ATTRIBUTION_FILES}))
    fill(ATTRIBUTION_CARD, "figures", module("benchmarks.attribution").strip())


def hash_table(digests: dict[str, str]) -> str:
    """Return the beginnings of hashes as a table."""
    rows = [f"| {name} | `{digest[:16]}` |" for name, digest in digests.items()]
    return "\n".join(["| file | SHA-256 begins |", "|---|---|", *rows])


def module(name: str, *arguments: str) -> str:
    """Run a module of this repository in a process of its own; return what it printed if it is a benchmark."""
    capture = name.startswith("benchmarks.")
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE if capture else None,
    )
    return done.stdout or ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"any of {', '.join(STEPS)}; default all")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--run", type=Path, default=ROOT / "training/runs/language")
    args = parser.parse_args()
    unknown = sorted(set(args.steps) - set(STEPS))
    if unknown:
        parser.error(f"no such step: {', '.join(unknown)}; there are {', '.join(STEPS)}")
    if not args.data.is_dir():
        sys.exit(f"no training data in {args.data}; name its folder with --data or KG_SHARED")
    functions = {f.__name__: f for f in (convert, train, export, evaluate, attribution)}
    for step in args.steps or STEPS:
        print(f"== {step}", flush=True)
        functions[step](args.data, args.run)


if __name__ == "__main__":
    main()
