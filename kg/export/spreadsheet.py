"""CSV as RFC 4180 wants it, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import IO

Cell = str | int | float | dt.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: Cell) -> Cell:
    """Return the cell so that a spreadsheet takes text for text, never for a formula: with a `'` in front.

    Numbers stay as they are.

    >>> guarded("=HYPERLINK(1)"), guarded(-1), guarded("China")
    ("'=HYPERLINK(1)", -1, 'China')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def write_csv(out: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a header and rows as UTF-8 with CRLF, every text cell guarded; None is an empty cell."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text, dialect="excel")
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
    finally:
        text.detach()
