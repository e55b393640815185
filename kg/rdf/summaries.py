"""Graphs over all documents: issues, who supports and opposes what, and where it all comes from."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

from kg.model import Record
from kg.rdf.documents import add_issue
from kg.rdf.namespaces import DEFAULT_BASE, FPP, instance
from kg.version import __version__


def issue_graph(records: Iterable[Record], *, base: str = DEFAULT_BASE) -> Graph:
    """Return the graph that describes every issue."""
    graph = Graph(identifier=instance(base, "graph", "issues"))
    for record in records:
        for issue in record.issues:
            add_issue(graph, issue, base=base)
    return graph


def derived_graph(records: Iterable[Record], *, base: str = DEFAULT_BASE) -> Graph:
    """Return `fpp:supports` and `fpp:opposes` from actors to issues; an ambivalent position gives both."""
    graph = Graph(identifier=instance(base, "graph", "derived"))
    for record in records:
        for position in record.positions:
            holder, issue = instance(base, "actor", position.holder), instance(base, "issue", position.issue)
            if position.stance != "oppose":
                graph.add((holder, FPP.supports, issue))
            if position.stance != "support":
                graph.add((holder, FPP.opposes, issue))
    return graph


def provenance_graph(*, base: str = DEFAULT_BASE, documents: Iterable[str] = (), model: str = "") -> Graph:
    """Return the program that made the graphs and the documents it used.

    Times stand in `run.json` alone, so that the same input gives the same graph.
    """
    graph = Graph(identifier=instance(base, "graph", "provenance"))
    agent = instance(base, "software", f"kg-{__version__}")
    graph.add((agent, RDF.type, PROV.SoftwareAgent))
    graph.add((agent, RDFS.label, Literal(f"kg {__version__}", lang="en")))
    if model:
        graph.add((agent, DCTERMS.requires, Literal(model)))
    for document in documents:
        activity = instance(base, "extraction", document)
        graph.add((activity, RDF.type, PROV.Activity))
        graph.add((activity, PROV.wasAssociatedWith, agent))
        graph.add((activity, PROV.used, instance(base, "document", document)))
        graph.add((instance(base, "graph", document), RDF.type, PROV.Entity))
        graph.add((instance(base, "graph", document), PROV.wasGeneratedBy, activity))
    return graph
