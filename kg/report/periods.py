"""Spans of the calendar that statements are counted by, the same as in the picture of the time line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kg.discourse.cells import Floats
from kg.discourse.table import IntArray, Times
from kg.picture.calendar import unit_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """Spans without a gap; `of` is each statement's, -1 without a day. `unit` is that of `kg.picture.calendar`."""

    unit: str
    names: tuple[str, ...]
    of: IntArray

    def counts(self, chosen: np.ndarray) -> Floats:
        """Return how many statements of a mask each span has."""
        return np.bincount(self.of[chosen & (self.of >= 0)], minlength=len(self.names)).astype(np.float64)


def periods_of(times: Times) -> Periods:
    """Return the shortest spans of which there are not too many."""
    days = times.astype("datetime64[D]")
    known = days[~np.isnat(days)]
    if not len(known):
        return Periods(unit="year", names=(), of=np.full(len(days), -1))
    unit = unit_for(known.min(), known.max())
    starts = unit.starts(known.min(), known.max())
    of = np.where(np.isnat(days), -1, np.searchsorted(starts, days, side="right") - 1)
    return Periods(unit=unit.name, names=tuple(map(unit.words, starts)), of=of)
