"""A network as signed ties between numbered nodes: what clusters and backbones are made of."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Ties of shape `(n_nodes, n_nodes)`: `friendly` and `hostile`, none below 0, symmetric unless `directed`.

    `first` says which nodes are of the first mode of a two-mode network; None in a one-mode network.
    """

    friendly: sparse.csr_array
    hostile: sparse.csr_array
    directed: bool
    first: NDArray[np.bool_] | None


def ties_of(graph: nx.Graph) -> Ties:
    """Return the ties of a network, in the order of its nodes.

    An edge is friendly by its weight, hostile where that is below 0, and in a view of conflict always hostile. In
    `position` and `relation` its weight is times (support - oppose) / statements, where any edge has either; in `issue`
    it is congruence minus conflict; in `subtract` the edge's sign counts.
    """
    places = {node: i for i, node in enumerate(graph)}
    ends = [np.array([places[edge[side]] for edge in graph.edges], dtype=np.int64) for side in (0, 1)]
    ties = signed_weights(graph)
    kinds = [data.get("kind") for _, data in graph.nodes(data=True)]
    two = set(kinds) == {"actor", "issue"} and not graph.is_directed()

    def matrix(values: NDArray[np.float64]) -> sparse.csr_array:
        made = sparse.csr_array((values, tuple(ends)), shape=(len(graph),) * 2)
        made.eliminate_zeros()
        return made if graph.is_directed() else sparse.csr_array(made + made.T)

    return Ties(
        friendly=matrix(np.maximum(ties, 0.0)),
        hostile=matrix(np.maximum(-ties, 0.0)),
        directed=graph.is_directed(),
        first=np.array([kind == "actor" for kind in kinds]) if two else None,
    )


def signed_weights(graph: nx.Graph) -> NDArray[np.float64]:
    """Return how friendly (above 0) or hostile (below 0) each edge is, in the order of the edges."""
    edges = [data for _, _, data in graph.edges(data=True)]
    weights = np.array([float(edge.get("weight", 1.0)) for edge in edges])
    view, plain = graph.graph.get("view"), graph.graph.get("agg", "ignore") == "ignore"
    if view == "conflict":
        return -np.abs(weights)
    if view == "issue":
        return np.array([float(edge["congruence"]) - float(edge["conflict"]) for edge in edges])
    told = any(edge.get("support") or edge.get("oppose") for edge in edges)
    if view == "subtract":
        return np.abs(weights) * np.array([float(edge["sign"]) for edge in edges])
    if view in ("position", "relation") and plain and told:
        net = [(edge["support"] - edge["oppose"]) / max(1, len(edge["statement_ids"])) for edge in edges]
        return weights * np.array(net)
    return weights
