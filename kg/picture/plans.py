"""Where the nodes of a network and their labels stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.picture.collisions import placed_labels
from kg.picture.columns import ordered_columns
from kg.picture.forces import forced_places, parted
from kg.picture.labels import Lines, block_size, labels, line_height, tidy
from kg.picture.marks import LARGEST, radii
from kg.picture.page import MARGIN, TEXT_SIZE, WIDTH, text_width
from kg.picture.ties import Node, Ties

TALLEST = 8.6
"""Inches of two columns on a page of a journal, where they are not asked to be longer."""
PITCH, WIDE_PITCH, TIGHTEST = 0.25, 0.33, 0.104
"""From row to row, at most, at most where names need two lines, and at least."""
LABEL_SHARE, BOTH_SHARES = 0.33, 0.64
"""Of the page's width, at most, for the names of the left column, and of both."""
HEADING, HEADING_SIZE = 0.24, 7.5
"""Inches, and points."""
SMALLEST_TEXT = 5.2
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A label: its lines, where it stands, and the place that a line leads to it from."""

    lines: Lines
    x: float
    y: float
    side: str
    leader: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Nodes and labels in a box that begins at 0, 0.

    Attributes:
        height: Of the box, in inches; its width is the page's.
        places: Of the nodes, shape `(n_nodes, 2)`.
        radii: Of the nodes.
        names: Of the nodes, None where there is no room.
        size: Of the names, in points.
        headings: Text, place and side of what stands above the columns.
        curved: Whether ties are to leave and arrive level.
    """

    height: float
    places: Floats
    radii: Floats
    names: list[Name | None]
    size: float
    headings: tuple[tuple[str, float, str], ...] = ()
    curved: bool = False


def columns_plan(network: Ties) -> Plan:
    """Return two columns, the first mode left and the second right, in an order in which few ties cross."""
    left, right = network.nodes[: network.first_mode], network.nodes[network.first_mode :]
    signed = [(tie.a, tie.b - len(left), tie.sign * abs(tie.weight)) for tie in network.ties]
    orders = ordered_columns(len(left), len(right), signed)
    most = max(len(left), len(right))
    long = any(text_width(tidy(node.label)) > WIDTH * LABEL_SHARE for node in network.nodes)
    pitch = min(WIDE_PITCH if long else PITCH, max(TIGHTEST, TALLEST / most))
    height = max(most, 6) * pitch
    size = max(SMALLEST_TEXT, min(TEXT_SIZE, pitch * 72 * 0.72))
    round_ = np.array(radii([node.statements for node in network.nodes], largest=min(LARGEST, pitch * 0.46)))
    reach = float(round_.max()) + 0.06
    rows = [height / len(column) for column in (left, right)]
    heads = (_heading(left, "Actors"), _heading(right, "Issues"))
    made: list[list[Lines]] = []
    wide: list[float] = []
    for column, row, share in zip((left, right), rows, (LABEL_SHARE, BOTH_SHARES), strict=True):
        room = WIDTH * share - sum(wide)
        made.append(_column_labels(column, row, size, room))
        needs = [block_size(label, size)[0] for label in made[-1]]
        wide.append(max(*needs, block_size((heads[len(wide)],), HEADING_SIZE, "bold")[0]))
    xs = (MARGIN + wide[0] + reach, WIDTH - MARGIN - wide[1] - reach)
    places = np.zeros((len(network.nodes), 2))
    names: list[Name | None] = [None] * len(network.nodes)
    for mode, (order, named, row) in enumerate(zip(orders, made, rows, strict=True)):
        for place, number in enumerate(order):
            node = number + mode * len(left)
            places[node] = xs[mode], height - (place + 0.5) * row
            x = xs[mode] + (reach if mode else -reach)
            names[node] = Name(lines=named[number], x=x, y=places[node][1], side="left" if mode else "right")
    headings = ((heads[0], xs[0] - reach, "right"), (heads[1], xs[1] + reach, "left"))
    return Plan(
        height=height + HEADING,
        places=places,
        radii=round_,
        names=names,
        size=size,
        headings=headings,
        curved=True,
    )


def _column_labels(column: tuple[Node, ...], row: float, size: float, width: float) -> list[Lines]:
    lines = max(1, min(3, int(row * 0.92 / line_height(size))))
    return labels([node.label for node in column], size=size, width=width, lines=lines)


def _heading(column: tuple[Node, ...], general: str) -> str:
    """Return what stands above a column: the variable that its nodes are values of, where it is one."""
    types = {node.type for node in column}
    only = next(iter(types)) if len(types) == 1 else ""
    return f"{only[:1].upper()}{only[1:].replace('_', ' ')}"[:40] if only.islower() else general


def force_plan(network: Ties, *, seed: int) -> Plan:
    """Return places whose distances are those in the network, and labels where they find room."""
    count = len(network.nodes)
    height = min(7.2, max(2.6, 1.15 * count**0.5))
    largest = min(LARGEST, max(0.07, 0.9 / count**0.5))
    round_ = np.array(radii([node.statements for node in network.nodes], largest=largest))
    edges = (0.95, 0.3)
    box = (WIDTH - 2 * edges[0], height - 2 * edges[1])
    pull = [(tie.a, tie.b, abs(tie.weight) if network.first_mode else tie.weight) for tie in network.ties]
    found = forced_places(count, pull, weighted=not network.first_mode, box=box, seed=seed)
    places = parted(found, round_, box) + np.array(edges)
    size = TEXT_SIZE if count <= 40 else 7.0 if count <= 80 else 6.0
    made = labels([node.label for node in network.nodes], size=size, width=1.5, lines=2)
    placed = placed_labels(
        places,
        round_,
        [block_size(label, size) for label in made],
        [(tie.a, tie.b) for tie in network.ties],
        order=sorted(range(count), key=lambda node: (-network.nodes[node].statements, node)),
        page=(MARGIN, 0.02, WIDTH - MARGIN, height - 0.02),
    )
    names = [
        None
        if place is None
        else Name(
            lines=label,
            x=place.middle[0],
            y=place.middle[1],
            side="center",
            leader=_nearest(place.box, node) if place.led else None,
        )
        for label, place, node in zip(made, placed, places, strict=True)
    ]
    return Plan(height=height, places=places, radii=round_, names=names, size=size)


def _nearest(box: tuple[float, float, float, float], node: Floats) -> tuple[float, float]:
    """Return the point of a box that is nearest to a node."""
    return float(np.clip(node[0], box[0], box[2])), float(np.clip(node[1], box[1], box[3]))
