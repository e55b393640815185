"""The trained model of attribution beside the rules, on both development sets: quality, calibration, time.

python -m benchmarks.attribution
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc

from benchmarks import corpora
from benchmarks.calibration import are_right, expected_error, least_error, reliability
from kg.annotate import annotate, load_pipeline
from kg.extract.attribution import attribution_model, find_attributions
from kg.model import Attribution, Document
from kg.read import make_document

MODELS = ("rules", "neural")
LEVELS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FIGURES = ("detection", "full", "words")
ALTERNATIVES = corpora.ROOT / "training/attribution/alternatives.json"
ROLES = ("source", "cue", "content")
Parsed = list[tuple[Doc, Document, dict]]


def parsed(gold: Path) -> tuple[Parsed, float]:
    """Return the parsed documents of a gold file whose texts reading leaves as they are, and the seconds it took."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    documents = [make_document(row["text"], input=row["doc"]) for row in rows]
    nlp = load_pipeline()
    nlp("Loaded.")
    began = time.perf_counter()
    pairs = list(annotate(documents, nlp=nlp))
    return [(doc, document, row) for (doc, document), row in zip(pairs, rows, strict=True)], time.perf_counter() - began


def as_json(found: Sequence[Attribution]) -> list[dict]:
    """Return attributions as the scorer reads them."""
    return [{role: [list(s) for s in getattr(a, role)] for role in ROLES} | {"score": a.score} for a in found]


def scored(gold: Path, found: list[tuple[dict, list[dict]]], *, least: float = 0.0) -> dict[str, tuple[str, ...]]:
    """Return (P, R, F1) by figure, of the statements scored at least `least`."""
    path = corpora.WORK / "predicted-attribution.jsonl"
    lines = [{"doc": row["doc"], "statements": [s for s in some if s["score"] >= least]} for row, some in found]
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    told = corpora.score("score_attributions.py", gold, path)
    return {name: values for name, *values in re.findall(r"^(\w+) +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+)", told, re.M)}


def judged(found: list[tuple[dict, list[dict]]]) -> list[tuple[float, bool]]:
    """Return each statement's score and whether the gold has it with the same source."""
    return [(one["score"], right) for row, some in found for one, right in zip(some, are_right(row, some), strict=True)]


def alternatives() -> list[str]:
    """Return rows of what was tried in training and is not shipped, as measured there."""
    if not ALTERNATIVES.exists():
        return []
    tried = json.loads(ALTERNATIVES.read_text(encoding="utf-8"))
    return [
        f"| {title} | {name} | {' | '.join(', '.join(told[key]) for key in FIGURES)} | |"
        for name, figures in tried.items()
        for title, told in figures.items()
    ]


def main() -> None:
    if not corpora.available():
        return
    corpora.WORK.mkdir(parents=True, exist_ok=True)
    sets = {"PolNeAR dev": corpora.gold_polnear("dev"), "positions": corpora.gold_positions()}
    table = [
        "| set | model | detection P, R, F1 | full P, R, F1 | words P, R, F1 | time over parsing |",
        "|---|---|---|---|---|---|",
    ]
    curves, bins, errors = [], [], []
    for title, gold in sets.items():
        documents, parse_seconds = parsed(gold)
        for name in MODELS:
            model = attribution_model(name)
            model(*documents[0][:2])
            began = time.perf_counter()
            found = [(row, as_json(find_attributions(doc, d, model=model))) for doc, d, row in documents]
            ratio = (time.perf_counter() - began) / parse_seconds
            figures = scored(gold, found)
            cells = [", ".join(figures[key]) for key in FIGURES]
            table.append(f"| {title} | {name} | {' | '.join(cells)} | {ratio:.2f} |")
        pairs = judged(found)
        chance = least_error([score for score, _ in pairs])
        errors.append(
            f"{title}: expected calibration error {expected_error(pairs):.3f} ({len(pairs)} statements; {chance:.3f} by "
            f"chance alone, were each score the true probability)"
        )
        bins += [
            f"| {title} | {b.low:.1f}–{b.high:.1f} | {b.size} | {b.score:.2f} | {b.right:.2f} |"
            for b in reliability(pairs)
        ]
        for least in LEVELS:
            figures = scored(gold, found, least=least)
            curves.append(
                f"| {title} | {least:.1f} | {' | '.join(', '.join(figures[key]) for key in ('detection', 'full'))} |"
            )
    print("\n".join([*table, *alternatives()]))
    print("\nScores of the trained model as probabilities that the statement stands in the text with this source.")
    print("\n".join(errors))
    print("\n".join(["\n| set | scores | statements | mean score | right |", "|---|---|---|---|---|", *bins]))
    print("\n".join(["\n| set | `--min-score` | detection P, R, F1 | full P, R, F1 |", "|---|---|---|---|", *curves]))


if __name__ == "__main__":
    main()
