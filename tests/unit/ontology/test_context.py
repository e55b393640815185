"""The JSON-LD context names every term, loses nothing, and makes a framed graph plain to read."""

from __future__ import annotations

import json
from functools import cache

from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF

from kg.rdf.namespaces import FPP
from kg.resources import resource_folder

FOLDER = resource_folder("ontology")
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]


@cache
def example() -> Graph:
    return Graph().parse(FOLDER / "competency" / "example.ttl")


def expanded() -> list:
    return jsonld.from_rdf(example().serialize(format="nt"), {"format": "application/n-quads"})


def test_every_term_has_its_own_name():
    """Classes and properties are called in JSON what they are called in the ontology; inverses walk backwards."""
    ontology = Graph().parse(FOLDER / "fpp.ttl")
    inverse = {str(one): str(other) for one, other in ontology.subject_objects(OWL.inverseOf)}
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in ontology.subjects(RDF.type, kind):
            name = str(term).removeprefix(str(FPP))
            given = CONTEXT[name] if isinstance(CONTEXT[name], dict) else {"@id": CONTEXT[name]}
            if str(term) in inverse:
                assert given["@reverse"] == "fpp:" + inverse[str(term)].removeprefix(str(FPP))
            else:
                assert given["@id"] == f"fpp:{name}"


def test_values_of_closed_lists_have_names():
    """Stances, quotation types and relation types are words, not addresses."""
    for part in ("stances", "quotations", "relations"):
        for value in Graph().parse(FOLDER / f"{part}.ttl").subjects(predicate=RDF.type):
            if "#" in str(value):
                assert CONTEXT[str(value).partition("#")[2]].partition(":")[2] == str(value).partition("#")[2]


def test_nothing_is_lost():
    """A graph that is written with the context and read again is the same graph."""
    compact = jsonld.compact(expanded(), {"@context": CONTEXT})
    again = Graph().parse(data=jsonld.to_rdf(compact, {"format": "application/n-quads"}), format="nt")
    assert isomorphic(again, example())


def test_nothing_is_spelled_out():
    """No key of the example is an address or has a prefix, and only true and false need an object to tell their type."""
    nodes = jsonld.compact(expanded(), {"@context": CONTEXT})["@graph"]
    keys = {key for node in nodes for key in node}
    unnamed = {key for key in keys if ":" in key}
    assert unnamed <= {
        "dcterms:requires",
        "prov:endedAtTime",
        "prov:wasInfluencedBy",
        "prov:wasInvalidatedBy",
        "rdfs:comment",
    }
    values = [value for node in nodes for key, value in node.items() if isinstance(value, dict)]
    assert {value["type"] for value in values if "@value" in value} <= {"xsd:boolean", "xsd:dateTime"}


def test_frame_reads_plainly():
    """A position with its holder, issue, statement, words and document is one nested object."""
    frame = json.loads((FOLDER / "frames" / "positions.jsonld").read_text(encoding="utf-8"))
    assert frame["@context"] == "https://w3id.org/fpp/ontology/context.jsonld"
    framed = jsonld.frame(expanded(), frame | {"@context": CONTEXT})["@graph"]
    assert len(framed) == 24
    (one,) = [position for position in framed if position["id"].endswith("/norway-quota-2025")]
    assert one["stance"] == "Oppose"
    assert one["holder"]["label"] == "Norway"
    assert one["issue"]["prefLabel"] == "shared herring quota"
    assert one["expressedIn"]["speaker"]["label"] == "Erik Dahl"
    assert one["quotedFrom"]["issued"] == "2025-05-20"
    selectors = one["evidence"][0]["selector"]  # a set, in no order
    (words,) = [selector["exact"] for selector in selectors if "exact" in selector]
    assert words.startswith("Norway's prime minister, Erik Dahl, told the Storting")
    assert "null" not in json.dumps(framed)
