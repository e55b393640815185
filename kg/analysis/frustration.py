"""The frustration index of a signed network: how few ties stand in the way of two camps.

It is the least number, or weight, of ties that have to go or to change their sign before the network falls into two camps,
friends within and foes between (Harary 1959; as a mixed-integer program, Aref, Mason & Wilson 2020).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse
from scipy.sparse.csgraph import connected_components

from kg.analysis.search import named_in_order
from kg.discourse.cells import Floats
from kg.discourse.table import IntArray

EXACT_TIES = 4000
"""With more ties no exact answer is looked for."""
TRIANGLES = 20_000
"""At most so many triangles help to find it."""
RESTARTS = 30
STRENGTH = 1e-9
"""A lower bound this close is reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration:
    """The best two camps that were found.

    `frustrated` is the weight (or number) of ties against them, `least` what it cannot be below, `exact` whether both are
    the same. `camps` has shape `(n_nodes,)`; the first node is in camp 0.
    """

    frustrated: float
    least: float
    total: float
    camps: IntArray

    @property
    def exact(self) -> bool:
        """Whether no other camps can be better."""
        return self.frustrated - self.least <= STRENGTH * max(1.0, self.total)


def frustration(weights: Floats, *, seconds: float = 20.0, seed: int = 0) -> Frustration:
    """Return the frustration index of a signed network and the two camps.

    Parts that do not hang together are solved one by one. Each is looked for by moving nodes from many starts, and then
    by a mixed-integer program, which proves the answer or bounds it from below.

    Args:
        weights: Shape `(n_nodes, n_nodes)`, symmetric; the diagonal does not count.
        seconds: How long the program may run, for all parts; 0 leaves it out.
        seed: The same seed gives the same camps.
    """
    bare = np.array(weights, dtype=np.float64)
    np.fill_diagonal(bare, 0.0)
    camps = np.zeros(len(bare), dtype=np.int64)
    frustrated = least = 0.0
    number, part = connected_components(sparse.csr_array(bare), directed=False)
    for one in range(number):
        nodes = np.flatnonzero(part == one)
        inner = bare[np.ix_(nodes, nodes)]
        found, bound = _part(inner, seconds * len(nodes) / max(1, len(bare)), np.random.default_rng([seed, one]))
        camps[nodes] = named_in_order(found)
        frustrated, least = frustrated + _against(inner, found), least + bound
    return Frustration(frustrated=frustrated, least=least, total=float(np.abs(bare).sum() / 2), camps=camps)


def _against(weights: Floats, camps: IntArray) -> float:
    """Return the weight of ties against the camps."""
    sides = 1.0 - 2.0 * camps
    return float((np.abs(weights).sum() - sides @ weights @ sides) / 4)


def _part(weights: Floats, seconds: float, chance: np.random.Generator) -> tuple[IntArray, float]:
    """Return camps of a network that hangs together, and what its frustration cannot be below."""
    if len(weights) < 3:
        return (
            np.array([0, 1]) if len(weights) == 2 and weights[0, 1] < 0 else np.zeros(len(weights), dtype=np.int64)
        ), 0.0
    camps = min(
        (_settled(weights, start) for start in _starts(weights, chance)), key=lambda one: _against(weights, one)
    )
    frustrated = _against(weights, camps)
    if frustrated <= STRENGTH or not seconds or np.count_nonzero(weights) > 2 * EXACT_TIES:
        return camps, 0.0 if frustrated > STRENGTH else frustrated
    proven, bound = _proven(weights, seconds)
    if proven is not None and _against(weights, proven) < frustrated:
        camps, frustrated = proven, _against(weights, proven)
    if np.array_equal(weights, np.round(weights)):
        bound = float(np.ceil(bound - 1e-6))
    return camps, min(bound, frustrated)


def _starts(weights: Floats, chance: np.random.Generator) -> Iterator[IntArray]:
    """Yield camps to start from: that of the leading eigenvector, and random ones."""
    _, vectors = np.linalg.eigh(weights)
    yield (vectors[:, -1] < 0).astype(np.int64)
    for _ in range(RESTARTS):
        yield chance.integers(2, size=len(weights))


def _settled(weights: Floats, start: IntArray) -> IntArray:
    """Return camps after the node whose move helps most has moved, until none helps."""
    sides = 1.0 - 2.0 * start
    pull = weights @ sides
    while True:
        gains = -sides * pull
        node = int(gains.argmax())
        if gains[node] <= STRENGTH:
            return (sides < 0).astype(np.int64)
        pull -= 2.0 * sides[node] * weights[node]
        sides[node] = -sides[node]


def _proven(weights: Floats, seconds: float) -> tuple[IntArray | None, float]:
    """Return the camps of least frustration by a mixed-integer program, if it finds any, and a lower bound.

    x[i] is the camp of node i, f[e] whether tie e is frustrated: f >= |x[i] - x[j]| for a positive tie, f >= |x[i] + x[j] -
    1| for a negative one; of the ties of an unbalanced triangle one or three are frustrated. The node with the most ties
    stays in camp 0.
    """
    nodes = len(weights)
    i, j = np.nonzero(np.triu(weights, 1))
    ties = len(i)
    positive = weights[i, j] > 0
    tie = np.arange(ties)
    one, sign = np.ones(ties), np.where(positive, -1.0, 1.0)
    first = _rows(nodes + ties, tie, ((i, one), (j, sign), (nodes + tie, -one)))
    second = _rows(nodes + ties, tie, ((i, -one), (j, -sign), (nodes + tie, -one)))
    limits = [
        optimize.LinearConstraint(first, -np.inf, np.where(positive, 0.0, 1.0)),
        optimize.LinearConstraint(second, -np.inf, np.where(positive, 0.0, -1.0)),
    ]
    corners = _unbalanced(weights, i, j)
    if len(corners):
        row = np.arange(len(corners))
        inner = _rows(nodes + ties, row, tuple((nodes + corners[:, c], np.ones(len(row))) for c in range(3)))
        limits.append(optimize.LinearConstraint(inner, 1.0, np.inf))
    upper = np.ones(nodes + ties)
    upper[int(np.count_nonzero(weights, axis=1).argmax())] = 0.0
    found = optimize.milp(
        np.concatenate([np.zeros(nodes), np.abs(weights[i, j])]),
        constraints=limits,
        integrality=np.concatenate([np.ones(nodes), np.zeros(ties)]),
        bounds=optimize.Bounds(np.zeros(nodes + ties), upper),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = found.mip_dual_bound
    camps = None if found.x is None else np.round(found.x[:nodes]).astype(np.int64)
    return camps, 0.0 if bound is None or not np.isfinite(bound) else float(bound)


def _rows(width: int, row: IntArray, entries: tuple[tuple[IntArray, Floats], ...]) -> sparse.csr_array:
    columns = np.concatenate([place for place, _ in entries])
    values = np.concatenate([value for _, value in entries])
    return sparse.csr_array((values, (np.tile(row, len(entries)), columns)), shape=(len(row), width))


def _unbalanced(weights: Floats, i: IntArray, j: IntArray) -> IntArray:
    """Return the three ties of each unbalanced triangle, shape `(n_triangles, 3)`; not more than are of help."""
    number = np.full(weights.shape, -1, dtype=np.int64)
    number[i, j] = number[j, i] = np.arange(len(i))
    found: list[IntArray] = []
    for tie, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        third = np.flatnonzero((number[a] >= 0) & (number[b] >= 0))
        third = third[third > b]
        third = third[weights[a, b] * weights[a, third] * weights[b, third] < 0]
        found.append(np.stack([np.full(len(third), tie), number[a, third], number[b, third]], axis=1))
        if sum(map(len, found)) > TRIANGLES:
            break
    return np.concatenate(found)[:TRIANGLES] if found else np.zeros((0, 3), dtype=np.int64)
