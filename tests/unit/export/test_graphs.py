"""Whole graphs in RDF formats, ours and plugins'."""

from __future__ import annotations

import io
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
import pytest
from rdflib import RDFS, Literal, URIRef

from kg.cli.export import FORMATS
from kg.errors import ExportError, PluginError
from kg.export import export_formats, export_graph
from kg.plugins import BUILT_IN, load_plugin, plugin_names
from kg.store import GraphStore, MemoryStore

GRAPH = "https://w3id.org/fpp/data/graph/doc-1"


def count_triples(store: GraphStore, out: BinaryIO) -> None:
    """A plugin for the tests."""
    out.write(str(store.count()).encode())


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore.open()
    opened.replace(GRAPH, [(URIRef("a:a"), RDFS.label, Literal("x"))])
    return opened


def install(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Pretend that another package brings an exporter."""
    entry = EntryPoint(name, value, "kg.exporters")
    monkeypatch.setattr("kg.plugins.entry_points", lambda group: EntryPoints([entry]).select(group=group))


@pytest.mark.parametrize("format_", ["nq", "trig", "jsonld", "ttl", "nt"])
def test_formats_read_back(store: MemoryStore, tmp_path: Path, format_: str) -> None:
    """Each format is written to a file that reads back as the same triple."""
    path = tmp_path / f"graph.{format_}"
    export_graph(store, path, format_)
    quads = list(ox.parse(path=path, format=ox.RdfFormat.from_extension(format_)))
    named = format_ in ("nq", "trig", "jsonld")
    assert [str(quad.graph_name) for quad in quads] == [f"<{GRAPH}>" if named else "DEFAULT"]


def test_open_file_is_written(store: MemoryStore) -> None:
    """An open file such as stdout can be written to."""
    out = io.BytesIO()
    export_graph(store, out, "nt")
    assert out.getvalue() == b'<a:a> <http://www.w3.org/2000/01/rdf-schema#label> "x" .\n'


def test_unknown_format_lists_the_known(store: MemoryStore) -> None:
    """A format that does not exist is refused with those that do."""
    with pytest.raises(ExportError, match=r"Known: datapackage, .*jsonld, .*trig, ttl"):
        export_graph(store, io.BytesIO(), "docx")


def test_command_line_knows_the_built_in_formats() -> None:
    """The completion list of the command is that of the library."""
    assert set(FORMATS) <= set(export_formats())


def test_plugin_exports(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that a plugin brings is listed and written."""
    install(monkeypatch, "count", f"{__name__}:count_triples")
    monkeypatch.setattr("kg.plugins.EntryPoint.load", lambda entry: count_triples)
    out = io.BytesIO()
    export_graph(store, out, "count")
    assert "count" in export_formats()
    assert out.getvalue() == b"1"


def test_broken_plugin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Listing imports nothing; loading a plugin that does not import says which."""
    install(monkeypatch, "broken", "no_such_package:thing")
    assert "broken" in plugin_names("kg.exporters")
    with pytest.raises(PluginError, match=r"broken.*no_such_package"):
        load_plugin("kg.exporters", "broken")


def test_unknown_plugin_lists_the_known() -> None:
    """A name that does not exist is refused with those that do."""
    with pytest.raises(PluginError, match="Known: memory, oxigraph"):
        load_plugin("kg.stores", "papyrus")


def test_unknown_group_lists_the_known() -> None:
    """A group that does not exist is refused with those that do."""
    with pytest.raises(PluginError, match=r"kg\.exporters, kg\.linkers, kg\.readers, kg\.stores"):
        plugin_names("kg.painters")


@pytest.mark.parametrize("name", BUILT_IN["kg.stores"])
def test_built_in_stores_load(name: str) -> None:
    """The stores in the table are there."""
    assert hasattr(load_plugin("kg.stores", name), "open")
