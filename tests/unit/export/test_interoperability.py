"""What nobody here wrote reads what kg writes: Jena, owlready2, PyLD, rdflib."""

from __future__ import annotations

import io
import json
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from pyld import jsonld
from rdflib import Graph
from rdflib.namespace import OWL, RDF

from kg.export import export_graph
from kg.resources import resource_folder
from kg.store import MemoryStore
from tests.unit.export.stores import ABOUT, sample_store
from tests.unit.ontology.engines import JARS, class_path, why_no_jena

HERE = Path(__file__).parent
ENDINGS = {
    "ttl": "ttl",
    "nt": "nt",
    "rdfxml": "rdf",
    "nq": "nq",
    "trig": "trig",
    "jsonld": "jsonld",
    "jsonld-framed": "framed.jsonld",
    "nanopub": "nanopub.trig",
}
"""Formats that Jena 4 reads. `ttl-star` is RDF 1.2, which is younger; a Web Annotation's context is on the network."""


@cache
def jena_says() -> dict[str, str]:
    """Return what Jena finds in each format: `triples quads`, or an error. Asked once: it takes seconds to start."""
    with TemporaryDirectory() as name:
        files = {format_: Path(name) / f"graph.{ending}" for format_, ending in ENDINGS.items()}
        for format_, path in files.items():
            export_graph(sample_store(), path, format_, ABOUT)
        jars = f"{class_path()}:{JARS / 'httpclient-cache.jar'}"
        command = ["java", "-XX:+UseSerialGC", "-cp", jars, str(HERE / "Riot.java"), *map(str, files.values())]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"Jena failed: {done.stderr[-2000:]}")
    said = dict(line.split("\t", 1) for line in done.stdout.splitlines())
    return {format_: said[str(path)] for format_, path in files.items()}


@pytest.mark.skipif(bool(why_no_jena()), reason=why_no_jena() or "Jena is there")
@pytest.mark.parametrize("format_", ENDINGS)
def test_jena_finds_nothing_wrong(format_: str) -> None:
    """Jena's strictest check passes, and it finds as many triples as there are."""
    said = jena_says()[format_]
    assert "error" not in said
    store = sample_store()
    named = sum(store.count(graph) for graph in store.graph_iris())
    expected = {"nq": f"0 {named}", "trig": f"0 {named}", "jsonld": f"0 {named}"}
    union = {name: f"{store.count()} 0" for name in ("ttl", "nt", "rdfxml")}
    assert said == (expected | union).get(format_, said)
    assert said != "0 0"


def test_pyld_finds_the_same_quads() -> None:
    """An independent JSON-LD processor reads from the JSON-LD what stands in the N-Quads."""
    written, expected = io.BytesIO(), io.BytesIO()
    export_graph(sample_store(), written, "jsonld")
    export_graph(sample_store(), expected, "nq")
    found = jsonld.to_rdf(json.loads(written.getvalue()), {"format": "application/n-quads"})
    assert _lines(found.encode()) == _lines(expected.getvalue())


@pytest.mark.parametrize("format_", ["rdfxml", "ttl", "nt"])
def test_rdflib_finds_the_same_triples(format_: str) -> None:
    """Rdflib's parsers read the union of the graphs."""
    out = io.BytesIO()
    export_graph(sample_store(), out, format_)
    name = {"rdfxml": "xml", "ttl": "turtle", "nt": "nt"}[format_]
    read = MemoryStore.open()
    read.replace("urn:x:g", Graph().parse(data=out.getvalue(), format=name))
    assert {tuple(map(str, row)) for row in _rows(read)} == {tuple(map(str, row)) for row in _rows(sample_store())}


def test_owlready_loads_the_ontology(tmp_path: Path) -> None:
    """The ontology, written as RDF/XML, has in owlready2 the classes and properties of the file, each one thing only."""
    owlready2 = pytest.importorskip("owlready2")
    file = resource_folder("ontology") / "fpp.ttl"
    store = MemoryStore.open()
    store.load(file, graph_iri="https://w3id.org/fpp/ontology")
    export_graph(store, tmp_path / "fpp.owl", "rdfxml")
    loaded = owlready2.World().get_ontology((tmp_path / "fpp.owl").as_uri()).load()
    graph = Graph().parse(file)
    for kind, found in (
        (OWL.Class, loaded.classes()),
        (OWL.ObjectProperty, loaded.object_properties()),
        (OWL.DatatypeProperty, loaded.data_properties()),
        (OWL.AnnotationProperty, loaded.annotation_properties()),
    ):
        assert {one.iri for one in found} == {str(term) for term in graph.subjects(RDF.type, kind)}, kind
    kinds = [{one.iri for one in some} for some in (loaded.classes(), loaded.properties(), loaded.individuals())]
    assert len(set().union(*kinds)) == sum(map(len, kinds))


def _lines(quads: bytes) -> set[str]:
    """Return N-Quads in one spelling."""
    return {str(quad) for quad in ox.parse(quads, ox.RdfFormat.N_QUADS)}


def _rows(store: MemoryStore) -> tuple[tuple[object, ...], ...]:
    return store.select("SELECT ?s ?p ?o { ?s ?p ?o }").terms
