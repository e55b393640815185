"""Curves of numbers through time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.picture import Picture
from kg.report.curve import draw_curve
from tests.unit.picture.sheet import Sheet


def curve(days: list[str], values: list[float]) -> Picture:
    """Draw values at days."""
    tips = [f"{day}: {value:.2f}" for day, value in zip(days, values, strict=True)]
    return draw_curve(np.array(days, dtype="datetime64[D]"), values, tips, heading="A debate", note="One dot a window.")


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.dates(), st.floats(0, 1)), min_size=1, max_size=40, unique_by=lambda one: one[0]).map(sorted)
)
def test_names_of_days_and_steps_stand_apart(points):
    """Whatever the days, from one to all centuries: no texts lie on each other or outside of the page."""
    sheet = Sheet(curve([str(day) for day, _ in points], [value for _, value in points]))
    assert sheet.overlaps() == []
    assert sheet.outside() == []
    assert len(sheet.groups("point")) == len(points)


@pytest.mark.parametrize("number", [1, 3])
def test_dots_say_what_they_stand_for(number: int):
    """Each dot has its words, and the picture its name."""
    days = [f"2024-0{month}-01" for month in range(1, number + 1)]
    picture = curve(days, [0.5] * number)
    assert list(picture.tips.values()) == [f"{day}: 0.50" for day in days]
    assert picture.heading == "A debate"
