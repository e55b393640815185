"""Queries in a process of their own: answers, errors, and an end when time is up."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError, QueryTimeoutError
from kg.query import Engine, Request
from kg.store import GraphStore
from kg.store.table import Rows, Triples

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    root = tmp_path_factory.mktemp("graph")
    with GraphStore.open(root / "store") as store:
        store.load(Path(__file__).with_name("summit.trig"))
    with Engine(root / "store") as opened:
        yield opened


def test_answers(engine: Engine) -> None:
    """Rows, triples, truth and named questions come as they do without a process."""
    found = engine.ask(Request(sparql="SELECT ?n { ?a a fpp:Person ; rdfs:label ?n }"))
    assert isinstance(found, Rows)
    assert found.table().rows == (("Grace Otieno",),)
    assert engine.ask(Request(sparql="ASK { ?a a fpp:Person }")) is True
    triples = engine.ask(Request(sparql="CONSTRUCT WHERE { ?a a fpp:Person }", limit=1))
    assert isinstance(triples, Triples)
    assert len(list(triples.triples)) == 1
    named = engine.ask(Request(question="positions", filters={"actor": "Kenya"}))
    assert isinstance(named, Rows)
    assert len(named.table()) == 1
    with pytest.raises(QueryError, match="does not parse at line 1"):
        engine.ask(Request(sparql="SELECT"))
    assert engine.ask(Request(sparql="ASK { ?a a fpp:Planet }")) is False


def test_time_is_up(engine: Engine) -> None:
    """A query without end is ended with its process; the next one is answered."""
    engine.ask(Request(sparql="ASK {}"))
    process = engine._process
    assert process is not None
    with pytest.raises(QueryTimeoutError, match=r"no answer within 0\.5 seconds"):
        engine.ask(Request(sparql=RUNAWAY), timeout=0.5)
    assert not process.is_alive()
    assert engine.ask(Request(sparql="ASK {}")) is True


def test_time_is_up_between_rows(engine: Engine) -> None:
    """The time counts while rows come, too."""
    many = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o"
    endless = f"SELECT * {{ {many} FILTER(?a = <x:no> || (?m = ?a && ?n = <x:none>)) }}"
    request = Request(sparql=f"SELECT * {{ {{ ?a a fpp:Person }} UNION {{ {endless} }} }}")

    def read() -> None:
        found = engine.ask(request, timeout=0.5)
        assert isinstance(found, Rows)
        list(found.terms)

    with pytest.raises(QueryTimeoutError):
        read()


def test_rows_not_read_end_the_query(engine: Engine) -> None:
    """Who stops reading stops the query."""
    found = engine.ask(Request(sparql="SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    assert isinstance(found, Rows)
    next(found.terms)
    process = engine._process
    del found
    assert process is not None
    limit = time.monotonic() + 30
    while process.is_alive() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not process.is_alive()


def test_no_graph_is_told(tmp_path: Path) -> None:
    """A store that cannot be opened gives its own error."""
    from kg.errors import StoreError

    with Engine(tmp_path / "none") as engine, pytest.raises(StoreError, match="no graph here"):
        engine.ask(Request(sparql="ASK {}"))


def test_process_ends_with_the_block(tmp_path: Path) -> None:
    """No process is left behind."""
    with GraphStore.open(tmp_path / "store"):
        pass
    with Engine(tmp_path / "store") as engine:
        engine.ask(Request(sparql="ASK {}"))
        process = engine._process
        assert process is not None
        number = process.pid
        assert number is not None
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
