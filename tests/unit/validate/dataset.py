"""A sound graph with everything that kg writes: two documents, and what stands beside them."""

from __future__ import annotations

import datetime as dt

from rdflib import Graph, Literal, URIRef

from kg.model import Actor, Issue, Position, Post, Record, Relation, Span, Statement
from kg.rdf import actor_graph, derived_graph, document_graph, document_iri, issue_graph, provenance_graph
from kg.rdf.namespaces import FPP, SCHEMA
from kg.read import make_document
from kg.review.decisions import Decision
from kg.review.graph import review_graph

DATA = "https://w3id.org/fpp/data/"
TEXT = (
    "Norway's envoy, Kari Lund, said on Monday that Norway rejects the plan of Chile. “The treaty,” she told Chile in "
    "Oslo, “is dead”, and added that Chile had said it wants a truce. Norway accused Chile of theft in Bergen."
)
OTHER = "Chile backs the treaty, its envoy said."


def span(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


NORWAY = Actor(id="actor-nor", name="Norway", type="Country", aliases=("Oslo",), wikidata="Q20", iso3="NOR")
CHILE = Actor(id="actor-chl", name="Chile", type="Country", wikidata="Q298", iso3="CHL")
MINISTRY = Actor(id="actor-m", name="Ministry of the Sea", type="GovernmentBody")
LUND = Actor(
    id="actor-lund",
    name="Kari Lund",
    type="Person",
    posts=(
        Post(
            title="envoy",
            organization="Ministry of the Sea",
            represents="Norway",
            start=dt.date(2025, 1, 1),
            end=dt.date(2025, 12, 31),
        ),
    ),
)
ISSUES = (
    Issue(id="issue-plan", label="plan of Chile", broader=("fppi:sanctions",)),
    Issue(id="issue-treaty", label="treaty", kind="treaty"),
    Issue(id="issue-truce", label="truce"),
)


def first() -> Record:
    whole = span("Norway's envoy, Kari Lund, said on Monday that Norway rejects the plan of Chile.")
    said = Statement(
        id="statement-1",
        source=(span("Norway's envoy, Kari Lund"),),
        cue=(span("said"),),
        content=(span("that Norway rejects the plan of Chile"),),
        speaker="actor-lund",
        on_behalf_of="actor-nor",
        date=dt.date(2025, 3, 3),
        score=0.9,
    )
    told = Statement(
        id="statement-2",
        source=(span("she"),),
        cue=(span("told"),),
        content=(span("“The treaty,”"), span("“is dead”")),
        speaker="actor-lund",
        on_behalf_of="actor-nor",
        addressees=("actor-chl",),
        venue="in Oslo",
        quotation="direct",
    )
    added = Statement(
        id="statement-3",
        source=(span("she"),),
        cue=(span("added"),),
        content=(span("that Chile had said it wants a truce"),),
        speaker="actor-lund",
        on_behalf_of="actor-nor",
    )
    nested = Statement(
        id="statement-4",
        source=(Span(span("Chile had").start, span("Chile had").start + 5),),
        cue=(Span(span("had said").start + 4, span("had said").end),),
        content=(span("it wants a truce"),),
        speaker="actor-chl",
        parent="statement-3",
    )
    positions = (
        Position(
            id="position-1",
            holder="actor-nor",
            issue="issue-plan",
            target=(span("the plan of Chile"),),
            stance="oppose",
            evidence=(whole,),
            statement="statement-1",
            intensity=0.75,
            score=0.9,
        ),
        Position(
            id="position-2",
            holder="actor-chl",
            issue="issue-truce",
            target=(span("a truce"),),
            stance="support",
            evidence=(span("that Chile had said it wants a truce"),),
            statement="statement-3",
            ascribed_by="actor-nor",
        ),
        Position(
            id="position-3",
            holder="actor-nor",
            issue="issue-treaty",
            target=(span("The treaty"),),
            stance="ambivalent",
            evidence=(span("“The treaty,”"), span("“is dead”")),
            statement="statement-2",
        ),
    )
    relation = Relation(
        id="relation-1",
        source="actor-nor",
        target="actor-chl",
        type="ACCUSE",
        cue=(span("accused"),),
        mode="said",
        date=dt.date(2025, 3, 3),
        place="Bergen",
        statement="statement-1",
    )
    document = make_document(
        TEXT, input="a.txt", title="Norway says no", published="2025-03-04", publisher="P", url="https://a.example/1"
    )
    return Record(
        document=document,
        actors=(NORWAY, CHILE, MINISTRY, LUND),
        statements=(said, told, added, nested),
        positions=positions,
        relations=(relation,),
        issues=ISSUES,
    )


def second() -> Record:
    said = Statement(
        id="statement-9",
        source=(span("its envoy", OTHER),),
        cue=(span("said", OTHER),),
        content=(span("Chile backs the treaty", OTHER),),
        on_behalf_of="actor-chl",
    )
    position = Position(
        id="position-9",
        holder="actor-chl",
        issue="issue-treaty",
        target=(span("the treaty", OTHER),),
        stance="support",
        evidence=(Span(0, len(OTHER)),),
        statement="statement-9",
    )
    return Record(
        document=make_document(OTHER, input="b.txt"),
        actors=(CHILE,),
        statements=(said,),
        positions=(position,),
        issues=(ISSUES[1],),
    )


def records() -> tuple[Record, Record]:
    return first(), second()


def texts() -> dict[str, str]:
    return {document_iri(record.document.id): record.document.text for record in records()}


def with_texts(graph: Graph) -> Graph:
    """Add the texts of the documents that the graph describes."""
    for document, text in texts().items():
        if (URIRef(document), None, None) in graph:
            graph.add((URIRef(document), SCHEMA.text, Literal(text)))
    return graph


def graphs() -> tuple[list[Graph], list[Graph]]:
    """Return the graphs of the documents, and those beside them."""
    both = records()
    found = both[1].positions[0]
    decision = Decision(
        document=both[1].document.id,
        found=found,
        now=found,
        holder=CHILE,
        issue=ISSUES[1],
        by="Ana",
        on=dt.date(2025, 3, 5),
        comment="read twice",
    )
    others = [
        actor_graph(both),
        issue_graph(both),
        derived_graph(both),
        provenance_graph(documents=[record.document.id for record in both], model="m-1"),
        review_graph([decision]),
    ]
    return [document_graph(record) for record in both], others


def sound() -> Graph:
    """Return all of it as one graph."""
    whole = Graph()
    documents, others = graphs()
    for graph in (*documents, *others):
        whole += graph
    assert (None, FPP.length, None) in whole
    return whole
