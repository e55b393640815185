"""Dumps: their look, and files that appear whole or not at all."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from kg.errors import ExportError, StoreError
from kg.store import MemoryStore
from kg.store.atomic import writing

BASE = "https://w3id.org/fpp/data/"
FPP = "https://w3id.org/fpp/ontology#"
GRAPH = f"{BASE}graph/doc-1"
POSITION = URIRef(f"{BASE}position/position-1")


@pytest.fixture
def store() -> MemoryStore:
    opened = MemoryStore.open()
    opened.replace(
        GRAPH,
        [
            (POSITION, URIRef(f"{FPP}score"), Literal("0.9", datatype=XSD.decimal)),
            (POSITION, URIRef(f"{FPP}holder"), URIRef(f"{BASE}actor/actor-chn")),
            (POSITION, RDFS.label, Literal('says "no"')),
            (POSITION, RDF.type, URIRef(f"{FPP}Position")),
            (POSITION, URIRef(f"{FPP}seeAlso"), URIRef("http://example.org/a/(b)")),
        ],
    )
    return opened


def dumped(store: MemoryStore, format_: str) -> str:
    out = io.BytesIO()
    store.dump(out, format_)
    return out.getvalue().decode()


def test_turtle_reads_well(store: MemoryStore) -> None:
    """Turtle has a block a subject, the type and the label first, and short names."""
    assert dumped(store, "ttl").split("\n\n")[1] == (
        "position:position-1 a fpp:Position ;\n"
        '    rdfs:label "says \\"no\\"" ;\n'
        "    fpp:holder actor:actor-chn ;\n"
        "    fpp:score 0.9 ;\n"
        "    fpp:seeAlso <http://example.org/a/(b)> .\n"
    )


def test_jsonld_reads_well(store: MemoryStore) -> None:
    """JSON-LD has a context, and a node a line."""
    assert (
        '   {"@id": "position:position-1", "@type": ["fpp:Position"], "rdfs:label": ["says \\"no\\""], '
        '"fpp:holder": [{"@id": "actor:actor-chn"}], "fpp:score": [{"@value": "0.9", "@type": "xsd:decimal"}], '
        '"fpp:seeAlso": [{"@id": "http://example.org/a/(b)"}]}' in dumped(store, "jsonld")
    )


@pytest.mark.parametrize(("format_", "name"), [("ttl", "turtle"), ("nt", "nt")])
def test_other_parsers_agree(store: MemoryStore, format_: str, name: str) -> None:
    """Another library reads the same triples from the dump."""
    assert set(Graph().parse(data=dumped(store, format_), format=name)) == set(store.graph(GRAPH))


def test_unknown_format_lists_the_known(store: MemoryStore) -> None:
    """A format that does not exist is refused with those that do."""
    with pytest.raises(ExportError, match="jsonld, nq, nt, trig, ttl"):
        store.dump(io.BytesIO(), "docx")


def test_failed_dump_keeps_the_old_file(store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full, the file that was there is unchanged and no scrap is left."""
    target = tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="disk is full"):
        store.dump(target, "ttl")
    assert [(entry.name, entry.read_text("utf-8")) for entry in tmp_path.iterdir()] == [("graph.ttl", "old")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_device_is_written_directly(store: MemoryStore) -> None:
    """A device is not replaced but written, and its refusal explained."""
    with pytest.raises(ExportError, match="disk is full"):
        store.dump("/dev/full", "ttl")


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """A file in a folder that does not exist cannot be written."""
    with pytest.raises(ExportError, match="folder does not exist"), writing(tmp_path / "none" / "graph.ttl"):
        pass


def test_rdflib_view_reads(store: MemoryStore) -> None:
    """The store is an rdflib dataset whose default graph is the union."""
    dataset = store.as_rdflib()
    assert len(dataset) == 5
    assert list(dataset.objects(POSITION, RDFS.label)) == [Literal('says "no"', datatype=XSD.string)]
    assert [str(row.g) for row in dataset.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")] == [GRAPH]


def test_rdflib_view_does_not_write(store: MemoryStore) -> None:
    """Writing through rdflib is refused: it would part the union from the graphs."""
    with pytest.raises(StoreError, match="for reading"):
        store.as_rdflib().add((POSITION, RDFS.label, BNode()))
