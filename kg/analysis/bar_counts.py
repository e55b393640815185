"""How often each actor, issue or other value occurs, by level of the qualifier: what bar plots show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.analysis.coded import options_for
from kg.analysis.tables import Table, table_of
from kg.discourse import Bars, Source
from kg.discourse import bars as count_bars


@dataclass(frozen=True, slots=True, kw_only=True)
class BarCounts:
    """Counts by value and level, the most frequent value first."""

    variable: str
    counted: Bars

    def tables(self) -> tuple[Table, ...]:
        """Return `bars`, one row a value, one column a level, and the sum."""
        total = self.counted.counts.sum(axis=1)
        order = np.argsort(-total, kind="stable")
        rows = [(self.counted.labels[i], *map(int, self.counted.counts[i]), int(total[i])) for i in order]
        levels = tuple(f"level {name}" for name in self.counted.levels)
        return (table_of("bars", (self.variable, *levels, "statements"), rows),)


def bars(source: Source, **options: Any) -> BarCounts:  # noqa: ANN401 - of several types
    """Return the counts of the values of `v1` by level of the qualifier.

    Args:
        source: A table of statements, or the path of one.
        **options: As `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option does not fit.
        ReadError: If the table cannot be read.
    """
    table, made = options_for(source, options)
    return BarCounts(variable=made.v1, counted=count_bars(table, made))
