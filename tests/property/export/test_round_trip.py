"""Every graph, written in each RDF format and loaded again, is the same graph."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from pyld import jsonld

from kg.errors import ExportError
from kg.export import export_graph
from kg.store import MemoryStore
from tests.property.export.odd_graphs import filled, odd_graphs, quads, triples

NAMED = {"nq": "nq", "trig": "trig", "jsonld": "jsonld"}
UNION = {"ttl": "ttl", "nt": "nt", "rdfxml": "rdf", "ttl-star": "ttl"}
many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def again(store: MemoryStore, format_: str, ending: str, folder: Path) -> MemoryStore:
    """Return a store that holds what the first one exports."""
    path = folder / f"graph.{ending}"
    with path.open("wb") as out:
        export_graph(store, out, format_)
    other = MemoryStore.open()
    other.load(path, graph_iri="urn:x:all")
    return other


@pytest.mark.parametrize("format_", NAMED)
@many
@given(graphs=odd_graphs())
def test_named_graphs_come_back(tmp_path: Path, format_: str, graphs: dict[str, list[ox.Triple]]) -> None:
    """Formats with named graphs bring every quad back."""
    store = filled(graphs)
    assert quads(again(store, format_, NAMED[format_], tmp_path)) == quads(store)


@pytest.mark.parametrize("format_", UNION)
@many
@given(graphs=odd_graphs(controls=False))
def test_triples_come_back(tmp_path: Path, format_: str, graphs: dict[str, list[ox.Triple]]) -> None:
    """Formats without named graphs bring every triple back."""
    store = filled(graphs)
    try:
        found = triples(again(store, format_, UNION[format_], tmp_path))
    except ExportError as exc:
        assume("name of an XML element" not in str(exc))
        raise
    found = {triple for triple in found if not triple[1].endswith("#reifies>")}
    assert found == triples(store)


@pytest.mark.parametrize("format_", ["ttl", "nt", "ttl-star"])
@many
@given(graphs=odd_graphs())
def test_control_characters_come_back(tmp_path: Path, format_: str, graphs: dict[str, list[ox.Triple]]) -> None:
    """Turtle and N-Triples hold every character."""
    store = filled(graphs)
    found = triples(again(store, format_, UNION[format_], tmp_path))
    assert {triple for triple in found if not triple[1].endswith("#reifies>")} == triples(store)


@many
@given(graphs=odd_graphs())
def test_another_processor_reads_the_same(graphs: dict[str, list[ox.Triple]]) -> None:
    """PyLD finds the quads of the N-Quads export in the JSON-LD export."""
    store = filled(graphs)
    out = io.BytesIO()
    export_graph(store, out, "jsonld")
    content = json.loads(out.getvalue())
    found = jsonld.to_rdf(content, {"format": "application/n-quads", "rdfDirection": "i18n-datatype"})
    read = {_with_plain_double(tuple(map(str, quad))) for quad in ox.parse(found, ox.RdfFormat.N_QUADS)}
    assert read == {_with_plain_double(_as_pyld(quad)) for quad in quads(store)}


def _with_plain_double(quad: tuple[str, ...]) -> tuple[str, ...]:
    """Return the quad with a double written in one way: PyLD writes the text "0" of one as "0.0E0"."""
    subject, predicate, value, graph = quad
    found = re.fullmatch(r"\"(.*)\"(\^\^<http://www\.w3\.org/2001/XMLSchema#double>)", value, re.DOTALL)
    with contextlib.suppress(ValueError):
        value = f"{float(found[1])!r}{found[2]}" if found else value
    return subject, predicate, value, graph


def _as_pyld(quad: tuple[str, ...]) -> tuple[str, ...]:
    """Return the quad with the direction of a literal in its datatype, which is how PyLD tells it in RDF 1.1."""
    subject, predicate, value, graph = quad
    found = re.fullmatch(r"(\".*\")@([\w-]+?)--(ltr|rtl)", value, re.DOTALL)
    told = f"{found[1]}^^<https://www.w3.org/ns/i18n#{found[2]}_{found[3]}>" if found else value
    return subject, predicate, told, graph
