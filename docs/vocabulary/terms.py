"""Classes and properties of the ontology, each with all that the files say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from docs.vocabulary.names import Names, Ref, anchor, curie, text
from kg.rdf.namespaces import FPP

STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
KINDS = (
    ("Classes", OWL.Class),
    ("Properties that join things", OWL.ObjectProperty),
    ("Properties that hold values", OWL.DatatypeProperty),
    ("Properties of the terms themselves", OWL.AnnotationProperty),
)
CHARACTERISTICS = (
    (OWL.FunctionalProperty, "functional: at most one value"),
    (OWL.TransitiveProperty, "transitive"),
    (OWL.SymmetricProperty, "symmetric"),
)
MAPPINGS = (
    *((RDFS.subClassOf, "is a kind of"), (RDFS.subPropertyOf, "is a case of"), (OWL.equivalentClass, "same as")),
    *((OWL.equivalentProperty, "same as"), (SKOS.exactMatch, "same meaning as"), (SKOS.closeMatch, "close to")),
    *((SKOS.broadMatch, "narrower than"), (SKOS.narrowMatch, "broader than"), (SKOS.relatedMatch, "related to")),
    *((RDFS.seeAlso, "see also"), (OWL.sameAs, "same as")),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. `facts` are (label, names) of all that links it to other terms."""

    iri: str
    curie: str
    anchor: str
    label: str
    definition: str
    example: str
    characteristics: list[str]
    facts: list[tuple[str, list[Ref]]]
    alignments: list[tuple[str, Ref]]
    status: str
    since: str


def terms_by_kind(graph: Graph, names: Names) -> list[tuple[str, list[Term]]]:
    """Return the terms of each kind, in alphabetical order."""
    found = []
    for title, kind in KINDS:
        nodes = {one for one in graph.subjects(RDF.type, kind) if isinstance(one, URIRef) and one.startswith(str(FPP))}
        found.append((title, [_term(graph, node, names) for node in sorted(nodes, key=lambda one: one.lower())]))
    return found


def disjoint_classes(graph: Graph, names: Names) -> list[list[Ref]]:
    """Return the sets of classes of which nothing can be two, in a fixed order."""
    sets = [
        [names.ref(one) for one in Collection(graph, members)]
        for node in graph.subjects(RDF.type, OWL.AllDisjointClasses)
        for members in graph.objects(node, OWL.members)
    ]
    return sorted(sets, key=lambda refs: [ref.name for ref in refs])


def alignments(graph: Graph, node: URIRef, names: Names) -> list[tuple[str, Ref]]:
    """Return how a term stands to those of other vocabularies."""
    return [
        (word, ref)
        for predicate, word in MAPPINGS
        for ref in names.refs(one for one in graph.objects(node, predicate) if not str(one).startswith(str(FPP)))
    ]


def _term(graph: Graph, node: URIRef, names: Names) -> Term:
    def ours(found: Iterable[object]) -> list[Ref]:
        return names.refs(one for one in found if str(one).startswith(str(FPP)))

    objects, subjects = graph.objects, graph.subjects
    shaped = [
        *(shape for path in subjects(SH.path, node) for shape in _owners(graph, path)),
        *subjects(SH.targetClass, node),
        *subjects(SH.targetSubjectsOf, node),
    ]
    facts = [
        ("Broader", ours((*objects(node, RDFS.subClassOf), *objects(node, RDFS.subPropertyOf)))),
        ("Narrower", ours((*subjects(RDFS.subClassOf, node), *subjects(RDFS.subPropertyOf, node)))),
        ("From (domain)", names.refs(objects(node, RDFS.domain))),
        ("To (range)", names.refs(objects(node, RDFS.range))),
        ("Inverse", names.refs((*objects(node, OWL.inverseOf), *subjects(OWL.inverseOf, node)))),
        ("Properties of it", names.refs(subjects(RDFS.domain, node))),
        ("Properties that lead to it", names.refs(subjects(RDFS.range, node))),
        ("Shapes", names.refs(shaped)),
    ]
    return Term(
        iri=str(node),
        curie=curie(node),
        anchor=anchor(node),
        label=text(graph, node, RDFS.label),
        definition=text(graph, node, SKOS.definition),
        example=text(graph, node, SKOS.example),
        characteristics=[word for kind, word in CHARACTERISTICS if (node, RDF.type, kind) in graph],
        facts=[(label, refs) for label, refs in facts if refs],
        alignments=alignments(graph, node, names),
        status=text(graph, node, STATUS),
        since=text(graph, node, FPP.since),
    )


def _owners(graph: Graph, property_shape: object) -> list[object]:
    """Return the node shapes that hold a property shape."""
    return list(graph.subjects(SH.property, property_shape))  # type: ignore[arg-type]
