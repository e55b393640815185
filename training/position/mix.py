"""Weigh features and network against each other: `kg/position/data/mixture.json`.

    python -m training.position.mix

A few numbers, chosen on documents that neither the features' weights nor the network have seen (`annotations.held_back`, and
the development documents): a logistic regression of "is a target" on the log-odds of each voice, and weights for the
logarithms of the shares that each voice gives the stances.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks import corpora
from kg.annotate import annotate, load_pipeline
from kg.encoder import word_pieces
from kg.encoder.reading import OfTokens, shipped_reader
from kg.extract.attribution import attribution_model
from kg.link import Linker
from kg.position.deciding import STANCES, Voices, hear, voices
from kg.read import make_document
from training.position.annotations import TEXTS, held_back, in_folder, polnear_with_positions
from training.position.examples import examples
from training.position.fit import records_of

MIXTURE = Path(__file__).parents[2] / "kg/position/data/mixture.json"
STANCE = {"features": 0.25, "rules": 0.5, "network": 1.5, "view": 1.5}
"""The weights for a stance: a round point in the middle of those that reach the best F1 of position and stance. Weights of
least log loss trust the network half as much, because of the few targets where it is wrong and sure, and reach 0.02 less.
"""
PULL = 0.5
"""How strongly weights are drawn to one share for each voice."""


class Judged(NamedTuple):
    """A candidate: what is said of it, and its stance or -1."""

    said: Voices
    stance: int


def judged(rows: Sequence[dict]) -> Iterator[Judged]:
    """Yield the candidates of gold lines, found as in a build."""
    documents = [make_document(row["text"], input=row["doc"]) for row in rows]
    linker, model = Linker(actors_file=None), attribution_model()
    for row, (doc, document) in zip(rows, annotate(documents, nlp=load_pipeline()), strict=True):
        told = OfTokens(doc, shipped_reader(), word_pieces())
        every = examples(doc, row, records_of(doc, document, linker, model))
        found = [one for one in every if not one.candidate.of_another]
        for one, heard in zip(found, hear([example.candidate for example in found], told), strict=True):
            stance = STANCES.index(one.stance) if one.stance else -1
            yield Judged(voices(one.candidate, heard), stance)


def fit_targets(found: Sequence[Judged]) -> tuple[dict[str, float], float]:
    """Return a constant and a weight for each voice, and the mean log loss."""
    names = list(found[0].said.target)
    x = np.array([(1.0, *one.said.target.values()) for one in found])
    y = np.array([one.stance >= 0 for one in found])
    even = np.array([0.0, *(1 / len(names) for _ in names)])

    def loss(w: np.ndarray) -> float:
        z = x @ w
        return float(np.sum(np.logaddexp(0, z) - y * z)) + PULL * float(np.sum((w - even)[1:] ** 2))

    best = minimize(loss, even)
    return _named(["one", *names], best.x), float(best.fun) / len(y)


def loss_of_stances(found: Sequence[Judged]) -> float:
    """Return the mean log loss of the weights in STANCE over the targets."""
    targets = [one for one in found if one.stance >= 0]
    x = np.array([list(one.said.stance.values()) for one in targets])
    y = np.array([one.stance for one in targets])
    z = np.tensordot(x, np.array([STANCE[name] for name in targets[0].said.stance]), axes=([1], [0]))
    return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]))


def _named(names: Sequence[str], values: Iterable[float]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}


def main() -> None:
    if not corpora.available():
        return
    data = corpora.SHARED / "data"
    own = [*polnear_with_positions(data), *in_folder(data, TEXTS)]
    found = list(judged([*held_back(own), *in_folder(data, data / "positions")]))
    target, target_loss = fit_targets(found)
    MIXTURE.write_text(json.dumps({"target": target, "stance": STANCE}, indent=1) + "\n", encoding="utf-8")
    losses = f"log loss of targets {target_loss:.3f}, of stances {loss_of_stances(found):.3f}"
    print(f"{len(found)} candidates, {losses}", target)


if __name__ == "__main__":
    main()
