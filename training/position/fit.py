"""Learn `kg/position/data/weights.csv` from the annotated documents.

    python -m training.position.fit

Documents annotated whole are used twice: with the gold statements and speakers, and with those that the stages before
find, so that the weights know both clean and noisy input. Takes about ten minutes, most of it for the language model.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from benchmarks import corpora
from kg.annotate import annotate, load_pipeline
from kg.extract import find_attributions, find_clusters
from kg.extract.attribution import attribution_model
from kg.extract.attribution.protocol import AttributionModel
from kg.link import Linker
from kg.model import Document
from kg.position.deciding import INTERCEPT, STANCES
from kg.read import make_document
from training.position.annotations import TEXTS, in_folder, polnear_with_positions, taught
from training.position.examples import Example, examples
from training.position.regression import Columns, fit_softmax
from training.position.simulate import simulate

WEIGHTS = Path(__file__).parents[2] / "kg" / "position" / "data" / "weights.csv"
TARGET_STRENGTH, STANCE_STRENGTH = 0.05, 0.1
"""Inverse weight of the penalty; chosen by four-fold cross-validation over documents."""
MINIMUM = 10
SMALLEST = 0.03
"""Features whose weights are all smaller are left out of the file."""


def collect(rows: Sequence[dict]) -> Iterator[Example]:
    """Yield the examples of gold lines, with found statements and, where they are gold throughout, with those."""
    documents = [make_document(row["text"], input=row["doc"]) for row in rows]
    linker = Linker(actors_file=None)
    model = attribution_model()
    for row, (doc, document) in zip(rows, annotate(documents, nlp=load_pipeline()), strict=True):
        if document.text != row["text"]:
            print(f"left out: {row['doc']}, its text changes on reading")
            continue
        if row["actors"]:
            yield from examples(doc, row, simulate(row))
        yield from examples(doc, row, records_of(doc, document, linker, model))


def records_of(doc: Doc, document: Document, linker: Linker, model: AttributionModel) -> dict:
    """Return what the stages before positions find."""
    attributions = find_attributions(doc, document, model=model)
    linked = linker.link(find_clusters(doc, document), attributions, document=document)
    return {
        "document": document, "linked_actors": linked.actors, "mentions": linked.mentions,
        "statements": linked.statements, "turn_speakers": linked.turn_speakers,
    }  # fmt: skip


def learn(found: Sequence[Example]) -> tuple[list[str], np.ndarray]:
    """Return the feature names, intercept first, and their weights: target, support, oppose, ambivalent."""
    rows = [example.candidate.features for example in found]
    columns = Columns(rows, minimum=MINIMUM)
    x = columns.matrix(rows)
    is_target = np.array([int(example.stance is not None) for example in found])
    target = fit_softmax(x, is_target, classes=2, c=TARGET_STRENGTH / 2)
    chosen = np.flatnonzero(is_target)
    stances = np.array([STANCES.index(found[i].stance) for i in chosen])
    stance = fit_softmax(x[chosen], stances, classes=len(STANCES), c=STANCE_STRENGTH)
    return [INTERCEPT, *columns.names], np.column_stack([target[:, 1] - target[:, 0], stance])


def write(names: Sequence[str], weights: np.ndarray, *, path: Path = WEIGHTS) -> int:
    """Write the weights that matter and return how many rows."""
    kept = [(name, row) for name, row in zip(names, weights, strict=True) if np.abs(row).max() >= SMALLEST]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["feature", "target", *STANCES])
        writer.writerows([name, *(f"{value:.3f}" for value in row)] for name, row in kept)
    return len(kept)


def main() -> None:
    if not corpora.available():
        return
    data = corpora.SHARED / "data"
    own = [*taught(polnear_with_positions(data)), *taught(in_folder(data, TEXTS))]
    found = list(collect([*in_folder(data, data / "positions-train"), *own]))
    names, weights = learn(found)
    targets = sum(example.stance is not None for example in found)
    print(f"{len(found)} candidates, {targets} of them targets; {write(names, weights)} features written")


if __name__ == "__main__":
    main()
