"""Answers of queries as text: a table for people, CSV, and the exact SPARQL 1.1 results in TSV and JSON.

`table` and `csv` show values; `csv` guards text that a spreadsheet would run as a formula. `tsv` and `json` keep every
term as it is. Graphs (CONSTRUCT, DESCRIBE) are written as `ttl`, `nt` or `jsonld`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.spreadsheet import write_csv
from kg.store import MemoryStore, Table
from kg.store.terms import STRING, Term, Value

if TYPE_CHECKING:
    import rdflib

    from kg.store import QueryResult

NARROW = 40
"""A column of the table for people is given at least so many characters before it wraps, where there are so many."""


def answer_formats() -> tuple[str, ...]:
    """Return the formats that `write_answer` knows, sorted."""
    return tuple(sorted({*TABLE_WRITERS, *GRAPH_FORMATS}))


def write_answer(answer: QueryResult, out: BinaryIO, *, format: str = "table", width: int | None = None) -> None:  # noqa: A002
    """Write a table, graph or truth value to an open binary file.

    Args:
        answer: What `run_named` or `run_sparql` returned.
        out: Where to; UTF-8.
        format: `table`, `csv`, `tsv`, `json` for tables and truth values; `ttl`, `nt`, `jsonld` for graphs, which
            take `table` for `ttl`.
        width: Columns of the terminal, for `table`; None takes as much as the words need.

    Raises:
        ExportError: If the format is unknown or does not fit the answer.
    """
    if format not in answer_formats():
        raise ExportError(f"{format!r} is no format of answers. Known: {', '.join(answer_formats())}.", format=format)
    if isinstance(answer, bool):
        _write_truth(answer, out, format)
    elif isinstance(answer, Table):
        _write_table(answer, out, format, width)
    else:
        _write_graph(answer, out, format)


def _write_table(table: Table, out: BinaryIO, format_: str, width: int | None) -> None:
    if format_ not in TABLE_WRITERS:
        raise ExportError(
            f"a table cannot be written as {format_}. Take one of: {', '.join(sorted(TABLE_WRITERS))}.", format=format_
        )
    if format_ == "table":
        _people(table, out, width)
    else:
        TABLE_WRITERS[format_](table, out)


def _write_graph(graph: rdflib.Graph, out: BinaryIO, format_: str) -> None:
    format_ = "ttl" if format_ == "table" else format_
    if format_ not in GRAPH_FORMATS:
        raise ExportError(
            f"a graph cannot be written as {format_}. Take one of: {', '.join(GRAPH_FORMATS)}.", format=format_
        )
    with MemoryStore.open() as store:
        store.replace("urn:x-kg:answer", graph)
        store.dump(out, format_)


def _write_truth(answer: bool, out: BinaryIO, format_: str) -> None:
    if format_ not in TABLE_WRITERS:
        raise ExportError(f"yes or no cannot be written as {format_}. Take json or table.", format=format_)
    word = "true" if answer else "false"
    out.write((json.dumps({"head": {}, "boolean": answer}) if format_ == "json" else word).encode() + b"\n")


def _people(table: Table, out: BinaryIO, width: int | None) -> None:
    """Write aligned columns with a rule under the header; wrap at `width` and never cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for place, column in enumerate(table.columns):
        numbers = [row[place] for row in table.rows if row[place] is not None]
        right = bool(numbers) and all(isinstance(value, int | float) for value in numbers)
        shown.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(_shown(value)) for value in row))
    text = io.StringIO()
    console = Console(file=text, width=width or _natural_width(table), color_system=None, legacy_windows=False)
    console.print(shown)
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    out.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    out.write(f"{len(table)} {'row' if len(table) == 1 else 'rows'}\n".encode())


def _natural_width(table: Table) -> int:
    from rich.cells import cell_len

    rows = (table.columns, *(tuple(_shown(value) for value in row) for row in table.rows))
    return sum(max(cell_len(row[place]) for row in rows) + 3 for place in range(len(table.columns))) + 2


def _shown(value: Value) -> str:
    """Return a value on one line, without characters that a terminal would obey."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(str(value).split())
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _csv(table: Table, out: BinaryIO) -> None:
    rows = (["true" if v is True else "false" if v is False else v for v in row] for row in table.rows)
    write_csv(out, table.columns, rows)


def _tsv(table: Table, out: BinaryIO) -> None:
    out.write(("\t".join(f"?{column}" for column in table.columns) + "\n").encode())
    for row in table.terms:
        out.write(("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n").encode())


def _json(table: Table, out: BinaryIO) -> None:
    bindings = [
        {name: _binding(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.terms
    ]
    result = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    out.write(json.dumps(result, ensure_ascii=False, indent=1).encode() + b"\n")


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


TABLE_WRITERS: dict[str, Callable[[Table, BinaryIO], None]] = {
    "table": lambda table, out: _people(table, out, None),
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
}
GRAPH_FORMATS = ("jsonld", "nt", "ttl")
