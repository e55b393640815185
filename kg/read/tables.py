"""JSON lines and CSV -> one text a line or row; a bad one is told and the others are read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import ReadError
from kg.read.encoding import decode
from kg.read.formats import Columns, Text

ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("headline",),
    "published": ("date", "published_at", "publication_date"),
    "publisher": ("outlet", "source"),
    "url": ("link",),
}
"""Other usual names, tried where a column with a default name is absent."""
NAMES = ("doc", "id")
"""Keys of JSON lines that name a document; where a line has one, it stands for the line's number."""
DELIMITERS = (",", ";", "\t")
MAX_NAME = 200


def read_jsonl(data: bytes, columns: Columns) -> Iterator[Text | ReadError]:
    """Yield one text a line; a line that is no object with a text gives an error that names it."""
    for number, line in enumerate(decode(data).split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as exc:
                yield ReadError(f"not JSON ({exc}). Correct this line.", suffix=f"#{number}")
                continue
            if isinstance(row, dict):
                yield _row(row, columns, f"#{_name(row) or number}")
            else:
                yield ReadError("not a JSON object. Put the text under a key.", suffix=f"#{number}")


def _name(row: dict[str, Any]) -> str | None:
    found = (row.get(key) for key in NAMES)
    named = (str(value) for value in found if isinstance(value, str | int) and not isinstance(value, bool))
    return next((name for name in named if name.strip() and len(name) <= MAX_NAME), None)


def read_csv(data: bytes, columns: Columns) -> Iterator[Text | ReadError]:
    """Yield one text a row; the first row names the columns, which commas, semicolons or tabs part.

    Raises:
        ReadError: If no column has the text's name, or the table is broken.
    """
    csv.field_size_limit(2**31 - 1)
    text = decode(data)
    header = text.partition("\n")[0].rstrip("\r")
    delimiter = next((d for d in DELIMITERS if columns.text in next(csv.reader([header], delimiter=d), [])), ",")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if columns.text not in (rows.fieldnames or []):
        found = ", ".join(rows.fieldnames or []) or "none"
        raise ReadError(f"no column {columns.text!r} (found: {found}). Name the text's column with --text-column.")
    try:
        for number, row in enumerate(rows, 2):
            yield _row(row, columns, f"#{number}")
    except csv.Error as exc:
        raise ReadError(f"broken after line {rows.line_num} ({exc}). Check the quotation marks there.") from exc


def _row(row: dict[str, Any], columns: Columns, suffix: str) -> Text | ReadError:
    text = row.get(columns.text)
    if not isinstance(text, str):
        found = ", ".join(sorted(str(key) for key, value in row.items() if key and value is not None))
        advice = f"no text under {columns.text!r} (found: {found or 'nothing'}). Name it with --text-column."
        return ReadError(advice, suffix=suffix)

    def known(field: str) -> str | None:
        name = getattr(columns, field)
        names = (name, *ALIASES[field]) if name == field else (name,)
        return next((str(row[n]) for n in names if isinstance(row.get(n), str | int) and row[n]), None)

    return Text(text=text, suffix=suffix, **{field: known(field) for field in ALIASES})
