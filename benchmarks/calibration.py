"""Whether scores are probabilities: reliability in bins of equal width, and the expected calibration error."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks import corpora

BINS = 10


class Bin(NamedTuple):
    """Claims scored in [low, high): how many, their mean score, the share that is right."""

    low: float
    high: float
    size: int
    score: float
    right: float


def reliability(scored: Iterable[tuple[float, bool]]) -> Iterator[Bin]:
    """Yield the bins that hold claims, lowest first; `scored` are (score, whether it is right)."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in scored:
        parts[min(BINS - 1, int(score * BINS))].append((score, right))
    for number, part in enumerate(parts):
        if part:
            size = len(part)
            mean, share = sum(s for s, _ in part) / size, sum(r for _, r in part) / size
            yield Bin(number / BINS, (number + 1) / BINS, size, mean, share)


def expected_error(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error (Naeini et al. 2015, ten bins).

    >>> expected_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
    0.0
    """
    return sum(one.size * abs(one.score - one.right) for one in reliability(scored)) / max(1, len(scored))


def least_error(scores: Sequence[float], *, draws: int = 200) -> float:
    """Return the error to expect, by chance alone, of so many claims whose scores are their true probabilities."""
    rng = random.Random(0)
    return sum(expected_error([(s, rng.random() < s) for s in scores]) for _ in range(draws)) / draws


def are_right(gold: dict, statements: Sequence[dict]) -> list[bool]:
    """Tell of each statement whether the scorer pairs it with one of a gold document that has the same source."""
    scorer, text = corpora.scorer("score_attributions"), gold["text"]
    wanted = [one for one in gold["attributions"] if one.get("content")]
    right = set()
    for want, have in scorer.pair(text, wanted, list(statements)):
        if scorer.jaccard(scorer.words(text, want["source"]), scorer.words(text, have["source"])) >= 0.5:
            right.add(id(have))
    return [id(one) in right for one in statements]
