"""How polarised a network is, given who belongs to which side.

C[i,j] is the congruence and F[i,j] the conflict of two actors, |C| and |F| the sums of all their entries, n_c the size of
side c, W the number of ordered pairs of actors on the same side, B that of others.

absdiff     1 - D / (2 |C| + 2 |F|). D is how far the network is from an ideal one with the same sums, whose congruence is
            spread evenly within sides and whose conflict evenly between them: the sum of |C - |C|/W| + F within and of
            C + |F - |F|/B| between. 1 is this ideal, 0 the farthest from it that can be.
modularity  of a signed network (Gomez, Jensen & Arenas 2009): congruence within beyond, and conflict within short of, what
            the actors' degrees alone make expect.
ei          Krackhardt & Stern's (1988) index turned round: (C within - C between + F between - F within) / (|C| + |F|).
dna         D itself as Discourse Network Analyzer 3 has it, divided by 2 (|C| + |F|). There |C|/W and |F|/B are multiplied
            by the share that a side, or a pair of sides, has of all such pairs: by about one half where there are two
            sides. As the reference does, the search takes the largest distance, so it finds the sides that fit least.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.discourse.cells import Floats
from kg.discourse.table import IntArray
from kg.errors import SettingsError

QUALITIES = ("absdiff", "modularity", "ei", "dna")
KEPT = 32
"""Scores of so many combinations of sizes are kept, as a search asks for the same again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The quality of a partition as a sum over ordered pairs of actors.

    It is `constant` plus, for each pair, `parts[a][b][i, j]`, where i is on side a and j on side b. Each part has shape
    `(n_actors, n_actors)` and a diagonal of zeros.
    """

    parts: tuple[tuple[Floats, ...], ...]
    constant: float

    def by_side(self, sides: IntArray) -> Floats:
        """Return what each actor would add on each side, the others staying; shape `(n_actors, k)`."""
        members = [np.flatnonzero(sides == side) for side in range(len(self.parts))]
        columns = [sum(part[:, members[b]].sum(axis=1) for b, part in enumerate(row)) for row in self.parts]
        return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)

    def quality(self, sides: IntArray) -> float:
        """Return the quality of a partition, given as the side of each actor."""
        return self.constant + float(self.by_side(sides)[np.arange(len(sides)), sides].sum())


class Polarity:
    """One pair of networks and one quality.

    Args:
        congruence: Shape `(n_actors, n_actors)`, symmetric; the diagonal does not count.
        conflict: Likewise.
        quality: One of `QUALITIES`.

    Raises:
        SettingsError: If the quality is unknown, the shapes differ or a weight is negative.
    """

    def __init__(self, congruence: Floats, conflict: Floats, quality: str = "absdiff") -> None:
        if quality not in QUALITIES:
            raise SettingsError(f"--quality {quality}: unknown. Known: {', '.join(QUALITIES)}.", option="quality")
        if congruence.shape != conflict.shape or congruence.shape[:1] != congruence.shape[1:]:
            raise SettingsError("congruence and conflict: two square matrices of the same actors are needed.")
        self.congruence, self.conflict = _bare(congruence), _bare(conflict)
        if min(self.congruence.min(initial=0.0), self.conflict.min(initial=0.0)) < 0:
            raise SettingsError("congruence and conflict: weights must not be negative. Leave out --agg subtract.")
        self.name = quality
        self.sums = float(self.congruence.sum()), float(self.conflict.sum())
        self._known: dict[tuple[int, ...], Scores] = {}
        self._parts = {"absdiff": self._absdiff, "modularity": self._modularity, "ei": self._ei, "dna": self._dna}

    def __len__(self) -> int:
        return len(self.congruence)

    def scores(self, sizes: tuple[int, ...]) -> Scores:
        """Return the scores of partitions whose sides have these sizes."""
        if sizes not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[sizes] = self._parts[self.name](sizes)
        return self._known[sizes]

    def quality(self, sides: IntArray, k: int) -> float:
        """Return the quality of a partition into `k` sides; 0 without any tie."""
        if not sum(self.sums):
            return 0.0
        return self.scores(tuple(np.bincount(sides, minlength=k).tolist())).quality(sides)

    def _absdiff(self, sizes: tuple[int, ...]) -> Scores:
        within, between = _pairs(sizes)
        scale = 2.0 * sum(self.sums)
        same = np.abs(self.congruence - _over(self.sums[0], within)) + self.conflict
        other = self.congruence + np.abs(self.conflict - _over(self.sums[1], between))
        return _two_kinds(_bare(-same / scale), _bare(-other / scale), len(sizes), 1.0)

    def _modularity(self, sizes: tuple[int, ...]) -> Scores:
        made = np.zeros_like(self.congruence)
        for weights, total, sign in ((self.congruence, self.sums[0], 1.0), (self.conflict, self.sums[1], -1.0)):
            degrees = weights.sum(axis=1)
            made += sign * (weights - _over(1.0, total) * np.outer(degrees, degrees)) / sum(self.sums)
        return _two_kinds(_bare(made), np.zeros_like(made), len(sizes), float(np.trace(made)))

    def _ei(self, sizes: tuple[int, ...]) -> Scores:
        made = (self.congruence - self.conflict) / sum(self.sums)
        return _two_kinds(made, -made, len(sizes), 0.0)

    def _dna(self, sizes: tuple[int, ...]) -> Scores:
        within, between = _pairs(sizes)
        scale = 2.0 * sum(self.sums)

        def part(a: int, b: int) -> Floats:
            if a == b:
                share = _over(sizes[a] * (sizes[a] - 1), within)
                made = np.abs(self.congruence - share * _over(self.sums[0], within)) + self.conflict
            else:
                share = _over(sizes[a] * sizes[b], between)
                made = self.congruence + np.abs(self.conflict - share * _over(self.sums[1], between))
            return _bare(made / scale)

        sides = range(len(sizes))
        return Scores(parts=tuple(tuple(part(a, b) for b in sides) for a in sides), constant=0.0)


def _pairs(sizes: tuple[int, ...]) -> tuple[int, int]:
    """Return the number of ordered pairs of actors on the same side, and that of others."""
    number, within = sum(sizes), sum(size * (size - 1) for size in sizes)
    return within, number * (number - 1) - within


def _over(number: float, by: float) -> float:
    return number / by if by else 0.0


def _bare(weights: Floats) -> Floats:
    made = np.array(weights, dtype=np.float64)
    np.fill_diagonal(made, 0.0)
    return made


def _two_kinds(same: Floats, other: Floats, k: int, constant: float) -> Scores:
    sides = range(k)
    return Scores(parts=tuple(tuple(same if a == b else other for b in sides) for a in sides), constant=constant)
