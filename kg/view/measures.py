"""What each node of a network is to the others: degree, weighted degree, betweenness and cluster."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.view.clusters import communities
from kg.view.ties import ties_of

Floats = NDArray[np.float64]
MAX_BETWEENNESS = 2000
"""Nodes up to which betweenness is computed; its time grows with nodes times edges."""


def measured(graph: nx.Graph, *, seed: int = 0) -> nx.Graph:
    """Give each node `degree`, `weighted_degree`, `betweenness` and `cluster`, and the network `modularity`.

    In networks with a direction also `in_degree` and `out_degree`. `betweenness` is the share of shortest paths, each
    edge being one step, between two other nodes that go through the node (Freeman 1977); networks of more than 2,000
    nodes have none. `cluster` counts from 1, the largest first; see `kg.view.clusters`.

    Args:
        graph: A network whose edges have `weight`.
        seed: For what is drawn in the search for clusters.
    """
    between = betweenness(graph) if len(graph) <= MAX_BETWEENNESS else None
    found = communities(ties_of(graph), seed=seed)
    graph.graph["modularity"] = round(found.modularity, 12)
    for i, (node, data) in enumerate(graph.nodes(data=True)):
        data["degree"] = graph.degree(node)
        if isinstance(graph, nx.DiGraph):
            data |= {"in_degree": graph.in_degree(node), "out_degree": graph.out_degree(node)}
        data["weighted_degree"] = float(graph.degree(node, weight="weight"))
        if between is not None:
            data["betweenness"] = round(float(between[i]), 12)
        data["cluster"] = int(found.members[i])
    return graph


def betweenness(graph: nx.Graph) -> Floats:
    """Return betweenness in [0, 1] of each node, shape `(n_nodes,)`, in the order of the nodes.

    Brandes's (2001) algorithm from all sources at once, a level of distance at a time, with matrix products.
    """
    size = len(graph)
    if size < 3 or not graph.number_of_edges():
        return np.zeros(size)
    places = {node: i for i, node in enumerate(graph)}
    ends = np.array([(places[a], places[b]) for a, b in graph.edges if a != b], dtype=np.int64).reshape(-1, 2)
    ends = ends if graph.is_directed() else np.concatenate([ends, ends[:, ::-1]])
    steps = sparse.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    back = sparse.csr_array(steps.T)
    reached = np.eye(size)
    levels = [reached]
    paths = reached.copy()
    while True:
        ahead = np.asarray(levels[-1] @ steps)
        ahead[paths > 0] = 0.0
        if not ahead.any():
            break
        paths += ahead
        levels.append(ahead)
    through = np.zeros((size, size))
    for level, before in zip(reversed(levels[1:]), reversed(levels[:-1]), strict=True):
        share = np.divide(1.0 + through, paths, out=np.zeros_like(paths), where=level > 0)
        through += np.where(before > 0, before, 0.0) * np.asarray(share @ back)
    np.fill_diagonal(through, 0.0)
    return np.asarray(through.sum(axis=0) / ((size - 1) * (size - 2)))
