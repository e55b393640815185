"""SKOS schemes as trees of concepts."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS

from docs.vocabulary.names import Names, Ref, anchor, curie, text
from docs.vocabulary.terms import STATUS, alignments
from kg.rdf.namespaces import FPP

ONTOLOGY = "https://w3id.org/fpp/ontology"
SCHEMES = ("issues", "relations", "stances", "quotations")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept and what stands below it."""

    curie: str
    anchor: str
    label: str
    notation: str
    definition: str
    example: str
    others: list[str]
    contrary: list[str]
    related: list[Ref]
    alignments: list[tuple[str, Ref]]
    status: str
    since: str
    narrower: list[Concept]

    @property
    def size(self) -> int:
        """How many concepts stand below it, at any depth."""
        return sum(1 + child.size for child in self.narrower)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme with its top concepts."""

    key: str
    iri: str
    title: str
    description: str
    note: str
    top: list[Concept]

    @property
    def size(self) -> int:
        """How many concepts there are."""
        return sum(1 + concept.size for concept in self.top)


def schemes(graph: Graph, names: Names) -> list[Scheme]:
    """Return the shipped schemes."""
    return [_scheme(graph, names, key) for key in SCHEMES]


def _scheme(graph: Graph, names: Names, key: str) -> Scheme:
    node = URIRef(f"{ONTOLOGY}/{key}")
    return Scheme(
        key=key,
        iri=str(node),
        title=text(graph, node, DCTERMS.title) or text(graph, node, RDFS.label),
        description=text(graph, node, DCTERMS.description),
        note=text(graph, node, SKOS.scopeNote),
        top=_sorted(graph, names, graph.objects(node, SKOS.hasTopConcept)),
    )


def _concept(graph: Graph, names: Names, node: URIRef) -> Concept:
    def texts(predicate: URIRef) -> list[str]:
        return sorted(map(str, graph.objects(node, predicate)))

    mapped = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    foreign = {names.ref(one).name for predicate in mapped for one in graph.objects(node, predicate)}
    return Concept(
        curie=curie(node),
        anchor=anchor(node),
        label=text(graph, node, SKOS.prefLabel),
        notation=text(graph, node, SKOS.notation),
        definition=text(graph, node, SKOS.definition),
        example=text(graph, node, SKOS.example),
        others=texts(SKOS.altLabel),
        contrary=texts(FPP.contraryLabel),
        related=names.refs(graph.objects(node, SKOS.related)),
        alignments=[(word, ref) for word, ref in alignments(graph, node, names) if ref.name in foreign],
        status=text(graph, node, STATUS),
        since=text(graph, node, FPP.since),
        narrower=_sorted(graph, names, graph.subjects(SKOS.broader, node)),
    )


def _sorted(graph: Graph, names: Names, nodes: object) -> list[Concept]:
    found = [_concept(graph, names, node) for node in nodes]  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.notation, one.label))
