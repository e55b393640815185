"""Spans of the calendar that a time line is divided into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.discourse.cells import Floats
from kg.discourse.table import IntArray, Times

MOST = 40
"""A time line has at most so many spans, unless there are more years."""
UNITS = (("day", "D", 1), ("week", "D", 7), ("month", "M", 1), ("quarter", "M", 3), ("year", "Y", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Spans without a gap; `of` is each statement's, -1 without a day. `unit` is day, week, month, quarter or year."""

    unit: str
    names: tuple[str, ...]
    starts: Times
    of: IntArray

    def counts(self, signs: IntArray, sign: int) -> Floats:
        """Return how many statements of a sign each span has."""
        chosen = self.of[(signs == sign) & (self.of >= 0)]
        return np.bincount(chosen, minlength=len(self.names)).astype(np.float64)


def periods_of(times: Times) -> Periods:
    """Return the shortest spans of which there are not too many."""
    known = times[~np.isnat(times)]
    if not len(known):
        return Periods(unit="year", names=(), starts=known, of=np.full(len(times), -1))
    for unit, code, width in UNITS:
        number = times.astype(f"datetime64[{code}]").astype(np.int64)
        # Weeks begin on Mondays: day 0, 1 January 1970, is a Thursday.
        number = (number + (3 if unit == "week" else 0)) // width
        there = number[~np.isnat(times)]
        if int(there.max() - there.min()) < MOST or unit == "year":
            break
    first = int(there.min())
    every = np.arange(first, int(there.max()) + 1)
    starts = (every * width - (3 if unit == "week" else 0)).astype(f"datetime64[{code}]").astype("datetime64[s]")
    of = np.where(np.isnat(times), -1, number - first)
    return Periods(unit=unit, names=tuple(_name(unit, start) for start in starts), starts=starts, of=of)


def _name(unit: str, start: np.datetime64) -> str:
    day = str(start.astype("datetime64[D]"))
    if unit == "quarter":
        return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"
    return {"day": day, "week": day, "month": day[:7], "year": day[:4]}[unit]
