"""Tables as Apache Parquet: typed columns for pandas, R (arrow), DuckDB and the like.

Text, 64-bit integers and floats, 32-bit dates (days), truth values. What is not known is null, never an empty string.
Needs pyarrow, which comes with `kg[parquet]`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from kg.errors import ExportError

if TYPE_CHECKING:
    from kg.store import Table
    from kg.store.terms import Value

PART = 50_000
"""Rows in a part of a file."""


def write_parquet(table: Table, out: IO[bytes], kinds: Mapping[str, str] | None = None) -> None:
    """Write a table to an open binary file.

    Args:
        table: The answer to a question.
        out: Where to; it need not be seekable.
        kinds: `text`, `integer`, `number` or `date` for columns whose kind is known. That of others is taken from their
            values: text where they differ or none is known.

    Raises:
        ExportError: If pyarrow is not installed.
    """
    wanted = kinds or {}
    columns = [tuple(row[place] for row in table.rows) for place in range(len(table.columns))]
    types = {name: wanted.get(name) or _kind(values) for name, values in zip(table.columns, columns, strict=True)}
    content = io.BytesIO()
    write_rows(table.rows, content, kinds=types)
    out.write(content.getvalue())


def write_rows(rows: Iterable[Sequence[Value]], out: IO[bytes], *, kinds: Mapping[str, str]) -> None:
    """Write rows as they come to an open binary file, a part of the file for every so many.

    Args:
        rows: Values in order of the columns.
        out: Where to; it is written from its start.
        kinds: `text`, `integer`, `number`, `date` or `truth` for every column, in order.

    Raises:
        ExportError: If pyarrow is not installed.
    """
    pa, parquet = _pyarrow()
    known = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "truth": pa.bool_(),
    }
    schema = pa.schema([(name, known[kind]) for name, kind in kinds.items()])
    with parquet.ParquetWriter(out, schema) as writer:
        for part in _parts(iter(rows)):
            columns = [[fit(row[place], kind) for row in part] for place, kind in enumerate(kinds.values())]
            arrays = [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _parts(rows: Iterator[Sequence[Value]]) -> Iterator[list[Sequence[Value]]]:
    """Yield so many rows at a time; where there are none, no rows once."""
    part = list(islice(rows, PART))
    yield part
    while part := list(islice(rows, PART)):
        yield part


def _pyarrow() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet module."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as exc:
        raise ExportError(
            "parquet: needs pyarrow, which is not installed. Install it with: pip install 'kg[parquet]', or take csv.",
            format="parquet",
        ) from exc
    return pa, parquet


def _kind(values: Sequence[Value]) -> str:
    """Return the kind that all known values share.

    >>> _kind((1, None, 2)), _kind((1, 2.5)), _kind((1, "one")), _kind((None,))
    ('integer', 'number', 'text', 'text')
    """
    found = {_kind_of(value) for value in values if value is not None}
    if found == {"integer", "number"}:
        return "number"
    return found.pop() if len(found) == 1 else "text"


def _kind_of(value: Value) -> str:
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int):
        return "integer" if -(2**63) <= value < 2**63 else "text"
    if isinstance(value, float):
        return "number"
    return "date" if type(value) is dt.date else "text"


def fit(value: Value, kind: str) -> Value:
    """Return the value in the kind of its column; None where it does not fit, such as an ill-formed date."""
    if value is None:
        return None
    if kind == "text":
        return str(value).encode("utf-8", "replace").decode()
    if kind == "number" and isinstance(value, int):
        return float(value)
    if kind == "date" and isinstance(value, dt.datetime):
        return value.date()
    return value if _kind_of(value) == kind else None
