"""Which candidates are positions, and of which stance: two logistic regressions over named features.

The weights stand in `data/weights.csv`, one row a feature, learnt by `training/position` on annotated documents.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import Stance
from kg.position.candidates import Candidate

STANCES: tuple[Stance, ...] = ("support", "oppose", "ambivalent")
FIRM = 0.5
"""The least probability of a target that a firm rule names; such rules are too rare for the weights to know them."""
BY_SIGN = ("+", "-", "~")
"""The lexicon's signs, in the order of the stances."""
INTERCEPT = "(intercept)"
THRESHOLD = 0.18
"""Positions less probable than this (a target, and of that stance) are dropped; chosen on the development documents."""


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


def decide(found: Iterable[Candidate], *, threshold: float = THRESHOLD) -> list[Decision]:
    """Return the positions among the candidates, in the order of the text.

    A holder has one position on any word: of targets that overlap, the most probable is kept.
    """
    likely = [decision for decision in map(_decision, found) if decision.score >= threshold]
    taken: set[tuple[str, int]] = set()
    made = []
    for decision in sorted(likely, key=lambda d: (-d.score, d.candidate.head)):
        first, last = decision.candidate.words
        places = {(holder, i) for holder in decision.candidate.holders for i in range(first, last + 1)}
        if not places & taken:
            taken |= places
            made.append(decision)
    return sorted(made, key=lambda d: (d.candidate.target, d.candidate.head))


def _decision(candidate: Candidate) -> Decision:
    sums = [sum(column) for column in zip(*_rows((INTERCEPT, *candidate.features)), strict=True)]
    shares = softmax(sums[1:])
    best = max(range(len(shares)), key=shares.__getitem__)
    if candidate.evaluation.is_firm and candidate.evaluation.sign in BY_SIGN:
        best = BY_SIGN.index(candidate.evaluation.sign)
        shares[best] = 1.0
    target = 1 / (1 + math.exp(-sums[0]))
    if candidate.evaluation.is_firm:
        target = max(target, FIRM)
    return Decision(candidate=candidate, stance=STANCES[best], score=round(target * shares[best], 4))


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
