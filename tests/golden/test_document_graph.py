"""One record, written by hand, as Turtle: compared as graphs; `make golden` writes the file anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rdflib import Graph
from rdflib.compare import isomorphic

from kg.model import Actor, Issue, Position, Post, Record, Relation, Span, Statement
from kg.rdf import document_graph, serialize_sorted
from kg.read import make_document

GOLDEN = Path(__file__).with_name("document_graph.ttl")
TEXT = "Norway's envoy, Kari Lund, said on Monday that Norway rejects the plan of Chile."


ENVOY = Post(title="envoy", represents="Norway", start=dt.date(2025, 1, 20))


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def hand_written() -> Record:
    """Return a record with one of everything."""
    document = make_document(
        TEXT,
        input="golden.txt",
        title="Norway says no",
        published="2025-03-04",
        publisher="Example",
        url="https://news.example/1",
    )
    return Record(
        document=document,
        actors=(
            Actor(id="actor-nor", name="Norway", type="Country", wikidata="Q20", iso3="NOR"),
            Actor(id="actor-lund", name="Kari Lund", type="Person", posts=(ENVOY,)),
            Actor(id="actor-chl", name="Chile", type="Country", wikidata="Q298", iso3="CHL"),
        ),
        statements=(
            Statement(
                id="statement-1",
                source=(span("Norway's envoy, Kari Lund"),),
                cue=(span("said"),),
                content=(span("that Norway rejects the plan of Chile"),),
                speaker="actor-lund",
                on_behalf_of="actor-nor",
                date=dt.date(2025, 3, 3),
                score=0.9,
            ),
        ),
        positions=(
            Position(
                id="position-1",
                holder="actor-nor",
                issue="issue-1",
                target=(span("the plan of Chile"),),
                stance="oppose",
                evidence=(Span(0, len(TEXT)),),
                statement="statement-1",
                intensity=0.7,
                score=0.8,
            ),
        ),
        relations=(
            Relation(
                id="relation-1",
                source="actor-nor",
                target="actor-chl",
                type="REJECT",
                score=0.6,
                cue=(span("rejects"),),
                mode="said",
                date=dt.date(2025, 2, 24),
                place="Oslo",
                statement="statement-1",
            ),
        ),
        issues=(Issue(id="issue-1", label="plan of Chile", kind="initiative"),),
    )


def test_document_graph(rewrite_golden):
    """The triples are those of the reviewed file."""
    graph = document_graph(hand_written())
    if rewrite_golden:
        GOLDEN.write_bytes(serialize_sorted(graph, "ttl"))
    assert isomorphic(graph, Graph().parse(GOLDEN, format="turtle"))
