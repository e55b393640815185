"""Rows as files, written as they come: CSV, JSON lines, and the W3C's SPARQL 1.1 results in JSON, XML, CSV and TSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.export.spreadsheet import write_csv
from kg.store.table import Rows, Table
from kg.store.terms import STRING, Term, Value, to_value

Row = tuple[Term | None, ...]
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def write_rows_csv(table: Table | Rows, out: IO[bytes]) -> None:
    """Write values for spreadsheets: text that would run as a formula gets a `'` in front."""
    write_csv(out, table.columns, ([_cell(to_value(term)) for term in row] for row in table.terms))


def _cell(value: Value) -> Any:  # noqa: ANN401 - a cell
    return "true" if value is True else "false" if value is False else value


def write_rows_csv_w3c(table: Table | Rows, out: IO[bytes]) -> None:
    """Write CSV as SPARQL 1.1 defines it: the lexical form of every term, nothing guarded."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, dialect="excel")
        writer.writerow(table.columns)
        writer.writerows([_lexical(term) for term in row] for row in table.terms)
    finally:
        text.detach()


def _lexical(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode | ox.Triple):
        return str(term)
    return str(term.value)


def write_rows_tsv(table: Table | Rows, out: IO[bytes]) -> None:
    """Write TSV as SPARQL 1.1 defines it: every term as Turtle spells it."""
    out.write(("\t".join(f"?{column}" for column in table.columns) + "\n").encode())
    for row in table.terms:
        out.write(("\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n").encode())


def write_rows_json(table: Table | Rows, out: IO[bytes]) -> None:
    """Write SPARQL 1.1 results in JSON, one line a row."""
    out.write(f'{{"head": {_dumped({"vars": list(table.columns)})},\n "results": {{"bindings": [\n  '.encode())
    for number, row in enumerate(table.terms):
        out.write(((",\n  " if number else "") + _dumped(_bindings(table.columns, row))).encode())
    out.write(b"]}}\n")


def write_rows_jsonl(table: Table | Rows, out: IO[bytes]) -> None:
    """Write one JSON object a row: values by column, null where nothing is bound."""
    for row in table.terms:
        values = map(to_value, row)
        named = {name: _plain(value) for name, value in zip(table.columns, values, strict=True)}
        out.write(f"{_dumped(named)}\n".encode())


def _plain(value: Value) -> str | int | float | bool | None:
    return value if value is None or isinstance(value, str | int | float) else value.isoformat()


def write_rows_srx(table: Table | Rows, out: IO[bytes]) -> None:
    """Write SPARQL results in XML; characters that XML cannot hold become U+FFFD."""
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in table.columns)
    out.write(f"{HEAD}<head>{names}</head>\n<results>\n".encode())
    for row in table.terms:
        bound = ((name, term) for name, term in zip(table.columns, row, strict=True) if term is not None)
        cells = "".join(f"<binding name={quoteattr(name)}>{_element(term)}</binding>" for name, term in bound)
        out.write(f"<result>{cells}</result>\n".encode())
    out.write(b"</results>\n</sparql>\n")


def _element(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return "<triple>" + "".join(f"<{name}>{_element(part)}</{name}>" for name, part in parts) + "</triple>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_text(term.value)}</literal>"


def _text(value: str) -> str:
    return escape(NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value), {"\r": "&#13;"})


def truth(answer: bool, format_: str) -> str:
    """Return yes or no in a format."""
    word = "true" if answer else "false"
    if format_ in ("json", "srj"):
        return _dumped({"head": {}, "boolean": answer})
    return f"{HEAD}<head/>\n<boolean>{word}</boolean>\n</sparql>" if format_ == "srx" else word


def _bindings(columns: tuple[str, ...], row: Row) -> dict[str, Any]:
    return {name: _binding(term) for name, term in zip(columns, row, strict=True) if term is not None}


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


ROW_WRITERS: dict[str, Callable[[Table | Rows, IO[bytes]], None]] = {
    "csv": write_rows_csv,
    "csv-w3c": write_rows_csv_w3c,
    "json": write_rows_json,
    "jsonl": write_rows_jsonl,
    "srj": write_rows_json,
    "srx": write_rows_srx,
    "tsv": write_rows_tsv,
}
"""Formats that need one row at a time, however many there are."""
