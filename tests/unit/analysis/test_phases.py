"""Phases: distances as defined, changes where the debate turns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg.analysis import phases
from kg.analysis.phases import places
from kg.errors import SettingsError


@pytest.fixture
def turned(table):
    """Twenty days of two actors for x, then twenty against it."""
    rows = [
        (actor, issue, sign)
        for sign in "10"
        for _ in range(20)
        for actor, issue in (("A", "x"), ("B", "x"), ("A", "y"))
    ]
    return table(rows, time=[str(np.datetime64("2021-01-01") + day) for day in range(40) for _ in range(3)])


@pytest.mark.parametrize(
    "method", ["single", "average", "complete", "ward", "kmeans", "pam", "spectral", "fast-greedy", "walktrap"]
)
def test_a_turn_is_found(turned, method: str):
    """Each clustering of the reference sees one change, where the statements turn."""
    pytest.importorskip("igraph")
    found = phases(turned, method=(method,), window="days", size=3, dup="include", k=2)
    (change,) = found.changes()
    assert str(found.middles[change])[:10] in ("2021-01-20", "2021-01-21", "2021-01-22")
    table = found.tables()[0].to_dicts()
    assert [(row["before"], row["after"]) for row in table] == [(1, 2)]


def test_distances_are_those_of_slices(turned):
    """Slices of the same weights are at no distance; the farthest two at one."""
    found = phases(turned, method=("ward",), window="days", size=3, dup="include", to_one=False)
    assert found.distances[0, 3] == 0.0
    assert found.distances.max() == 1.0
    assert np.allclose(found.distances, found.distances.T)


def test_spectral_distance_needs_one_mode(turned):
    """Eigenvalues are of networks of actors; those of the same structure are alike whatever the sign."""
    with pytest.raises(SettingsError, match="--type onemode"):
        phases(turned, method=("ward",), distance="spectral", window="days", size=3)
    found = phases(turned, method=("ward",), distance="spectral", type="onemode", window="days", size=3, dup="include")
    assert found.distances.shape == (len(found.middles),) * 2


def test_points_keep_distances():
    """Points in the plane that were there come back with their distances."""
    points = np.random.default_rng(0).normal(size=(8, 2))
    apart = np.linalg.norm(points[:, None] - points[None, :], axis=2)
    found = places(apart)
    assert np.allclose(np.linalg.norm(found[:, None] - found[None, :], axis=2), apart)


def test_wrong_options_are_refused(turned):
    """No window, too few slices."""
    with pytest.raises(SettingsError, match="--window"):
        phases(turned)
    with pytest.raises(SettingsError, match="too few"):
        phases(turned, window="years", size=1)


def test_tables_without_documents_have_no_duplicates(turned):
    """Where no column tells documents, every statement counts."""
    bare = replace(turned, columns={name: one for name, one in turned.columns.items() if name != "document_id"})
    first, second = (
        phases(bare, method=one, window="days", size=3, **more)
        for one, more in (("ward", {}), (["ward"], {"dup": "include"}))
    )
    assert first.tables() == second.tables()
