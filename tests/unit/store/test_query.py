"""SPARQL answers and errors."""

from __future__ import annotations

import datetime as dt

import pytest
import rdflib
from rdflib import RDFS, XSD, Literal, URIRef

from kg.errors import QueryError
from kg.store import MemoryStore

GRAPH = "https://w3id.org/fpp/data/graph/doc-1"
CHINA = URIRef("https://w3id.org/fpp/data/actor/actor-chn")


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore.open()
    opened.replace(GRAPH, [(CHINA, RDFS.label, Literal("China"))])
    return opened


def test_select_gives_a_table(store: MemoryStore) -> None:
    """SELECT gives columns and Python values."""
    table = store.query("SELECT ?actor ?name ?none { ?actor rdfs:label ?name }")
    assert table.to_dicts() == [{"actor": str(CHINA), "name": "China", "none": None}]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (Literal(3), 3),
        (Literal("0.9", datatype=XSD.decimal), 0.9),
        (Literal(True), True),
        (Literal("2025-02-24", datatype=XSD.date), dt.date(2025, 2, 24)),
        (Literal("2025-02-24T10:00:00Z", datatype=XSD.dateTime), dt.datetime(2025, 2, 24, 10, tzinfo=dt.UTC)),
        (Literal("soon", datatype=XSD.date, normalize=False), "soon"),
        (Literal("x", lang="en"), "x"),
    ],
)
def test_literals_become_python_values(store: MemoryStore, literal: Literal, value: object) -> None:
    """Typed literals come out as what they mean; ill-formed ones as their words."""
    store.replace(GRAPH, [(CHINA, RDFS.comment, literal)])
    assert store.query("SELECT ?v { ?s rdfs:comment ?v }").rows == ((value,),)


def test_ask_gives_a_bool(store: MemoryStore) -> None:
    """ASK gives True or False."""
    assert store.query("ASK { ?s ?p ?o }") is True


def test_construct_gives_a_graph(store: MemoryStore) -> None:
    """CONSTRUCT and DESCRIBE give rdflib graphs."""
    assert isinstance(store.query("CONSTRUCT WHERE { ?s ?p ?o }"), rdflib.Graph)
    assert len(store.query(f"DESCRIBE <{CHINA}>")) == 1


def test_select_refuses_other_forms(store: MemoryStore) -> None:
    """Where a table is wanted, another form of query is an error."""
    with pytest.raises(QueryError, match="SELECT"):
        store.select("ASK {}")


def test_syntax_error_shows_the_place(store: MemoryStore) -> None:
    """A query that does not parse is shown with a mark under the place, and the facts are attributes."""
    with pytest.raises(QueryError) as caught:
        store.query("SELECT ?x\nWHERE { ?x ! }")
    assert caught.value.facts["line"] == 2
    lines = caught.value.message.splitlines()
    assert lines[1] == "  WHERE { ?x ! }"
    assert lines[2].index("^") - 2 == caught.value.facts["column"] - 1


def test_unknown_prefix_lists_the_known(store: MemoryStore) -> None:
    """An undeclared prefix is named as the cause, with the prefixes that need no declaration."""
    with pytest.raises(QueryError, match=r"unknown prefix.*fpp"):
        store.query("SELECT * { ?s nope:thing ?o }")


@pytest.mark.parametrize("text", ["", "hello", "SELECT", "\ufeff", "SELECT * { ?s ?p ?o } }" * 3])
def test_nonsense_is_a_query_error(store: MemoryStore, text: str) -> None:
    """Whatever is no query gives a QueryError, nothing else."""
    with pytest.raises(QueryError, match="does not parse"):
        store.query(text)


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a:a> <a:a> <a:a> }", "# c\nBASE <a:>\nPREFIX x:<a:>\nclear all", "LOAD <http://localhost/>"],
)
def test_updates_are_refused_by_name(store: MemoryStore, text: str) -> None:
    """Updates are told from misspelled queries, after comments and prefixes too."""
    with pytest.raises(QueryError, match="would change the graph"):
        store.query(text)
