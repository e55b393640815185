"""Spans of the calendar that a time line is divided into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.discourse.cells import Floats
from kg.discourse.table import IntArray, Times
from kg.picture.calendar import UNITS, Days, Unit

MOST = 40
"""A time line has at most so many spans, unless there are more years."""
YEAR = next(unit for unit in UNITS if unit.name == "year")
SHORT = UNITS[: UNITS.index(YEAR)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Spans without a gap; `of` is each statement's, -1 without a day. `unit` is day, week, month, quarter or year."""

    unit: str
    names: tuple[str, ...]
    of: IntArray

    def counts(self, signs: IntArray, sign: int) -> Floats:
        """Return how many statements of a sign each span has."""
        chosen = self.of[(signs == sign) & (self.of >= 0)]
        return np.bincount(chosen, minlength=len(self.names)).astype(np.float64)


def periods_of(times: Times) -> Periods:
    """Return the shortest spans of which there are not too many."""
    days: Days = times.astype("datetime64[D]")
    unknown = np.isnat(days)
    if unknown.all():
        return Periods(unit=YEAR.name, names=(), of=np.full(len(days), -1))
    ends = days[~unknown].min(), days[~unknown].max()
    unit = next((one for one in SHORT if len(one.starts(*ends)) <= MOST), YEAR)
    starts = unit.starts(*ends)
    of = np.where(unknown, -1, np.searchsorted(starts, days, side="right") - 1)
    return Periods(unit=unit.name, names=tuple(_name(unit, start) for start in starts), of=of)


def _name(unit: Unit, start: np.datetime64) -> str:
    """Return the first day of a week, the number of a quarter, else the span itself."""
    day = str(start)
    if unit.name == "quarter":
        return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"
    return day if unit.name == "week" else unit.words(start)
