"""Places for labels beside their nodes, so that none lies on another, on a node, or over the edge of the page.

A label that has no such place is left out: a name that cannot be read is no use, and the picture says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a label may stand, the best first."""
DISTANCES = (0.03, 0.16, 0.32)
"""Inches from node to label; from the second on a line leads to it."""
CROSSED = 1.0
"""What a tie below a label costs; a place further down the list costs `STEP`, one with a line `LEADER`."""
STEP, LEADER = 0.15, 2.5
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a label stands: its box, left, lower, right, upper; `led` if a line is to lead to it."""

    box: tuple[float, float, float, float]
    led: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        left, lower, right, upper = self.box
        return (left + right) / 2, (lower + upper) / 2


def placed_labels(
    places: Floats,
    radii: Floats,
    sizes: Sequence[tuple[float, float]],
    ties: Sequence[tuple[int, int]],
    *,
    order: Sequence[int],
    page: tuple[float, float, float, float],
) -> list[Place | None]:
    """Return a place for each label, None where there is no room.

    Args:
        places: Of the nodes, shape `(n_nodes, 2)`.
        radii: Of the nodes.
        sizes: Width and height of each label.
        ties: Both ends of each tie.
        order: The nodes, who chooses first at the front.
        page: Left, lower, right and upper end of the page.
    """
    nodes = np.column_stack([places - radii[:, None], places + radii[:, None]])
    segments = np.array([[*places[a], *places[b]] for a, b in ties], dtype=float).reshape(-1, 4)
    taken = np.empty((0, 4))
    made: list[Place | None] = [None] * len(places)
    for node in order:
        best: tuple[float, Place] | None = None
        for price, place in _candidates(places[node], radii[node], sizes[node]):
            if best is not None and price >= best[0]:
                continue
            if not _inside(place.box, page) or _touching(place.box, np.vstack([taken, nodes])).any():
                continue
            cost = price + CROSSED * int(_crossing(place.box, segments).sum())
            if best is None or cost < best[0]:
                best = cost, place
        if best is not None:
            made[node] = best[1]
            taken = np.vstack([taken, best[1].box])
    return made


def _candidates(place: Floats, radius: float, size: tuple[float, float]) -> list[tuple[float, Place]]:
    made = []
    for ring, distance in enumerate(DISTANCES):
        for rank, (right, up) in enumerate(SIDES):
            reach = (radius + distance) * (0.75 if right and up else 1.0)
            x = place[0] + right * (reach + size[0] / 2)
            y = place[1] + up * (reach + size[1] / 2)
            box = (x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
            made.append((rank * STEP + ring * LEADER, Place(box=box, led=ring > 0)))
    return made


def _inside(box: tuple[float, float, float, float], page: tuple[float, float, float, float]) -> bool:
    return box[0] >= page[0] and box[1] >= page[1] and box[2] <= page[2] and box[3] <= page[3]


def _touching(box: tuple[float, float, float, float], boxes: Floats) -> NDArray[np.bool_]:
    left, lower, right, upper = box
    return (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < upper) & (boxes[:, 3] > lower)


def _crossing(box: tuple[float, float, float, float], segments: Floats) -> NDArray[np.bool_]:
    """Say which segments go through the box: the slab method, all at once."""
    start, way = segments[:, :2], segments[:, 2:] - segments[:, :2]
    way = np.where(np.abs(way) < 1e-12, 1e-12, way)
    first, second = (np.array(box[:2]) - start) / way, (np.array(box[2:]) - start) / way
    enters = np.minimum(first, second).max(axis=1)
    leaves = np.maximum(first, second).min(axis=1)
    return (enters < leaves) & (leaves > 0) & (enters < 1)
