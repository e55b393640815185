"""Answers of queries as files: a table for people, CSV, JSON lines, Parquet, and the exact SPARQL 1.1 results.

`table`, `csv`, `jsonl` and `parquet` hold values; `csv` guards text that a spreadsheet would run as a formula. The other
formats (`kg.export.results`) keep every term as it is. Graphs (CONSTRUCT, DESCRIBE) are written as `ttl`, `nt` or `jsonld`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.parquet import write_parquet
from kg.export.results import ROW_WRITERS, truth
from kg.store.dump import KINDS, write_triples
from kg.store.table import Rows, Table, Triples
from kg.store.terms import Term, to_value, triples_of
from kg.taxonomy import CONCEPT_PREFIX, NAMESPACE

if TYPE_CHECKING:
    import rdflib

    from kg.store import QueryResult

INSTANCE = re.compile(rf".*/(?:{'|'.join(KINDS)})/([^/]+)")


def answer_formats() -> tuple[str, ...]:
    """Return the formats that `write_answer` knows, sorted."""
    return tuple(sorted({*TABLE_WRITERS, *GRAPH_FORMATS}))


def write_answer(
    answer: QueryResult | Rows | Triples,
    out: IO[bytes],
    *,
    format: str = "table",  # noqa: A002 - the word of the field
    width: int | None = None,
    kinds: Mapping[str, str] | None = None,
) -> None:
    """Write a table, graph or truth value to an open binary file.

    Args:
        answer: What `run_named`, `run_sparql` or `stream_sparql` returned. Rows are written as they come, but for `table`
            and `parquet`, which need all of them.
        out: Where to; UTF-8.
        format: `table`, `csv`, `csv-w3c`, `tsv`, `json`, `jsonl`, `srj`, `srx` for tables and truth values, `parquet` for
            tables; `ttl`, `nt`, `jsonld` for graphs, which take `table` for `ttl`.
        width: Columns of the terminal, for `table`; None takes as much as the words need.
        kinds: What stands in the columns, for `parquet` (`kg.query.column_kinds`); None looks at the values.

    Raises:
        ExportError: If the format is unknown or does not fit the answer.
    """
    if format not in answer_formats():
        raise ExportError(f"{format!r} is no format of answers. Known: {', '.join(answer_formats())}.", format=format)
    if isinstance(answer, bool):
        _write_truth(answer, out, format)
    elif isinstance(answer, Table | Rows):
        _write_table(answer, out, format, width, kinds)
    else:
        _write_graph(answer, out, format)


def _write_table(
    table: Table | Rows, out: IO[bytes], format_: str, width: int | None, kinds: Mapping[str, str] | None
) -> None:
    if format_ not in TABLE_WRITERS:
        raise ExportError(
            f"a table cannot be written as {format_}. Take one of: {', '.join(sorted(TABLE_WRITERS))}.", format=format_
        )
    if format_ in ROW_WRITERS:
        ROW_WRITERS[format_](table, out)
        return
    whole = table.table() if isinstance(table, Rows) else table
    if format_ == "table":
        _people(whole, out, width)
    else:
        write_parquet(whole, out, kinds)


def _write_graph(graph: rdflib.Graph | Triples, out: IO[bytes], format_: str) -> None:
    format_ = "ttl" if format_ == "table" else format_
    if format_ not in GRAPH_FORMATS:
        raise ExportError(
            f"a graph cannot be written as {format_}. Take one of: {', '.join(GRAPH_FORMATS)}.", format=format_
        )
    triples = graph.triples if isinstance(graph, Triples) else triples_of(graph)
    write_triples(triples, out, format=format_)


def _write_truth(answer: bool, out: IO[bytes], format_: str) -> None:
    if format_ not in TABLE_WRITERS or format_ == "parquet":
        raise ExportError(f"yes or no cannot be written as {format_}. Take json or table.", format=format_)
    out.write(truth(answer, format_).encode() + b"\n")


def _people(table: Table, out: IO[bytes], width: int | None) -> None:
    """Write aligned columns and how many rows there are."""
    from kg.export.columns import aligned

    rows = [tuple(map(_shown, row)) for row in table.terms]
    right = [_is_numeric(cells) for cells in zip(*table.terms, strict=True)] or [False] * len(table.columns)
    for line in aligned(table.columns, rows, right=right, width=width):
        out.write(f"{line}\n".encode("utf-8", "replace"))
    out.write(f"{len(table)} {'row' if len(table) == 1 else 'rows'}\n".encode())


def _is_numeric(terms: Iterable[Term | None]) -> bool:
    """Say whether a column holds numbers, and nothing else."""
    values = (to_value(term) for term in terms if term is not None)
    return isinstance(next(values, None), int | float) and all(isinstance(value, int | float) for value in values)


def _shown(term: Term | None) -> str:
    """Return a value on one line, without characters that a terminal would obey; instances by their id, concepts as CURIEs."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        if term.value.startswith(NAMESPACE):
            return CONCEPT_PREFIX + term.value.removeprefix(NAMESPACE)
        instance = INSTANCE.fullmatch(term.value)
        return instance[1] if instance else term.value
    text = " ".join(str(to_value(term)).split())
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


TABLE_WRITERS = (*ROW_WRITERS, "parquet", "table")
GRAPH_FORMATS = ("jsonld", "nt", "ttl")
