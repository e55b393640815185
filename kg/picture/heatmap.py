"""The matrix of stances in colours, with the tree of actors that orders it."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.path import Path

from kg.picture.key import Entry, Key
from kg.picture.labels import block_size, labels, line_height
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
TREE = 0.85
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
    tree, order = tree_forks(tree_of(table)), column_order(table)
    row = min(ROW, TALLEST / len(tree.order))
    size = min(NAME_SIZE, row * 72 * 0.72)
    actors = labels([table.actors[leaf] for leaf in tree.order], size=size, width=WIDTH * 0.3)
    wide = max(block_size(label, size)[0] for label in actors)
    cell = min(WIDEST, (WIDTH - 2 * MARGIN - TREE - 0.14 - wide) / len(order))
    top_size = min(NAME_SIZE, cell * 72 * 0.8)
    lines = max(1, min(3, int(cell * 0.96 / line_height(top_size))))
    issues = labels([table.issues[i] for i in order], size=top_size, width=1.7, lines=lines)
    above = max(block_size(label, top_size)[0] for label in issues) + 0.08
    width = max(4.4, min(WIDTH, 2 * MARGIN + TREE + 0.14 + wide + cell * len(order)))
    frame = Frame(title, [source_note(source, said.facts), table.left_out], width=width)
    key = Key(_key_groups(colours), width=width)
    height = above + row * len(actors)
    page = Picture(
        width, frame.top + height + key.height + frame.bottom, heading=title or "Who takes which stance on what"
    )
    page.left_out, page.is_short = table.left_out, bool(table.left_out)
    page.description = _description(table, said.facts)
    x, y = MARGIN + TREE + 0.04, page.height - frame.top - above
    draw_tree(page, tree, right=x - 0.04, top=y, width=TREE - 0.04, row=row, full=max(tree.height, 1e-9))
    _draw_cells(page, table, tree, order, colours, (x, y, cell, row))
    for number, label in enumerate(actors):
        page.write_label(
            x + cell * len(order) + 0.08, y - (number + 0.5) * row, label, size=size, gid=f"label-{number}"
        )
    for number, label in enumerate(issues):
        start = x + (number + 0.5) * cell - (len(label) - 1) * line_height(top_size) / 2
        for line, words in enumerate(label):
            page.write(
                start + line * line_height(top_size),
                y + 0.06,
                words,
                size=top_size,
                rotation=90,
                rotation_mode="anchor",
                gid=f"issue-{number}" + (f"-{line}" if line else ""),
            )
    frame.draw(page)
    key.draw(page, frame.bottom + key.height)
    return page


def _draw_cells(
    page: Picture,
    table: StanceTable,
    tree: Tree,
    columns: list[int],
    colours: Palette,
    grid: tuple[float, float, float, float],
) -> None:
    left, top, wide, high = grid
    size = min(6.5, high * 72 * 0.55, wide * 72 * 0.42)
    _draw_grid(page, len(tree.order), len(columns), grid)
    for i, actor in enumerate(tree.order):
        for j, issue in enumerate(columns):
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


def _draw_grid(page: Picture, rows: int, columns: int, grid: tuple[float, float, float, float]) -> None:
    left, top, wide, high = grid
    right, bottom = left + columns * wide, top - rows * high
    level = [[(left, top - row * high), (right, top - row * high)] for row in range(rows + 1)]
    upright = [[(left + column * wide, top), (left + column * wide, bottom)] for column in range(columns + 1)]
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
