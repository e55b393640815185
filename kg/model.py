"""The records that flow through the stages, all frozen, none bound to a library.

Text positions are half-open `[start, end)` in Unicode code points of `Document.text`. Collections are tuples.
Enumerated values are plain strings, spelled as in the JSON contract (`docs/reference/documents-jsonl.md`).

The order of the records is the order of the stages:

    read      Document (with its Turns), or Unread
    extract   Mention, Cluster, Attribution
    link      Actor, Post, Statement, TurnSpeaker
    position  Position, Relation, Issue
    pipeline  Record: everything known about one document, one line of `documents.jsonl`
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

ActorType = Literal[
    "Person",
    "Country",
    "InternationalOrganization",
    "GovernmentBody",
    "PoliticalParty",
    "NonStateArmedGroup",
    "Company",
    "Media",
    "Group",
]
Form = Literal["name", "nominal", "pronoun", "acronym"]
Quotation = Literal["direct", "indirect", "mixed"]
Stance = Literal["support", "oppose", "ambivalent"]
TurnKind = Literal["speaker", "question", "heading"]
Mode = Literal["done", "said", "future", "hypothetical"]
IssueKind = Literal["topic", "action", "treaty", "resolution", "initiative"]


class Span(NamedTuple):
    """A piece of text, `[start, end)` in code points. Compares and sorts as a pair."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers.

        >>> Span(0, 5).of("China rejects")
        'China'
        """
        return text[self.start : self.end]


Spans = tuple[Span, ...]


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix-` and 16 hex digits of the SHA-256 of the parts as nested JSON.

    The same content gives the same id in any order of documents, on any machine.
    """
    encoded = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return f"{prefix}-{hashlib.sha256(encoded.encode()).hexdigest()[:16]}"


def check_spans(owner: str, spans: Iterable[Span]) -> None:
    """Raise `ValueError` unless every span is ordered and not negative."""
    for span in spans:
        if not 0 <= span.start < span.end:
            raise ValueError(f"{owner}: span {tuple(span)} is empty, reversed or negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of text spoken by one party: a transcript's turn, or the body under a speech's heading.

    `speaker` is the span of the name or title as printed ("MR. PRICE", "H.E. Amina Mohamed of Kenya"); empty for an
    unnamed questioner ("Q:"). `body` is what is spoken, label excluded. Kind `heading` is a speech, statement or
    communiqué whose speaker or signatories stand in the heading (several `speakers` for joint ones).
    """

    kind: TurnKind
    speakers: Spans
    body: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One input text with what is known about it.

    `id` is `doc-` and the first 16 hex digits of `sha256`, the SHA-256 of `text` in UTF-8. `input` is what the user
    named (path, URL, `-`, or `archive.zip!/member`, `file.jsonl#3`). `language` is an ISO 639-1 code.
    """

    id: str
    input: str
    sha256: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An input that gave no document: `skipped` (by rule, such as not English) or failed (an error)."""

    input: str
    reason: str
    skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that refers to an actor. `actor` is the actor's id once linked, else the cluster's key."""

    actor: str
    spans: Spans
    form: Form

    def __post_init__(self) -> None:
        check_spans("Mention", self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMention:
    """An office as the text gives it: "China's permanent representative to the UN Office in Geneva".

    `title` "permanent representative", `organization` "UN Office in Geneva" (of which or at which), `country` "China"
    (the state or body named as possessor, adjective or `of` complement). `former` for "former", "ex-", "then".
    """

    title: str
    organization: str | None = None
    country: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Mentions in one document that refer to one party, before linking.

    `key` is local to the document. `label` is the NER label of the names (PERSON, ORG, GPE, NORP, LOC) or `GROUP` for
    nominal groups ("the international community"). `name` is the fullest name; `aliases` the other names and acronyms.
    `of` names the state that a body is said to belong to, by its name ("Iraqi Security Forces") or a possessor.
    """

    key: str
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    posts: tuple[PostMention, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words, thoughts, wishes or commitments attributed to a source, before linking (PARC3/PolNeAR's three roles).

    `source` is the noun phrase as it stands, empty where the text names none. `source_head` is its head word, from
    which the speaker is resolved. `addressees` are noun phrases. `venue` is the event, medium or place in the text's
    words, `date` the day of saying. `negated` is true where it was not said, or only under a condition. `parent` is the
    index of the enclosing attribution.
    """

    source: Spans
    cue: Spans
    content: Spans
    source_head: Span | None = None
    addressees: Spans = ()
    venue: str | None = None
    quotation: Quotation = "indirect"
    negated: bool = False
    parent: int | None = None
    date: dt.date | None = None
    score: float = 1.0

    def __post_init__(self) -> None:
        check_spans("Attribution", (*self.source, *self.cue, *self.content))
        if not self.content:
            raise ValueError("Attribution: no content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An office held: its title, the organisation it is in, and the state or body it represents (actor names).

    `start` and `end` are the first and the last day in office, where they are known; `end` is None while it lasts.
    """

    title: str
    organization: str | None = None
    represents: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"Post {self.title!r}: ends on {self.end}, before it starts on {self.start}")

    def covers(self, day: dt.date | None) -> bool:
        """Tell whether the office may have been held on a day; always so where the days, or the day, are not known.

        >>> Post(title="envoy", start=dt.date(2020, 1, 1)).covers(dt.date(2019, 5, 1))
        False
        """
        return day is None or ((self.start is None or self.start <= day) and (self.end is None or day <= self.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, state, organisation, body or group that acts, speaks or is spoken about as a party.

    Linked actors have the same `id` in every document (`actor-chn`, `actor-un`); an unlinked one an id from its type
    and name. `wikidata` is a Q-id, `iso3` an ISO 3166-1 code (XKX for Kosovo).
    """

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    iso3: str | None = None
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution whose source is resolved: who spoke (`speaker`) and for whom (`on_behalf_of`), as actor ids."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    speaker: str | None = None
    on_behalf_of: str | None = None
    addressees: tuple[str, ...] = ()
    venue: str | None = None
    quotation: Quotation = "indirect"
    negated: bool = False
    parent: str | None = None
    date: dt.date | None = None
    score: float = 1.0

    def __post_init__(self) -> None:
        check_spans(f"Statement {self.id}", (*self.source, *self.cue, *self.content))


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnSpeaker:
    """Who speaks in turn number `turn` of the document, and for whom, as actor ids; several for joint statements.

    `speakers` is empty for a reporter's question. `on_behalf_of` holds one entry a state or body spoken for.
    """

    turn: int
    speakers: tuple[str, ...] = ()
    on_behalf_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What positions are about, comparable across documents; becomes a SKOS concept. `label` is the preferred one.

    `id` is made of the label, or is that of the taxonomy's concept which the label names. `broader` holds ids of concepts
    of the taxonomy, or of the user's codebook, below which it stands.
    """

    id: str
    label: str
    kind: IssueKind = "topic"
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An actor's stance on an issue, with the words that prove it. Not an office: that is `Post`.

    `target` is the smallest phrase that names the thing; `evidence` the words that show the stance. `statement` is None
    for positions from acts and first-person speech. `intensity` and `score` are in [0, 1].
    """

    id: str
    holder: str
    issue: str
    target: Spans
    stance: Stance
    evidence: Spans
    statement: str | None = None
    intensity: float = 0.5
    ascribed_by: str | None = None
    score: float = 1.0

    def __post_init__(self) -> None:
        check_spans(f"Position {self.id}", (*self.target, *self.evidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one actor did or said to another, typed by a PLOVER event type such as `ACCUSE` or `SANCTION`.

    `mode` tells acts that are done from those that consist of words (`said`), are announced or expected (`future`), or
    only possible or wished (`hypothetical`). `date` is the day of the act and `place` where it was, in the text's words.
    """

    id: str
    source: str
    target: str
    type: str
    cue: Spans
    mode: Mode = "done"
    date: dt.date | None = None
    place: str | None = None
    statement: str | None = None
    score: float = 1.0

    def __post_init__(self) -> None:
        check_spans(f"Relation {self.id}", self.cue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything known about one document: one line of `documents.jsonl`."""

    document: Document
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    relations: tuple[Relation, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandCoding:
    """Positions of a document that a person coded by hand: who, on which day they were taken in, and from which table."""

    document: str
    coder: str
    on: dt.date
    source: str
    positions: tuple[str, ...]
