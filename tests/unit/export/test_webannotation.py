"""Web Annotations: what tools find that show notes beside a text."""

from __future__ import annotations

import io
import json

from pyld import jsonld

from kg.export import export_graph
from tests.unit.export.sample import TEXT
from tests.unit.export.stores import ABOUT, RECORDS, sample_store

BASE = "https://w3id.org/fpp/data/"
OA, AS, DC, DCTERMS = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/activitystreams#",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
)
TERMS = {
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in ("Annotation", "SpecificResource", "TextualBody")},
    **{name: OA + name for name in ("TextPositionSelector", "TextQuoteSelector", "exact", "prefix", "suffix")},
    **{
        name: {"@id": OA + name, "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"}
        for name in ("start", "end")
    },
    **{
        name: AS + kind
        for name, kind in (("AnnotationCollection", "OrderedCollection"), ("AnnotationPage", "OrderedCollectionPage"))
    },
    **{name: OA + f"has{name.capitalize()}" for name in ("body", "target", "source", "selector")},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    **{name: OA + name for name in ("assessing", "describing", "identifying", "classifying", "tagging")},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": f"{DC}format",
    "language": f"{DC}language",
    "rights": {"@id": f"{DCTERMS}rights", "@type": "@id"},
    "created": f"{DCTERMS}created",
    "generator": f"{AS}generator",
    "items": {"@id": f"{AS}items", "@container": "@list"},
    "first": f"{AS}first",
    "total": f"{AS}totalItems",
    "partOf": {"@id": f"{AS}partOf", "@type": "@id"},
    "startIndex": f"{AS}startIndex",
    "via": {"@id": f"{OA}via", "@type": "@id"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "name": "http://xmlns.com/foaf/0.1/name",
    "Software": f"{AS}Application",
    "Text": "http://purl.org/dc/dcmitype/Text",
}
"""What the recommendation says these words mean."""


def collection() -> dict:
    out = io.BytesIO()
    export_graph(sample_store(), out, "webannotation", ABOUT)
    return json.loads(out.getvalue())


def test_there_is_one_a_position_and_statement() -> None:
    """The collection counts its annotations, and each is of a claim."""
    found = collection()
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = found["first"]["items"]
    assert found["total"] == len(items) == 3
    assert {item["id"] for item in items} == {
        f"{BASE}{claim}#annotation" for claim in ("position/position-1", "position/position-2", "statement/statement-1")
    }


def test_targets_are_the_words() -> None:
    """Position and quotation select the same words of the document's text."""
    for item in collection()["first"]["items"]:
        for target in item["target"]:
            place, quote = target["selector"]
            assert TEXT[place["start"] : place["end"]] == quote["exact"]
            assert target["source"]["id"].startswith(f"{BASE}document/doc-")


def test_bodies_say_what_is_claimed() -> None:
    """A sentence, the claim, and its issue as a tag."""
    items = {item["id"].partition("#")[0]: item for item in collection()["first"]["items"]}
    position = items[f"{BASE}position/position-2"]
    assert [body.get("value", body.get("source")) for body in position["body"]] == [
        "Norway supports +sums, according to Grace Otieno.",
        f"{BASE}position/position-2",
        f"{BASE}issue/issue-2",
        "+sums",
    ]
    said = items[f"{BASE}statement/statement-1"]["body"][0]["value"]
    assert said == "Grace Otieno, for Kenya, said: that Kenya … rejects “mining”"


def test_every_word_is_the_standards() -> None:
    """No key is unknown to the recommendation: a processor that drops unknown words drops none."""
    found = {**collection(), "@context": TERMS}

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {key for one in value.values() for key in keys(one)}
        return {key for one in value for key in keys(one)} if isinstance(value, list) else set()

    assert keys(collection()) - {"@context"} <= set(TERMS)
    (expanded,) = jsonld.expand(found)
    items = expanded[f"{AS}first"][0][f"{AS}items"][0]["@list"]
    assert {item["@type"][0] for item in items} == {f"{OA}Annotation"}
    assert {item[f"{OA}motivatedBy"][0]["@id"] for item in items} == {f"{OA}assessing", f"{OA}describing"}


def test_address_of_the_document_is_where_it_came_from() -> None:
    """A document with an address has it as `via`."""
    sources = [target["source"] for item in collection()["first"]["items"] for target in item["target"]]
    assert {source.get("via") for source in sources} == {RECORDS[0].document.url}
