"""Coded statements from a table of text: one row a statement, one column a variable."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TextIO

import numpy as np

from kg.discourse.quick_csv import quick_columns
from kg.discourse.table import Column, IntArray, Kind, Statements, numbering
from kg.errors import ReadError

CHUNK = 1000
"""Rows at a time: few enough to stay in the cache of the processor."""
FIELD_LIMIT = 2**31 - 1
DELIMITERS = ",;\t|"


def read_csv(
    path: str | Path, *, columns: Collection[str] | None = None, kinds: Mapping[str, Kind] | None = None
) -> Statements:
    """Return the statements of a CSV file in UTF-8; comma, semicolon, tab or bar separate.

    Args:
        path: The file; its first row names the columns.
        columns: Only these, where they are there; all unless given. Fewer need less memory.
        kinds: Types of variables, by column.

    Raises:
        ReadError: If the file cannot be read or a row is longer or shorter than the first.
    """
    try:
        with Path(path).open(encoding="utf-8", newline="") as lines:
            found = _read(lines, path, columns)
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8: save it so"
        raise ReadError(f"{path}: cannot be read ({reason}).", path=path) from exc
    return Statements(columns=found, kinds=dict(kinds or {}))


def _read(lines: TextIO, path: str | Path, wanted: Collection[str] | None) -> dict[str, Column]:
    head = lines.readline()
    lines.seek(0)
    delimiter = max(DELIMITERS, key=head.count)
    before = csv.field_size_limit(FIELD_LIMIT)
    try:
        reader = csv.reader(lines, delimiter=delimiter)
        names = next(reader, [])
        names[:1] = [name.removeprefix("\ufeff").strip('"') for name in names[:1]]
        if len(set(names)) < len(names) or not any(names):
            raise ReadError(f"{path}: the first row must name each column once.", path=path)
        kept = [i for i, name in enumerate(names) if wanted is None or name in wanted]
        with Path(path).open("rb") as data:
            columns = quick_columns(data, delimiter, len(names), kept)
        if columns is None:
            columns = _columns(reader, len(names), kept, path)
    except csv.Error as exc:
        raise ReadError(f"{path}: no table ({exc}).", path=path) from exc
    finally:
        csv.field_size_limit(before)
    return {names[i]: column for i, column in zip(kept, columns, strict=True)}


def _columns(rows: Iterator[list[str]], width: int, kept: list[int], path: str | Path) -> list[Column]:
    known = [numbering() for _ in kept]
    codes: list[list[IntArray]] = [[] for _ in kept]
    number = 1
    while part := list(islice(rows, CHUNK)):
        if set(map(len, part)) != {width}:
            part = _whole_rows(part, width, number, path)
        number += len(part)
        for i, values, found in zip(kept, known, codes, strict=True):
            texts = map(itemgetter(i), part)
            found.append(np.fromiter(map(values.__getitem__, texts), dtype=np.int64, count=len(part)))
    return [
        Column(np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64), tuple(values))
        for parts, values in zip(codes, known, strict=True)
    ]


def _whole_rows(part: list[list[str]], width: int, number: int, path: str | Path) -> list[list[str]]:
    """Return the rows without empty lines, or say which has too many or too few cells."""
    for i, row in enumerate(part, start=number + 1):
        if row and len(row) != width:
            raise ReadError(f"{path}: row {i} has {len(row)} cells, the first row {width}.", path=path, row=i)
    return [row for row in part if row]
