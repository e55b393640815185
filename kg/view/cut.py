"""Networks made smaller: strongest edges, an actor's surroundings, the largest part that hangs together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import networkx as nx

from kg.errors import SettingsError


def only_around(graph: nx.Graph, names: Collection[str]) -> None:
    """Take out the edges that none of the nodes with these names has."""
    nodes = named(graph, names)
    graph.remove_edges_from([(a, b) for a, b in graph.edges if a not in nodes and b not in nodes])


def named(graph: nx.Graph, names: Collection[str]) -> set[Any]:
    """Return the nodes that are called so: by id, or by label in any case."""
    folded = {name.casefold() for name in names}
    return {
        node
        for node, data in graph.nodes(data=True)
        if node in names or str(data.get("label", "")).casefold() in folded
    }


def keep_edges(graph: nx.Graph, *, min_weight: float = 0.0, top: int | None = None) -> None:
    """Take out edges of a lower weight, and all but the strongest, by absolute weight; of equals the first by name."""
    edges = [(a, b, abs(float(edge["weight"]))) for a, b, edge in graph.edges(data=True)]
    ranked = sorted(edges, key=lambda e: (-e[2], str(e[0]), str(e[1])))
    kept = {e[:2] for e in ranked[: len(ranked) if top is None else top] if e[2] >= min_weight}
    graph.remove_edges_from([e for e in graph.edges if e not in kept])


def keep_ego(graph: nx.Graph, names: Collection[str], radius: int) -> None:
    """Take out the nodes that are more steps away from all of these, whichever way the edges go.

    Raises:
        SettingsError: If no node has one of these names.
    """
    near = named(graph, names)
    if not near:
        wanted = ", ".join(sorted(names))
        raise SettingsError(f"--ego {wanted}: no actor or issue of this network. Check the name.", option="ego")
    edge = near
    for _ in range(radius):
        around = {other for node in edge for other in nx.all_neighbors(graph, node)}
        edge, near = around - near, near | around
    graph.remove_nodes_from([node for node in graph if node not in near])


def keep_giant(graph: nx.Graph) -> None:
    """Take out all but the largest part that hangs together, whichever way the edges go; of equals the first by order."""
    parts = nx.connected_components(graph.to_undirected(as_view=True))
    largest: set[Any] = max(parts, key=len, default=set())
    graph.remove_nodes_from([node for node in graph if node not in largest])


def drop_isolates(graph: nx.Graph) -> None:
    """Take out the nodes without an edge."""
    graph.remove_nodes_from([node for node, degree in graph.degree() if degree == 0])
