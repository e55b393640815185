"""Any record survives the way through its line."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import record_from_line, record_line
from kg.model import Actor, ActorType, Document, Issue, IssueKind, Mention, Position, Record, Span, Stance, Statement

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SCORE = st.floats(0, 1)
LENGTH = 60


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    pairs = draw(st.lists(st.tuples(st.integers(0, LENGTH - 2), st.integers(1, LENGTH)), min_size=1, max_size=3))
    return tuple(Span(min(start, end - 1), end) for start, end in pairs)


@st.composite
def records(draw: st.DrawFn) -> Record:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=LENGTH, max_size=2 * LENGTH))
    optional = st.none() | TEXT
    return Record(
        document=Document(
            id=draw(TEXT),
            input=draw(TEXT),
            sha256=draw(TEXT),
            text=text,
            title=draw(optional),
            published=draw(st.none() | st.dates(dt.date(1, 1, 1))),
            url=draw(optional),
        ),
        actors=tuple(
            draw(
                st.lists(
                    st.builds(
                        Actor,
                        id=TEXT,
                        name=TEXT,
                        type=st.sampled_from(get_args(ActorType)),
                        aliases=st.lists(TEXT, max_size=2).map(tuple),
                        wikidata=optional,
                        posts=st.just(()),
                    ),
                    max_size=2,
                )
            )
        ),
        mentions=tuple(draw(st.lists(st.builds(Mention, actor=TEXT, spans=spans(), form=st.just("name")), max_size=2))),
        statements=tuple(
            draw(
                st.lists(
                    st.builds(
                        Statement,
                        id=TEXT,
                        source=spans(),
                        cue=spans(),
                        content=spans(),
                        speaker=optional,
                        addressees=st.just(()),
                        date=st.none() | st.dates(),
                        quotation=st.sampled_from(("direct", "indirect", "mixed")),
                        score=SCORE,
                    ),
                    max_size=2,
                )
            )
        ),
        positions=tuple(
            draw(
                st.lists(
                    st.builds(
                        Position,
                        id=TEXT,
                        holder=TEXT,
                        issue=TEXT,
                        target=spans(),
                        evidence=spans(),
                        stance=st.sampled_from(get_args(Stance)),
                        score=SCORE,
                        intensity=SCORE,
                    ),
                    max_size=2,
                )
            )
        ),
        issues=tuple(
            draw(st.lists(st.builds(Issue, id=TEXT, label=TEXT, kind=st.sampled_from(get_args(IssueKind))), max_size=2))
        ),
    )


@settings(max_examples=40, deadline=None)
@given(records())
def test_record_round_trip(record: Record) -> None:
    """A record comes back equal, and gives the same bytes again."""
    line = record_line(record)
    assert record_from_line(line) == record
    assert record_line(record_from_line(line)) == line
    assert b"\n" not in line
