"""Spans of time that a page has room for, and the days that an axis names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
MOST_SPANS = 72
MOST_TICKS = 9


@dataclass(frozen=True, slots=True)
class Unit:
    """A span: its name, and how many of numpy's units it is."""

    name: str
    code: str
    step: int

    def starts(self, first: np.datetime64, last: np.datetime64) -> Days:
        """Return the first day of each span from the one with `first` to the one with `last`, `datetime64[D]`."""
        low, high = (int(day.astype(f"datetime64[{self.code}]").astype(np.int64)) for day in (first, last))
        # Weeks are numpy's, from Thursday; ours begin on Monday, three days before.
        shift = 3 if self.code == "W" else 0
        if shift:
            low, high = (int((day.astype(np.int64) + 3) // 7) for day in (first, last))
        low -= low % self.step
        made: Days = np.arange(low, high + 1, self.step).astype(f"datetime64[{self.code}]").astype("datetime64[D]")
        return made - np.timedelta64(shift, "D")

    def after(self, start: np.datetime64) -> np.datetime64:
        """Return the first day after the span that begins on this day."""
        if self.code in ("D", "W"):
            return start + np.timedelta64(self.step * (7 if self.code == "W" else 1), "D")
        return (start.astype(f"datetime64[{self.code}]") + self.step).astype("datetime64[D]")

    def words(self, start: np.datetime64) -> str:
        """Return the span that begins on this day in words.

        >>> UNITS[2].words(np.datetime64("2024-03-01")), UNITS[1].words(np.datetime64("2024-03-04"))
        ('2024-03', 'week of 2024-03-04')
        """
        text = str(start)
        return {"day": text, "week": f"week of {text}", "month": text[:7], "year": text[:4]}.get(
            self.name, f"{self.name} from {text}"
        )


UNITS = (
    Unit("day", "D", 1),
    Unit("week", "W", 1),
    Unit("month", "M", 1),
    Unit("quarter", "M", 3),
    Unit("year", "Y", 1),
    Unit("decade", "Y", 10),
    Unit("century", "Y", 100),
)


def unit_for(first: np.datetime64, last: np.datetime64) -> Unit:
    """Return the shortest span of which no more than `MOST_SPANS` lie between two days.

    >>> unit_for(np.datetime64("2024-03-19"), np.datetime64("2026-02-05")).name
    'month'
    """
    days = int((last - first).astype(np.int64))
    lengths = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3652, "century": 36524}
    return next((unit for unit in UNITS if days / lengths[unit.name] < MOST_SPANS * 0.65), UNITS[-1])


def tick_days(first: np.datetime64, last: np.datetime64) -> list[tuple[np.datetime64, str]]:
    """Return the days that an axis from `first` to `last` names, and how: `2024-02-19`, `2024-02` or `2024`."""
    steps = [
        ("D", 1),
        ("D", 2),
        ("D", 7),
        ("D", 14),
        ("M", 1),
        ("M", 2),
        ("M", 3),
        ("M", 6),
        *(("Y", n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
    ]
    for code, step in steps:
        low, high = (int(day.astype(f"datetime64[{code}]").astype(np.int64)) for day in (first, last))
        if (high - low) // step < MOST_TICKS:
            break
    start = low if code == "D" else -(-low // step) * step
    found = np.arange(start, high + 1, step).astype(f"datetime64[{code}]")
    days = [(one.astype("datetime64[D]"), str(one)) for one in found]
    return [(day, words) for day, words in days if first <= day <= last]
