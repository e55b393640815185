"""Balance: triads counted one by one, frustration against all camps."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis import balance, balance_of, frustration
from kg.analysis.balance import triads
from kg.errors import SettingsError


def signed(number: int, seed: int, weights=(-2, -1, 0, 1, 1.5)) -> np.ndarray:
    """Return a random symmetric network."""
    half = np.triu(np.random.default_rng(seed).choice(weights, size=(number, number)), 1)
    return half + half.T


def least(weights: np.ndarray) -> float:
    """Return the least frustration of all camps."""
    pairs = list(combinations(range(len(weights)), 2))
    return min(
        sum(abs(weights[i, j]) for i, j in pairs if weights[i, j] * (1 if camps[i] == camps[j] else -1) < 0)
        for camps in product((0, 1), repeat=len(weights))
    )


@given(seed=st.integers(0, 10_000), number=st.integers(1, 8))
@settings(max_examples=30)
def test_frustration_is_the_least_of_all(seed: int, number: int):
    """The index is exact and says so; the camps have it; the order of nodes is of no account."""
    weights = signed(number, seed)
    found = frustration(weights)
    assert found.exact
    assert found.frustrated == pytest.approx(least(weights))
    order = np.random.default_rng(seed).permutation(number)
    assert frustration(weights[np.ix_(order, order)]).frustrated == pytest.approx(found.frustrated)


def test_without_time_it_is_a_heuristic_and_says_so():
    """No program, no proof: what was found is no better than the best, what it cannot be below no worse."""
    weights = signed(9, 4)
    found = frustration(weights, seconds=0)
    assert not found.exact
    assert found.least <= least(weights) <= found.frustrated
    assert found.frustrated == pytest.approx(least(weights))


def test_two_camps_have_no_frustration():
    """A network of two camps is balanced; one tie turned is one tie of frustration."""
    sides = np.array([1, 1, -1, -1, 1, -1])
    weights = np.outer(sides, sides).astype(float)
    assert frustration(weights).frustrated == 0
    weights[0, 1] = weights[1, 0] = -3.0
    found = balance_of(weights, tuple("abcdef"))
    assert (found.by_number.frustrated, found.by_weight.frustrated) == (1, 3)
    assert found.ties == (("a", "b", -3.0),)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30)
def test_triads_are_counted(seed: int):
    """Each type is as frequent as going through all triads says."""
    signs = np.sign(signed(8, seed))
    names = [
        "".join(sorted(("+" if sign > 0 else "-" for sign in found), key="+-".index))
        for a, b, c in combinations(range(8), 3)
        if all(found := (signs[a, b], signs[a, c], signs[b, c]))
    ]
    assert triads(signs) == {kind: names.count(kind) for kind in ("+++", "++-", "+--", "---")}


def test_balance_of_statements(camps):
    """Actors of two camps: all triads balanced but for C, who is with the others on one issue; two modes as well."""
    found = balance(camps)
    assert found.by_number.exact
    assert found.balanced > 0.9 > found.expected
    camp = {name: number for number, name in found.tables()[2].rows}
    assert len({camp[name] for name in "ABC"}) == len({camp[name] for name in "DEF"}) == 1
    both = balance(camps, type="twomode")
    assert set(both.nodes) == {*"ABCDEF", "i0", "i1", "i2", "i3"}
    assert sum(both.triads.values()) == 0
    assert both.by_number.frustrated == 2  # C and F, on the last issue


def test_unsigned_ties_are_refused(camps):
    """Balance is about signs."""
    with pytest.raises(SettingsError, match="subtract"):
        balance(camps, agg="congruence")
