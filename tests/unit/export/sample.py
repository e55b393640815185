"""Self-written records for the tests of exporters."""

from __future__ import annotations

import datetime as dt
import hashlib

from kg.model import Actor, Document, Issue, Mention, Position, Post, Record, Relation, Span, Statement, Turn

TEXT = "=SUM(1): Grace Otieno told Norway that Kenya, she said,\nrejects “mining”. 🌊"


def span(words: str) -> Span:
    """Return where the words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def sample(text: str = TEXT, **document: object) -> Record:
    """Return a record that uses every field."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    values: dict[str, object] = {"title": "-1 degrees", "published": dt.date(2025, 2, 24), "publisher": "The Bay"}
    return Record(
        document=Document(
            id=f"doc-{sha256[:16]}",
            input="bay.txt",
            sha256=sha256,
            text=text,
            turns=(Turn(kind="speaker", speakers=(span("Grace Otieno"),), body=span("rejects")),),
            **(values | document),
        ),
        actors=(
            Actor(id="actor-ken", name="Kenya", type="Country", aliases=("Nairobi",), wikidata="Q114", iso3="KEN"),
            Actor(id="actor-nor", name="Norway", type="Country"),
            Actor(
                id="actor-otieno",
                name="Grace Otieno",
                type="Person",
                posts=(Post(title="minister", organization="Ministry of Seas", represents="Kenya"),),
            ),
        ),
        mentions=(Mention(actor="actor-ken", spans=(span("Kenya"),), form="name"),),
        statements=(
            Statement(
                id="statement-1",
                source=(span("Grace Otieno"),),
                cue=(span("told"), span("said")),
                content=(span("that Kenya"), span("rejects “mining”")),
                speaker="actor-otieno",
                on_behalf_of="actor-ken",
                addressees=("actor-nor",),
                venue="the bay",
                quotation="mixed",
                date=dt.date(2025, 2, 23),
                score=0.9,
            ),
        ),
        positions=(
            Position(
                id="position-1",
                holder="actor-ken",
                issue="issue-1",
                target=(span("“mining”"),),
                stance="oppose",
                evidence=(span("rejects “mining”"),),
                statement="statement-1",
                score=0.8,
            ),
            Position(
                id="position-2",
                holder="actor-nor",
                issue="issue-2",
                target=(span("=SUM(1)"),),
                stance="support",
                evidence=(span("=SUM(1)"),),
                ascribed_by="actor-otieno",
            ),
        ),
        relations=(
            Relation(id="relation-1", source="actor-ken", target="actor-nor", type="REJECT", cue=(span("rejects"),)),
        ),
        issues=(Issue(id="issue-1", label="mining"), Issue(id="issue-2", label="+sums", kind="treaty")),
    )
