"""Weigh features and network against each other: `kg/position/data/mixture.json`.

    python -m training.position.mix

Five numbers, fitted on the development documents (both the features' weights and the network have seen those that they
were trained on): a logistic regression of "is a target" on the log-odds of either, and of its stance on the logarithms of
either's shares.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks import corpora
from kg.annotate import annotate, load_pipeline
from kg.encoder import word_pieces
from kg.encoder.reading import shipped_reader, stances_of
from kg.extract.attribution import attribution_model
from kg.linear import log_odds
from kg.link import Linker
from kg.position.deciding import LEAST, STANCES, softmax, sums_of
from kg.read import make_document
from training.position.examples import examples
from training.position.fit import records_of

MIXTURE = Path(__file__).parents[2] / "kg/position/data/mixture.json"


class Judged(NamedTuple):
    """A candidate: the log-odds of a target by features and by network, the logarithms of shares, its stance or -1."""

    odds: tuple[float, float]
    shares: tuple[list[float], list[float]]
    stance: int


def judged(gold: Path) -> Iterator[Judged]:
    """Yield the candidates of a gold file, found as in a build."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    documents = [make_document(row["text"], input=row["doc"]) for row in rows]
    linker, model = Linker(actors_file=None), attribution_model()
    for row, (doc, document) in zip(rows, annotate(documents, nlp=load_pipeline()), strict=True):
        told = stances_of(doc, shipped_reader(), word_pieces())
        for one in examples(doc, row, records_of(doc, document, linker, model)):
            if one.of_another:
                continue
            target, *sums = sums_of(one.features)
            none, *by_network = told[one.head].tolist()
            logs = [math.log(share + LEAST) for share in softmax(sums)]
            others = [math.log(share / (sum(by_network) or 1.0) + LEAST) for share in by_network]
            stance = STANCES.index(one.stance) if one.stance else -1
            yield Judged((target, log_odds(1 - none, least=LEAST)), (logs, others), stance)


def fit_targets(found: list[Judged]) -> tuple[np.ndarray, float]:
    """Return intercept and two weights, and the mean log loss."""
    x = np.array([(1.0, *one.odds) for one in found])
    y = np.array([one.stance >= 0 for one in found])

    def loss(w: np.ndarray) -> float:
        z = x @ w
        return float(np.mean(np.logaddexp(0, z) - y * z))

    best = minimize(loss, np.array([0.0, 0.5, 0.5]))
    return best.x, float(best.fun)


def fit_stances(found: list[Judged]) -> tuple[np.ndarray, float]:
    """Return two weights, and the mean log loss, over the targets."""
    x = np.array([one.shares for one in found if one.stance >= 0])
    y = np.array([one.stance for one in found if one.stance >= 0])

    def loss(w: np.ndarray) -> float:
        z = np.tensordot(x, w, axes=([1], [0]))
        return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]))

    best = minimize(loss, np.array([0.5, 0.5]))
    return best.x, float(best.fun)


def main() -> None:
    if not corpora.available():
        return
    found = list(judged(corpora.gold_positions()))
    (one, features, network), target_loss = fit_targets(found)
    (mine, theirs), stance_loss = fit_stances(found)
    weights = {
        "one": one,
        "target features": features,
        "target network": network,
        "stance features": mine,
        "stance network": theirs,
    }
    MIXTURE.write_text(json.dumps({k: round(v, 3) for k, v in weights.items()}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found)} candidates, log loss of targets {target_loss:.3f}, of stances {stance_loss:.3f}", weights)


if __name__ == "__main__":
    main()
