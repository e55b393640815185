"""The shapes catch what is wrong: a sound graph conforms, each change to it does not."""

from __future__ import annotations

import datetime as dt

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from kg.model import Actor, Issue, Position, Post, Record, Relation, Span, Statement
from kg.rdf import document_graph, serialize_sorted
from kg.rdf.namespaces import FPP, OA
from kg.read import make_document
from kg.validate import validate

TEXT = "Norway's envoy said that Norway rejects the plan of Chile."


def sound() -> Graph:
    norway = Actor(id="actor-nor", name="Norway", type="Country", aliases=("Oslo",), wikidata="Q20", iso3="NOR")
    envoy = Actor(id="actor-e", name="envoy", type="Person", posts=(Post(title="envoy", represents="Norway"),))
    chile = Actor(id="actor-chl", name="Chile", type="Country", iso3="CHL")
    statement = Statement(
        id="s1",
        source=(Span(0, 14),),
        cue=(Span(15, 19),),
        content=(Span(20, 57),),
        speaker="actor-e",
        on_behalf_of="actor-nor",
        addressees=("actor-chl",),
        venue="in Oslo",
        date=dt.date(2025, 1, 2),
    )
    position = Position(
        id="p1",
        holder="actor-nor",
        issue="issue-1",
        target=(Span(40, 48),),
        stance="oppose",
        evidence=(Span(0, 58),),
        statement="s1",
        ascribed_by="actor-e",
    )
    relation = Relation(id="r1", source="actor-nor", target="actor-chl", type="REJECT", cue=(Span(32, 39),))
    record = Record(
        document=make_document(
            TEXT, input="a.txt", title="No", published="2025-01-03", publisher="P", url="https://a.example"
        ),
        actors=(norway, envoy, chile),
        statements=(statement,),
        positions=(position,),
        relations=(relation,),
        issues=(Issue(id="issue-1", label="plan of Chile"),),
    )
    return document_graph(record)


def one(graph: Graph, kind: URIRef) -> URIRef:
    return min(graph.subjects(RDF.type, kind))


def drop(kind, path):
    def change(graph):
        graph.remove((one(graph, kind), path, None))

    return change


def put(kind, path, value):
    def change(graph):
        graph.set((one(graph, kind), path, value))

    return change


def add(kind, path, value):
    def change(graph):
        graph.add((one(graph, kind), path, value))

    return change


NOWHERE = URIRef("https://a.example/nowhere")
BAD = Literal("bad")
LOW, HIGH = Literal("-0.1", datatype=XSD.decimal), Literal("1.5", datatype=XSD.decimal)
MUTATIONS = [
    *[drop(FPP.Document, p) for p in (DCTERMS.identifier, DCTERMS.language, FPP.sha256, FPP.input)],
    put(FPP.Document, DCTERMS.identifier, BAD),
    put(FPP.Document, FPP.sha256, BAD),
    put(FPP.Document, DCTERMS.language, Literal("English!")),
    put(FPP.Document, DCTERMS.issued, Literal("January")),
    add(FPP.Document, DCTERMS.title, BAD),
    add(FPP.Document, FPP.sha256, Literal("a" * 64)),
    *[
        drop(FPP.Statement, p)
        for p in (FPP.content, FPP.quotation, FPP.negated, FPP.score, FPP.evidence, PROV.wasQuotedFrom)
    ],
    *[put(FPP.Statement, p, NOWHERE) for p in (FPP.speaker, FPP.onBehalfOf, FPP.addressee, FPP.parent, FPP.quotation)],
    add(FPP.Statement, FPP.speaker, URIRef("https://w3id.org/fpp/data/actor/actor-nor")),
    put(FPP.Statement, FPP.score, HIGH),
    put(FPP.Statement, FPP.score, LOW),
    put(FPP.Statement, FPP.negated, BAD),
    put(FPP.Statement, FPP.statedOn, BAD),
    put(FPP.Statement, FPP.content, Literal("")),
    *[
        drop(FPP.Position, p)
        for p in (
            FPP.holder,
            FPP.issue,
            FPP.stance,
            FPP.target,
            FPP.score,
            FPP.intensity,
            FPP.evidence,
            PROV.wasQuotedFrom,
        )
    ],
    *[
        put(FPP.Position, p, NOWHERE)
        for p in (FPP.holder, FPP.issue, FPP.stance, FPP.expressedIn, FPP.ascribedBy, FPP.evidence, PROV.wasQuotedFrom)
    ],
    add(FPP.Position, FPP.stance, FPP.Support),
    put(FPP.Position, FPP.intensity, HIGH),
    put(FPP.Position, FPP.score, Literal(0.5)),
    *[drop(FPP.Relation, p) for p in (FPP["from"], FPP.to, FPP.relationType, FPP.score, FPP.evidence)],
    put(FPP.Relation, FPP.relationType, NOWHERE),
    put(FPP.Relation, FPP.mode, BAD),
    put(FPP.Relation, FPP.occurredOn, BAD),
    put(FPP.Relation, FPP.place, Literal(1)),
    drop(FPP.Issue, SKOS.prefLabel),
    drop(FPP.Issue, SKOS.inScheme),
    put(FPP.Issue, FPP.issueKind, BAD),
    drop(FPP.Person, RDFS.label),
    add(FPP.Person, RDFS.label, Literal("another", lang="en")),
    add(FPP.Person, RDF.type, FPP.Country),
    put(FPP.Country, FPP.iso3, Literal("NO")),
    drop(OA.SpecificResource, OA.hasSource),
    drop(OA.SpecificResource, OA.hasSelector),
    drop(OA.TextPositionSelector, OA.start),
    drop(OA.TextPositionSelector, OA.end),
    put(OA.TextPositionSelector, OA.end, Literal(0)),
    put(OA.TextPositionSelector, OA.start, Literal(-1)),
    drop(OA.TextQuoteSelector, OA.exact),
    put(OA.TextQuoteSelector, OA.exact, Literal("")),
]


def test_sound_graph_conforms():
    """Nothing is found where nothing is wrong."""
    (report,) = validate([sound()])
    assert report.conforms, report.to_text()
    assert report.results == ()


@pytest.mark.parametrize("change", MUTATIONS)
def test_mutation_is_caught(change):
    """Dropped, doubled, dangling, mistyped and out of range: each is found and told in words."""
    graph = sound()
    change(graph)
    (report,) = validate([graph])
    assert not report.conforms
    assert all(result.message for result in report.results)


def test_one_bad_graph_does_not_touch_the_other():
    """Each graph has its own report."""
    bad = sound()
    bad.remove((one(bad, FPP.Position), FPP.holder, None))
    assert [report.conforms for report in validate([sound(), bad])] == [True, False]


def test_reports_are_text_json_and_turtle():
    """A report names node, path and what to do in each form."""
    bad = sound()
    bad.remove((one(bad, FPP.Position), FPP.holder, None))
    (report,) = validate([bad])
    assert "exactly one holder" in report.to_text()
    assert report.to_json()["results"][0]["path"].endswith("holder")
    assert type(report).from_json(report.to_json()) == report
    assert b"sh:ValidationResult" in serialize_sorted(report.to_graph(), "ttl")
