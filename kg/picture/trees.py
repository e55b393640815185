"""Trees of actors, drawn lying: leaves at the right, the root at the left."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.cluster import hierarchy

from kg.counts import number_of
from kg.picture.labels import block_size, labels
from kg.picture.moments import Moments, Source, moments_of
from kg.picture.page import MARGIN, SMALL_SIZE, TEXT_SIZE, WIDTH, Frame, Picture
from kg.picture.palettes import FAINT, INK
from kg.picture.stances import Floats, StanceTable, stance_table, tree_of
from kg.picture.ties import most_of

MOST_LEAVES = 60
MOST_ASKED = 500
"""Leaves where `top` asks for more."""
ROW, TALLEST = 0.22, 8.4
AXIS = 0.42


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree to draw: the leaves from the top, and for each fork its four corners as (distance, leaf)."""

    order: list[int]
    forks: list[list[tuple[float, float]]]
    height: float


def tree_forks(linkage: Floats | None) -> Tree:
    """Return the forks of a linkage, shape `(n_leaves - 1, 4)`; without one there is a single leaf."""
    if linkage is None:
        return Tree([0], [], 0.0)
    found = hierarchy.dendrogram(linkage, no_plot=True)
    forks = [
        [(float(far), (place - 5) / 10) for far, place in zip(fars, places, strict=True)]
        for fars, places in zip(found["dcoord"], found["icoord"], strict=True)
    ]
    return Tree([int(leaf) for leaf in found["leaves"]], forks, float(linkage[:, 2].max()))


def draw_tree(page: Picture, tree: Tree, *, right: float, top: float, width: float, row: float, full: float) -> None:
    """Draw the tree to the left of `right`, its first leaf's row beginning at `top`.

    Args:
        page: Where.
        tree: What.
        right: Where distance 0 is.
        top: The upper end of the first row.
        width: That of distance `full`.
        row: The height of a row.
        full: A distance.
    """
    for number, fork in enumerate(tree.forks):
        points = [(right - far / full * width, top - (place + 0.5) * row) for far, place in fork]
        page.draw_line(points, edgecolor=INK, linewidth=0.8, gid=f"fork-{number}", joinstyle="miter")


def draw_dendrogram(
    moments: Source, *, title: str = "", source: str | None = None, top: int | None = None, **options: object
) -> Picture:
    """Draw who is near to whom by the stances they take.

    Args:
        moments: Statements, a two-mode network or matrix: whatever `moments_of` takes.
        title: Above the picture.
        source: Where the statements are from; None leaves counts and period out too.
        top: So many actors, those with the most statements.
        **options: As `moments_of` takes them.

    Raises:
        ExportError: If there is nothing to draw.
    """
    said = moments_of(moments, **options)
    table = stance_table(said, rows=most_of(top, usual=MOST_LEAVES, asked=MOST_ASKED), shared=True)
    tree = tree_forks(tree_of(table))
    row = min(ROW, TALLEST / len(table.actors))
    size = min(TEXT_SIZE, row * 72 * 0.72)
    named = labels([table.actors[leaf] for leaf in tree.order], size=size, width=WIDTH * 0.4)
    wide = max(block_size(label, size)[0] for label in named)
    left_out = _left_out(said, table)
    frame = Frame(title, [source_note(source, said.facts), left_out])
    height = row * len(named)
    page = Picture(WIDTH, frame.top + height + AXIS + frame.bottom, heading=title or "Who is near to whom")
    page.left_out, page.is_short = left_out, bool(table.left_out)
    page.description = f"Tree of {len(named)} actors by the stances they take: {said.facts}."
    right, upper = WIDTH - MARGIN - wide - 0.08, page.height - frame.top
    width = right - MARGIN - 0.15
    full = min(1.0, math.ceil(tree.height * 10) / 10) or 1.0
    draw_tree(page, tree, right=right, top=upper, width=width, row=row, full=full)
    for number, label in enumerate(named):
        y = upper - (number + 0.5) * row
        page.write_label(right + 0.08, y, label, size=size, gid=f"label-{number}")
    _draw_axis(page, right, upper - height - 0.04, width, full)
    frame.draw(page)
    return page


def _left_out(said: Moments, table: StanceTable) -> str:
    silent = len(np.unique(said.actor)) - len(table.actors)
    if table.left_out or not silent:
        return table.left_out
    return f"{number_of(silent, 'actor')} without an issue that another speaks of left out."


def _draw_axis(page: Picture, right: float, y: float, width: float, full: float) -> None:
    page.draw_line([(right - width, y), (right, y)])
    tenth = 2 if full > 0.6 else 1
    for step in range(0, round(full * 10) + 1, tenth):
        x = right - step / (full * 10) * width
        page.draw_line([(x, y), (x, y - 0.04)])
        page.write(x, y - 0.11, f"{step / 10:g}", size=SMALL_SIZE, ha="center", color=FAINT, gid=f"tick-{step}")
    words = "distance: 0 the same stances, 1 opposite ones on every issue of either"
    page.write(right - width / 2, y - 0.26, words, size=SMALL_SIZE, ha="center", color=FAINT, gid="axis")


def source_note(source: str | None, facts: str) -> str:
    """Return the line of small print that says where statements are from; empty if it is not asked for."""
    if source is None:
        return ""
    return f"{source.rstrip('. ')}. {facts}." if source.strip() else f"{facts}."
