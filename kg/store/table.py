"""Answers to queries: whole tables, and rows or triples as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from kg.store.terms import Term, Value, to_value


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT query as it comes; `terms` can be gone through once."""

    columns: tuple[str, ...]
    terms: Iterator[tuple[Term | None, ...]] = field(repr=False)

    def table(self) -> Table:
        """Return the rest as a table."""
        return Table(self.columns, tuple(self.terms))


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE query as it comes; it can be gone through once."""

    triples: Iterator[ox.Triple] = field(repr=False)


@dataclass(frozen=True)
class Table:
    """Columns and rows. `terms` are exact RDF terms, `rows` the same as Python values.

    >>> Table(("actor", "n"), ()).to_dicts()
    []
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...] = field(repr=False)

    @cached_property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows as Python values: str, int, float, bool, date, or None where nothing is bound."""
        return tuple(tuple(to_value(term) for term in row) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return each row as a dictionary from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def __str__(self) -> str:
        cells = [self.columns, *([("" if value is None else str(value)) for value in row] for row in self.rows)]
        widths = [max(len(row[place]) for row in cells) for place in range(len(self.columns))]
        return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)
