"""Places in which the distance of two nodes on the page is that in the network.

Reference: Gansner, Koren and North (2004), graph drawing by stress majorization.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

ROUNDS, WORK = 300, 4e7
"""So many rounds, but fewer in large networks: rounds times pairs of nodes are at most about so many."""
STILL = 1e-5
"""Stress that changes by less of itself is done."""
FURTHEST = 2.2
"""The weakest tie is so many times as long as the strongest."""
Floats = NDArray[np.float64]


def forced_places(
    nodes: int, ties: Sequence[tuple[int, int, float]], *, weighted: bool, box: tuple[float, float], seed: int = 0
) -> Floats:
    """Return a place for each node within a box, shape `(n_nodes, 2)`; the same input gives the same places.

    Args:
        nodes: How many.
        ties: Both ends and the weight; those of a weight below zero do not draw together.
        weighted: Whether stronger ties are shorter.
        box: Width and height.
        seed: For the small shifts that part nodes of the same neighbours.
    """
    if nodes == 1:
        return np.array([[box[0] / 2, box[1] / 2]])
    apart = _distances(nodes, ties, weighted=weighted)
    start = _scaled(apart) + np.random.default_rng(seed).normal(scale=0.05, size=(nodes, 2))
    return _filled(_turned(_settled(start, apart)), box)


def _distances(nodes: int, ties: Sequence[tuple[int, int, float]], *, weighted: bool) -> Floats:
    """Return distances along the ties; parts that do not touch lie side by side, as far apart as they are wide."""
    drawing = {(a, b): weight for a, b, weight in ties if weight > 0 and a != b}
    most = max(drawing.values(), default=1.0)
    near = sparse.lil_array((nodes, nodes))
    for (a, b), weight in drawing.items():
        near[a, b] = 1 + (FURTHEST - 1) * (1 - (weight / most) ** 0.5) if weighted else 1.0
    found = csgraph.shortest_path(near.tocsr(), directed=False)
    reach = np.where(np.isfinite(found), found, 0.0).max(axis=1)
    return np.where(np.isfinite(found), found, (reach[:, None] + reach[None]) * 0.6 + 1.0)


def _scaled(apart: Floats) -> Floats:
    """Return classical scaling (Torgerson 1952) of distances to the plane."""
    centred = apart**2 - (apart**2).mean(axis=0) - (apart**2).mean(axis=1)[:, None] + (apart**2).mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    axes = vectors[:, -2:][:, ::-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])])
    return axes * np.sqrt(np.maximum(values[-2:][::-1], 1e-9))


def _settled(places: Floats, apart: Floats) -> Floats:
    """Return the places with the least stress near these, by majorization."""
    weights = 1 / np.maximum(apart, 1e-9) ** 2
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    before = np.inf
    for _ in range(max(10, min(ROUNDS, int(WORK / len(places) ** 2)))):
        between = np.linalg.norm(places[:, None] - places[None], axis=2)
        stress = float((weights * (between - apart) ** 2).sum())
        if before - stress <= STILL * stress:
            break
        before = stress
        ratios = weights * apart / np.maximum(between, 1e-9)
        places = inverse @ ((np.diag(ratios.sum(axis=1)) - ratios) @ places)
    return places


def _turned(places: Floats) -> Floats:
    """Return the places with their longest axis lying."""
    centred = places - places.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    axes = axes * np.sign(axes[range(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    return centred @ axes.T


def _filled(places: Floats, box: tuple[float, float]) -> Floats:
    """Return the places moved and stretched to fill a box, one direction at most half as much again as the other."""
    spans = np.maximum(places.max(axis=0) - places.min(axis=0), 1e-9)
    scales = np.array(box) / spans
    scales = np.minimum(scales, scales.min() * 1.5)
    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    return (places - middle) * scales + np.array(box) / 2


def parted(places: Floats, radii: Floats, box: tuple[float, float], gap: float = 0.04) -> Floats:
    """Return the places with nodes that touch pushed apart, within the box as far as there is room."""
    made = places.copy()
    need = radii[:, None] + radii[None] + gap
    np.fill_diagonal(need, 0)
    for _ in range(100):
        between = made[:, None] - made[None]
        far = np.maximum(np.linalg.norm(between, axis=2), 1e-6)
        short = np.maximum(need - far, 0)
        if not short.any():
            break
        made = np.clip(made + (between / far[..., None] * short[..., None]).sum(axis=1) * 0.5, 0, box)
    return made
