"""Tests of backbones, against values that others published and values worked out in another way."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.backbone import disparity, noise_corrected
from kg.view.chance import cell_chances, tails

SMALL = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1]])


def chances_of(matrix: np.ndarray) -> np.ndarray:
    """Return the probability of each cell of a matrix of zeros and ones."""
    kinds, kind = cell_chances(matrix.sum(axis=1), matrix.sum(axis=0))
    return kinds[kind]


def refined_normal(chances: np.ndarray, most: int) -> np.float64:
    """Return the probability of at most so many, approximated as by Hong (2013), equation 11."""
    from scipy.stats import norm

    spread = (chances * (1 - chances)).sum() ** 0.5
    skewed = (chances * (1 - chances) * (1 - 2 * chances)).sum() / spread**3
    x = (most + 0.5 - chances.sum()) / spread
    return np.clip(norm.cdf(x) + skewed * (1 - x**2) * norm.pdf(x) / 6, 0, 1)


def test_cell_chances_are_those_of_the_r_package_backbone() -> None:
    """Its own test (version 3, `bicm`) has these values."""
    found = chances_of(np.array([[0, 0, 1], [0, 1, 0], [1, 0, 1]]))
    assert np.round(found, 3).tolist() == [[0.216, 0.216, 0.568], [0.216, 0.216, 0.568], [0.568, 0.568, 0.863]]


def test_tails_are_those_of_the_r_package_backbone() -> None:
    """Its own test (version 3, `sdsm`) has these probabilities of three rows' pairs, by the refined normal approximation."""
    chances = chances_of(SMALL)
    pairs = [(0, 1), (0, 2), (1, 2)]
    plus = np.array([chances[a] * chances[b] for a, b in pairs])
    shared = np.array([SMALL[a] @ SMALL[b] for a, b in pairs])
    assert [round(float(refined_normal(p, n)), 3) for p, n in zip(plus, shared, strict=True)] == [0.354, 0.844, 0.476]
    assert round(1 - float(refined_normal(plus[1], shared[1] - 1)), 3) == 0.549
    above, below = tails(plus, None, shared, which=np.arange(3))
    assert above.tolist() == pytest.approx([1.0, 0.549, 1.0], abs=0.02)
    assert below.tolist() == pytest.approx([0.354, 0.844, 0.476], abs=0.02)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1), st.floats(0.02, 0.98))
def test_cell_chances_keep_the_sums(rows: int, columns: int, seed: int, filled: float) -> None:
    """Whatever is filled, rows and columns have on average as many cells as in fact, empty and full ones too."""
    matrix = (np.random.default_rng(seed).random((rows, columns)) < filled).astype(int)
    found = chances_of(matrix)
    assert np.abs(found.sum(axis=1) - matrix.sum(axis=1)).max() < 1e-4
    assert np.abs(found.sum(axis=0) - matrix.sum(axis=0)).max() < 1e-4
    assert 0 <= found.min() <= found.max() <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)), min_size=1, max_size=6), st.integers(-7, 7))
def test_tails_are_those_of_all_outcomes(terms: list[tuple[float, float]], observed: int) -> None:
    """Terms of 1, -1 and 0: the sums of the probabilities of all combinations."""
    above = below = 0.0
    for outcome in itertools.product((1, -1, 0), repeat=len(terms)):
        chance = math.prod({1: up, -1: down, 0: 1 - up - down}[o] for o, (up, down) in zip(outcome, terms, strict=True))
        above += chance * (sum(outcome) >= observed)
        below += chance * (sum(outcome) <= observed)
    plus, minus = (np.array([[term[side] for term in terms]]) for side in (0, 1))
    found = tails(plus, minus, np.array([observed]), which=np.array([0]))
    assert found[0][0] == pytest.approx(above, abs=1e-12)
    assert found[1][0] == pytest.approx(below, abs=1e-12)


def test_tails_of_many_terms_are_exact_far_out() -> None:
    """With equal terms the sum is binomial; its tail is right far beyond what cumulative sums from below would give."""
    from scipy.stats import binom

    observed = np.array([0, 20, 30, 60, 90, 400])
    found, below = tails(np.full((1, 400), 0.05), None, observed, which=np.zeros(6, dtype=int))
    assert found[:4] == pytest.approx(binom.sf(observed[:4] - 1, 400, 0.05), rel=1e-9)
    assert found[4:].max() < 1e-19
    assert below == pytest.approx(binom.cdf(observed, 400, 0.05), rel=1e-9)


def test_disparity_is_that_of_the_r_package_backbone() -> None:
    """Its own test (version 3, `disparity`): three edges of a third each have 0.444; a node's only edge decides nothing."""
    matrix = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1], [1, 1, 0, 1]])
    a, b = np.nonzero(matrix)
    found = dict(
        zip(zip(a.tolist(), b.tolist(), strict=True), disparity(a, b, matrix[a, b] * 1.0, directed=True), strict=True)
    )
    assert round(found[0, 0], 3) == 0.444
    assert round(found[1, 1], 3) == 0.5
    assert round(found[3, 1], 3) == 0.444


def test_disparity_is_the_integral_of_its_density() -> None:
    """One minus (k - 1) times the integral of (1 - x)^(k - 2) up to the share, at the end where it is smaller."""
    from scipy.integrate import quad

    a, b, weights = np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.array([5.0, 2.0, 1.0, 9.0])
    found = disparity(a, b, weights, directed=False)
    for edge in range(4):
        at_ends = []
        for end in (a[edge], b[edge]):
            own = weights[(a == end) | (b == end)]
            share = weights[edge] / own.sum()
            area = (
                quad(lambda x, k: (k - 1) * (1 - x) ** (k - 2), 0, share, args=(len(own),))[0] if len(own) > 1 else 0.0
            )
            at_ends.append(1 - area)
        assert found[edge] == pytest.approx(min(at_ends))


def test_noise_corrected_follows_the_paper_step_by_step() -> None:
    """Prior by moments, posterior by the edge, variance of the score by a derivative taken numerically."""
    from scipy.stats import beta, hypergeom, norm

    a, b, weights = np.array([0, 0, 1, 2, 2]), np.array([1, 2, 2, 3, 0]), np.array([12.0, 3.0, 7.0, 20.0, 4.0])
    found = noise_corrected(a, b, weights, directed=True)
    total = weights.sum()
    for edge in range(5):
        sent, received = weights[a == a[edge]].sum(), weights[b == b[edge]].sum()
        chance = hypergeom(int(total), int(sent), int(received))
        mean, spread = chance.mean() / total, chance.var() / total**2
        common = mean * (1 - mean) / spread - 1
        posterior = beta(mean * common + weights[edge], (1 - mean) * common + total - weights[edge])
        variance = total * posterior.mean() * (1 - posterior.mean())

        def score(change: float, edge: int = edge, sent: float = sent, received: float = received) -> float:
            lift = (total + change) / ((sent + change) * (received + change)) * (weights[edge] + change)
            return float((lift - 1) / (lift + 1))

        slope = abs(score(1e-5) - score(-1e-5)) / 2e-5
        assert found[edge] == pytest.approx(norm.sf(score(0) / (slope * variance**0.5)), rel=1e-3)


def test_noise_corrected_counts_an_undirected_edge_both_ways() -> None:
    """It is the same as of the network with each edge in both directions."""
    a, b, weights = np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3]), np.array([12.0, 3.0, 7.0, 20.0])
    both = noise_corrected(np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([weights] * 2), directed=True)
    assert noise_corrected(a, b, weights, directed=False) == pytest.approx(both[:4])
    assert noise_corrected(a[:0], b[:0], weights[:0], directed=False).shape == (0,)
