"""Positions and statements as plain values, with all that a reader of one of them wants to know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.export.nodes import Node, first, graph_triples, graphs_with, nodes_of
from kg.rdf.namespaces import FPP, OA, SCHEMA
from kg.rdf.prefixes import PREFIXES
from kg.store import GraphStore
from kg.store.turtle import LABEL, TYPE

PREF_LABEL = f"{PREFIXES['skos']}prefLabel"
TITLE = f"{PREFIXES['dcterms']}title"
PUBLISHER, LANGUAGE = f"{PREFIXES['dcterms']}publisher", f"{PREFIXES['dcterms']}language"
QUOTED_FROM = f"{PREFIXES['prov']}wasQuotedFrom"
VERBS = {"Support": "supports", "Oppose": "opposes", "Ambivalent": "is of two minds about"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of text: `start` and `end` in code points of the document's text, and the words with those around them."""

    iri: str
    start: str | None
    end: str | None
    exact: str | None
    prefix: str | None
    suffix: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A position or statement in its document.

    Args:
        iri: The claim's IRI.
        node: Its properties.
        evidence: The spans that prove it, in order.
        document: The document's IRI.
        nodes: Everything in the document's graph, by IRI.
    """

    iri: str
    node: Node
    evidence: tuple[Evidence, ...]
    document: str
    nodes: dict[str, Node]

    def value(self, prop: str) -> str | None:
        """Return the first value of a property of `fpp:`."""
        return first(self.node, f"{FPP}{prop}")

    def about_document(self, prop: str) -> str | None:
        """Return the first value of a property of the document."""
        return first(self.nodes.get(self.document, {}), prop)

    def label(self, iri: str | None) -> str:
        """Return the label of an actor or issue; its IRI where it has none, nothing for nobody."""
        node = self.nodes.get(iri or "", {})
        return first(node, PREF_LABEL) or first(node, LABEL) or iri or ""

    def sentence(self) -> str:
        """Return what is claimed in one English sentence."""
        if self.value("stance"):
            stance = str(self.value("stance")).rpartition("#")[2]
            verb = VERBS.get(stance, "takes a position on")
            said = f"{self.label(self.value('holder'))} {verb} {self.label(self.value('issue'))}"
            by = self.value("ascribedBy")
            return f"{said}, according to {self.label(by)}." if by else f"{said}."
        speaker, behalf = self.label(self.value("speaker")), self.label(self.value("onBehalfOf"))
        who = speaker or behalf or self.value("source") or "Somebody"
        whom = f", for {behalf}," if behalf and behalf != who else ""
        negated = "did not say" if self.value("negated") == "true" else "said"
        return f"{who}{whom} {negated}: {self.value('content')}"


def claims(store: GraphStore, *kinds: str) -> Iterator[Claim]:
    """Yield the claims of some kinds (`Position`, `Statement`), document by document, sorted.

    Memory holds one named graph. A claim that two graphs hold comes once, from the first.
    """
    classes = [f"{FPP}{kind}" for kind in kinds]
    wanted = set(map(ox.NamedNode, classes))
    seen: set[str] = set()
    for graph in graphs_with(store, *classes):
        nodes = nodes_of(graph_triples(store, graph))
        for iri, node in nodes.items():
            if wanted.intersection(node.get(TYPE, ())) and iri not in seen:
                seen.add(iri)
                yield Claim(iri, node, _evidence(node, nodes), first(node, QUOTED_FROM) or "", nodes)


def _evidence(node: Node, nodes: dict[str, Node]) -> tuple[Evidence, ...]:
    found = [_span(iri.value, nodes) for iri in node.get(f"{FPP}evidence", ()) if isinstance(iri, ox.NamedNode)]
    return tuple(sorted(found, key=lambda span: (int(span.start or 0), span.iri)))


def _span(iri: str, nodes: dict[str, Node]) -> Evidence:
    selectors: Node = {}
    for selector in nodes.get(iri, {}).get(f"{OA}hasSelector", ()):
        if isinstance(selector, ox.NamedNode):
            selectors |= nodes.get(selector.value, {})
    start, end, exact, prefix, suffix = (
        first(selectors, f"{OA}{n}") for n in ("start", "end", "exact", "prefix", "suffix")
    )
    return Evidence(iri, start, end, exact, prefix, suffix)


URL = str(SCHEMA.url)
