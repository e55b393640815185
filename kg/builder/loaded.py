"""Graphs that came from files: what they add to the graphs that builds write, and how they are found.

Graphs of documents stand in the store alone. The graphs over all documents (actors, issues, provenance, decisions) are
written anew by each build, so the journal keeps what a file said in them. Of that, a build takes what still describes
something: an actor of a document that is there, not one of a document that was removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.store import GraphStore

SHARED = re.compile(r"(.*[/#:])graph/(actors|derived|issues|provenance|review)")
"""Names of the graphs over all documents; the first group is the base of the instances."""
OF_DOCUMENTS = re.compile(r"(.*[/#:])graph/(doc-[^/]+)")
DESCRIBED = """
SELECT DISTINCT ?subject { GRAPH ?graph { ?subject a ?type } VALUES ?type { fpp:Actor org:Post org:Membership fpp:Issue }
  FILTER(CONTAINS(STR(?graph), "graph/doc-")) }
"""
STANCES = """
SELECT DISTINCT ?holder ?issue ?stance { GRAPH ?graph {
  ?position a fpp:Position ; fpp:holder ?holder ; fpp:issue ?issue ; fpp:stance ?stance } }
"""


def base_of(graphs: Iterable[str]) -> str | None:
    """Return the base under which the instances of these graphs stand, the one of most graphs; None where none tells."""
    found: dict[str, int] = {}
    for name in graphs:
        match = OF_DOCUMENTS.fullmatch(name) or SHARED.fullmatch(name)
        if match:
            found[match[1]] = found.get(match[1], 0) + 1
    return min(found, key=lambda base: (-found[base], base)) if found else None


def add_loaded(store: GraphStore, graphs: Mapping[str, Graph], loaded: Mapping[str, bytes | None]) -> None:
    """Add to each graph over all documents what files said in the graph of its name, as far as it still holds."""
    if not loaded:
        return
    described = {str(row[0]) for row in store.select(DESCRIBED, named_only=True)}
    documents = {match[2] for match in map(OF_DOCUMENTS.fullmatch, store.graph_iris()) if match}
    for name, graph in graphs.items():
        kind = match[2] if (match := SHARED.fullmatch(name)) else ""
        if kind == "derived":
            _derive(store, graph)
        elif said := loaded.get(name):
            triples = _parse(said)
            if kind == "actors":
                triples = [triple for triple in triples if str(triple[0]) in described]
            elif kind == "issues":
                triples = _with_broader(triples, described)
            elif kind == "provenance":
                triples = [triple for triple in triples if _is_of(str(triple[0]), documents)]
            for triple in triples:
                graph.add(triple)


def _derive(store: GraphStore, graph: Graph) -> None:
    """Add what the positions of all documents say, those that came from files too."""
    from rdflib import URIRef

    from kg.rdf.namespaces import FPP

    for holder, issue, stance in store.select(STANCES, named_only=True):
        if str(stance) != str(FPP.Oppose):
            graph.add((URIRef(str(holder)), FPP.supports, URIRef(str(issue))))
        if str(stance) != str(FPP.Support):
            graph.add((URIRef(str(holder)), FPP.opposes, URIRef(str(issue))))


def _parse(triples: bytes) -> list:  # type: ignore[type-arg]
    from rdflib import Graph

    return list(Graph().parse(data=triples, format="nt"))


def _with_broader(triples: list, described: set[str]) -> list:  # type: ignore[type-arg]
    """Return the triples about issues that documents name, and about the concepts above them."""
    from rdflib.namespace import SKOS

    wanted, grown = set(described), True
    while grown:
        above = {str(o) for s, p, o in triples if p == SKOS.broader and str(s) in wanted} - wanted
        wanted |= above
        grown = bool(above)
    return [triple for triple in triples if str(triple[0]) in wanted]


def _is_of(subject: str, documents: set[str]) -> bool:
    """Say whether a subject is no document, graph or extraction, or that of a document that is there."""
    name = subject.rsplit("/", 1)[-1]
    return not name.startswith("doc-") or name in documents
