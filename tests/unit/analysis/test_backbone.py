"""Backbones against all sets of columns, and against the reference's own file."""

from __future__ import annotations

import csv
import os
from itertools import combinations
from math import exp
from pathlib import Path

import numpy as np
import pytest

from kg.analysis import backbone
from kg.analysis.backbone import Losses, anneal
from kg.discourse import make_options, select
from kg.discourse.cells import cells_of
from kg.errors import SettingsError

GOLDEN = Path(os.environ.get("KG_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "dna"


@pytest.fixture
def losses(camps) -> Losses:
    """The losses of the camps' network."""
    options = make_options(camps, type="onemode", agg="subtract", norm="average")
    return Losses(cells_of(select(camps, options), options), options)


def test_fixed_is_the_best_of_all(camps, losses):
    """All sets of a size are tried where there are few, and annealing finds the same."""
    for size in (1, 2, 3):
        found = backbone(camps, method="fixed", size=size)
        best = min(losses.of(one) for one in combinations(range(4), size))
        assert found.exact
        assert (len(found.backbone), len(found.redundant)) == (size, 4 - size)
        assert found.backbone_loss == pytest.approx(best)
        annealed = backbone(camps, method="fixed", size=size, iterations=3)
        assert annealed.exact == (size == 3 and annealed.exact)
    assert losses.of(range(4)) == 0.0


def test_penalty_is_the_best_of_all(camps, losses):
    """The loss with its penalty is the least of all sets; a larger penalty gives no larger backbone."""
    sizes = []
    for penalty in (0.0, 2.0, 8.0):
        found = backbone(camps, method="penalty", penalty=penalty)
        rated = {
            one: losses.of(one) * exp(-penalty * (4 - len(one)) / 4)
            for n in (1, 2, 3)
            for one in combinations(range(4), n)
        }
        names = tuple(f"i{i}" for i in min(rated, key=lambda one: (rated[one], one)))
        assert found.backbone == names
        sizes.append(len(names))
    assert sizes == sorted(sizes, reverse=True)


def test_annealing_finds_the_least_rate():
    """Of 2^12 sets the one that a rate singles out, by the same steps for the same seed."""
    wanted = frozenset({1, 4, 5, 9})
    found = [
        anneal(lambda one: len(one ^ wanted), 12, 1, ("add", "remove", "swap"), 3000, np.random.default_rng(seed))
        for seed in (1, 1, 2)
    ]
    assert found == [wanted] * 3
    assert anneal(lambda one: len(one ^ wanted), 12, 4, ("swap",), 3000, np.random.default_rng(3)) == wanted


def test_chosen_columns_are_rated(camps, losses):
    """The losses of named columns and of the rest; a name that is none is refused."""
    found = backbone(camps, method="chosen", column=("i0", "i3"))
    assert (found.backbone_loss, found.redundant_loss) == (losses.of((0, 3)), losses.of((1, 2)))
    with pytest.raises(SettingsError, match="no such column"):
        backbone(camps, method="chosen", column=("i9",))


def test_nested_is_the_references(tmp_path):
    """The steps under `compat dna` are those of the reference's file."""
    if not GOLDEN.exists():
        pytest.skip("the sample of the reference is not there")
    with (GOLDEN / "sample_golden" / "backbone_nested_subtract_average.csv").open(encoding="utf-8") as lines:
        expected = [(row["entity"], float(row["backboneLoss"])) for row in csv.DictReader(lines)]
    found = backbone(GOLDEN / "sample_statements.csv", compat="dna")
    assert [step.entity for step in found.steps] == [name for name, _ in expected]
    assert [step.backbone_loss for step in found.steps] == pytest.approx([loss for _, loss in expected], abs=1e-9)


def test_wrong_options_are_refused(camps):
    """Unknown methods, sizes that leave nothing, windows."""
    for wrong in ({"method": "best"}, {"method": "fixed"}, {"method": "fixed", "size": 4}, {"window": "days"}):
        with pytest.raises(SettingsError):
            backbone(camps, **wrong)
