"""What an analysis found, as tables of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from kg.discourse import time_text

Value = str | int | float | bool | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows; `name` is what `kg analyse --table` calls it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return each row as a dictionary from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Tabular(Protocol):
    """What every analysis returns: a record that can be read as tables, the one that answers first."""

    def tables(self) -> tuple[Table, ...]:
        """Return the tables."""


def table_of(name: str, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Table:
    """Return a table; numbers of numpy become Python's, and what is no number becomes None."""
    return Table(name=name, columns=tuple(columns), rows=tuple(tuple(map(plain, row)) for row in rows))


def plain(value: object) -> Value:
    """Return a value as Python's own; NaN and unknown times as None, times as `2005-01-26 14:30:00`.

    >>> plain(np.float64(0.5)), plain(np.nan), plain(np.datetime64("2005-01-26", "s"))
    (0.5, None, '2005-01-26 00:00:00')
    """
    if isinstance(value, np.datetime64):
        return time_text(value) or None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)


def texts(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return one text or several as several.

    >>> texts("ward"), texts(["ward", "pam"])
    (('ward',), ('ward', 'pam'))
    """
    return (given,) if isinstance(given, str) else tuple(given)
