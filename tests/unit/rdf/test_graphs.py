"""Records as RDF: safe IRIs, safe text, the same bytes."""

from __future__ import annotations

import datetime as dt

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import ORG, RDF, RDFS, SKOS, XSD

from kg.errors import ExportError, MappingError
from kg.model import Actor, Issue, Position, Post, Record, Span
from kg.rdf import actor_graph, derived_graph, document_graph, issue_graph, serialize_sorted
from kg.rdf.actors import add_actor
from kg.rdf.namespaces import DEFAULT_BASE, FPP, ISSUE, SCHEMA, issue_iri
from kg.read import make_document
from kg.resources import resource_folder
from kg.validate import validate


def record(name: str, text: str) -> Record:
    document = make_document(text or "x", input=name)
    whole = (Span(0, len(document.text)),)
    return Record(
        document=document,
        actors=(Actor(id=f"actor-{name}", name=name, type="Group", aliases=(name[::-1],)),),
        positions=(
            Position(id="p", holder=f"actor-{name}", issue="i", target=whole, stance="ambivalent", evidence=whole),
        ),
        issues=(Issue(id="i", label=name),),
    )


@settings(deadline=None, max_examples=40)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
)
def test_any_name_and_text_give_a_sound_graph(name, text):
    """Hostile names and texts give triples that other parsers read back, and that conform."""
    graph = document_graph(record(name, text))
    quads = serialize_sorted(graph, "nq")
    assert len(list(pyoxigraph.parse(quads, pyoxigraph.RdfFormat.N_QUADS))) == len(graph)
    back = Graph().parse(data=serialize_sorted(graph, "nt"), format="nt")
    assert isomorphic(graph, back)
    (report,) = validate([graph])
    assert report.conforms, report.to_text()


@pytest.mark.parametrize("name", ["<script>", 'a "b"', "a b", "{x}", "a\\b", "é", "a/b#c?d"])
def test_iris_are_safe(name):
    """What an IRI cannot hold is percent-encoded."""
    for subject in document_graph(record(name, "text")).subjects():
        assert not set(str(subject)) & set(' <>"{}|\\^`')


def test_no_blank_nodes_and_same_bytes():
    """Two graphs of one record are the same bytes, and nothing in them is anonymous."""
    one, other = (serialize_sorted(document_graph(record("Norway", "Norway said no.")), "nq") for _ in range(2))
    assert one == other
    assert b"_:" not in one


def test_summaries_over_documents():
    """An ambivalent position gives support and opposition; actors and issues are described once."""
    records = [record("Norway", "one"), record("Norway", "two")]
    derived = derived_graph(records)
    assert {p for _, p, _ in derived} == {FPP.supports, FPP.opposes}
    assert len(list(actor_graph(records).subjects(None, FPP.Group))) == 1
    assert len(list(issue_graph(records).subjects(None, FPP.Issue))) == 1


def test_concepts_above_an_issue_are_described():
    """The graph of issues holds what stands above an issue, up to the top, and nothing else of the taxonomy."""
    one = Record(
        document=make_document("x", input="x"),
        issues=(Issue(id="issue-1", label="lift sanction", broader=("fppi:targeted-sanctions",)),),
    )
    graph = issue_graph([one])
    own = issue_iri(DEFAULT_BASE, "issue-1")
    assert (own, SKOS.broader, ISSUE["targeted-sanctions"]) in graph
    assert (ISSUE["targeted-sanctions"], SKOS.broader, ISSUE.sanctions) in graph
    assert set(graph.subjects()) == {own, ISSUE["targeted-sanctions"], ISSUE.sanctions}
    assert all(graph.value(concept, SKOS.definition) for concept in (ISSUE["targeted-sanctions"], ISSUE.sanctions))


def test_claim_of_an_unknown_actor_is_refused():
    """A position whose holder is not in the record cannot become RDF."""
    broken = Record(
        document=make_document("x", input="x"), positions=record("a", "x").positions, issues=(Issue(id="i", label="i"),)
    )
    with pytest.raises(MappingError, match="does not hold"):
        document_graph(broken)


def test_unknown_format_is_refused():
    """The known ones are named."""
    with pytest.raises(ExportError, match="nq, nt, ttl"):
        serialize_sorted(Graph(), "doc")


def test_every_term_used_is_defined():
    """What graphs and shapes use of the vocabulary stands in the ontology, labelled and defined."""
    ontology = Graph()
    for path in resource_folder("ontology").glob("*.ttl"):
        ontology.parse(path)
    shapes = Graph()
    for path in resource_folder("shapes").glob("*.ttl"):
        shapes.parse(path)
    from rdflib.namespace import RDFS

    defined = {s for s in ontology.subjects(RDFS.label) if (s, SKOS.definition, None) in ontology}
    used = {
        term
        for graph in (shapes, document_graph(record("a", "b")), derived_graph([record("a", "b")]))
        for triple in graph
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(str(FPP))
    }
    assert used
    assert used <= defined, sorted(used - defined)


def test_days_in_office_are_a_membership():
    """A post with days gives a membership of its holder in it; one without gives none."""
    days = {"start": dt.date(2021, 1, 26), "end": dt.date(2025, 1, 20)}
    graph = Graph()
    actor = Actor(id="actor-a", name="Ada", type="Person", posts=(Post(title="envoy", **days), Post(title="judge")))
    add_actor(graph, actor, base=DEFAULT_BASE, names={})
    (time,) = graph.subjects(RDF.type, ORG.Membership)
    (holder,) = graph.subjects(ORG.hasMembership, time)
    assert graph.value(time, ORG.member) == holder
    assert graph.value(graph.value(time, ORG.role), RDFS.label) == Literal("envoy", lang="en")
    found = [graph.value(time, prop) for prop in (SCHEMA.startDate, SCHEMA.endDate)]
    assert found == [Literal(days[name].isoformat(), datatype=XSD.date) for name in ("start", "end")]
    assert len(set(graph.objects(holder, ORG.holds))) == 2
