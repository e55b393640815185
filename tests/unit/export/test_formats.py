"""How the RDF formats look, and what they refuse."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ExportError
from kg.export import export_graph, format_of, framed
from kg.store import MemoryStore
from tests.unit.export.stores import ABOUT, sample_store

BASE = "https://w3id.org/fpp/data/"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def written(store: MemoryStore, format_: str) -> str:
    out = io.BytesIO()
    export_graph(store, out, format_, ABOUT)
    return out.getvalue().decode()


def one(*triples: ox.Triple) -> MemoryStore:
    store = MemoryStore.open()
    store.replace("urn:x:g", triples)
    return store


def labelled(text: str, iri: str = "http://a/b") -> MemoryStore:
    return one(ox.Triple(ox.NamedNode(iri), LABEL, ox.Literal(text)))


def test_jsonld_is_in_the_words_of_the_context() -> None:
    """Keys are words, values of closed lists are words, whole numbers and truth values are JSON's own."""
    content = json.loads(written(sample_store(), "jsonld"))
    nodes = {node["id"]: node for graph in content["@graph"] for node in graph["@graph"]}
    position = nodes[f"{BASE}position/position-1"]
    assert position == {
        "id": f"{BASE}position/position-1",
        "type": ["Position"],
        "quotedFrom": position["quotedFrom"],
        "evidence": [f"{BASE}evidence/position-1-1"],
        "expressedIn": f"{BASE}statement/statement-1",
        "holder": f"{BASE}actor/actor-ken",
        "intensity": "0.5",
        "issue": f"{BASE}issue/issue-1",
        "score": "0.8",
        "stance": "Oppose",
        "target": "“mining”",
    }
    assert nodes[f"{BASE}evidence/position-1-1-position"]["start"] == 56
    assert nodes[f"{BASE}statement/statement-1"]["negated"] is False
    assert nodes[f"{BASE}actor/actor-ken"]["label"] == "Kenya"


def test_jsonld_refuses_what_reads_as_shortened() -> None:
    """An IRI whose scheme is a prefix of the context would come back as another one."""
    with pytest.raises(ExportError, match=r"oa:x.*prefix oa"):
        written(labelled("x", iri="oa:x"), "jsonld")


def test_framed_is_one_object_a_position() -> None:
    """A position comes with its holder, issue, statement, words and document inside."""
    found = {item["id"]: item for item in json.loads(written(sample_store(), "jsonld-framed"))["@graph"]}
    position = found[f"{BASE}position/position-1"]
    assert position["holder"] == {"id": f"{BASE}actor/actor-ken", "type": ["Actor", "Country"], "label": "Kenya"}
    assert position["issue"]["prefLabel"] == "mining"
    assert position["expressedIn"]["speaker"]["label"] == "Grace Otieno"
    quotes = [selector.get("exact") for selector in position["evidence"][0]["selector"]]
    assert "rejects “mining”" in quotes


def test_framed_takes_a_frame_of_ones_own() -> None:
    """Any frame will do; the context is linked unless it is wanted inside."""
    triples = [ox.Triple(ox.NamedNode("urn:x:a"), LABEL, ox.Literal("Kenya", language="en"))]
    assert framed(triples, {"id": "urn:x:a"}) == {
        "@context": "https://w3id.org/fpp/ontology/context.jsonld",
        "@graph": [{"id": "urn:x:a", "label": "Kenya"}],
    }
    with pytest.raises(ExportError, match="Known: positions"):
        framed(triples, "papyrus")


def test_frame_fetches_nothing() -> None:
    """A frame that names a context elsewhere is refused."""
    with pytest.raises(ExportError, match="Nothing is fetched"):
        framed([], {"holder": {"@context": "http://example.org/context.jsonld"}})


def test_annotated_turtle_names_the_positions() -> None:
    """Supports and opposes have the positions that say so, which a query finds as reifiers."""
    text = written(sample_store(), "ttl-star")
    assert "fpp:opposes issue:issue-1 ~ position:position-1 .\n" in text
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.TURTLE)
    found = store.query(
        "PREFIX fpp: <https://w3id.org/fpp/ontology#> SELECT ?p ?score { << ?actor fpp:supports ?issue ~ ?p >> fpp:score ?score }"
    )
    assert [str(row["p"]) for row in found] == [f"<{BASE}position/position-2>"]


def test_xml_looks_like_xml() -> None:
    """One element a subject, prefixes at the top."""
    text = written(labelled("a < b"), "rdfxml")
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n  xmlns:dcterms=')
    assert text.endswith(
        '  <rdf:Description rdf:about="http://a/b">\n    <rdfs:label>a &lt; b</rdfs:label>\n'
        "  </rdf:Description>\n</rdf:RDF>\n"
    )


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_xml_refuses_control_characters(character: str, tmp_path: Path) -> None:
    """What XML cannot hold is refused by name, and the file that was there stays."""
    target = tmp_path / "graph.rdf"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(ExportError, match=rf"U\+{ord(character):04X} cannot stand in XML. Take ttl"):
        export_graph(labelled(f"a{character}b"), target, "rdfxml")
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    "iri",
    ["http://a/1", "http://a/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#li", "http://www.w3.org/2000/xmlns/a"],
)
def test_xml_refuses_properties_without_a_name(iri: str) -> None:
    """A property that cannot be an element's name is refused."""
    triple = ox.Triple(ox.NamedNode("http://a/b"), ox.NamedNode(iri), ox.Literal("x"))
    with pytest.raises(ExportError, match="name of an XML element"):
        written(one(triple), "rdfxml")


@pytest.mark.parametrize("format_", ["jsonld", "rdfxml"])
def test_triples_about_triples_are_refused(format_: str) -> None:
    """Formats that cannot hold a triple about a triple say which can."""
    node = ox.NamedNode("http://a/b")
    about = ox.Triple(node, LABEL, ox.Triple(node, LABEL, node))
    with pytest.raises(ExportError, match="Take trig or nq"):
        written(one(about), format_)
    with pytest.raises(ExportError, match="Take trig or nq"):
        framed([about])


def test_endings_say_the_format() -> None:
    """A file's ending says its format where only one format ends so."""
    assert [format_of(name) for name in ("a.ttl", "a.RDF", "a.owl", "a.jsonld", "a.zip", "-")] == [
        *("ttl", "rdfxml", "rdfxml", "jsonld"),
        *(None, None),
    ]
