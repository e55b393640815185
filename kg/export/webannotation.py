"""W3C Web Annotations: one a position and one a statement, as tools that show notes beside a text read them.

A collection with one page. Each annotation says in a sentence what is claimed, names the claim and its issue, and points
to the words in the document by position and by quotation. `http://www.w3.org/ns/anno.jsonld` is named, not fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.export.about import About, software_iri
from kg.export.claims import LANGUAGE, URL, Claim, Evidence, claims
from kg.store import GraphStore
from kg.version import __version__

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_annotations(store: GraphStore, out: BinaryIO, about: About | None = None) -> None:
    """Write one annotation a line; memory holds one document."""
    about = about or About()
    head = {"@context": CONTEXT, "id": "urn:x-kg:annotations", "type": "AnnotationCollection", "label": about.title}
    if about.licence:
        head["rights"] = about.licence
    total = store.select("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a ?k VALUES ?k { fpp:Position fpp:Statement } }").rows[
        0
    ][0]
    text = _json({**head, "total": total}).removesuffix("}")
    out.write(
        f'{text},\n "first": {{"id": "urn:x-kg:annotations:1", "type": "AnnotationPage", "startIndex": 0, '.encode()
    )
    out.write(b'"partOf": "urn:x-kg:annotations", "items": [')
    comma = ""
    for claim in claims(store, "Position", "Statement"):
        out.write(f"{comma}\n  {_json(annotation(claim, about))}".encode())
        comma = ","
    out.write(b"]}}\n")


def annotation(claim: Claim, about: About) -> dict[str, Any]:
    """Return a claim as an annotation, without its context."""
    targets = [_target(claim, evidence) for evidence in claim.evidence]
    bodies = list(_bodies(claim))
    found: dict[str, Any] = {
        "id": f"{claim.iri}#annotation",
        "type": "Annotation",
        "motivation": "assessing" if claim.value("stance") else "describing",
        "created": about.timestamp,
        "generator": {"id": software_iri(), "type": "Software", "name": f"kg {__version__}"},
        "body": bodies,
        "target": targets or claim.document,
    }
    return {**found, "rights": about.licence} if about.licence else found


def _bodies(claim: Claim) -> Iterator[dict[str, Any]]:
    yield {
        "type": "TextualBody",
        "purpose": "describing",
        "value": claim.sentence(),
        "format": "text/plain",
        "language": "en",
    }
    yield {"type": "SpecificResource", "purpose": "identifying", "source": claim.iri}
    issue = claim.value("issue")
    if issue:
        yield {"type": "SpecificResource", "purpose": "classifying", "source": issue}
        yield {"type": "TextualBody", "purpose": "tagging", "value": claim.label(issue), "language": "en"}


def _target(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = []
    if evidence.start is not None and evidence.end is not None:
        selectors.append({"type": "TextPositionSelector", "start": int(evidence.start), "end": int(evidence.end)})
    if evidence.exact is not None:
        around = {"prefix": evidence.prefix, "suffix": evidence.suffix}
        words = {name: value for name, value in around.items() if value}
        selectors.append({"type": "TextQuoteSelector", "exact": evidence.exact, **words})
    return {"id": evidence.iri, "type": "SpecificResource", "source": _source(claim), "selector": selectors}


def _source(claim: Claim) -> dict[str, Any]:
    """Return the document: its offsets are those of the text that was read, its address where that came from."""
    found = {"id": claim.document, "type": "Text", "format": "text/plain"}
    for name, prop in (("language", LANGUAGE), ("via", URL)):
        value = claim.about_document(prop)
        if value:
            found[name] = value
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
