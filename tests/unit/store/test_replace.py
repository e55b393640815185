"""Replacing graphs: transactions, kills, and terms that could break out."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from rdflib import RDFS, Literal, URIRef

from kg.errors import StoreError
from kg.store import GraphStore, MemoryStore
from kg.store.changes import BULK

GRAPHS = [f"https://w3id.org/fpp/data/graph/doc-{number}" for number in range(3)]
SIZE = 200
HOSTILE = ['" . } ; DROP ALL # ', "\\u0022", '\\"', "a\nb\r\tc", "\x00\x07\x7f\u2028\ufffe", "<b>\U0001f600", "'''"]


def version(number: int) -> list[tuple[URIRef, URIRef, Literal]]:
    """Return a graph of which every triple says the version."""
    return [(URIRef(f"a:{place}"), RDFS.label, Literal(f"version {number}")) for place in range(SIZE)]


def rewrite_for_ever(path: Path) -> None:
    with GraphStore.open(path) as store:
        number = 0
        while True:
            number += 1
            store.replace_many({graph: version(number) for graph in GRAPHS})


def test_kill_leaves_every_graph_whole(tmp_path: Path) -> None:
    """A writer that is killed leaves all graphs of a batch in one version, and the union in step with them."""
    process = multiprocessing.get_context("spawn").Process(target=rewrite_for_ever, args=(tmp_path / "store",))
    process.start()
    while not (tmp_path / "store" / "CURRENT").exists() and process.is_alive():
        time.sleep(0.05)
    time.sleep(1.0)
    os.kill(process.pid, signal.SIGKILL)
    process.join(20)
    with GraphStore.open(tmp_path / "store") as store:
        found = store.query("SELECT DISTINCT ?label { GRAPH ?g { ?s rdfs:label ?label } }").rows
        union = store.query("SELECT DISTINCT ?label { ?s rdfs:label ?label }").rows
        assert len(found) <= 1
        assert found == union
        assert store.count() == SIZE * len(found)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_grammar(text: str) -> None:
    """No text ends its literal, whether it is added, replaced or removed."""
    with MemoryStore.open() as store:
        store.replace(GRAPHS[1], version(1))
        for words in (text, f"{text}{text}"):
            store.replace(GRAPHS[0], [(URIRef("a:a"), RDFS.label, Literal(words))])
            assert store.query("SELECT ?l { <a:a> rdfs:label ?l }").rows == ((words,),)
        store.remove(GRAPHS[0])
        assert store.count() == SIZE


def test_many_new_graphs_are_loaded_in_bulk(tmp_path: Path) -> None:
    """A large first batch goes through the bulk loader and is complete."""
    triples = [(URIRef(f"a:{place}"), RDFS.label, Literal(place)) for place in range(BULK // 2)]
    with GraphStore.open(tmp_path / "store") as store:
        store.replace(GRAPHS[0], triples)
        assert store.count() == store.count(GRAPHS[0]) == BULK // 2


def test_quads_are_taken_as_they_are() -> None:
    """Graphs can be given as N-Quads; the name they are given under counts."""
    with MemoryStore.open() as store:
        store.replace_quads({GRAPHS[0]: b'<a:a> <a:b> "c" <a:other> .\n'})
        assert store.graph_iris() == (GRAPHS[0],)


def test_broken_quads_change_nothing() -> None:
    """Bytes that are no N-Quads are refused before anything is stored."""
    with MemoryStore.open() as store, pytest.raises(StoreError, match="not N-Quads"):
        store.replace_quads({GRAPHS[0]: b"<a:a> <a:b>"})


def test_graph_name_must_be_an_iri() -> None:
    """A graph's name that is no IRI is refused."""
    with MemoryStore.open() as store, pytest.raises(StoreError, match="is no IRI"):
        store.replace("doc 1", version(1))


def test_surrogates_are_refused() -> None:
    """Half a surrogate pair cannot be stored, and the error names the term."""
    with MemoryStore.open() as store, pytest.raises(StoreError, match="cannot be stored"):
        store.replace(GRAPHS[0], [(URIRef("a:a"), RDFS.label, Literal("\ud800"))])
