"""Stances through time: a row an actor or issue, support above its line and opposition below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from kg.counts import number_of
from kg.errors import ExportError, SettingsError
from kg.picture.calendar import Unit, tick_days, unit_for
from kg.picture.key import Entry, Key
from kg.picture.labels import block_size, labels
from kg.picture.moments import Days, Ints, Moments, Source, moments_of
from kg.picture.page import MARGIN, SMALL_SIZE, TEXT_SIZE, WIDTH, Frame, Picture
from kg.picture.palettes import FAINT, Palette, palette_of
from kg.picture.ties import most_of
from kg.picture.trees import source_note

MOST_ROWS = 16
MOST_ASKED = 150
"""Rows where `top` asks for more."""
ROW = 0.46
AXIS = 0.28
BY = ("actor", "issue")
DRAWN_SIGNS = ((1, "support"), (0, "both or neither"), (-1, "opposition"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Numbers of statements, shape `(n_rows, 3, n_spans)`; the second axis is support, neither, opposition.

    Attributes:
        names: Of the rows.
        counts: The numbers.
        unit: How long a span is.
        starts: The first day of each span.
        left_out: In words.
    """

    names: tuple[str, ...]
    counts: Ints
    unit: Unit
    starts: Days
    left_out: str


def draw_timeline(
    moments: Source,
    *,
    by: str = "actor",
    palette: str = "green-purple",
    title: str = "",
    source: str | None = None,
    top: int | None = None,
    **options: object,
) -> Picture:
    """Draw how many statements there are through time, support above the line and opposition below.

    Args:
        moments: Statements, or a two-mode network with its quotations: whatever `moments_of` takes.
        by: A row an `actor` or an `issue`.
        palette: One of `PALETTES`.
        title: Above the picture.
        source: Where the statements are from; None leaves counts and period out too.
        top: So many rows, those with the most statements.
        **options: As `moments_of` takes them.

    Raises:
        ExportError: If no statement has a day.
        SettingsError: If `by` or the palette is unknown.
    """
    if by not in BY:
        raise SettingsError(f"--by {by}: unknown. Known: {', '.join(BY)}.", by=by)
    colours = palette_of(palette)
    said = moments_of(moments, **options)
    rows = _rows(said, by, most_of(top, usual=MOST_ROWS, asked=MOST_ASKED))
    named = labels(rows.names, size=TEXT_SIZE, width=WIDTH * 0.28, lines=2)
    wide = max(block_size(label, TEXT_SIZE)[0] for label in named)
    most = int(np.maximum(rows.counts[:, :2].sum(axis=1), rows.counts[:, 2]).max())
    scale = f"A bar is a {rows.unit.name}, the longest {number_of(most, 'statement')}; at the right, all of a row."
    frame = Frame(title, [scale, source_note(source, said.facts), rows.left_out])
    key = Key([("", _entries(rows, colours, signed=said.signed))])
    height = ROW * len(named) + AXIS
    page = Picture(WIDTH, frame.top + height + key.height + frame.bottom, heading=title or "Stances through time")
    page.left_out, page.is_short = rows.left_out, rows.left_out.startswith(f"{len(named):,} of ")
    page.description = f"Statements through time: {said.facts}. " + _told(rows)
    left, right = MARGIN + wide + 0.12, WIDTH - MARGIN - 0.35
    top_y = page.height - frame.top
    _draw_grid(page, rows, (left, right), (top_y - ROW * len(named), top_y))
    for number, label in enumerate(named):
        y = top_y - (number + 0.5) * ROW
        page.write_label(left - 0.1, y, label, size=TEXT_SIZE, ha="right", gid=f"label-{number}")
        total = int(rows.counts[number].sum())
        page.write(right + 0.06, y, f"{total:,}", size=SMALL_SIZE, color=FAINT, gid=f"total-{number}")
        page.draw_line([(left, y), (right, y)], linewidth=0.5)
        _draw_bars(page, rows, number, (left, right, y), most, colours)
    frame.draw(page)
    key.draw(page, frame.bottom + key.height)
    return page


def _rows(said: Moments, by: str, most: int) -> Rows:
    known = ~np.isnat(said.day)
    if not known.any():
        raise ExportError(
            "nothing to draw: no statement has a day. Give the documents dates, or the table a column time."
        )
    names, row = (said.actors, said.actor) if by == "actor" else (said.issues, said.issue)
    day, row, stance = said.day[known], row[known], said.stance[known]
    unit = unit_for(day.min(), day.max())
    starts = unit.starts(day.min(), day.max())
    place = np.searchsorted(starts, day, side="right") - 1
    totals = np.bincount(row, minlength=len(names))
    ranked = np.lexsort((np.arange(len(names)), -totals))[: int((totals > 0).sum())]
    chosen = ranked[:most]
    counts = np.zeros((len(names), 3, len(starts)), dtype=np.int64)
    np.add.at(counts, (row, 1 - stance, place), 1)
    undated = int((~known).sum())
    notes = [
        f"{len(chosen):,} of {number_of(len(ranked), by)} are shown, those with the most statements."
        if len(chosen) < len(ranked)
        else "",
        f"{number_of(undated, 'statement')} without a day left out." if undated else "",
    ]
    return Rows(
        names=tuple(names[i] for i in chosen),
        counts=counts[chosen],
        unit=unit,
        starts=starts,
        left_out=" ".join(filter(None, notes)),
    )


def _draw_grid(page: Picture, rows: Rows, across: tuple[float, float], up: tuple[float, float]) -> None:
    ends = (rows.starts[0], rows.unit.after(rows.starts[-1]))
    free = -1.0
    for number, (day, words) in enumerate(tick_days(*ends)):
        x = _across(day, ends, across)
        page.draw_line([(x, up[0]), (x, up[1])], edgecolor="#dddddd", linewidth=0.5, zorder=0.4)
        if x > free:
            text = page.write(x, up[0] - 0.12, words, size=SMALL_SIZE, color=FAINT, ha="center", gid=f"tick-{number}")
            free = x + block_size((text.get_text(),), SMALL_SIZE)[0] + 0.06
    page.draw_line([(across[0], up[0]), (across[1], up[0])])


def _across(day: np.datetime64, ends: tuple[np.datetime64, np.datetime64], across: tuple[float, float]) -> float:
    share = float((day - ends[0]) / (ends[1] - ends[0]))
    return across[0] + share * (across[1] - across[0])


def _draw_bars(
    page: Picture, rows: Rows, number: int, line: tuple[float, float, float], most: int, colours: Palette
) -> None:
    left, right, y = line
    ends = (rows.starts[0], rows.unit.after(rows.starts[-1]))
    scale = (ROW / 2 - 0.03) / most
    for place, start in enumerate(rows.starts):
        x = _across(start, ends, (left, right))
        wide = (_across(rows.unit.after(start), ends, (left, right)) - x) * 0.82
        above = y
        for kind, (sign, word) in enumerate(DRAWN_SIGNS):
            count = int(rows.counts[number, kind, place])
            if not count:
                continue
            high = count * scale
            low = y - high if sign < 0 else above
            above = above + high if sign >= 0 else above
            said = f"{rows.names[number]}, {rows.unit.words(start)}: {word} {count}"
            gid = f"bar-{number}-{kind}-{place}"
            page.draw_box(x, low, wide, high, facecolor=colours.of(sign), edgecolor="none", gid=gid, tip=said)


def _entries(rows: Rows, colours: Palette, *, signed: bool) -> list[Entry]:
    return [
        Entry(label=word if signed else "statements", width=0.14, draw=partial(_draw_swatch, colours.of(sign)))
        for kind, (sign, word) in enumerate(DRAWN_SIGNS)
        if rows.counts[:, kind].any()
    ]


def _draw_swatch(fill: str, page: Picture, x: float, y: float) -> None:
    page.draw_box(x, y - 0.06, 0.14, 0.12, facecolor=fill, edgecolor="none")


def _told(rows: Rows) -> str:
    totals = rows.counts.sum(axis=2)
    return "; ".join(
        f"{name}: {support} for, {neither} neither, {against} against"
        for name, (support, neither, against) in zip(rows.names[:10], totals.tolist(), strict=False)
    )
