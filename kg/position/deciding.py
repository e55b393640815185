"""Which candidates are positions, and of which stance: two logistic regressions over named features, and the network.

The weights of features stand in `data/weights.csv`, one row a feature, learnt by `training/position` on annotated
documents. Where the network has read the text too, `data/mixture.json` weighs the two against each other.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.linear import log_odds, sigmoid
from kg.model import Stance
from kg.position.candidates import Candidate

if TYPE_CHECKING:
    from kg.encoder.graphs import Array

STANCES: tuple[Stance, ...] = ("support", "oppose", "ambivalent")
FIRM = 0.5
"""The least probability of a target that a firm rule names; such rules are too rare for the weights to know them."""
BY_SIGN = ("+", "-", "~")
"""The lexicon's signs, in the order of the stances."""
INTERCEPT = "(intercept)"
THRESHOLD = 0.18
"""Positions less probable than this (a target, and of that stance) are dropped; chosen on the development documents."""
MIXED_THRESHOLD = 0.15
"""The same for scores to which the network adds."""
LEAST = 1e-4
"""How near to 0 and 1 probabilities may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A candidate that is a position: its stance, and the probability of both together."""

    candidate: Candidate
    stance: Stance
    score: float


@cache
def weights() -> dict[str, tuple[float, float, float, float]]:
    """Return each feature's weights: for being a target, then for support, oppose, ambivalent."""
    text = (files("kg.position") / "data" / "weights.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return {row[0]: (float(row[1]), float(row[2]), float(row[3]), float(row[4])) for row in rows}


@cache
def mixture() -> dict[str, float]:
    """Return how features and network are weighed against each other, see `_mixed`."""
    loaded: dict[str, float] = json.loads(files("kg.position").joinpath("data/mixture.json").read_text("utf-8"))
    return loaded


def decide(found: Iterable[Candidate], stances: Array | None = None) -> list[Decision]:
    """Return the positions among the candidates, in the order of the text.

    A holder has one position on any word: of targets that overlap, the most probable is kept.

    Args:
        found: The candidates.
        stances: The network's probabilities that each token heads no target, or one of a stance: (tokens, 4); None to
            decide by features alone.
    """
    threshold = THRESHOLD if stances is None else MIXED_THRESHOLD
    every = (_decision(one, None if stances is None or one.of_another else stances[one.head].tolist()) for one in found)
    likely = [decision for decision in every if decision.score >= threshold]
    taken: set[tuple[str, int]] = set()
    made = []
    for decision in sorted(likely, key=lambda d: (-d.score, d.candidate.head)):
        first, last = decision.candidate.words
        places = {(holder, i) for holder in decision.candidate.holders for i in range(first, last + 1)}
        if not places & taken:
            taken |= places
            made.append(decision)
    return sorted(made, key=lambda d: (d.candidate.target, d.candidate.head))


def _decision(candidate: Candidate, told: Sequence[float] | None) -> Decision:
    target, *sums = sums_of(candidate.features)
    if told is not None:
        target, sums = _mixed(target, softmax(sums), told)
    probability, shares = sigmoid(target), softmax(sums)
    best = max(range(len(shares)), key=shares.__getitem__)
    if candidate.evaluation.is_firm and candidate.evaluation.sign in BY_SIGN:
        best = BY_SIGN.index(candidate.evaluation.sign)
        shares[best], probability = 1.0, max(probability, FIRM)
    return Decision(candidate=candidate, stance=STANCES[best], score=round(probability * shares[best], 4))


def _mixed(target: float, shares: Sequence[float], told: Sequence[float]) -> tuple[float, list[float]]:
    """Return the log-odds of a target, and scores of its stances, from those of features and of the network."""
    weights = mixture()
    none, *by_network = told
    odds = (
        weights["one"]
        + weights["target features"] * target
        + weights["target network"] * log_odds(1 - none, least=LEAST)
    )
    whole = sum(by_network) or 1.0
    return odds, [
        weights["stance features"] * math.log(mine + LEAST)
        + weights["stance network"] * math.log(theirs / whole + LEAST)
        for mine, theirs in zip(shares, by_network, strict=True)
    ]


def sums_of(features: Sequence[str]) -> list[float]:
    """Return the summed weights of features: for being a target, then for support, oppose, ambivalent."""
    return [sum(column) for column in zip(*_rows((INTERCEPT, *features)), strict=True)]


def _rows(names: Sequence[str]) -> Iterator[tuple[float, float, float, float]]:
    table = weights()
    for name in names:
        if name in table:
            yield table[name]


def softmax(values: Sequence[float]) -> list[float]:
    """Return the values as shares of one.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    return [power / sum(powers) for power in powers]
