"""Answers of queries in their formats."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.errors import ExportError
from kg.export import write_answer
from kg.store import MemoryStore, Table

QUERY = """SELECT ?actor ?name ?n ?none { VALUES (?actor ?name ?n ?none) {
  (<https://w3id.org/fpp/data/actor/actor-chn> "China\\tx\\n\\u001B[31m" 0.5 UNDEF)
  (<http://example.org/other> "=cmd"@en -3 UNDEF) } }"""


@pytest.fixture(scope="module")
def table() -> Table:
    with MemoryStore.open() as store:
        return store.select(QUERY)


def written(answer: object, format_: str, **options: int) -> str:
    out = io.BytesIO()
    write_answer(answer, out, format=format_, **options)
    return out.getvalue().decode()


def test_table_for_people(table: Table) -> None:
    """The table is aligned, names instances by id, and shows no control characters."""
    lines = written(table, "table").splitlines()
    assert lines[0].split() == ["actor", "name", "n", "none"]
    assert lines[2].split() == ["actor-chn", "China", "x", "\ufffd[31m", "0.5"]
    assert lines[3].split() == ["http://example.org/other", "=cmd", "-3"]
    assert lines[-1] == "2 rows"


def test_table_wraps_and_never_cuts() -> None:
    """In a narrow terminal words wrap; nothing is lost."""
    words = "the international community"
    text = written(Table(("who", "what"), ((ox.Literal(words), ox.Literal(words)),)), "table", width=30)
    assert max(map(len, text.splitlines())) <= 30
    assert sorted(" ".join(text.splitlines()[2:-1]).split()) == sorted(2 * words.split())


def test_table_without_rows() -> None:
    """An empty answer is a header and a count."""
    assert written(Table(("a",), ()), "table").splitlines()[-1] == "0 rows"


def test_csv_reads_back(table: Table) -> None:
    """CSV has values, guarded against formulas, and numbers as numbers."""
    found = list(csv.reader(io.StringIO(written(table, "csv"), newline="")))
    assert found[1] == ["https://w3id.org/fpp/data/actor/actor-chn", "China\tx\n\x1b[31m", "0.5", ""]
    assert found[2][1:3] == ["'=cmd", "-3"]


@pytest.mark.parametrize("format_", [ox.QueryResultsFormat.TSV, ox.QueryResultsFormat.JSON])
def test_standard_formats_keep_every_term(table: Table, format_: ox.QueryResultsFormat) -> None:
    """TSV and JSON are SPARQL 1.1 results: another parser reads the same terms."""
    content = written(table, format_.file_extension.removeprefix("s").replace("rj", "json"))
    found = ox.parse_query_results(content, format_)
    assert tuple(tuple(solution) for solution in found) == table.terms


def test_json_is_one_document(table: Table) -> None:
    """JSON results have a head and bindings without unbound variables."""
    found = json.loads(written(table, "json"))
    assert found["head"]["vars"] == ["actor", "name", "n", "none"]
    assert found["results"]["bindings"][1]["name"] == {"type": "literal", "value": "=cmd", "xml:lang": "en"}


@pytest.mark.parametrize(("format_", "said"), [("table", "true\n"), ("json", '{"head": {}, "boolean": true}\n')])
def test_truth(format_: str, said: str) -> None:
    """The answer to ASK is a word, or a SPARQL 1.1 result."""
    assert written(True, format_) == said


@pytest.mark.parametrize(
    ("format_", "name"), [("table", "turtle"), ("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")]
)
def test_graph_formats_read_back(format_: str, name: str) -> None:
    """A graph is written as RDF that another parser reads; `table` means Turtle."""
    graph = rdflib.Graph().parse(data='<a:a> <a:b> "x"@en, 1, [ <a:c> <a:d> ] .', format="turtle")
    again = rdflib.Graph().parse(data=written(graph, format_), format=name)
    assert isomorphic(graph, again)


@pytest.mark.parametrize("format_", ["ttl", "nt", "jsonld"])
def test_empty_graph_is_valid(format_: str) -> None:
    """A CONSTRUCT that finds nothing still gives a well-formed file."""
    name = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}[format_]
    assert len(rdflib.Graph().parse(data=written(rdflib.Graph(), format_), format=name)) == 0


@pytest.mark.parametrize(
    ("answer", "format_", "said"),
    [
        (rdflib.Graph(), "csv", "jsonld, nt, ttl"),
        (Table(("a",), ()), "ttl", "csv, csv-w3c, json, jsonl, parquet, srj, srx, table, tsv"),
        (True, "ttl", "json or table"),
        (True, "xlsx", "no format of answers"),
    ],
)
def test_format_that_does_not_fit(answer: object, format_: str, said: str) -> None:
    """A format that does not exist or fit is refused with those that do."""
    with pytest.raises(ExportError, match=said):
        written(answer, format_)
