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
INTERCEPT = "(intercept)"
THRESHOLD = 0.28
"""Candidates less probable than this are dropped; chosen on the development documents for the best F1."""
OVERLAP = 0.5
"""Of two targets that share more of their words than this, the more probable one is kept."""


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
    """Return the positions among the candidates, in the order of the text."""
    likely = [decision for decision in map(_decision, found) if decision[0] >= threshold]
    kept: list[Candidate] = []
    made = []
    for target, stance, sure, candidate in sorted(likely, key=lambda d: (-d[0], d[3].head)):
        if not any(
            other.holders == candidate.holders and overlap(other.words, candidate.words) >= OVERLAP for other in kept
        ):
            kept.append(candidate)
            made.append(Decision(candidate=candidate, stance=stance, score=round(target * sure, 4)))
    return sorted(made, key=lambda d: (d.candidate.target, d.candidate.head))


def _decision(candidate: Candidate) -> tuple[float, Stance, float, Candidate]:
    sums = [sum(column) for column in zip(*_rows((INTERCEPT, *candidate.features)), strict=True)]
    shares = softmax(sums[1:])
    best = max(range(len(shares)), key=shares.__getitem__)
    return 1 / (1 + math.exp(-sums[0])), STANCES[best], shares[best], candidate


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


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return the Dice coefficient of two word ranges, both ends included."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1)
    return 2 * shared / (a[1] - a[0] + b[1] - b[0] + 2)
