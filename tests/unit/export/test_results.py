"""The W3C's formats and JSON lines, written row by row."""

from __future__ import annotations

import csv
import io
import itertools
import json
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from kg.export import write_answer
from kg.store.table import Rows, Table

TRIPLE = ox.Triple(ox.NamedNode("http://e.org/a"), ox.NamedNode("http://e.org/b"), ox.Literal("<&>"))
COLUMNS = ("actor", "name")
TERMS = (
    (ox.NamedNode("http://e.org/a?b&c"), ox.Literal("=cmd", language="en")),
    (ox.BlankNode("b1"), None),
    (ox.Literal("2025-01-01", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")), ox.Literal('<"&\r\n>')),
    (ox.Literal(3), ox.Literal(True)),
)


def written(answer: object, format_: str) -> str:
    out = io.BytesIO()
    write_answer(answer, out, format=format_)
    return out.getvalue().decode()


@pytest.mark.parametrize(
    ("name", "format_"),
    [("srx", ox.QueryResultsFormat.XML), ("srj", ox.QueryResultsFormat.JSON), ("tsv", ox.QueryResultsFormat.TSV)],
)
def test_another_parser_reads_the_same(name: str, format_: ox.QueryResultsFormat) -> None:
    """Every term comes back as it was."""
    found = ox.parse_query_results(written(Table(COLUMNS, TERMS), name), format_)
    assert [variable.value for variable in found.variables] == list(COLUMNS)
    rows = [tuple(solution) for solution in found]
    if name == "tsv":
        rows[1] = TERMS[1]
    assert tuple(rows) == TERMS


def test_xml_holds_what_it_can() -> None:
    """Characters that XML cannot hold are replaced, and the file stays well-formed."""
    text = written(Table(("a",), ((ox.Literal("x\x00\x1by"),), (TRIPLE,))), "srx")
    found = ET.fromstring(text)
    assert [node.text for node in found.iter("{http://www.w3.org/2005/sparql-results#}literal")] == [
        "x\ufffd\ufffdy",
        "<&>",
    ]


def test_csv_of_the_w3c_guards_nothing() -> None:
    """csv-w3c has the lexical form of each term; csv is for spreadsheets."""
    rows = list(csv.reader(io.StringIO(written(Table(COLUMNS, TERMS), "csv-w3c"), newline="")))
    assert rows[1:] == [["http://e.org/a?b&c", "=cmd"], ["_:b1", ""], ["2025-01-01", '<"&\r\n>'], ["3", "true"]]
    assert "'=cmd" in written(Table(COLUMNS, TERMS), "csv")


def test_json_lines_hold_values() -> None:
    """One object a row, with numbers, truth values, days as text, and null."""
    rows = [json.loads(line) for line in written(Table(COLUMNS, TERMS), "jsonl").splitlines()]
    assert rows[1] == {"actor": "b1", "name": None}
    assert rows[2]["actor"] == "2025-01-01"
    assert rows[3] == {"actor": 3, "name": True}


def test_json_is_what_it_was() -> None:
    """`json` and `srj` are the same SPARQL results, one line a row."""
    assert written(Table(("n",), ((ox.Literal("x"),), (None,))), "json") == (
        '{"head": {"vars": ["n"]},\n "results": {"bindings": [\n  {"n": {"type": "literal", "value": "x"}},\n  {}]}}\n'
    )
    assert written(Table(COLUMNS, TERMS), "json") == written(Table(COLUMNS, TERMS), "srj")
    assert written(Table(("n",), ()), "json") == '{"head": {"vars": ["n"]},\n "results": {"bindings": [\n  ]}}\n'


@pytest.mark.parametrize(("format_", "said"), [("srx", "<boolean>true</boolean>"), ("srj", '"boolean": true')])
def test_truth(format_: str, said: str) -> None:
    """ASK has its own form in the W3C's formats."""
    assert said in written(True, format_)


class Sink(io.RawIOBase):
    """Counts what is written."""

    def __init__(self) -> None:
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        self.size += len(content)  # type: ignore[arg-type]
        return len(content)  # type: ignore[arg-type]


@pytest.mark.parametrize("format_", ["csv", "csv-w3c", "json", "jsonl", "srj", "srx", "tsv"])
def test_rows_are_written_as_they_come(format_: str) -> None:
    """A row is on its way before the next is looked for, so no number of rows fills the memory."""
    sink, seen = Sink(), []

    def rows():
        for number in range(3):
            seen.append(sink.size)
            yield (ox.Literal(number),)

    write_answer(Rows(("n",), rows()), sink, format=format_)
    assert all(early < late for early, late in itertools.pairwise(seen))
