"""The matrix of stances in colours, with the tree of actors that orders it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib.path import Path

from kg.picture.key import Entry, Key
from kg.picture.labels import Lines, block_size, labels, line_height
from kg.picture.moments import Source, moments_of
from kg.picture.page import MARGIN, WIDTH, Frame, Picture
from kg.picture.palettes import INK, PAPER, Palette, palette_of
from kg.picture.stances import StanceTable, column_order, stance_table, tree_of
from kg.picture.ties import most_of
from kg.picture.trees import Tree, draw_tree, source_note, tree_forks

MOST_ACTORS, MOST_ISSUES = 36, 18
MOST_ASKED = 120
"""Rows and columns where `top` asks for more."""
WIDEST, TALLEST = 0.42, 7.0
ROW = 0.24
TREE, GAP = 0.85, 0.14
NARROWEST = 4.4
NAME_SIZE = 7.5
GRID = "#e0e0e0"
STEPS, STEP = 7, 0.14
"""Of the key's scale, and how wide each is."""


def draw_heatmap(
    moments: Source,
    *,
    palette: str = "green-purple",
    title: str = "",
    source: str | None = None,
    top: int | None = None,
    **options: object,
) -> Picture:
    """Draw net stances of actors on issues, both ordered so that neighbours are alike.

    A cell's colour is the mean stance; its number how many statements there are, with `−` where opposition prevails and
    `±` where neither does.

    Args:
        moments: Statements, a two-mode network or matrix: whatever `moments_of` takes.
        palette: One of `PALETTES`.
        title: Above the picture.
        source: Where the statements are from; None leaves counts and period out too.
        top: So many actors, and as many issues; None takes what can be read on a page.
        **options: As `moments_of` takes them.

    Raises:
        ExportError: If there is nothing to draw.
    """
    colours = palette_of(palette)
    said = moments_of(moments, **options)
    rows, columns = (most_of(top, usual=usual, asked=MOST_ASKED) for usual in (MOST_ACTORS, MOST_ISSUES))
    table = stance_table(said, rows=rows, columns=columns)
    grid = _grid_of(table)
    width = max(NARROWEST, 2 * MARGIN + TREE + GAP + grid.cell * len(grid.columns) + grid.wide)
    frame = Frame(title, [source_note(source, said.facts), table.left_out], width=width)
    key = Key(_key_groups(colours), width=width)
    height = frame.top + grid.above + grid.row * len(grid.actors) + key.height + frame.bottom
    page = Picture(width, height, heading=title or "Who takes which stance on what")
    page.left_out, page.is_short = table.left_out, bool(table.left_out)
    page.description = _description(table, said.facts)
    x, y = MARGIN + TREE + 0.04, page.height - frame.top - grid.above
    full = max(grid.tree.height, 1e-9)
    draw_tree(page, grid.tree, right=x - 0.04, top=y, width=TREE - 0.04, row=grid.row, full=full)
    _draw_lines(page, grid, x, y)
    _draw_cells(page, table, grid, colours, x, y)
    _draw_names(page, grid, x, y)
    frame.draw(page)
    key.draw(page, frame.bottom + key.height)
    return page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Rows and columns in their order, and their measures in inches; sizes of fonts in points.

    Attributes:
        tree: Of the actors; its order is that of the rows.
        columns: The issues' numbers in their order.
        actors: Names of the rows.
        issues: Names of the columns.
        row: How high a cell is.
        cell: How wide.
        size: Of the actors' names.
        above: How much room the issues' names take.
        above_size: Their size.
        wide: How much room the actors' names take.
    """

    tree: Tree
    columns: list[int]
    actors: list[Lines]
    issues: list[Lines]
    row: float
    cell: float
    size: float
    above: float
    above_size: float
    wide: float


def _grid_of(table: StanceTable) -> _Grid:
    tree, columns = tree_forks(tree_of(table)), column_order(table)
    row = min(ROW, TALLEST / len(tree.order))
    size = min(NAME_SIZE, row * 72 * 0.72)
    actors = labels([table.actors[leaf] for leaf in tree.order], size=size, width=WIDTH * 0.3)
    wide = max(block_size(label, size)[0] for label in actors)
    cell = min(WIDEST, (WIDTH - 2 * MARGIN - TREE - GAP - wide) / len(columns))
    above_size = min(NAME_SIZE, cell * 72 * 0.8)
    lines = max(1, min(3, int(cell * 0.96 / line_height(above_size))))
    issues = labels([table.issues[i] for i in columns], size=above_size, width=1.7, lines=lines)
    return _Grid(
        tree=tree,
        columns=columns,
        actors=actors,
        issues=issues,
        row=row,
        cell=cell,
        size=size,
        above=max(block_size(label, above_size)[0] for label in issues) + 0.08,
        above_size=above_size,
        wide=wide,
    )


def _draw_names(page: Picture, grid: _Grid, left: float, top: float) -> None:
    right = left + grid.cell * len(grid.columns) + 0.08
    for number, label in enumerate(grid.actors):
        page.write_label(right, top - (number + 0.5) * grid.row, label, size=grid.size, gid=f"label-{number}")
    step = line_height(grid.above_size)
    upright: dict[str, Any] = {"size": grid.above_size, "rotation": 90, "rotation_mode": "anchor"}
    for number, label in enumerate(grid.issues):
        start = left + (number + 0.5) * grid.cell - (len(label) - 1) * step / 2
        for line, words in enumerate(label):
            name = f"issue-{number}" + (f"-{line}" if line else "")
            page.write(start + line * step, top + 0.06, words, gid=name, **upright)


def _draw_cells(page: Picture, table: StanceTable, grid: _Grid, colours: Palette, left: float, top: float) -> None:
    wide, high = grid.cell, grid.row
    size = min(6.5, high * 72 * 0.55, wide * 72 * 0.42)
    for i, actor in enumerate(grid.tree.order):
        for j, issue in enumerate(grid.columns):
            corner = (left + j * wide, top - (i + 1) * high)
            count, net = int(table.counts[actor, issue]), float(table.net[actor, issue])
            if not count:
                continue
            said = f"{table.actors[actor]} – {table.issues[issue]}: net stance {net:+.2f}, statements {count}"
            fill = colours.scale((net + 1) / 2)
            page.draw_box(
                *corner, wide, high, facecolor=fill, edgecolor=PAPER, linewidth=0.8, gid=f"cell-{i}-{j}", tip=said
            )
            shade = PAPER if _luminance(fill) < 0.35 else INK
            place = (corner[0] + wide / 2, corner[1] + high / 2)
            if size >= 3.5:
                words = signed(count, net)
                page.write(*place, words, size=size, ha="center", color=shade, gid=f"count-{i}-{j}")


def _draw_lines(page: Picture, grid: _Grid, left: float, top: float) -> None:
    rows, columns = len(grid.actors), len(grid.columns)
    right, bottom = left + columns * grid.cell, top - rows * grid.row
    level = [[(left, top - row * grid.row), (right, top - row * grid.row)] for row in range(rows + 1)]
    upright = [[(left + place * grid.cell, top), (left + place * grid.cell, bottom)] for place in range(columns + 1)]
    path = Path.make_compound_path(*(Path(np.array(line)) for line in level + upright))
    page.draw_path(path, facecolor="none", edgecolor=GRID, linewidth=0.4, zorder=0.5)


def signed(count: int, net: float) -> str:
    """Return a count with the side that prevails.

    >>> signed(3, 1.0), signed(3, -0.3), signed(2, 0.0)
    ('3', '−3', '±2')
    """
    return f"{count}" if net > 0 else f"−{count}" if net < 0 else f"±{count}"


def _luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance of a colour (WCAG 2.2), in [0, 1]."""
    parts = np.array(colour[:3])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _key_groups(colours: Palette) -> list[tuple[str, list[Entry]]]:
    scale = Entry(label="supports", width=STEPS * STEP, draw=partial(_draw_scale, colours))
    number = Entry(label="statements (− opposed, ± divided)", width=0.08, draw=_draw_number)
    return [("Net stance: opposes", [scale]), ("", [number])]


def _draw_scale(colours: Palette, page: Picture, x: float, y: float) -> None:
    for step in range(STEPS):
        fill = colours.scale(step / (STEPS - 1))
        page.draw_box(x + step * STEP, y - 0.06, STEP, 0.12, facecolor=fill, edgecolor=PAPER, linewidth=0.4)


def _draw_number(page: Picture, x: float, y: float) -> None:
    page.write(x, y, "3", size=7.0, gid="key-number")


def _description(table: StanceTable, facts: str) -> str:
    spoken = [(int(table.counts[i, j]), i, j) for i, j in np.argwhere(table.counts > 0)]
    told = "; ".join(
        f"{table.actors[i]} on {table.issues[j]} {table.net[i, j]:+.2f} ({count})"
        for count, i, j in sorted(spoken, key=lambda cell: (-cell[0], cell[1], cell[2]))[:10]
    )
    return f"Net stances from -1 to 1 of {len(table.actors)} actors on {len(table.issues)} issues: {facts}. {told}."
