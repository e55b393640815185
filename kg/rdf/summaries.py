"""Graphs over all documents: issues, who supports and opposes what, and where it all comes from."""

from __future__ import annotations

from collections.abc import Container, Iterable

from rdflib import Graph, Literal
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from kg.model import HandCoding, Issue, Record, content_id
from kg.rdf.documents import add_issue
from kg.rdf.namespaces import DEFAULT_BASE, FPP, clean, instance, issue_iri
from kg.rdf.preferred import Preferred, preferred_name
from kg.taxonomy import Concept, Taxonomy, load_taxonomy
from kg.version import __version__


def issue_graph(
    records: Iterable[Record],
    *,
    base: str = DEFAULT_BASE,
    taxonomy: Taxonomy | None = None,
    codes: Container[str] = (),
) -> Graph:
    """Return the graph that describes every issue, and the concepts above it; label and kind are what most documents tell.

    Args:
        records: The documents.
        base: The IRI under which instances stand.
        taxonomy: The concepts; None takes the shipped ones.
        codes: Ids of those that come from the user's codebook; they are in a scheme of their own.
    """
    graph = Graph(identifier=instance(base, "graph", "issues"))
    concepts = load_taxonomy() if taxonomy is None else taxonomy
    labels, kinds = preferred_name(SKOS.prefLabel), Preferred(FPP.issueKind)
    needed: set[str] = set()
    for record in records:
        for issue in record.issues:
            add_issue(graph, issue, base=base)
            labels.tell(issue_iri(base, issue.id), Literal(clean(issue.label), lang="en"))
            kinds.tell(issue_iri(base, issue.id), Literal(issue.kind))
            needed.update((issue.id, *issue.broader))
    labels.settle(graph)
    kinds.settle(graph)
    needed.update(above for name in tuple(needed) for above in concepts.above(name))
    for name in sorted(needed):
        if name in concepts:
            add_concept(graph, concepts[name], base=base)
        if name in codes:
            graph.add((issue_iri(base, name), SKOS.inScheme, instance(base, "scheme", "codebook")))
    return graph


def add_concept(graph: Graph, concept: Concept, *, base: str) -> None:
    """Add a concept of the taxonomy or of a codebook, with its labels and what stands right above it."""
    iri = issue_iri(base, concept.id)
    add_issue(graph, Issue(id=concept.id, label=concept.label, broader=concept.broader), base=base)
    for label in concept.alt_labels:
        graph.add((iri, SKOS.altLabel, Literal(clean(label), lang="en")))
    if concept.definition:
        graph.add((iri, SKOS.definition, Literal(clean(concept.definition), lang="en")))
    if concept.notation:
        graph.add((iri, SKOS.notation, Literal(concept.notation)))


def derived_graph(records: Iterable[Record], *, base: str = DEFAULT_BASE) -> Graph:
    """Return `fpp:supports` and `fpp:opposes` from actors to issues; an ambivalent position gives both."""
    graph = Graph(identifier=instance(base, "graph", "derived"))
    for record in records:
        for position in record.positions:
            holder, issue = instance(base, "actor", position.holder), issue_iri(base, position.issue)
            if position.stance != "oppose":
                graph.add((holder, FPP.supports, issue))
            if position.stance != "support":
                graph.add((holder, FPP.opposes, issue))
    return graph


def provenance_graph(
    *,
    base: str = DEFAULT_BASE,
    documents: Iterable[str] = (),
    revisions: Iterable[tuple[str, str]] = (),
    codings: Iterable[HandCoding] = (),
    model: str = "",
) -> Graph:
    """Return the program that made the graphs, the documents it used, and which earlier ones they replaced.

    Times stand in `run.json` alone, so that the same input gives the same graph.

    Args:
        base: The IRI under which instances stand.
        documents: Ids.
        revisions: Ids of a document and of the earlier text of it.
        codings: What people coded by hand in them.
        model: What read the texts.
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
    for document, previous in revisions:
        earlier = instance(base, "document", previous)
        graph.add((instance(base, "document", document), PROV.wasRevisionOf, earlier))
        graph.add((earlier, RDF.type, PROV.Entity))
    for coding in codings:
        _add_coding(graph, coding, base=base)
    return graph


def _add_coding(graph: Graph, coding: HandCoding, *, base: str) -> None:
    """Add who coded positions of a document by hand; the program then but took them in."""
    activity = instance(base, "coding", content_id("coding", coding.document, coding.coder))
    person = instance(base, "coder", content_id("coder", coding.coder))
    graph.add((activity, RDF.type, PROV.Activity))
    graph.add((activity, RDFS.label, Literal("coded by hand", lang="en")))
    graph.add((activity, RDFS.comment, Literal(clean(f"from {coding.source}"))))
    graph.add((activity, PROV.wasAssociatedWith, person))
    graph.add((activity, PROV.used, instance(base, "document", coding.document)))
    graph.add((activity, PROV.endedAtTime, Literal(f"{coding.on.isoformat()}T00:00:00Z", datatype=XSD.dateTime)))
    graph.add((person, RDF.type, PROV.Person))
    graph.add((person, RDFS.label, Literal(clean(coding.coder), lang="en")))
    for position in coding.positions:
        graph.add((instance(base, "position", position), PROV.wasGeneratedBy, activity))
