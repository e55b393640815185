"""Coded statements from a spreadsheet: the first sheet whose first row names columns."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kg.discourse.table import Statements, column_of
from kg.errors import ReadError


def read_sheet(path: str | Path) -> Statements:
    """Return the statements of an `.xlsx` file; formulas count as their values, empty rows are left out.

    Raises:
        ReadError: If it is no such file, or no first row names each column once.
    """
    rows = _rows(Path(path))
    names = [_text(cell).strip() for cell in next(rows, ())]
    while names and not names[-1]:
        names.pop()
    if not names or "" in names or len(set(names)) < len(names):
        raise ReadError(f"{path}: the first row must name each column once.", path=path)
    cells = [[_text(cell) for cell in row[: len(names)]] for row in rows]
    kept = [row + [""] * (len(names) - len(row)) for row in cells if any(row)]
    columns = zip(*kept, strict=True) if kept else ([] for _ in names)
    return Statements(columns={name: column_of(texts) for name, texts in zip(names, columns, strict=True)})


def _rows(path: Path) -> Iterator[tuple[object, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as exc:
        raise ReadError(f"{path}: cannot be read ({exc.strerror or exc}).", path=path) from exc
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as exc:
        raise ReadError(f"{path}: no .xlsx spreadsheet ({exc}).", path=path) from exc
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        first = next(rows, ())
        if any(cell is not None for cell in first):
            yield tuple(first)
            yield from rows
            return


def _text(cell: object) -> str:
    """Return a cell as a table of text has it: whole numbers without a point, times as ISO texts."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return str(cell)
