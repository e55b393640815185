"""A number between 0 and 1 through time as a curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path

from kg.discourse.table import Times
from kg.picture import PALETTES, Picture
from kg.picture.calendar import tick_days
from kg.picture.labels import block_size
from kg.picture.page import MARGIN, SMALL_SIZE, WIDTH, Frame
from kg.picture.palettes import FAINT, INK

HEIGHT, AXIS, LEFT = 1.9, 0.28, 0.34
"""Inches: of the curve, of the days below it, and of the scale."""
DOT = 0.032
LINE = PALETTES["blue-orange"].support
"""A colour that stands for no side."""


def draw_curve(days: Times, values: Sequence[float], tips: Sequence[str], *, heading: str, note: str) -> Picture:
    """Draw values in [0, 1] at their days, in order.

    Args:
        days: `datetime64[D]`.
        values: As many.
        tips: What each value is, in words.
        heading: What the picture is.
        note: Small print below it.
    """
    frame = Frame("", [note])
    page = Picture(WIDTH, frame.top + 0.06 + HEIGHT + AXIS + frame.bottom, heading=heading)
    left, right, bottom = MARGIN + LEFT, WIDTH - MARGIN - 0.2, frame.bottom + AXIS
    ends = days[0], max(days[-1], days[0] + np.timedelta64(1, "D"))

    def across(day: np.datetime64) -> float:
        return left + float((day - ends[0]) / (ends[1] - ends[0])) * (right - left)

    for step in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = bottom + step * HEIGHT
        page.draw_line([(left, y), (right, y)], edgecolor="#dddddd" if step else FAINT, zorder=0.4)
        page.write(left - 0.06, y, f"{step:g}", size=SMALL_SIZE, color=FAINT, ha="right", gid=f"scale-{step:g}")
    free = -1.0
    for number, (day, words) in enumerate(tick_days(*ends)):
        if across(day) > free:
            page.draw_line([(across(day), bottom), (across(day), bottom - 0.04)])
            page.write(
                across(day), bottom - 0.14, words, size=SMALL_SIZE, color=FAINT, ha="center", gid=f"tick-{number}"
            )
            free = across(day) + block_size((words,), SMALL_SIZE)[0] + 0.06
    points = [(across(day), bottom + value * HEIGHT) for day, value in zip(days, values, strict=True)]
    page.draw_line(points, edgecolor=LINE, linewidth=1.4)
    for number, ((x, y), tip) in enumerate(zip(points, tips, strict=True)):
        page.draw_path(
            Path.circle((x, y), DOT), gid=f"point-{number}", tip=tip, facecolor=LINE, edgecolor=INK, linewidth=0.3
        )
    frame.draw(page)
    return page
