"""What nodes and ties look like: shapes by type, sizes by statements, widths by weight, dashes for opposition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

SHAPES = {
    "Country": "o",
    "InternationalOrganization": "D",
    "GovernmentBody": "p",
    "PoliticalParty": "h",
    "Person": "^",
    "NonStateArmedGroup": "X",
    "Company": "P",
    "Media": "*",
    "Group": "d",
}
"""matplotlib's markers by type of actor."""
OTHER_SHAPES = "o^Dphv8X"
"""For types of other names, in order; `s`, a square, is an issue's."""
ISSUE_SHAPE, ISSUE_FILL = "s", "#e3e3e3"
NODE_FILL = "#44546a"
CLUSTER_FILLS = ("#0072b2", "#e69f00", "#56b4e9", "#d55e00", "#f0e442", "#000000")
"""Okabe and Ito's (2008) colours, but for those that are near to green and purple, the colours of ties."""
SMALLEST, LARGEST = 0.042, 0.1
"""Radii of nodes in inches; areas grow with the number of statements."""
THINNEST, THICKEST = 0.6, 4.2
"""Points. Where there are more than `FEW` ties the thickest is thinner."""
FEW = 60
DASHES = {1: "solid", -1: (0, (3.2, 1.6)), 0: (0, (0.9, 1.1))}
"""Support, opposition, and both or neither: what a grey print tells apart."""


def shapes_of(types: Sequence[str]) -> dict[str, str]:
    """Return a marker for each type of actor, no two the same as long as there are markers.

    >>> shapes_of(["Country", "organization"])
    {'Country': 'o', 'organization': '^'}
    """
    names = sorted(set(types))
    known = {name: SHAPES[name] for name in names if name in SHAPES}
    free = [shape for shape in OTHER_SHAPES if shape not in known.values()] or ["o"]
    others = [name for name in names if name not in SHAPES]
    made = known | {name: free[number % len(free)] for number, name in enumerate(others)}
    return {name: made[name] for name in names}


def shape_path(marker: str, x: float, y: float, radius: float) -> Path:
    """Return a marker's outline around a place, as wide as a circle of that radius, its area much the same."""
    style = MarkerStyle(marker)
    path = style.get_path().transformed(style.get_transform())
    wide = float(np.abs(path.vertices).max()) or 1.0
    scale = radius / wide * {"s": 0.9, "D": 1.0, "*": 1.25, "^": 1.1, "v": 1.1, "d": 1.15}.get(marker, 1.0)
    return path.transformed(Affine2D().scale(scale).translate(x, y))


def radii(statements: Sequence[float], *, largest: float = LARGEST) -> list[float]:
    """Return the radius of each node in inches."""
    most = max(statements, default=0.0) or 1.0
    small = min(SMALLEST, largest)
    return [small + (largest - small) * (max(0.0, number) / most) ** 0.5 for number in statements]


def width_of(weight: float, most: float, *, ties: int) -> float:
    """Return the width in points of one of so many ties, where `most` is the largest weight.

    Few statements make no thick line, and many ties no thick lines.
    """
    thickest = max(1.2, THICKEST * min(1.0, (FEW / max(1, ties)) ** 0.5))
    wide = min(thickest, 1.0 + 0.6 * (most - 1)) if most >= 1 else thickest * 0.7
    return THINNEST + (wide - THINNEST) * abs(weight) / most if most else THINNEST


def round_steps(most: float) -> list[float]:
    """Return up to three weights that a key shows: the largest, about half of it, and a small one.

    >>> round_steps(16.0), round_steps(3.0), round_steps(1.0), round_steps(0.7)
    ([1.0, 8.0, 16.0], [1.0, 2.0, 3.0], [1.0], [0.1, 0.35, 0.7])
    """
    low = 1.0 if most >= 2 else (most if most == 1 else float(f"{most / 7:.1g}"))
    half = float(round(most / 2)) if most >= 2 else float(f"{most / 2:.2g}")
    return sorted({one for one in (low, half, most) if low <= one <= most})
