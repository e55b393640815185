"""What every store of the group `kg.stores` must do. Subclass `StoreConformance` and say how a store is opened."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS, Literal, URIRef

from kg.errors import QueryError, StoreError
from kg.store import Store

BASE = "https://w3id.org/fpp/data/"
FIRST = f"{BASE}graph/doc-1"
SECOND = f"{BASE}graph/doc-2"
CHINA = URIRef(f"{BASE}actor/actor-chn")
KENYA = URIRef(f"{BASE}actor/actor-ken")
COUNTRY = URIRef("https://w3id.org/fpp/ontology#Country")


def country(iri: URIRef, name: str) -> list[tuple[URIRef, URIRef, rdflib.term.Node]]:
    """Return what a document graph says about a country."""
    return [(iri, RDF.type, COUNTRY), (iri, RDFS.label, Literal(name))]


class StoreConformance:
    """The behaviour of a store, whatever it is made of."""

    def open_store(self, path: Path) -> Store:
        """Return an open, empty store."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with self.open_store(tmp_path / "store") as opened:
            yield opened

    def test_follows_the_protocol(self, store: Store) -> None:
        """A store has every method of the protocol."""
        assert isinstance(store, Store)

    def test_starts_empty(self, store: Store) -> None:
        """A new store holds no graph and no triple."""
        assert (store.graph_iris(), store.count()) == ((), 0)

    def test_replace_adds_a_graph(self, store: Store) -> None:
        """A replaced graph holds exactly its triples."""
        store.replace(FIRST, country(CHINA, "China"))
        assert set(store.graph(FIRST)) == set(country(CHINA, "China"))

    def test_replace_accepts_an_rdflib_graph(self, store: Store) -> None:
        """An rdflib graph can be given as it is."""
        graph = rdflib.Graph()
        graph.add((CHINA, RDFS.label, Literal("中国", lang="zh")))
        store.replace(FIRST, graph)
        assert set(store.graph(FIRST)) == set(graph)

    def test_replace_drops_what_was_there(self, store: Store) -> None:
        """What a graph held before is gone after it is replaced."""
        store.replace(FIRST, country(CHINA, "China"))
        store.replace(FIRST, country(KENYA, "Kenya"))
        assert set(store.graph(FIRST)) == set(country(KENYA, "Kenya"))

    def test_replace_leaves_other_graphs(self, store: Store) -> None:
        """Replacing one graph changes no other."""
        store.replace_many({FIRST: country(CHINA, "China"), SECOND: country(CHINA, "China")})
        store.replace(FIRST, country(KENYA, "Kenya"))
        assert set(store.graph(SECOND)) == set(country(CHINA, "China"))

    def test_replace_many_fails_whole(self, store: Store) -> None:
        """When one graph cannot be stored, none is."""
        bad = [(URIRef("not an iri"), RDFS.label, Literal("x"))]
        with pytest.raises(StoreError, match="cannot be stored"):
            store.replace_many({FIRST: country(CHINA, "China"), SECOND: bad})
        assert store.count() == 0

    def test_remove_takes_a_graph_out(self, store: Store) -> None:
        """A removed graph is neither listed nor in the union."""
        store.replace_many({FIRST: country(CHINA, "China"), SECOND: country(KENYA, "Kenya")})
        store.remove(FIRST)
        assert (store.graph_iris(), store.count()) == ((SECOND,), 2)

    def test_remove_of_nothing_is_nothing(self, store: Store) -> None:
        """Removing a graph that is not there does nothing."""
        store.remove(FIRST)
        assert store.graph_iris() == ()

    def test_union_keeps_what_another_graph_states(self, store: Store) -> None:
        """A triple stays in the union until the last graph that states it goes."""
        store.replace_many({FIRST: country(CHINA, "China"), SECOND: country(CHINA, "China")})
        store.remove(FIRST)
        assert store.count() == 2
        store.remove(SECOND)
        assert store.count() == 0

    def test_union_counts_a_triple_once(self, store: Store) -> None:
        """A query sees a triple once, however many graphs state it."""
        store.replace_many({FIRST: country(CHINA, "China"), SECOND: country(CHINA, "China")})
        answer = store.query("SELECT (COUNT(*) AS ?n) { ?actor rdfs:label ?name }")
        assert answer.rows == ((1,),)

    def test_query_sees_named_graphs(self, store: Store) -> None:
        """GRAPH tells which document states a triple."""
        store.replace_many({FIRST: country(CHINA, "China"), SECOND: country(KENYA, "Kenya")})
        answer = store.query('SELECT ?g { GRAPH ?g { ?actor rdfs:label "Kenya" } }')
        assert answer.rows == ((SECOND,),)

    def test_query_refuses_updates(self, store: Store) -> None:
        """An update is refused and changes nothing."""
        store.replace(FIRST, country(CHINA, "China"))
        with pytest.raises(QueryError, match="only read"):
            store.query("PREFIX a: <a:>\nDELETE WHERE { ?s ?p ?o }")
        assert store.count() == 2

    def test_graph_iris_are_sorted(self, store: Store) -> None:
        """The names of graphs come sorted."""
        store.replace_many({SECOND: country(KENYA, "Kenya"), FIRST: country(CHINA, "China")})
        assert store.graph_iris() == (FIRST, SECOND)

    @pytest.mark.parametrize("format_", ["nq", "trig", "jsonld", "ttl", "nt"])
    def test_dump_does_not_depend_on_history(self, store: Store, tmp_path: Path, format_: str) -> None:
        """The same triples give the same bytes, in whatever order they came."""
        store.replace_many({FIRST: country(CHINA, "China"), SECOND: country(KENYA, "Kenya")})
        once = dumped(store, format_)
        with self.open_store(tmp_path / "other") as other:
            other.replace(SECOND, country(KENYA, "Kenia"))
            other.replace(SECOND, list(reversed(country(KENYA, "Kenya"))))
            other.replace(FIRST, country(CHINA, "China"))
            assert dumped(other, format_) == once

    def test_dump_and_load_round_trip(self, store: Store, tmp_path: Path) -> None:
        """What is dumped as N-Quads and loaded elsewhere is the same store."""
        store.replace_many({FIRST: country(CHINA, 'Ch"in\\a\n'), SECOND: country(CHINA, "China")})
        store.dump(tmp_path / "graph.nq", "nq")
        with self.open_store(tmp_path / "other") as other:
            assert other.load(tmp_path / "graph.nq") == 4
            assert dumped(other, "nq") == dumped(store, "nq")
            assert other.count() == store.count()

    def test_load_of_a_broken_file_adds_nothing(self, store: Store, tmp_path: Path) -> None:
        """A file that does not parse to its end leaves the store as it was."""
        path = tmp_path / "broken.nt"
        path.write_text("<a:a> <a:b> <a:c> .\n<a:a> <a:b> ", encoding="utf-8")
        with pytest.raises(StoreError, match="does not parse"):
            store.load(path)
        assert store.count() == 0

    def test_blank_nodes_get_stable_names(self, store: Store) -> None:
        """Equal graphs with blank nodes are stored as equal graphs."""
        turtle = "@prefix a: <a:> . a:x a:has [ a:part [ a:size 3 ] ] ."
        store.replace(FIRST, rdflib.Graph().parse(data=turtle))
        once = dumped(store, "nq")
        store.replace(FIRST, rdflib.Graph().parse(data=turtle))
        assert dumped(store, "nq") == once
        assert b"_:" not in once

    def test_closed_store_says_so(self, tmp_path: Path) -> None:
        """A closed store refuses work; closing it again does nothing."""
        store = self.open_store(tmp_path / "store")
        store.close()
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.count()


def dumped(store: Store, format_: str) -> bytes:
    """Return a store's dump."""
    out = io.BytesIO()
    store.dump(out, format_)
    return out.getvalue()
