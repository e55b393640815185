"""Changes between two periods: a line from an actor's stance before a day to that after it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial

import numpy as np

from kg.counts import number_of
from kg.errors import ExportError, SettingsError
from kg.picture.key import Entry, Key
from kg.picture.labels import Lines, block_size, labels, line_height, tidy, wrapped
from kg.picture.marks import DASHES, shape_path
from kg.picture.moments import Moments, Source, moments_of
from kg.picture.page import MARGIN, SMALL_SIZE, WIDTH, Frame, Picture
from kg.picture.palettes import FAINT, INK, PAPER, Palette, palette_of
from kg.picture.ties import most_of
from kg.picture.trees import source_note

MOST_PANELS, MOST_LINES = 6, 12
MOST_ASKED = 60
"""Panels where `top` asks for more."""
MOST_NAMES = 16
"""Of those who share a line."""
SIZE = 7.0
PANEL_GAP = 0.25
CHART = 1.75
"""How high the lines' part of a panel is at least."""
HEAD, FOOT = 0.3, 0.24
TICKS = ((1.0, "supports"), (0.0, "divided"), (-1.0, "opposes"))


@dataclass(frozen=True, slots=True)
class Change:
    """Actors whose net stance on an issue went from one value to another, both in [-1, 1]."""

    before: float
    after: float
    actors: tuple[str, ...]

    @property
    def sign(self) -> int:
        """1 for a move towards support, -1 towards opposition, 0 for none."""
        return int(np.sign(self.after - self.before))


@dataclass(frozen=True, slots=True)
class Panel:
    """The changes on an issue."""

    issue: str
    changes: tuple[Change, ...]

    @property
    def moved(self) -> float:
        """How far its actors moved, added up."""
        return sum(abs(one.after - one.before) * len(one.actors) for one in self.changes)


def draw_slope(
    moments: Source,
    *,
    split: str | None = None,
    palette: str = "green-purple",
    title: str = "",
    source: str | None = None,
    top: int | None = None,
    **options: object,
) -> Picture:
    """Draw how actors' net stances changed from one period to the next, a panel an issue.

    Actors who moved alike share a line; who did not speak in both periods has none.

    Args:
        moments: Statements, or a two-mode network with its quotations: whatever `moments_of` takes.
        split: The first day of the second period, `YYYY-MM-DD`, or its month or year; the middle of the time unless given.
        palette: One of `PALETTES`.
        title: Above the picture.
        source: Where the statements are from; None leaves counts and period out too.
        top: So many issues, those on which most changed.
        **options: As `moments_of` takes them.

    Raises:
        ExportError: If no actor speaks of an issue in both periods.
        SettingsError: If `split` is no day, or statements have no stance.
    """
    colours = palette_of(palette)
    said = moments_of(moments, **options)
    if not said.signed:
        raise SettingsError("this picture needs stances: name a boolean or integer --qualifier.", option="qualifier")
    day = _split_day(said, split)
    both = _panels(said, day)
    panels = [panel for panel in both if panel.moved] or both
    if not both:
        raise ExportError(
            f"nothing to draw: nobody speaks of an issue both before {day} and from then on. Give another --split."
        )
    shown = panels[: most_of(top, usual=MOST_PANELS, asked=MOST_ASKED)]
    left_out = _left_out(both, panels, shown)
    frame = Frame(title, [source_note(source, said.facts), left_out])
    drawn = [_PanelPlan(panel, single=len(shown) == 1) for panel in shown]
    rows = [drawn[i : i + 2] for i in range(0, len(drawn), 2)]
    heights = [max(plan.height for plan in row) for row in rows]
    key = Key([("", _entries(shown, colours))])
    height = sum(heights) + PANEL_GAP * (len(rows) - 1)
    page = Picture(WIDTH, frame.top + height + key.height + frame.bottom, heading=title or "Changes of stance")
    page.left_out, page.is_short = left_out, len(shown) < len(panels)
    page.description = f"Net stances before {day} and from then on: {said.facts}. " + _told(shown)
    y = page.height - frame.top
    for number, (row, high) in enumerate(zip(rows, heights, strict=True)):
        for place, plan in enumerate(row):
            left = MARGIN + place * (WIDTH - 2 * MARGIN + PANEL_GAP) / 2
            plan.draw(page, left, y, str(day), colours, name=2 * number + place)
        y -= high + PANEL_GAP
    frame.draw(page)
    key.draw(page, frame.bottom + key.height)
    return page


def _split_day(said: Moments, split: str | None) -> np.datetime64:
    known = said.day[~np.isnat(said.day)]
    if not len(known):
        raise ExportError(
            "nothing to draw: no statement has a day. Give the documents dates, or the table a column time."
        )
    if split is None:
        return known.min() + (known.max() - known.min() + np.timedelta64(1, "D")) // 2
    try:
        return np.datetime64(split, "D")
    except ValueError as exc:
        raise SettingsError(f"--split {split}: not a day. Write 2025-02-24, 2025-02 or 2025.", split=split) from exc


def _panels(said: Moments, day: np.datetime64) -> list[Panel]:
    """Return the issues with those who speak of them in both periods, most changed first."""
    means: dict[tuple[int, int], list[list[int]]] = defaultdict(lambda: [[], []])
    for actor, issue, stance, one in zip(
        said.actor.tolist(), said.issue.tolist(), said.stance.tolist(), said.day, strict=True
    ):
        if not np.isnat(one):
            means[issue, actor][int(one >= day)].append(stance)
    alike: dict[int, dict[tuple[float, float], list[str]]] = defaultdict(lambda: defaultdict(list))
    for (issue, actor), (before, after) in sorted(means.items()):
        if before and after:
            ends = (round(sum(before) / len(before), 6), round(sum(after) / len(after), 6))
            alike[issue][ends].append(said.actors[actor])
    panels = [
        Panel(said.issues[issue], tuple(Change(*ends, tuple(sorted(names))) for ends, names in found.items()))
        for issue, found in alike.items()
    ]
    return sorted(panels, key=lambda panel: (-panel.moved, -len(panel.changes), panel.issue))


class _PanelPlan:
    """A panel with its labels placed."""

    def __init__(self, panel: Panel, *, single: bool) -> None:
        self.panel = panel
        self.width = WIDTH - 2 * MARGIN if single else (WIDTH - 2 * MARGIN - PANEL_GAP) / 2
        self.title = wrapped(tidy(panel.issue), size=SIZE + 0.5, width=self.width * 0.93, lines=2)
        ranked = sorted(panel.changes, key=lambda one: (-abs(one.after - one.before) * len(one.actors), one.actors))
        self.changes = sorted(ranked[:MOST_LINES], key=lambda one: (one.after, one.before))
        room = self.width * (0.55 if single else 0.46)
        self.names = _name_lists([one.actors for one in self.changes], room)
        needs = [block_size(label, SIZE)[1] + 0.03 for label in self.names]
        self.chart = max(CHART, sum(needs))
        self.height = len(self.title) * line_height(SIZE + 0.5) + HEAD + self.chart + FOOT
        self.places = _spread([(one.after + 1) / 2 * self.chart for one in self.changes], needs, self.chart)
        self.right = self.width - max(block_size(label, SIZE)[0] for label in self.names) - 0.26

    def draw(self, page: Picture, left: float, top: float, day: str, colours: Palette, *, name: int) -> None:
        """Draw the panel below and right of a place."""
        for number, line in enumerate(self.title):
            y = top - (number + 0.5) * line_height(SIZE + 0.5)
            page.write(left, y, line, size=SIZE + 0.5, weight="bold", gid=f"panel-{name}-{number}")
        base = top - self.height + FOOT
        start, end = left + 0.55, left + self.right
        for value, words in TICKS:
            y = base + (value + 1) / 2 * self.chart
            page.write(start - 0.08, y, words, size=SMALL_SIZE, color=FAINT, ha="right", gid=f"tick-{name}-{words}")
            page.draw_line([(start, y), (end, y)], edgecolor="#dddddd", linewidth=0.5, zorder=0.4)
        for x, words, side in ((start, f"before {day}", "left"), (end, f"from {day}", "right")):
            page.draw_line([(x, base), (x, base + self.chart)], zorder=0.5)
            page.write(x, base - 0.13, words, size=SMALL_SIZE, color=FAINT, ha="center", gid=f"period-{name}-{side}")
        for number, (change, label, place) in enumerate(zip(self.changes, self.names, self.places, strict=True)):
            ends = [
                (x, base + (value + 1) / 2 * self.chart) for x, value in ((start, change.before), (end, change.after))
            ]
            said = f"{', '.join(change.actors)} on {self.panel.issue}: {change.before:+.2f} to {change.after:+.2f}"
            looks = {"edgecolor": colours.of(change.sign), "linestyle": DASHES[change.sign]}
            width = min(2.8, 1.2 + 0.3 * (len(change.actors) - 1))
            page.draw_line(ends, linewidth=width, gid=f"change-{name}-{number}", tip=said, zorder=2, **looks)
            for x, y in ends:
                page.draw_path(
                    shape_path("o", x, y, 0.032),
                    facecolor=colours.of(change.sign),
                    edgecolor=PAPER,
                    linewidth=0.5,
                    zorder=3 if change.sign else 2.5,
                )
            page.draw_line([ends[1], (end + 0.2, base + place)], linewidth=0.4, zorder=1)
            page.write_label(end + 0.23, base + place, label, size=SIZE, gid=f"label-{name}-{number}", color=INK)


def _name_lists(groups: list[tuple[str, ...]], width: float) -> list[Lines]:
    """Return the names of each group on one or two lines; those that find no room are counted."""
    shorts = [[label[0] for label in labels(group, size=SIZE, width=width)] for group in groups]
    return [_name_list(names, width) for names in shorts]


def _name_list(names: list[str], width: float) -> Lines:
    for shown in range(min(len(names), MOST_NAMES), 0, -1):
        more = f" and {len(names) - shown} more" if shown < len(names) else ""
        label = wrapped(", ".join(names[:shown]) + more, size=SIZE, width=width, lines=3)
        if not label[-1].endswith("…") or shown == 1:
            break
    return label


def _spread(wanted: list[float], needs: list[float], height: float) -> list[float]:
    """Return places near the wanted ones, ascending, so that blocks of these heights do not meet and lie within."""
    made: list[float] = []
    floor = 0.0
    for place, need in zip(wanted, needs, strict=True):
        made.append(max(place, floor + need / 2))
        floor = made[-1] + need / 2
    ceiling = height
    for number in range(len(made) - 1, -1, -1):
        made[number] = min(made[number], ceiling - needs[number] / 2)
        ceiling = made[number] - needs[number] / 2
    return made


def _left_out(both: list[Panel], panels: list[Panel], shown: list[Panel]) -> str:
    notes = []
    if len(panels) < len(both):
        notes.append(f"{number_of(len(both) - len(panels), 'issue')} without a change left out.")
    if len(shown) < len(panels):
        notes.append(f"{len(shown)} of {number_of(len(panels), 'issue')} are shown, those on which most changed.")
    lines = sum(max(0, len(panel.changes) - MOST_LINES) for panel in shown)
    if lines:
        notes.append(f"{number_of(lines, 'line')} of small changes left out.")
    return " ".join(notes)


def _told(panels: list[Panel]) -> str:
    return "; ".join(
        f"{', '.join(change.actors)} on {panel.issue} from {change.before:+.2f} to {change.after:+.2f}"
        for panel in panels
        for change in panel.changes
        if change.sign
    )[:2000]


def _entries(panels: list[Panel], colours: Palette) -> list[Entry]:
    words = {1: "towards support", -1: "towards opposition", 0: "as before"}
    found = {change.sign for panel in panels for change in panel.changes}
    return [
        Entry(label=words[sign], width=0.3, draw=partial(_draw_sample, colours.of(sign), sign))
        for sign in (1, -1, 0)
        if sign in found
    ]


def _draw_sample(colour: str, sign: int, page: Picture, x: float, y: float) -> None:
    page.draw_line([(x, y), (x + 0.3, y)], edgecolor=colour, linewidth=1.6, linestyle=DASHES[sign])
