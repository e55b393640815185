"""Tests of clusters and betweenness: against every partition there is, networkx, and what others published."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.clusters import communities, modularity
from kg.view.measures import betweenness, measured
from kg.view.ties import ties_of


def partitions(size: int) -> Iterator[list[int]]:
    """Yield every way to put so many nodes into clusters."""
    if size == 0:
        yield []
        return
    for first in partitions(size - 1):
        for cluster in range(max(first, default=-1) + 2):
            yield [*first, cluster]


def signed_graph(size: int, seed: int, *, directed: bool = False) -> nx.Graph:
    """Return a network with weights above and below 0."""
    chance = np.random.default_rng(seed)
    graph: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size), kind="actor")
    for a in range(size):
        for b in range(size) if directed else range(a + 1, size):
            if a != b and chance.random() < 0.5:
                graph.add_edge(a, b, weight=float(chance.integers(-3, 5)) or 1.0)
    return graph


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("directed", [False, True])
def test_no_partition_of_a_small_network_is_better(seed: int, directed: bool) -> None:
    """The search finds the best of all partitions of signed networks, with and without direction."""
    ties = ties_of(signed_graph(6, seed, directed=directed))
    found = communities(ties)
    best = max(modularity(ties, np.array(one)) for one in partitions(6))
    assert found.modularity == pytest.approx(best)
    assert modularity(ties, found.members) == pytest.approx(best)


def test_modularity_is_that_of_networkx() -> None:
    """Without hostile ties it is Newman's, with a direction Leicht and Newman's."""
    for graph in (nx.les_miserables_graph(), nx.gn_graph(40, seed=1), nx.karate_club_graph()):
        found = communities(ties_of(graph))
        parts = [{n for n, m in zip(graph, found.members, strict=True) if m == k} for k in set(found.members.tolist())]
        assert found.modularity == pytest.approx(nx.community.modularity(graph, parts))


def test_known_optima_are_found() -> None:
    """Zachary's club has 0.4198 at most (Brandes and others 2008); of Davis's women and events no better is found in 500 runs."""
    club: nx.Graph = nx.Graph(nx.karate_club_graph().edges)
    assert communities(ties_of(club)).modularity == pytest.approx(0.4198, abs=1e-4)
    women = nx.davis_southern_women_graph()
    for _, data in women.nodes(data=True):
        data["kind"] = "issue" if data["bipartite"] else "actor"
    assert communities(ties_of(women)).modularity == pytest.approx(0.3455, abs=1e-4)


def test_foes_are_apart_and_their_foes_together() -> None:
    """In a network of conflict alone, two camps that fight each other are the clusters."""
    graph: nx.Graph = nx.complete_bipartite_graph(3, 4)
    nx.set_edge_attributes(graph, 1.0, "weight")
    nx.set_node_attributes(graph, "actor", "kind")
    graph.graph["view"] = "conflict"
    assert communities(ties_of(graph)).members.tolist() == [2, 2, 2, 1, 1, 1, 1]


def test_clusters_are_the_same_for_a_seed_and_numbered_by_size() -> None:
    """The largest is 1; nodes without ties come last, each one of its own."""
    graph: nx.Graph = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(5))
    graph.add_nodes_from(["x", "y"])
    assert communities(ties_of(graph), seed=7).members.tolist() == [2, 2, 2, 1, 1, 1, 1, 1, 3, 4]
    large = signed_graph(60, 3)
    assert communities(ties_of(large), seed=1).members.tolist() == communities(ties_of(large), seed=1).members.tolist()
    assert communities(ties_of(nx.empty_graph(3))).members.tolist() == [1, 2, 3]
    assert communities(ties_of(nx.Graph())).members.tolist() == []


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 14), st.floats(0.05, 0.9), st.integers(0, 1000), st.booleans())
def test_betweenness_is_that_of_networkx(size: int, filled: float, seed: int, directed: bool) -> None:
    """Networks of one part and of several, with and without direction, with loops."""
    graph = nx.gnp_random_graph(size, filled, seed=seed, directed=directed)
    graph.add_edge(0, 0)
    assert betweenness(graph) == pytest.approx(list(nx.betweenness_centrality(graph).values()))


def test_nodes_are_measured_by_the_edges_that_are_there() -> None:
    """Degrees count edges and add weights up; with a direction both ways."""
    graph: nx.DiGraph = nx.DiGraph([("a", "b", {"weight": 2}), ("b", "c", {"weight": 3}), ("a", "c", {"weight": -1})])
    data = measured(graph).nodes["b"]
    assert (data["degree"], data["in_degree"], data["out_degree"], data["weighted_degree"]) == (2, 1, 1, 5.0)
    assert data["betweenness"] == 0.0
    assert data["cluster"] >= 1
