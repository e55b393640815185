"""Decisions as RDF, in PROV-O's words: who decided, when, on which position, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD

from kg.model import Issue, content_id
from kg.rdf.namespaces import DEFAULT_BASE, FPP, clean, instance, issue_iri
from kg.review.decisions import Decision
from kg.review.issues import IssueDecision, merged, standing


def review_graph(
    decisions: Iterable[Decision], on_issues: Sequence[IssueDecision] = (), *, base: str = DEFAULT_BASE
) -> Graph:
    """Return the graph of what people decided.

    A decision is a `prov:Activity` that used what was extracted, a position or issues. It generated what stands instead,
    or invalidated the extracted position where the text shows none. A decision that was undone is itself invalidated.

    Args:
        decisions: Those on positions, the effective ones.
        on_issues: Those on issues, all, in order of time.
        base: The IRI under which instances stand.
    """
    graph = Graph(identifier=instance(base, "graph", "review"))
    for one in decisions:
        activity = instance(base, "decision", content_id("decision", one.document, one.found.id, one.by, one.on))
        found = instance(base, "position", one.found.id)
        _add_activity(graph, activity, one, base=base)
        graph.add((activity, PROV.used, found))
        graph.add((activity, PROV.used, instance(base, "document", one.document)))
        if one.now is None:
            graph.add((found, PROV.wasInvalidatedBy, activity))
        elif one.now.id == one.found.id:
            graph.add((found, PROV.wasInfluencedBy, activity))
        else:
            now = instance(base, "position", one.now.id)
            graph.add((now, PROV.wasGeneratedBy, activity))
            graph.add((now, PROV.wasRevisionOf, found))
            graph.add((found, PROV.wasInvalidatedBy, activity))
    _add_on_issues(graph, on_issues, base=base)
    return graph


def _add_activity(graph: Graph, activity: URIRef, one: Decision | IssueDecision, *, base: str) -> None:
    """Add who decided, and when."""
    person = instance(base, "coder", content_id("coder", one.by))
    graph.add((activity, RDF.type, PROV.Activity))
    graph.add((activity, PROV.wasAssociatedWith, person))
    graph.add((activity, PROV.endedAtTime, Literal(f"{one.on.isoformat()}T00:00:00Z", datatype=XSD.dateTime)))
    graph.add((person, RDF.type, PROV.Person))
    graph.add((person, RDFS.label, Literal(clean(one.by), lang="en")))
    if one.comment:
        graph.add((activity, RDFS.comment, Literal(clean(one.comment))))


def _add_on_issues(graph: Graph, decisions: Sequence[IssueDecision], *, base: str) -> None:
    """Add what was decided on issues: all of it as activities, what counts as links between issues."""
    counting = {one.id for one in standing(decisions)}
    for one in decisions:
        activity = instance(base, "decision", one.id)
        _add_activity(graph, activity, one, base=base)
        graph.add((activity, RDFS.label, Literal(one.kind, lang="en")))
        for issue in one.issues:
            graph.add((activity, PROV.used, issue_iri(base, issue.id)))
        for document in one.documents:
            graph.add((activity, PROV.used, instance(base, "document", document)))
        if one.undoes and one.undoes not in counting:
            graph.add((instance(base, "decision", one.undoes), PROV.wasInvalidatedBy, activity))
    for one in standing(decisions):
        activity = instance(base, "decision", one.id)
        for issue in (one.now,) if one.now else one.issues:
            iri = issue_iri(base, issue.id)
            graph.add((iri, PROV.wasInfluencedBy, activity))
            for other in one.apart:
                graph.add((iri, OWL.differentFrom, issue_iri(base, other.id)))
    for one, parts in merged(standing(decisions)):
        _add_merged(graph, one, parts, base=base)


def _add_merged(graph: Graph, one: IssueDecision, parts: Iterable[Issue], *, base: str) -> None:
    """Add what an issue was merged from, with the names of it, and what stands for the issues that were merged."""
    for part in parts:
        old, now = issue_iri(base, part.id), one.now
        if now is None or part.label == now.label:
            continue
        iri = issue_iri(base, now.id)
        kind = FPP.contraryLabel if part.id in one.turned else SKOS.hiddenLabel
        graph.add((iri, kind, Literal(clean(part.label), lang="en")))
        if old != iri:
            graph.add((iri, PROV.wasDerivedFrom, old))
            graph.add((old, DCTERMS.isReplacedBy, iri))
            graph.add((old, RDFS.label, Literal(clean(part.label), lang="en")))
