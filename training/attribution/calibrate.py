"""Fit the score of statements and choose the least one that is kept, on the development documents.

    python -m training.attribution.calibrate

Writes `kg/extract/attribution/model/calibration.json`: weights of the features (kg.extract.attribution.scoring), which
make the score the probability that a statement stands in the gold with the same source. There are six; they are fitted on
development documents because the network is too sure of those that it was trained on. What is printed is measured on
documents left out of the fit, five folds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks import corpora
from benchmarks.calibration import are_right, expected_error, least_error
from kg.encoder import word_pieces
from kg.encoder.reading import read, shipped_reader
from kg.extract.attribution.files import MODEL
from kg.extract.attribution.network import AttributionNetwork
from kg.extract.attribution.neural import Found, distinct, find
from kg.extract.attribution.scoring import FEATURES, probability
from training.attribution.corpus import Reader as Corpus
from training.attribution.decode import statement

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A document's set, its statements, and whether the gold has each, with its source."""

    name: str
    found: list[Found]
    right: list[bool]


def matrix(documents: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of all statements, without the constant, and whether they are right."""
    rows = [[one.features[name] for name in FEATURES[1:]] for document in documents for one in document.found]
    return np.array(rows), np.array([right for document in documents for right in document.right])


def fitted(documents: Sequence[Judged]) -> dict[str, float]:
    """Return the weights of a logistic regression."""
    model = LogisticRegression(C=1.0, max_iter=1000).fit(*matrix(documents))
    values = [float(model.intercept_[0]), *model.coef_[0].tolist()]
    return {name: round(value, 4) for name, value in zip(FEATURES, values, strict=True)}


def left_out(documents: Sequence[Judged]) -> Iterator[tuple[Judged, list[float]]]:
    """Yield each document with the scores that weights fitted on the other folds give its statements."""
    for fold in range(FOLDS):
        weights = fitted([d for i, d in enumerate(documents) if i % FOLDS != fold])
        for document in documents[fold::FOLDS]:
            yield document, [probability(one.features, weights) for one in document.found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=corpora.SHARED / "data")
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    corpus, network = Corpus(), AttributionNetwork(args.model)
    sets = {
        "polnear": corpus.polnear(args.data, "dev"),
        "positions": corpus.positions(args.data, args.data / "positions"),
    }
    documents = []
    for name, articles in sets.items():
        for article in articles:
            every = list(find(network, read(shipped_reader(), article.words, article.starts, word_pieces())))
            found = [one for _, one in distinct((one.features["cue"] + one.features["content"], one) for one in every)]
            right = are_right(article.gold, [statement(article, one) for one in found])
            documents.append(Judged(name, found, right))
    weights = fitted(documents)
    (args.model / "calibration.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(weights))
    scored = list(left_out(documents))
    for told, names in (("both", {*sets}), *((name, {name}) for name in sets)):
        mine = [(score, right) for d, s in scored if d.name in names for score, right in zip(s, d.right, strict=True)]
        print(
            f"{told}: expected calibration error {expected_error(mine):.3f} of {len(mine)} statements, documents left "
            f"out of the fit; {least_error([score for score, _ in mine]):.3f} if each score were the true probability"
        )


if __name__ == "__main__":
    main()
