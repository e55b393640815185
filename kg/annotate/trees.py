"""Dependency trees from arc scores."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


def best_tree(arcs: Array, roots: Array) -> NDArray[np.int64]:
    """Return each word's head within a sentence; the one root is its own head.

    Args:
        arcs: Scores of head (column) for child (row), shape (words, words).
        roots: Score of each word as the root, shape (words,).

    The greedy choice is taken where it is a tree, which is nearly always; else the maximum spanning arborescence of each
    word's best heads (Chu and Liu 1965, Edmonds 1967) decides.
    """
    size = len(roots)
    scores = arcs.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = np.where(roots > scores.max(axis=1, initial=-np.inf), np.arange(size), scores.argmax(axis=1))
    found = np.flatnonzero(heads == np.arange(size))
    if len(found) == 1 and is_tree(heads):
        return heads
    root = int(found[np.argmax(roots[found])]) if len(found) else int(np.argmax(roots - scores.max(axis=1)))
    return _spanning_tree(scores, root)


def is_tree(heads: NDArray[np.int64]) -> bool:
    """Tell whether following the heads from any word ends at a root, without a cycle."""
    state = np.zeros(len(heads), dtype=np.int8)
    for start in range(len(heads)):
        path = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            if heads[word] == word:
                break
            word = int(heads[word])
        else:
            if state[word] == 1:
                return False
        state[path] = 2
    return True


def _spanning_tree(scores: Array, root: int, *, candidates: int = 8) -> NDArray[np.int64]:
    size = len(scores)
    heads = np.full(size, root, dtype=np.int64)
    if size <= 2:
        return heads
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    for child in range(size):
        if child != root:
            best = np.argsort(-scores[child], kind="stable")[:candidates].tolist()
            graph.add_weighted_edges_from((head, child, float(scores[child, head])) for head in {*best, root} - {child})
    for head, child in nx.maximum_spanning_arborescence(graph, attr="weight").edges():
        heads[child] = head
    return heads
