"""A page to draw on: a figure that is measured in inches from its lower left corner, and knows what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from kg.picture.fonts import drawable, families, measure
from kg.picture.labels import Lines, line_height, wrapped
from kg.picture.palettes import FAINT, INK, PAPER

WIDTH = 7.2
"""Inches: two columns of a journal (183 mm)."""
MARGIN = 0.12
TITLE_SIZE, TEXT_SIZE, SMALL_SIZE = 10.0, 8.0, 6.5
"""Points."""


class Picture(Figure):
    """A figure with words for those who do not see it.

    Attributes:
        heading: What it is, one line.
        description: What it shows, a few sentences.
        left_out: What is not drawn, in words; empty if all is.
        is_short: Whether more is drawn with another `top`.
        tips: By id of a part, what it stands for, in full.
        originals: By id of a text, its characters where some cannot be drawn.
    """

    def __init__(self, width: float, height: float, *, heading: str) -> None:
        super().__init__(figsize=(width, height), facecolor=PAPER)
        self.heading = heading
        self.description = ""
        self.left_out = ""
        self.is_short = False
        self.tips: dict[str, str] = {}
        self.originals: dict[str, str] = {}
        self.width, self.height = width, height
        self._number = count()
        self.sheet = self.add_axes((0, 0, 1, 1))
        self.sheet.set(xlim=(0, width), ylim=(0, height))
        self.sheet.set_axis_off()

    def write(self, x: float, y: float, text: str, *, size: float = TEXT_SIZE, **looks: Any) -> Text:  # noqa: ANN401
        """Write one line of text; `ha`, `va`, `color`, `weight`, `rotation`, `gid` as in matplotlib."""
        shown = drawable(text)
        name = looks.setdefault("gid", f"text-{next(self._number)}")
        if shown != text:
            self.originals[name] = text
        looks = {"color": INK, "va": "center_baseline", "ha": "left", **looks}
        return self.sheet.text(x, y, shown, fontsize=size, family=list(families()), parse_math=False, **looks)

    def write_label(self, x: float, y: float, label: Lines, *, size: float, gid: str, **looks: Any) -> None:  # noqa: ANN401
        """Write the lines of a label, its middle at `y`; the lines' ids are `gid`, `gid-1`, and so on."""
        top = y + (len(label) - 1) * line_height(size) / 2
        for number, line in enumerate(label):
            name = f"{gid}-{number}" if number else gid
            self.write(x, top - number * line_height(size), line, size=size, gid=name, **looks)

    def draw_path(self, path: Path, *, gid: str | None = None, tip: str = "", **looks: Any) -> PathPatch:  # noqa: ANN401
        """Draw a path; `tip` says in words what it stands for."""
        patch = PathPatch(path, clip_on=False, gid=gid, **looks)
        self.sheet.add_artist(patch)
        if gid and tip:
            self.tips[gid] = tip
        return patch

    def draw_line(self, points: Sequence[tuple[float, float]], **looks: Any) -> PathPatch:  # noqa: ANN401
        """Draw a line through points."""
        looks = {"edgecolor": FAINT, "linewidth": 0.6, **looks}
        return self.draw_path(Path(np.asarray(points, dtype=float)), facecolor="none", **looks)

    def draw_box(self, x: float, y: float, width: float, height: float, **looks: Any) -> PathPatch:  # noqa: ANN401
        """Draw a rectangle from its lower left corner."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
        return self.draw_path(Path(np.asarray(corners, dtype=float), codes), **looks)


class Frame:
    """The title above a picture and the small print below it; made first, to know how much room they take."""

    def __init__(self, title: str, notes: Sequence[str], *, width: float = WIDTH) -> None:
        room = width - 2 * MARGIN
        self.title = wrapped(title, size=TITLE_SIZE, width=room * 0.93, lines=2) if title else ()
        self.notes = [line for note in notes if note for line in wrapped(note, size=SMALL_SIZE, width=room, lines=3)]
        self.top = len(self.title) * line_height(TITLE_SIZE) + (0.1 if self.title else 0) + MARGIN
        self.bottom = len(self.notes) * line_height(SMALL_SIZE) + (0.06 if self.notes else 0) + MARGIN

    def draw(self, page: Picture) -> None:
        """Write both onto the page."""
        y = page.height - MARGIN - line_height(TITLE_SIZE) / 2
        for number, line in enumerate(self.title):
            page.write(
                MARGIN,
                y - number * line_height(TITLE_SIZE),
                line,
                size=TITLE_SIZE,
                weight="bold",
                gid=f"title-{number}",
            )
        for number, line in enumerate(reversed(self.notes)):
            place = MARGIN + (number + 0.5) * line_height(SMALL_SIZE)
            page.write(MARGIN, place, line, size=SMALL_SIZE, color=FAINT, gid=f"note-{len(self.notes) - 1 - number}")


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """Return the width of a line of text in inches."""
    return measure(drawable(text), size)[0]
