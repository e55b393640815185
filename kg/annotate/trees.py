"""Dependency trees from arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(arcs: Array, roots: Array) -> Heads:
    """Return each word's head within a sentence; the one root is its own head.

    Args:
        arcs: Scores of head (column) for child (row), shape (words, words).
        roots: Score of each word as the root, shape (words,).

    The greedy choice is taken where it is a tree, which is nearly always; else the maximum spanning arborescence under
    the best root decides.
    """
    size = len(roots)
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    heads = np.where(roots > scores.max(axis=1, initial=-np.inf), np.arange(size), scores.argmax(axis=1))
    found = np.flatnonzero(heads == np.arange(size))
    if len(found) == 1 and find_cycle(heads) is None:
        return heads
    root = int(found[np.argmax(roots[found])]) if len(found) else int(np.argmax(roots - scores.max(axis=1)))
    return spanning_tree(scores, root)


def find_cycle(heads: Heads) -> list[int] | None:
    """Return the words of a cycle, or None where following the heads from any word ends at a root."""
    state = np.zeros(len(heads), dtype=np.int8)  # 1 on the path being followed, 2 known to end at a root
    for start in range(len(heads)):
        path: list[int] = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            if heads[word] == word:
                state[word] = 2
            word = int(heads[word])
        if state[word] == 1:
            return path[path.index(word) :]
        state[path] = 2
    return None


def spanning_tree(scores: NDArray[np.float64], root: int) -> Heads:
    """Return the heads of the maximum spanning arborescence under a root (Chu and Liu 1965, Edmonds 1967).

    Args:
        scores: Scores of head (column) for child (row), shape (words, words); the diagonal is not read.
        root: The word that becomes its own head.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(axis=1)
    heads[root] = root
    cycle = find_cycle(heads)
    return heads if cycle is None else _contracted(scores, root, heads, np.asarray(cycle))


def _contracted(scores: NDArray[np.float64], root: int, heads: Heads, cycle: Heads) -> Heads:
    """Solve the graph in which the cycle is one word, and open the cycle where that word hangs."""
    rest = np.setdiff1d(np.arange(len(heads)), cycle)
    inside = scores[cycle, heads[cycle]]
    # The word that stands for the cycle comes last: what hangs on it, and the loss of hanging each of its words elsewhere.
    outward = scores[np.ix_(rest, cycle)]
    inward = scores[np.ix_(cycle, rest)] - inside[:, None]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[:-1, -1] = outward.max(axis=1)
    small[-1, :-1] = inward.max(axis=0)
    solved = spanning_tree(small, int(np.flatnonzero(rest == root)[0]))
    result = heads.copy()
    for i, word in enumerate(rest):
        result[word] = cycle[outward[i].argmax()] if solved[i] == len(rest) else rest[solved[i]]
    entry = solved[-1]
    result[cycle[inward[:, entry].argmax()]] = rest[entry]
    return result
