"""The order of two columns in which few ties cross.

Reference: Sugiyama, Tagawa and Toda (1981), the barycentre method.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SWEEPS = 30
Ints = NDArray[np.int64]


def ordered_columns(left: int, right: int, ties: Sequence[tuple[int, int, float]]) -> tuple[list[int], list[int]]:
    """Return the order of both columns, from the top.

    It starts from two orders, by stance and by number of ties, and keeps the best that it meets on the way.

    Args:
        left: How many are in the left column.
        right: How many are in the right one.
        ties: Numbers of both ends, and their stance or weight with its sign.
    """
    if not ties:
        return list(range(left)), list(range(right))
    ends = np.array([tie[:2] for tie in ties], dtype=np.int64)
    joined = sparse.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(left, right))
    turned = sparse.csr_array(joined.T)
    met: list[tuple[int, Ints, Ints]] = []
    for start in (_by_stance(left, right, ties), np.argsort(-joined.sum(axis=0), kind="stable")):
        order = start
        for _ in range(SWEEPS):
            rows, before = _by_neighbours(joined, order), order
            order = _by_neighbours(turned, rows, before=order)
            met.append((crossings(ends, rows, order), rows, order))
            if (order == before).all():
                break
    _, rows, order = min(met, key=lambda one: one[0])
    return rows.tolist(), order.tolist()


def crossings(ends: Ints, rows: Ints, columns: Ints) -> int:
    """Return how many pairs of ties cross.

    Args:
        ends: Both ends of each tie, shape `(n_ties, 2)`.
        rows: The left column's order.
        columns: The right column's.

    >>> crossings(np.array([[0, 1], [1, 0]]), np.array([0, 1]), np.array([0, 1]))
    1
    """
    places = np.stack([_places(rows)[ends[:, 0]], _places(columns)[ends[:, 1]]], axis=1)
    counts = np.zeros((len(rows), len(columns)), dtype=np.int64)
    np.add.at(counts, (places[:, 0], places[:, 1]), 1)
    above = np.zeros_like(counts)  # ties that begin further up and end further down
    above[1:, :-1] = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1][:, 1:].cumsum(axis=0)[:-1]
    return int((counts * above).sum())


def _by_stance(left: int, right: int, ties: Sequence[tuple[int, int, float]]) -> Ints:
    """Return the right column in the order of the main axis on which the left one is divided."""
    signed = np.zeros((left, right))
    for a, b, weight in ties:
        signed[a, b] += np.sign(weight) or 0.1
    axis = np.linalg.svd(signed, full_matrices=False)[2][0]
    return np.argsort(-axis * np.sign(axis[np.argmax(np.abs(axis))]), kind="stable")


def _by_neighbours(joined: sparse.csr_array, order: Ints, before: Ints | None = None) -> Ints:
    """Return the rows by the mean place of what they are joined with; equals stay as they were."""
    places = _places(order) / max(1, len(order) - 1)
    numbers = np.maximum(joined.sum(axis=1), 1)
    means = np.round((joined @ places) / numbers, 9)
    if before is None:
        return np.argsort(means, kind="stable")
    return before[np.argsort(means[before], kind="stable")]


def _places(order: Ints) -> Ints:
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places
