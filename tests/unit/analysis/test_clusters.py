"""Clusterings, against igraph, scikit-learn and known networks."""

from __future__ import annotations

import builtins
import importlib.util
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import METHODS, Near, adjusted_rand, cluster, clusters, explain, modularity, phases
from kg.analysis.clusters import jaccard_distances
from kg.analysis.coded import coded
from kg.errors import SettingsError

KARATE = {
    # Zachary's karate club, unweighted: published modularity of each method's partition
    "fast-greedy": 0.3807,
    "walktrap": 0.3532,
    "leading-eigenvector": 0.3934,
    "edge-betweenness": 0.4013,
    "louvain": 0.4188,
    "leiden": 0.4198,
    "infomap": 0.4020,
}
WITH_LIBRARIES = [name for name, method in METHODS.items() if method.is_installed()]


def karate() -> Near:
    """Return the club: friends are near."""
    ties = nx.to_numpy_array(nx.karate_club_graph(), weight=None)
    distances = 1.0 - ties
    np.fill_diagonal(distances, 0.0)
    return Near(distances=distances, ties=ties)


def two_blocks() -> Near:
    """Return two groups of five that hang together by one weak tie."""
    ties = np.kron(np.eye(2), np.ones((5, 5))) * np.linspace(1, 1.5, 10)
    ties = np.maximum(ties, ties.T)
    np.fill_diagonal(ties, 0.0)
    ties[4, 5] = ties[5, 4] = 0.1
    distances = 1.0 - ties / 2
    np.fill_diagonal(distances, 0.0)
    return Near(distances=distances, ties=ties)


@pytest.mark.parametrize("name", sorted(KARATE))
def test_karate_club(name: str):
    """Each method of communities reaches the modularity that is known of it, as igraph reckons it."""
    igraph = pytest.importorskip("igraph")
    pytest.importorskip("leidenalg")
    found = cluster(karate(), name)
    assert found.modularity >= KARATE[name] - 0.004
    graph = igraph.Graph.Famous("Zachary")
    edges = nx.karate_club_graph().edges
    own = igraph.Graph(n=graph.vcount(), edges=list(edges))
    assert found.modularity == pytest.approx(own.modularity(found.clusters.tolist()))


@pytest.mark.parametrize("name", WITH_LIBRARIES)
def test_every_method_parts_two_blocks(name: str):
    """Each method finds two groups that hardly touch, numbered in the order of their first members; twice the same."""
    k = 2 if METHODS[name].fixed else None
    found = cluster(two_blocks(), name, k=k, seed=3)
    assert found.clusters.tolist() == [0] * 5 + [1] * 5
    assert cluster(two_blocks(), name, k=k, seed=3).clusters.tolist() == found.clusters.tolist()


@pytest.mark.parametrize("name", WITH_LIBRARIES)
def test_order_is_of_no_account(name: str):
    """The same things in another order fall into the same groups."""
    order = np.random.default_rng(2).permutation(10)
    near, place = two_blocks(), np.ix_(order, order)
    turned = Near(distances=near.distances[place], ties=near.ties[place])
    k = 2 if METHODS[name].fixed else None
    assert adjusted_rand(cluster(turned, name, k=k).clusters, cluster(near, name, k=k).clusters[order]) == 1.0


@pytest.mark.parametrize("name", [name for name in WITH_LIBRARIES if METHODS[name].fixed])
def test_numbers_are_kept(name: str):
    """Methods that take a number of clusters find that many, even where distances tie."""
    assert cluster(karate(), name, k=3).k == 3


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_adjusted_rand_is_scikit_learns(pairs: list[tuple[int, int]]):
    """The index is what scikit-learn has, for any two partitions."""
    metrics = pytest.importorskip("sklearn.metrics")
    a, b = (np.array(one) for one in zip(*pairs, strict=True))
    assert adjusted_rand(a, b) == pytest.approx(metrics.adjusted_rand_score(a, b))


def test_jaccard_distances(table):
    """1 - common cells / cells of either: A has x+ y+, B x+ y-, C z+."""
    rows = [("A", "x", "1"), ("A", "y", "1"), ("B", "x", "1"), ("B", "y", "0"), ("C", "z", "1")]
    found = jaccard_distances(coded(table(rows)).cells)
    assert found.round(12).tolist() == np.round([[0, 2 / 3, 1], [2 / 3, 0, 1], [1, 1, 0]], 12).tolist()


def test_coalitions_are_found_and_stable(camps):
    """The best method finds the camps; statements of clear camps give the same ones when resampled."""
    found = clusters(camps, method=("ward", "concor"), samples=10, seed=1)
    assert list(found.tables()[1].rows) == [(1, "A"), (1, "B"), (1, "C"), (2, "D"), (2, "E"), (2, "F")]
    assert found.found[0].modularity == max(one.modularity for one in found.found)
    stable = found.stability["ward"]
    assert stable.samples == 10
    assert -0.5 < stable.low <= stable.mean <= stable.high <= 1.0
    assert clusters(camps, method=("ward",), samples=10, seed=1).stability["ward"] == stable


def test_slow_methods_are_left_out_unless_named(camps, monkeypatch):
    """A method that would take long is told as left out, and run where it is named."""
    pytest.importorskip("igraph")
    monkeypatch.setitem(METHODS, "edge-betweenness", replace(METHODS["edge-betweenness"], most_ties=1))
    found = clusters(camps)
    assert found.left_out == ("edge-betweenness",)
    assert "edge-betweenness" not in {one.method for one in found.found}
    assert clusters(camps, method=("edge-betweenness",)).left_out == ()


def test_what_is_missing_is_said(camps, monkeypatch):
    """Without the libraries hierarchical methods and concor work; what needs them says how to get them."""
    find, load = importlib.util.find_spec, builtins.__import__
    gone = {"igraph", "leidenalg", "sklearn", "kmedoids"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in gone else find(name))

    def refuse(name, *rest):
        if name.partition(".")[0] in gone:
            raise ImportError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    found = clusters(camps)
    assert {one.method for one in found.found} == {"single", "complete", "average", "ward", "concor", "equivalence"}
    assert explain(camps).members
    assert len(phases(camps, window="days", size=6).found) == 4
    with pytest.raises(SettingsError, match=r'pip install "kg\[analysis\]"'):
        clusters(camps, method=("louvain",))


def test_wrong_options_are_refused(camps):
    """Unknown methods, one cluster, too many clusters, texts as qualifier."""
    for wrong in ({"method": "best"}, {"k": 1}, {"k_min": 4, "k_max": 3}, {"k": 7}, {"qualifier": "text"}):
        with pytest.raises(SettingsError):
            clusters(camps, **wrong)


def test_a_network_without_ties_has_no_modularity():
    """Zero, not an error."""
    assert modularity(np.zeros((3, 3)), np.array([0, 1, 2])) == 0.0
