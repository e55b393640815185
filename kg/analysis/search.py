"""Partitions of the best quality: by swaps and moves that better it, by breeding, or by trying all.

greedy   from a random partition each actor in turn changes sides with whom that betters it most, until no swap does;
         without the limit of equal sizes the best move of one actor follows, and swaps again. The best of several climbs.
genetic  a population in which the best stay, pairs drawn by their quality have children, of which each actor's side is
         one parent's or the other's after sides are named alike, and children mutate (Leifeld and others' algorithm).
exact    all partitions; for few actors.

With equal sizes those of any two sides differ by one at most. Without them no side is ever empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import product

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.analysis.qualities import Polarity, Scores
from kg.discourse.cells import Floats
from kg.discourse.table import IntArray
from kg.errors import SettingsError

ALGORITHMS = ("greedy", "genetic", "exact")
LEAST = 1e-10
"""A change must better the quality by more, so that rounding does not keep a climb going."""
MOST_EXACT = 2_000_000
CALM = 50
"""So many rounds without a better individual end the breeding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How to look for a partition. The last five are those of the genetic algorithm, but for `restarts`."""

    k: int = 2
    equal: bool = True
    algorithm: str = "greedy"
    restarts: int = 10
    population: int = 50
    rounds: int = 1000
    elite: float = 0.1
    mutation: float = 0.1

    def __post_init__(self) -> None:
        """Refuse what has no meaning."""
        if self.algorithm not in ALGORITHMS:
            known = ", ".join(ALGORITHMS)
            raise SettingsError(f"--algorithm {self.algorithm}: unknown. Known: {known}.", option="algorithm")
        for name, least in (("k", 2), ("restarts", 1), ("population", 3), ("rounds", 1)):
            if getattr(self, name) < least:
                raise SettingsError(f"--{name} {getattr(self, name)}: at least {least} is needed.", option=name)
        for name in ("elite", "mutation"):
            if not 0 <= getattr(self, name) <= 1:
                raise SettingsError(f"--{name} {getattr(self, name)}: a share between 0 and 1 is needed.", option=name)


SEARCH = frozenset(field.name for field in fields(Search))


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """The side of each actor, shape `(n_actors,)`, and its quality. The first actor's side is 0."""

    sides: IntArray
    quality: float


def best_partition(polarity: Polarity, search: Search, chance: np.random.Generator) -> Partition:
    """Return the best partition that a search finds.

    Args:
        polarity: The networks and the quality; at least as many actors as sides.
        search: How to look.
        chance: Where random numbers come from.

    Raises:
        SettingsError: If there are too few actors, or too many for `exact`.
    """
    number = len(polarity)
    if number < search.k:
        raise SettingsError(f"{number} actors cannot take {search.k} sides. Take a wider window or a smaller --k.")
    find = {"greedy": _greedy, "genetic": _genetic, "exact": _exact}[search.algorithm]
    sides = named_in_order(find(polarity, search, chance))
    return Partition(sides=sides, quality=polarity.quality(sides, search.k))


def named_in_order(sides: IntArray) -> IntArray:
    """Return the same partition, its sides numbered in the order of their first actors.

    >>> named_in_order(np.array([2, 0, 2, 1])).tolist()
    [0, 1, 0, 2]
    """
    _, first, place = np.unique(sides, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[place]


def random_sides(number: int, k: int, *, equal: bool, chance: np.random.Generator) -> IntArray:
    """Return a random partition with a member on each side."""
    sides = np.arange(number) % k
    if not equal:
        sides[k:] = chance.integers(k, size=number - k)
    return chance.permutation(sides)


def _sizes(sides: IntArray, k: int) -> tuple[int, ...]:
    return tuple(np.bincount(sides, minlength=k).tolist())


def _greedy(polarity: Polarity, search: Search, chance: np.random.Generator) -> IntArray:
    found: list[tuple[float, IntArray]] = []
    for _ in range(search.restarts):
        sides = random_sides(len(polarity), search.k, equal=search.equal, chance=chance)
        while True:
            scores = polarity.scores(_sizes(sides, search.k))
            sides = _swapped(scores, sides)
            if search.equal:
                break
            gain, moved = _best_move(polarity, scores.quality(sides), sides, search.k)
            if gain <= LEAST:
                break
            sides = moved
        found.append((polarity.quality(sides, search.k), sides))
    return max(found, key=lambda one: one[0])[1]


def _swapped(scores: Scores, start: IntArray) -> IntArray:
    """Return the partition after each actor in turn has changed sides with whom it helps most, until nobody helps."""
    sides, parts, k = start.copy(), scores.parts, len(scores.parts)
    # What a swap of i and j adds beyond what each move adds by itself: their own tie is counted otherwise.
    own = [[2 * parts[a][b] - parts[a][a] - parts[b][b] for b in range(k)] for a in range(k)]
    by_side, quiet, i = scores.by_side(sides), 0, 0
    everyone = np.arange(len(sides))
    while quiet < len(sides):
        a = int(sides[i])
        gains = by_side[i, sides] - by_side[i, a] + by_side[:, a] - by_side[everyone, sides]
        for b in range(k):
            there = sides == b
            gains[there] += own[a][b][i, there]
        gains[sides == a] = -np.inf
        j = int(gains.argmax())
        if 2 * gains[j] > LEAST:
            b, quiet = int(sides[j]), 0
            sides[i], sides[j] = b, a
            for c in range(k):
                by_side[:, c] += parts[c][b][:, i] - parts[c][a][:, i] + parts[c][a][:, j] - parts[c][b][:, j]
        else:
            quiet += 1
        i = (i + 1) % len(sides)
    return sides


def _best_move(polarity: Polarity, before: float, sides: IntArray, k: int) -> tuple[float, IntArray]:
    """Return the best gain of one actor who changes sides, and the partition after it."""
    best, changed, sizes = -np.inf, sides, _sizes(sides, k)
    for a, b in product(range(k), repeat=2):
        if a == b or sizes[a] < 2:
            continue
        scores = polarity.scores(tuple(size + (c == b) - (c == a) for c, size in enumerate(sizes)))
        by_side = scores.by_side(sides)
        whole = scores.constant + by_side[np.arange(len(sides)), sides].sum()
        members = np.flatnonzero(sides == a)
        gains = whole - before + 2 * (by_side[members, b] - by_side[members, a])
        i = int(gains.argmax())
        if gains[i] > best:
            best, changed = float(gains[i]), sides.copy()
            changed[members[i]] = b
    return best, changed


def _genetic(polarity: Polarity, search: Search, chance: np.random.Generator) -> IntArray:
    number, k = len(polarity), search.k
    people = [random_sides(number, k, equal=search.equal, chance=chance) for _ in range(search.population)]
    elites = max(1, round(search.elite * search.population))
    changes = round(search.mutation * number / 2)
    best, calm = -np.inf, 0
    for _ in range(search.rounds):
        fitness = np.array([polarity.quality(sides, k) for sides in people])
        order = np.argsort(-fitness, kind="stable")
        people, fitness = [people[i] for i in order], fitness[order]
        calm = 0 if fitness[0] > best + LEAST else calm + 1
        best = max(best, float(fitness[0]))
        if calm > CALM:
            break
        share = fitness - min(0.0, fitness.min())
        share = share / share.sum() if share.sum() > 0 else np.full(len(people), 1 / len(people))
        children = [_child(*_parents(people, share, chance), k, search, chance) for _ in people[elites:]]
        people = people[:elites] + [_mutated(child, changes, search, chance) for child in children]
    return max(people, key=lambda sides: polarity.quality(sides, k))


def _parents(people: list[IntArray], share: Floats, chance: np.random.Generator) -> tuple[IntArray, IntArray]:
    """Return two individuals: one drawn by quality, the other by quality or, as often, evenly."""
    first = int(chance.choice(len(people), p=share))
    others = np.delete(np.arange(len(people)), first)
    left = share[others]
    even = chance.random() < 0.5 or not left.sum()
    second = int(chance.choice(others, p=None if even else left / left.sum()))
    return people[first], people[second]


def _child(first: IntArray, second: IntArray, k: int, search: Search, chance: np.random.Generator) -> IntArray:
    """Return a partition in which each actor has one parent's side or the other's, sides named as they overlap most."""
    overlap = np.zeros((k, k))
    np.add.at(overlap, (first, second), 1.0)
    _, renamed = linear_sum_assignment(-overlap)
    made = np.where(chance.random(len(first)) < 0.5, renamed[first], second)
    return _repaired(made, k, equal=search.equal, chance=chance)


def _repaired(sides: IntArray, k: int, *, equal: bool, chance: np.random.Generator) -> IntArray:
    """Move random actors from the largest side to the smallest until sizes are equal, or no side is empty."""
    while True:
        sizes = np.bincount(sides, minlength=k)
        large, small = int(sizes.argmax()), int(sizes.argmin())
        if sizes[large] - sizes[small] <= 1 or (not equal and sizes[small]):
            return sides
        sides[chance.choice(np.flatnonzero(sides == large))] = small


def _mutated(sides: IntArray, changes: int, search: Search, chance: np.random.Generator) -> IntArray:
    """Return the partition after some swaps of actors on different sides; without equal sizes every other is a move."""
    for change in range(changes):
        if search.equal or change % 2:
            i = int(chance.integers(len(sides)))
            j = int(chance.choice(np.flatnonzero(sides != sides[i])))
            sides[i], sides[j] = sides[j], sides[i]
        else:
            sides[int(chance.integers(len(sides)))] = chance.integers(search.k)
    return sides if search.equal else _repaired(sides, search.k, equal=False, chance=chance)


def _exact(polarity: Polarity, search: Search, chance: np.random.Generator) -> IntArray:  # noqa: ARG001 - as the others
    number, k = len(polarity), search.k
    if k ** (number - 1) > MOST_EXACT:
        raise SettingsError(
            f"--algorithm exact: too many partitions of {number} actors. Take greedy.", option="algorithm"
        )
    return max(_partitions(number, k, equal=search.equal), key=lambda sides: polarity.quality(sides, k))


def _partitions(number: int, k: int, *, equal: bool) -> Iterator[IntArray]:
    """Yield each partition once, the first actor on side 0."""
    for rest in product(range(k), repeat=number - 1):
        sides = np.array((0, *rest))
        sizes = np.bincount(sides, minlength=k)
        if (
            sizes.min()
            and (not equal or sizes.max() - sizes.min() <= 1)
            and np.array_equal(named_in_order(sides), sides)
        ):
            yield sides
