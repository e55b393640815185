"""IRIs as people read them, with the page and anchor where each is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH, SKOS
from rdflib.term import Node

from kg.rdf.namespaces import FPP, ISSUE, RELATION
from kg.rdf.prefixes import PREFIXES

SHAPES = "https://w3id.org/fpp/shapes#"
MORE = {
    "ev": "http://eurovoc.europa.eu/",
    "fpps": SHAPES,
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": str(SH),
    "wdt": "http://www.wikidata.org/prop/direct/",
}
NAMESPACES = {str(namespace): prefix for prefix, namespace in {**PREFIXES, **MORE}.items()}


@dataclass(frozen=True, slots=True)
class Ref:
    """A named thing: as a CURIE, and where it is told (a page of ours, the web, or nowhere)."""

    name: str
    href: str


def curie(node: Node | str) -> str:
    """Return an IRI with its prefix.

    >>> curie("https://w3id.org/fpp/ontology#holder")
    'fpp:holder'
    """
    iri = str(node)
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return f"{NAMESPACES[iri[:cut]]}:{iri[cut:]}" if iri[:cut] in NAMESPACES and iri[cut:] else iri


def anchor(node: Node | str) -> str:
    """Return the id under which a page tells of an IRI."""
    return str(node).rpartition("#")[2].rpartition("/")[2]


class Names:
    """Knows on which page each of our terms stands.

    Args:
        graph: Everything: ontology, schemes and shapes.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def ref(self, node: Node) -> Ref:
        """Return a name with the link to where it is told."""
        iri = str(node)
        if not isinstance(node, URIRef):
            return Ref(str(node), "")
        if iri.startswith(SHAPES):
            return Ref(curie(node), f"shapes.html#{anchor(node)}")
        if iri.startswith(str(RELATION)):
            return Ref(curie(node), f"relations.html#{anchor(node)}")
        if iri.startswith(str(ISSUE)):
            return Ref(curie(node), f"issues.html#{anchor(node)}")
        if iri.startswith(str(FPP)):
            return Ref(curie(node), f"{self._home(node)}#{anchor(node)}")
        return Ref(curie(node), iri if iri.startswith("http") else "")

    def refs(self, nodes: object) -> list[Ref]:
        """Return several, sorted by name, each once."""
        found = {ref.name: ref for ref in map(self.ref, nodes)}  # type: ignore[call-overload]
        return [found[name] for name in sorted(found)]

    def _home(self, node: URIRef) -> str:
        if (node, RDF.type, SKOS.Concept) in self._graph:
            return "stances.html" if (node, RDF.type, FPP.Stance) in self._graph else "quotations.html"
        return "ontology.html"


def load(ontology: Path, shapes: Path) -> Graph:
    """Return every Turtle file of the two folders as one graph."""
    graph = Graph()
    for path in (*sorted(ontology.glob("*.ttl")), *sorted(shapes.glob("*.ttl"))):
        graph.parse(path, format="turtle")
    return graph


def text(graph: Graph, node: Node, predicate: URIRef) -> str:
    """Return the first text that a predicate gives; empty where there is none."""
    return min((str(value) for value in graph.objects(node, predicate)), default="")
