"""Loading RDF files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store import MemoryStore
from kg.store.load import read_graphs


def test_triples_go_to_the_named_graph(tmp_path: Path) -> None:
    """Triples outside named graphs are put into the graph asked for."""
    path = tmp_path / "a.ttl"
    path.write_text("<a:a> <a:b> 1, 2 .", encoding="utf-8")
    with MemoryStore.open() as store:
        assert store.load(path, graph_iri="a:graph") == 2
        assert (store.graph_iris(), store.count()) == (("a:graph",), 2)


def test_graph_name_comes_from_the_content(tmp_path: Path) -> None:
    """Without a name, equal files go to one graph, wherever they lie."""
    with MemoryStore.open() as store:
        for name in ("a.ttl", "b.ttl"):
            (tmp_path / name).write_text("<a:a> <a:b> [ <a:c> 1 ] .", encoding="utf-8")
            store.load(tmp_path / name)
        assert len(store.graph_iris()) == 1
        assert store.count() == 2


def test_unknown_ending_lists_the_known(tmp_path: Path) -> None:
    """A file whose ending is not RDF's is refused with the endings that are."""
    with MemoryStore.open() as store, pytest.raises(StoreError, match=r"\.nq, \.trig"):
        store.load(tmp_path / "a.docx")


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is a StoreError, not the system's."""
    with MemoryStore.open() as store, pytest.raises(StoreError, match="cannot be read"):
        store.load(tmp_path / "none.ttl")


def test_read_graphs_keeps_graphs_apart(tmp_path: Path) -> None:
    """The named graphs of a file come one by one, sorted."""
    path = tmp_path / "a.trig"
    path.write_text("<a:g2> { <a:a> <a:b> 1 } <a:g1> { <a:a> <a:b> 2, 3 }", encoding="utf-8")
    assert [(str(graph.identifier), len(graph)) for graph in read_graphs(path)] == [("a:g1", 2), ("a:g2", 1)]
