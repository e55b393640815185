"""Ideal points: simulated actors are found again, and intervals hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import orthogonal_procrustes

from kg.analysis import ideal
from kg.analysis.sampler import Answers, aligned, draw, r_hat
from kg.errors import SettingsError


def simulated(seed: int, *, actors: int, issues: int, dimensions: int, thresholds: tuple[float, ...]):
    """Return true points, standardised, and answers on about half of the issues."""
    chance = np.random.default_rng(seed)
    points = chance.normal(size=(actors, dimensions))
    slopes, difficulties = chance.normal(0, 1.5, size=(issues, dimensions)), chance.normal(size=issues)
    latent = points @ slopes.T - difficulties + chance.normal(size=(actors, issues))
    actor, issue = np.nonzero(chance.random((actors, issues)) < 0.6)
    level = np.digitize(latent[actor, issue], thresholds)
    points = points - points.mean(axis=0)
    made = Answers(actor=actor, issue=issue, level=level, actors=actors, issues=issues, levels=len(thresholds) + 1)
    return points / np.sqrt((points**2).mean()), made


@pytest.mark.parametrize(
    ("dimensions", "thresholds"), [(1, (0.0,)), (1, (0.0, 1.2)), (2, (0.0,)), (2, (0.0, 1.2))], ids=str
)
def test_points_are_recovered(dimensions: int, thresholds: tuple[float, ...]):
    """Estimates follow the truth, and nine in ten 95 % intervals and more hold it."""
    covered, alike = [], []
    for seed in range(3):
        truth, answers = simulated(seed, actors=40, issues=30, dimensions=dimensions, thresholds=thresholds)
        (chain,) = aligned(
            [draw(answers, dimensions=dimensions, draws=400, warm_up=200, chance=np.random.default_rng(seed))]
        )
        turn = orthogonal_procrustes(chain.points.mean(axis=0), truth)[0]
        points = chain.points @ turn
        low, high = np.quantile(points, [0.025, 0.975], axis=0)
        covered.append(((low <= truth) & (truth <= high)).mean())
        alike.append(np.corrcoef(points.mean(axis=0).ravel(), truth.ravel())[0, 1])
    assert np.mean(alike) > 0.85
    assert 0.87 < np.mean(covered) <= 1.0


def test_chains_that_agree_have_an_r_of_one():
    """Chains of the same distribution have a split R near 1, chains apart one far above."""
    chance = np.random.default_rng(0)
    same = [chance.normal(size=(500, 3)) for _ in range(2)]
    assert np.all(np.abs(r_hat(same) - 1) < 0.02)
    assert np.all(r_hat([same[0], same[1] + 5]) > 2)


def test_camps_are_apart(camps):
    """Actors of two camps have points of different signs; the actor that is asked for is on the positive side."""
    found = {name: ideal(camps, draws=300, warm_up=100, positive=name, seed=2) for name in ("A", "D")}
    for name, one in found.items():
        point = dict(zip(one.actors, one.points.mean[:, 0], strict=True))
        assert min(point[other] for other in ("ABC" if name == "A" else "DEF")) > 0
        assert max(point[other] for other in ("DEF" if name == "A" else "ABC")) < 0
    assert np.all(found["A"].points.low <= found["A"].points.mean)
    assert np.all(found["A"].points.mean <= found["A"].points.high)
    assert found["A"].points.mean.mean() == pytest.approx(0, abs=1e-9)


def test_a_seed_gives_the_same_points(camps):
    """Twice the same tables, in two dimensions and with three levels as well."""
    given = {"draws": 50, "warm_up": 20, "dimensions": 2, "model": "ordinal", "seed": 4}
    assert ideal(camps, **given).tables() == ideal(camps, **given).tables()


def test_few_answers_leave_actors_out(table):
    """An actor on one issue is left out unless asked for; nobody left is an error."""
    rows = [(actor, issue, "1" if actor in "AB" else "0") for actor in "ABCD" for issue in "xy"] + [("E", "x", "1")]
    assert ideal(table(rows), draws=20, warm_up=10).actors == tuple("ABCD")
    assert ideal(table(rows), draws=20, warm_up=10, min_issues=1).actors == tuple("ABCDE")
    with pytest.raises(SettingsError, match="too few"):
        ideal(table(rows), min_issues=3)
    for wrong in ({"dimensions": 3}, {"model": "cubic"}, {"level": 1.0}, {"draws": 1}, {"positive": "Z"}):
        with pytest.raises(SettingsError):
            ideal(table(rows), **{"draws": 20, "warm_up": 10, **wrong})
