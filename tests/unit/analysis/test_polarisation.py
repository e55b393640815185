"""Polarisation: qualities by their definitions, searches against all partitions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import ALGORITHMS, QUALITIES, Polarity, Search, best_partition, modularity, polarisation
from kg.errors import SettingsError

SIDES = np.array([0, 0, 0, 1, 1, 1])


def networks(number: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return two random symmetric networks."""
    chance = np.random.default_rng(seed)
    made = []
    for _ in range(2):
        half = np.triu(chance.integers(0, 4, size=(number, number)) * (chance.random((number, number)) < 0.7), 1)
        made.append((half + half.T).astype(float))
    return made[0], made[1]


def told(congruence, conflict, sides, quality: str) -> float:
    """Return a quality pair by pair, as the documentation defines it."""
    n, both = len(sides), congruence.sum() + conflict.sum()
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    within = sum(sides[i] == sides[j] for i, j in pairs)
    between = len(pairs) - within
    sizes = np.bincount(sides)
    found = 0.0
    for i, j in pairs:
        same, c, f = sides[i] == sides[j], congruence[i, j], conflict[i, j]
        a, b = sizes[sides[i]], sizes[sides[j]]
        if quality == "ei":
            found += (c - f) / both if same else (f - c) / both
        elif quality == "absdiff":
            ideal = congruence.sum() / within if same else conflict.sum() / between
            found += abs(c - ideal) + f if same else c + abs(f - ideal)
        else:
            ideal = (
                a * (a - 1) / within * congruence.sum() / within if same else a * b / between * conflict.sum() / between
            )
            found += abs(c - ideal) + f if same else c + abs(f - ideal)
    return {"ei": found, "absdiff": 1 - found / (2 * both), "dna": found / (2 * both)}[quality]


@pytest.mark.parametrize("quality", ["absdiff", "ei", "dna"])
@given(seed=st.integers(0, 10_000), k=st.integers(2, 3), draw=st.data())
@settings(max_examples=25)
def test_quality_is_its_definition(quality: str, seed: int, k: int, draw: st.DataObject):
    """Sums of parts are the sums over pairs that the definition asks for, for any sizes of sides."""
    congruence, conflict = networks(7, seed)
    sides = np.array([0, 1, k - 1, *draw.draw(st.lists(st.integers(0, k - 1), min_size=4, max_size=4))])
    polarity = Polarity(congruence, conflict, quality)
    if sum(polarity.sums) and len(set(sides)) == k:
        assert polarity.quality(sides, k) == pytest.approx(told(congruence, conflict, sides, quality))


def test_modularity_without_conflict_is_newmans():
    """With congruence alone the signed modularity is the usual one, as networkx has it."""
    congruence, _ = networks(9, 3)
    sides = np.array([0, 1, 2, 0, 1, 2, 0, 1, 1])
    expected = nx.community.modularity(
        nx.from_numpy_array(congruence), [set(np.flatnonzero(sides == side)) for side in range(3)]
    )
    assert Polarity(congruence, 0 * congruence, "modularity").quality(sides, 3) == pytest.approx(expected)
    assert modularity(congruence, sides) == pytest.approx(expected)


def test_two_camps_are_fully_polarised():
    """Camps that agree within and differ between have the largest value; mixed ones less, the worst nothing."""
    same = (SIDES[:, None] == SIDES[None, :]).astype(float)
    for quality, full in (("absdiff", 1.0), ("ei", 1.0), ("modularity", 0.5)):
        polarity = Polarity(same, 1 - same, quality)
        assert best_partition(polarity, Search(), np.random.default_rng(0)).quality == pytest.approx(full)
        assert polarity.quality(np.array([0, 1, 0, 1, 0, 1]), 2) < full


def test_the_reference_rewards_the_wrong_sides():
    """The distance that Discourse Network Analyzer makes largest is larger for mixed sides than for the camps."""
    same = (SIDES[:, None] == SIDES[None, :]).astype(float)
    polarity = Polarity(same, 1 - same, "dna")
    assert polarity.quality(SIDES, 2) == pytest.approx(0.25)
    assert best_partition(polarity, Search(), np.random.default_rng(0)).quality > 0.5


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("equal", [True, False])
@pytest.mark.parametrize("k", [2, 3])
def test_searches_find_the_best_partition(quality: str, equal: bool, k: int):
    """Greedy and genetic search reach the best of all partitions of small networks."""
    for seed in range(2):
        polarity = Polarity(*networks(6, seed), quality)
        sizes = (6 // k, 6 // k) if equal else (1, 6)
        every = [
            polarity.quality(np.array(sides), k)
            for sides in product(range(k), repeat=6)
            if all(sizes[0] <= n <= sizes[1] for n in np.bincount(sides, minlength=k))
        ]
        for algorithm in ALGORITHMS:
            search = Search(k=k, equal=equal, algorithm=algorithm)
            found = best_partition(polarity, search, np.random.default_rng(seed))
            assert found.quality == pytest.approx(max(every)), algorithm
            assert found.quality == pytest.approx(polarity.quality(found.sides, k))
            sides = np.bincount(found.sides, minlength=k)
            assert sides.min() >= sizes[0]
            assert sides.max() <= sizes[1]


@given(seed=st.integers(0, 1000), order=st.permutations(range(6)))
@settings(max_examples=20)
def test_order_of_actors_is_of_no_account(seed: int, order: list[int]):
    """The best quality is the same for the same network with its actors in another order."""
    congruence, conflict = networks(6, seed)
    place = np.ix_(order, order)
    pair = (Polarity(congruence, conflict), Polarity(congruence[place], conflict[place]))
    if sum(pair[0].sums):
        found = [best_partition(one, Search(algorithm="exact"), np.random.default_rng(0)).quality for one in pair]
        assert found[0] == pytest.approx(found[1])


def test_a_seed_gives_the_same_sides(camps):
    """The same seed gives the same answer; the camps are found."""
    for algorithm in ("greedy", "genetic"):
        first, second = (polarisation(camps, algorithm=algorithm, seed=5) for _ in range(2))
        assert first.tables() == second.tables()
        assert [row[2:] for row in first.tables()[1].rows] == [
            ("A", 1),
            ("B", 1),
            ("C", 1),
            ("D", 2),
            ("E", 2),
            ("F", 2),
        ]


def test_windows_have_a_row_each(camps):
    """With a window there is a row a slice, with and without kernel; a slice without enough actors has nothing."""
    for kernel in ("no", "uniform"):
        found = polarisation(camps, window="days", size=6, kernel=kernel)
        assert len(found.slices) > 5
        assert all(0 <= row["polarisation"] <= 1 for row in found.tables()[0].to_dicts())
    few = polarisation(camps, window="days", size=1)
    assert {one.partition for one in few.slices} == {None}


def test_kernels_take_only_those_who_speak(table):
    """An actor who is silent in a window is on no side there; a gaussian window has everybody."""
    rows = [(actor, "x", sign) for _ in range(4) for actor, sign in (("A", "1"), ("B", "1"), ("C", "0"))]
    said = table([*rows, ("Z", "x", "1")], time=[f"2021-01-{1 + i:02}" for i in range(12)] + ["2021-06-01"])
    slices = polarisation(said, window="days", size=8, kernel="uniform").slices
    assert slices[0].actors == ("A", "B", "C")
    assert slices[0].partition.sides.tolist() == [0, 0, 1]
    assert slices[-1].partition is None
    assert set(polarisation(said, window="weeks", size=8, kernel="gaussian").slices[0].actors) == set("ABCZ")


@pytest.mark.parametrize(
    "window", [{}, {"window": "events", "size": 6}, {"window": "days", "size": 6, "kernel": "uniform"}]
)
def test_chance_is_told_of_each_slice(camps, window: dict):
    """Dealing out anew leaves statements, duplicates and windows as they are, whatever the filters."""
    found = polarisation(camps, draws=2, dup="acrossrange", exclude=["concept=i0"], start="2021-01-03", **window)
    assert all(0 <= one.expected <= 1 and 1 / 3 <= one.higher <= 1 for one in found.slices)


def test_chance_is_told(camps):
    """Dealt-out qualifiers are less polarised than camps, and the share of draws as polarised is a p value."""
    (one,) = polarisation(camps, draws=19, seed=1).slices
    assert one.partition.quality > one.expected
    assert one.higher == pytest.approx(1 / 20, abs=0.06)


def test_wrong_options_are_refused(camps):
    """Unknown names, impossible numbers, negative weights and options that it sets itself."""
    for wrong in ({"quality": "best"}, {"agg": "subtract"}, {"type": "twomode"}):
        with pytest.raises(SettingsError):
            polarisation(camps, **wrong)
    for wrong in ({"algorithm": "best"}, {"k": 1}, {"elite": 2.0}, {"restarts": 0}):
        with pytest.raises(SettingsError):
            Search(**wrong)
    with pytest.raises(SettingsError, match="negative"):
        Polarity(-np.ones((3, 3)), np.ones((3, 3)))
    with pytest.raises(SettingsError, match="too many"):
        best_partition(Polarity(*networks(30, 0)), replace(Search(), algorithm="exact"), np.random.default_rng(0))
