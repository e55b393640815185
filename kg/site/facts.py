"""What pages tell, read from the store: one small frozen record for an actor, an issue, a document or a claim."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from kg.rdf.namespaces import FPP, OA, SCHEMA
from kg.site.names import KINDS, page_path
from kg.store.terms import Term

if TYPE_CHECKING:
    from kg.store import GraphStore

CLASSES: Mapping[str, str] = {kind: str(FPP[kind.capitalize()]) for kind in KINDS}
Fields: TypeAlias = Mapping[str, tuple[Term, ...]]
"""What is said of an IRI: values by predicate."""
LABELS = tuple(map(str, (RDFS.label, SKOS.prefLabel, DCTERMS.title, FPP.input)))
WITH_EVIDENCE = """
SELECT DISTINCT ?s ?p ?o {
  { VALUES ?s { $claims } ?s ?p ?o }
  UNION { VALUES ?c { $claims } ?c fpp:evidence ?s . ?s ?p ?o }
  UNION { VALUES ?c { $claims } ?c fpp:evidence ?e . ?e oa:hasSelector ?s . ?s ?p ?o }
}
"""
BATCH = 500
"""Claims that are read in one query."""
NODES = 8000
"""Nodes that are kept as they were read; more are dropped before the next batch."""
CACHED = 8192
"""How many of each kind of record are kept: what recent pages named, not the graph."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name: an actor, an issue, a document. `path` is None where the graph does not describe it."""

    iri: str
    label: str
    path: str | None
    type: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as claims cite it."""

    thing: Thing
    day: str
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document: `exact` from `start` to `end` (code points), with what stands around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, position or relation: who (and toward whom), what, its words, when and where.

    `who` is the speaker, holder or source; `other` who is spoken for, or the target of a relation; `about` the issue.
    `sort` is the stance of a position, the quotation of a statement, the type of a relation.
    """

    kind: str
    iri: str
    path: str
    who: Thing | None
    other: Thing | None
    about: Thing | None
    sort: str
    words: tuple[Evidence, ...]
    source: Source
    day: str
    score: str
    fields: Fields

    @property
    def quote(self) -> str:
        """The words that prove it."""
        return " … ".join(one.exact for one in self.words)

    @property
    def name(self) -> str:
        """The last part of the path; also what marks its words on the document's page."""
        return self.path.partition("/")[2]

    def text(self, term: str) -> str:
        """Return the first value of one of our own properties, such as `cue`, as text; empty where there is none."""
        values = self.fields.get(str(FPP[term]), ())
        return _text(values[0]) if values else ""


class Facts:
    """Reads records from a store.

    Args:
        store: The graph, open for reading.
        base: The IRI under which its instances stand.
    """

    def __init__(self, store: GraphStore, base: str) -> None:
        self.store = store
        self.base = base
        self._read: dict[str, list[ox.Triple]] = {}
        self.thing = functools.lru_cache(CACHED)(self._thing)
        self.source = functools.lru_cache(CACHED)(self._source)
        self.claim = functools.lru_cache(CACHED)(self._claim)
        self._said_on = functools.lru_cache(CACHED)(self._find_said_on)

    def iris(self, kind: str) -> list[str]:
        """Return the IRIs of all that is of a kind, sorted."""
        return sorted(self.subjects(str(RDF.type), CLASSES[kind]))

    def about(self, iri: str) -> list[ox.Triple]:
        """Return the triples about an IRI, in no order."""
        read = self._read.get(iri)
        return list(self.store.triples(iri)) if read is None else read

    def fetch(self, claims: list[str]) -> None:
        """Read claims with their evidence in one query, for `about` to give: many small reads take far longer."""
        missing = [iri for iri in claims if iri not in self._read]
        if not missing:
            return
        if len(self._read) > NODES:
            self._read.clear()
        listed = " ".join(str(ox.NamedNode(iri)) for iri in missing)
        found: dict[str, list[ox.Triple]] = {iri: [] for iri in missing}
        for subject, predicate, value in self.store.select(WITH_EVIDENCE.replace("$claims", listed)).terms:
            if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
                found.setdefault(subject.value, []).append(ox.Triple(subject, predicate, value))
        self._read |= found

    def fields(self, iri: str) -> Fields:
        """Return what is said of an IRI: its values by predicate, sorted."""
        found: dict[str, list[Term]] = {}
        for triple in self.about(iri):
            found.setdefault(triple.predicate.value, []).append(triple.object)
        return {predicate: tuple(sorted(values, key=str)) for predicate, values in found.items()}

    def subjects(self, predicate: str, iri: str) -> Iterator[str]:
        """Yield the IRIs that point to this one by a predicate, in no order."""
        for triple in self.store.triples(None, predicate, iri):
            if isinstance(triple.subject, ox.NamedNode):
                yield triple.subject.value

    def values(self, iri: str, predicate: str) -> list[str]:
        """Return the values of one predicate as texts, sorted."""
        return sorted(_text(triple.object) for triple in self.store.triples(iri, predicate))

    def claims(self, kind: str, predicate: str, iri: str) -> list[Claim]:
        """Return the claims of a kind that point to an IRI, the latest first, then as they stand in their texts."""
        found: list[Claim] = []
        going = self.subjects(predicate, iri)
        while part := list(islice(going, BATCH)):
            self.fetch(part)
            found += [self.claim(kind, one) for one in part if self._is_kind(one, kind)]
        return sorted(sorted(found, key=_place), key=lambda claim: claim.day, reverse=True)

    def is_a(self, iri: str, kind: str) -> bool:
        """Say whether the graph gives the IRI this class."""
        return next(self.store.triples(iri, str(RDF.type), kind), None) is not None

    def _is_kind(self, iri: str, kind: str) -> bool:
        wanted = CLASSES[kind]
        return any(t.predicate.value == str(RDF.type) and _text(t.object) == wanted for t in self.about(iri))

    def things(self, kind: str, iris: Iterator[str] | list[str]) -> list[Thing]:
        """Return named things, sorted by name."""
        return sorted((self.thing(kind, iri) for iri in iris), key=lambda one: (one.label.casefold(), one.iri))

    def _thing(self, kind: str, iri: str) -> Thing:
        if not iri:
            return Thing("", "unnamed document", None)
        fields = self.fields(iri)
        types = {_text(value) for value in fields.get(str(RDF.type), ())}
        label = next((_text(fields[name][0]) for name in LABELS if name in fields), "")
        path = page_path(self.base, kind, iri) if CLASSES[kind] in types else None
        special = sorted(name.rpartition("#")[2] for name in types - {CLASSES[kind]} if name.startswith(str(FPP)))
        return Thing(iri, label.strip() or iri, path, special[0] if special else "")

    def _source(self, iri: str) -> Source:
        fields = self.fields(iri) if iri else {}
        issued, publisher, url = (_first(fields, name) for name in (DCTERMS.issued, DCTERMS.publisher, SCHEMA.url))
        return Source(self.thing("document", iri), issued, publisher, url)

    def _claim(self, kind: str, iri: str) -> Claim:
        fields = self.fields(iri)
        source = self.source(_link(fields, PROV.wasQuotedFrom))
        day, sort = source.day, ""
        if kind == "position":
            names, sort = ("holder", "ascribedBy"), _local(_link(fields, FPP.stance)).lower()
            statement = _link(fields, FPP.expressedIn)
            day = (self._said_on(statement) if statement else "") or day
        elif kind == "statement":
            names, sort = ("speaker", "onBehalfOf"), _local(_link(fields, FPP.quotation)).lower()
            day = _first(fields, FPP.statedOn) or day
        else:
            names, sort = ("from", "to"), _local(_link(fields, FPP.relationType)).lower()
            day = _first(fields, FPP.occurredOn) or day
        who, other = (self.thing("actor", one) if one else None for one in (_link(fields, FPP[n]) for n in names))
        issue = _link(fields, FPP.issue)
        return Claim(
            kind=kind,
            iri=iri,
            path=page_path(self.base, kind, iri),
            who=who,
            other=other,
            about=self.thing("issue", issue) if issue else None,
            sort=sort,
            words=self._words(fields),
            source=source,
            day=day,
            score=_first(fields, FPP.score),
            fields=fields,
        )

    def _find_said_on(self, statement: str) -> str:
        return next(iter(self.values(statement, str(FPP.statedOn))), "")

    def _words(self, fields: Fields) -> tuple[Evidence, ...]:
        """Return the pieces of evidence in the order of the text."""
        found = []
        for node in fields.get(str(FPP.evidence), ()):
            if not isinstance(node, ox.NamedNode):
                continue
            said: dict[str, str] = {}
            for selector in self.about(node.value):
                if selector.predicate.value == str(OA.hasSelector) and isinstance(selector.object, ox.NamedNode):
                    said |= {t.predicate.value: _text(t.object) for t in self.about(selector.object.value)}
            exact, prefix, suffix = (said.get(str(OA[name]), "") for name in ("exact", "prefix", "suffix"))
            start, end = (_number(said.get(str(OA[name]), "")) for name in ("start", "end"))
            found.append(Evidence(exact, prefix, suffix, start, end))
        return tuple(sorted(found, key=lambda one: (one.start, one.end, one.exact)))


def _place(claim: Claim) -> tuple[str, int, int, str]:
    first = claim.words[0] if claim.words else Evidence("")
    return claim.source.thing.iri, first.start, -first.end, claim.iri


def _first(fields: Fields, predicate: object) -> str:
    values = fields.get(str(predicate), ())
    return _text(values[0]) if values else ""


def _link(fields: Fields, predicate: object) -> str:
    """Return the first IRI that a predicate leads to; a text there is wrong and leads nowhere."""
    return next((value.value for value in fields.get(str(predicate), ()) if isinstance(value, ox.NamedNode)), "")


def _text(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
