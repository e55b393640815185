"""Coded statements as a table of columns: who said what about what, when, and in which document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kg.errors import ReadError, SettingsError

Kind = Literal["boolean", "integer", "text"]
KINDS: tuple[Kind, ...] = ("boolean", "integer", "text")
IntArray = NDArray[np.int64]
Times = NDArray[np.datetime64]

DOCUMENT_LEVEL = ("author", "source", "section", "type", "id", "title")
"""What is known of a document; the columns are called `document_author` and so on."""

POSITIONS = ("statement_id", "time", "start_position", "stop_position", "text")
"""Columns of a statement that are no variables."""

TRUTH = {"1": "1", "0": "0", "true": "1", "false": "0", "yes": "1", "no": "0"}
INTEGER = re.compile(r"[+-]?\d{1,18}")


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one column: that of statement `i` is `values[codes[i]]`.

    `codes` has shape `(n_statements,)`; `values` holds each text once and may hold texts that no statement has.
    """

    codes: IntArray
    values: tuple[str, ...]

    def used(self) -> IntArray:
        """Return the codes that some statement has, ascending."""
        return np.flatnonzero(np.bincount(self.codes, minlength=len(self.values)))

    def texts(self) -> list[str]:
        """Return the value of each statement."""
        return [self.values[code] for code in self.codes.tolist()]


def numbering() -> defaultdict[Any, int]:
    """Return a dictionary that numbers its keys as they are asked for."""
    made: defaultdict[Any, int] = defaultdict()
    made.default_factory = made.__len__
    return made


def column_of(texts: Iterable[str]) -> Column:
    """Return a column of these texts."""
    known: dict[str, int] = {}
    codes = [known.setdefault(text, len(known)) for text in texts]
    return Column(np.array(codes, dtype=np.int64), tuple(known))


@dataclass(frozen=True, kw_only=True)
class Statements:
    """A table of coded statements.

    `columns` maps names to columns of the same length. `kinds` declares the type of some; that of others is seen from
    their values. `levels` lists values of integer columns that are possible whether a statement has them or not.
    `span` is the time of the first and last document, where documents without statements are known too.
    """

    columns: Mapping[str, Column]
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    levels: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    span: tuple[np.datetime64, np.datetime64] | None = None

    def __len__(self) -> int:
        return next((len(column.codes) for column in self.columns.values()), 0)

    def name(self, variable: str) -> str:
        """Return the column that a variable is found in: itself, or `document_author` for `author`.

        Raises:
            SettingsError: If there is no such column.
        """
        if variable in self.columns:
            return variable
        if variable in DOCUMENT_LEVEL and f"document_{variable}" in self.columns:
            return f"document_{variable}"
        known = ", ".join(sorted(self.columns))
        raise SettingsError(f"variable {variable}: no such column. Columns: {known}.", variable=variable)

    def column(self, variable: str) -> Column:
        """Return the column of a variable."""
        return self.columns[self.name(variable)]

    def variables(self) -> list[str]:
        """Return the text variables of statements, in the order of the table."""
        return [
            name
            for name in self.columns
            if name not in POSITIONS and not is_document_level(name) and self.kind(name) == "text"
        ]

    def kind(self, variable: str) -> Kind:
        """Return the type of a variable: as declared, text for what belongs to documents, else as its values are."""
        name = self.name(variable)
        if name in self.kinds:
            return self.kinds[name]
        if is_document_level(name):
            return "text"
        column = self.columns[name]
        texts = {column.values[code].strip().lower() for code in column.used().tolist()} - {""}
        if texts and texts <= TRUTH.keys():
            return "boolean"
        return "integer" if texts and all(INTEGER.fullmatch(text) for text in texts) else "text"

    def integers(self, variable: str) -> IntArray:
        """Return a boolean or integer variable as numbers, shape `(n_statements,)`; empty cells count as 0.

        Raises:
            ReadError: If a cell is no number.
        """
        column = self.column(variable)
        numbers = np.zeros(len(column.values), dtype=np.int64)
        for code in column.used().tolist():
            text = column.values[code].strip().lower()
            found = TRUTH.get(text, text) if self.kind(variable) == "boolean" else text
            if found and not INTEGER.fullmatch(found):
                raise ReadError(f"column {variable}: {text!r} is no whole number. Declare the column as text.")
            numbers[code] = int(found or 0)
        return numbers[column.codes]

    @cached_property
    def times(self) -> Times:
        """The time of each statement, `datetime64[s]`, shape `(n_statements,)`.

        Raises:
            ReadError: If a time is not written as `2005-01-26 14:30:00` or `2005-01-26`.
        """
        column = self.column("time")
        try:
            stamps = np.array(column.values, dtype="datetime64[s]")
        except ValueError:  # one by one, to say which
            stamps = np.full(len(column.values), np.datetime64("NaT", "s"))
            for code in column.used().tolist():
                try:
                    stamps[code] = time_of(column.values[code])
                except ReadError as exc:
                    row = int(np.flatnonzero(column.codes == code)[0]) + 1
                    raise ReadError(f"column time, statement {row}: {exc.message}", value=column.values[code]) from exc
        return stamps[column.codes]

    def range(self) -> tuple[np.datetime64, np.datetime64]:
        """Return the time of the first and the last document.

        Raises:
            ReadError: If no statement has a time.
        """
        if self.span is not None:
            return self.span
        known = self.times[~np.isnat(self.times)]
        if not len(known):
            raise ReadError("no statement has a time. Add a column `time`, or leave out windows and dates.")
        return known.min(), known.max()

    def take(self, chosen: NDArray[Any]) -> Statements:
        """Return the statements with these numbers, or where this mask is true, in that order."""
        columns = {name: Column(column.codes[chosen], column.values) for name, column in self.columns.items()}
        return replace(self, columns=columns)

    def order(self) -> IntArray:
        """Return the statements' numbers sorted by time, document, start, stop and id."""
        keys = [self._sortable(name) for name in ("statement_id", "stop_position", "start_position", "document_id")]
        times = [self.times.astype(np.int64)] if "time" in self.columns else []
        found = [key for key in keys if key is not None] + times
        return np.lexsort(found) if found else np.arange(len(self))

    def _sortable(self, name: str) -> IntArray | None:
        """Return numbers that sort as the column does: as whole numbers where all are, else as texts."""
        if name not in self.columns:
            return None
        column = self.columns[name]
        if all(map(INTEGER.fullmatch, column.values)):
            return np.fromiter(map(int, column.values), dtype=np.int64, count=len(column.values))[column.codes]
        return ranks(column.values)[column.codes]


def is_document_level(name: str) -> bool:
    """Say whether a column belongs to documents and not to statements."""
    return name.startswith("document_")


def ranks(values: Sequence[str]) -> IntArray:
    """Return the place of each text among them sorted."""
    places = np.empty(len(values), dtype=np.int64)
    places[sorted(range(len(values)), key=values.__getitem__)] = np.arange(len(values))
    return places


def time_text(time: np.datetime64) -> str:
    """Return a time as `2005-01-26 14:30:00`; empty where it is not known."""
    return "" if np.isnat(time) else str(time.astype("datetime64[s]")).replace("T", " ")


def time_of(text: str) -> np.datetime64:
    """Return a date or time as `datetime64[s]`; an empty text is `NaT`.

    Raises:
        ReadError: If it is not written as `2005-01-26 14:30:00`, `2005-01-26T14:30:00` or `2005-01-26`.
    """
    try:
        return np.datetime64(text.strip().removesuffix("Z") or "NaT", "s")
    except ValueError as exc:
        raise ReadError(f"time {text!r}: write 2005-01-26 14:30:00 or 2005-01-26.", value=text) from exc
