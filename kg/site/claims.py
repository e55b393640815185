"""Pages of documents and of what they claim: statements, positions, relations."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, SKOS

from kg.rdf.namespaces import FPP, SCHEMA
from kg.site.facts import Claim, Facts, Thing
from kg.site.highlight import excerpt, marked_paragraphs, marks_of
from kg.site.pages import Pages

CLAIMS = ("position", "statement", "relation")
SHOWN = 24
"""How many of those who stand on one side a claim's page names."""
RELATED = (
    ("Positions in it", "position", "expressedIn"),
    ("Relations in it", "relation", "expressedIn"),
    ("Statements within it", "statement", "parent"),
)
MORE = 20
"""How many other relations between the same two a relation's page tells."""
SIDES = (("support", "supports", "Support it"), ("oppose", "opposes", "Oppose it"))


@dataclass(frozen=True, slots=True)
class Side:
    """Some of those who stand on one side of an issue."""

    sort: str
    title: str
    rows: list[Thing]
    total: int


class ClaimPages:
    """Writes a document's page and the pages of its claims.

    Args:
        pages: Where they go.
        facts: What they tell.
        types: Definitions of relation types, by their names in lower case.
    """

    def __init__(self, pages: Pages, facts: Facts, types: Mapping[str, str]) -> None:
        self._pages = pages
        self._facts = facts
        self._types = types
        self._sides = functools.lru_cache(1024)(self._find_sides)
        self._between = functools.lru_cache(512)(self._find_between)

    def write(self, document: str, text: str) -> int:
        """Write the pages of a document and of its claims; return how many.

        Args:
            document: Its IRI.
            text: Its text, or empty where it is not kept.
        """
        facts, source = self._facts, self._facts.source(document)
        listed = {kind: facts.claims(kind, str(PROV.wasQuotedFrom), document) for kind in CLAIMS}
        found = [claim for kind in CLAIMS for claim in listed[kind]]
        language = next(iter(facts.values(document, str(DCTERMS.language))), "en")
        # Statements come first where they begin together, for what they say comes after who says it.
        ordered = sorted(found, key=lambda one: (one.words[0].start if one.words else -1, one.kind != "statement"))
        if source.thing.path:
            self._pages.resource(
                "document.html.j2",
                source.thing.path,
                document,
                section="documents",
                source=source,
                language=language,
                counts={kind: len(rows) for kind, rows in listed.items()},
                actors=facts.things("actor", facts.values(document, str(SCHEMA.mentions))),
                paragraphs=marked_paragraphs(text, ordered),
                listed=listed,
            )
        for claim in found:
            self._write_claim(claim, text, language)
        return len(found) + 1

    def _write_claim(self, claim: Claim, text: str, language: str) -> None:
        tell = {"position": self._position, "statement": self._statement, "relation": self._relation}[claim.kind]
        told = {"sides": [], "up": [], "links": [], "texts": [], "related": []} | tell(claim)
        self._pages.resource(
            "claim.html.j2",
            claim.path,
            claim.iri,
            section=f"{claim.kind}s",
            claim=claim,
            language=language,
            negated=claim.text("negated") == "true",
            excerpt=excerpt(text, claim),
            in_text=bool(claim.source.thing.path and marks_of([claim], text)),
            **told,
        )

    def _position(self, claim: Claim) -> dict[str, object]:
        statement = self._up(claim, "expressedIn")
        return {
            "sides": self._sides(claim.about.iri) if claim.about else [],
            "links": [
                ("Holder", claim.who),
                ("Issue", claim.about),
                ("Spoken by", statement.who if statement else None),
                ("According to", claim.other),
            ],
            "texts": [("Words for the issue", claim.text("target")), ("Intensity", claim.text("intensity"))],
            "up": [("Said in", statement)],
        }

    def _statement(self, claim: Claim) -> dict[str, object]:
        facts = self._facts
        addressees = claim.fields.get(str(FPP.addressee), ())
        told = [facts.thing("actor", one.value) for one in addressees if isinstance(one, ox.NamedNode)]
        return {
            "links": [("Speaker", claim.who), ("On behalf of", claim.other), *(("Told to", one) for one in told)],
            "texts": [
                ("Source words", claim.text("source")),
                ("Cue words", claim.text("cue")),
                ("Quotation", claim.sort),
                ("Venue", claim.text("venue")),
                ("Said on", claim.text("statedOn")),
            ],
            "up": [("Told within", self._up(claim, "parent"))],
            "related": [
                (heading, rows, len(rows))
                for heading, kind, term in RELATED
                for rows in [facts.claims(kind, str(FPP[term]), claim.iri)]
            ],
        }

    def _relation(self, claim: Claim) -> dict[str, object]:
        pair = (claim.who.iri if claim.who else "", claim.other.iri if claim.other else "")
        latest, total = self._between(*pair)
        others = [one for one in latest if one.iri != claim.iri]
        type_ = self._types.get(claim.sort, "")
        return {
            "links": [("From", claim.who), ("To", claim.other)],
            "texts": [
                ("Type", f"{claim.sort.upper()}: {type_}" if type_ else claim.sort.upper()),
                ("Mode", claim.text("mode")),
                ("When", claim.text("occurredOn")),
                ("Where", claim.text("place")),
            ],
            "up": [("Said in", self._up(claim, "expressedIn"))],
            "related": [("More from the one to the other", others, total - 1)],
        }

    def _up(self, claim: Claim, term: str) -> Claim | None:
        """Return the statement that a claim stands in, if the graph describes it."""
        iri = claim.text(term)
        described = iri and self._facts.is_a(iri, str(FPP.Statement))
        return self._facts.claim("statement", iri) if described else None

    def _find_sides(self, issue: str) -> list[Side]:
        found = []
        for sort, predicate, title in SIDES:
            holders = self._facts.things("actor", self._facts.subjects(str(FPP[predicate]), issue))
            found.append(Side(sort, title, holders[:SHOWN], len(holders)))
        return found

    def _find_between(self, source: str, target: str) -> tuple[tuple[Claim, ...], int]:
        """Return the latest relations from one actor to another, and how many there are in all."""
        if not (source and target):
            return (), 0
        there = set(self._facts.subjects(str(FPP["from"]), source)) & set(self._facts.subjects(str(FPP.to), target))
        found = sorted(there)
        self._facts.fetch(found)
        claims = [self._facts.claim("relation", iri) for iri in found]
        return tuple(sorted(claims, key=lambda one: one.day, reverse=True)[: MORE + 1]), len(claims)


def relation_types(graph: object) -> Mapping[str, str]:
    """Return the definitions of relation types in `ontology/relations.ttl`, by their names in lower case.

    Args:
        graph: The parsed triples of the file.
    """
    return {
        triple.subject.value.rpartition("#")[2].lower(): triple.object.value
        for triple in graph  # type: ignore[attr-defined]
        if triple.predicate.value == str(SKOS.definition)
    }
