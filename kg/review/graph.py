"""Decisions as RDF, in PROV-O's words: who decided, when, on which position, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal
from rdflib.namespace import PROV, RDF, RDFS, XSD

from kg.model import content_id
from kg.rdf.namespaces import DEFAULT_BASE, clean, instance
from kg.review.decisions import Decision


def review_graph(decisions: Iterable[Decision], *, base: str = DEFAULT_BASE) -> Graph:
    """Return the graph of what people decided.

    A decision is a `prov:Activity` that used the extracted position. It generated the position that stands, or
    invalidated the extracted one where the text shows none.
    """
    graph = Graph(identifier=instance(base, "graph", "review"))
    for one in decisions:
        activity = instance(base, "decision", content_id("decision", one.document, one.found.id, one.by, one.on))
        person = instance(base, "coder", content_id("coder", one.by))
        found = instance(base, "position", one.found.id)
        graph.add((activity, RDF.type, PROV.Activity))
        graph.add((activity, PROV.wasAssociatedWith, person))
        graph.add((activity, PROV.endedAtTime, Literal(f"{one.on.isoformat()}T00:00:00Z", datatype=XSD.dateTime)))
        graph.add((activity, PROV.used, found))
        graph.add((activity, PROV.used, instance(base, "document", one.document)))
        graph.add((person, RDF.type, PROV.Person))
        graph.add((person, RDFS.label, Literal(clean(one.by), lang="en")))
        if one.comment:
            graph.add((activity, RDFS.comment, Literal(clean(one.comment))))
        if one.now is None:
            graph.add((found, PROV.wasInvalidatedBy, activity))
        elif one.now.id == one.found.id:
            graph.add((found, PROV.wasInfluencedBy, activity))
        else:
            now = instance(base, "position", one.now.id)
            graph.add((now, PROV.wasGeneratedBy, activity))
            graph.add((now, PROV.wasRevisionOf, found))
            graph.add((found, PROV.wasInvalidatedBy, activity))
    return graph
