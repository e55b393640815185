"""Whose words these are: for every word of a document, the statement, turn or act in which it stands.

The innermost statement wins; outside statements the turn; outside turns the text reports acts, and the holder is the
subject of the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.model import Document, Mention, Span, Spans, Statement, TurnSpeaker

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["statement", "turn", "act"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """Words seen by the same holders.

    `holders` are actor ids (several for joint ones; none for acts, where the subject holds); `speaker` who says it;
    `cues` are word indices of the statement's cue.
    """

    kind: Kind
    holders: tuple[str, ...] = ()
    speaker: str | None = None
    statement: Statement | None = None
    spans: Spans = ()
    cues: tuple[int, ...] = ()
    first: int = -1


ACT = Perspective(kind="act")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A document's words by perspective, and by the actor they mention. Both lists have one entry a word."""

    perspective: Sequence[Perspective | None]
    actor: Sequence[str]
    form: Sequence[str]


def words_in(doc: Doc, spans: Iterable[Span]) -> list[int]:
    """Return the indices of the words that the spans touch, in order."""
    found: list[int] = []
    for span in spans:
        touched = doc.char_span(span.start, span.end, alignment_mode="expand")
        if touched is not None:
            found.extend(range(touched.start, touched.end))
    return found


def see(
    doc: Doc,
    document: Document,
    *,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    turn_speakers: Sequence[TurnSpeaker],
) -> View:
    """Return each word's perspective and actor."""
    actor, form = [""] * len(doc), [""] * len(doc)
    ordered = sorted(mentions, key=lambda m: -sum(s.end - s.start for s in m.spans))
    for mention in ordered:  # the shortest mention wins: "China" in "China's foreign minister"
        for i in words_in(doc, mention.spans):
            actor[i], form[i] = mention.actor, mention.form
    perspective: list[Perspective | None] = [ACT] * len(doc)
    _see_turns(doc, document, turn_speakers, perspective)
    longest_first = sorted(statements, key=lambda s: -sum(span.end - span.start for span in s.content))
    for statement in longest_first:
        words = words_in(doc, statement.content)
        seen = _statement_perspective(doc, statement, words, actor, form)
        for i in words:
            perspective[i] = seen
    return View(perspective=perspective, actor=actor, form=form)


def _statement_perspective(
    doc: Doc, statement: Statement, words: Sequence[int], actor: Sequence[str], form: Sequence[str]
) -> Perspective:
    holder = statement.on_behalf_of or statement.speaker
    holders = (holder,) if holder else tuple(dict.fromkeys(
        actor[i] for i in words_in(doc, statement.source) if actor[i] and form[i] in ("name", "acronym", "nominal")
    ))  # fmt: skip
    return Perspective(
        kind="statement",
        holders=holders,
        speaker=statement.speaker,
        statement=statement,
        spans=statement.content,
        cues=tuple(words_in(doc, statement.cue)),
        first=words[0] if words else -1,
    )


def _see_turns(
    doc: Doc, document: Document, turn_speakers: Sequence[TurnSpeaker], perspective: list[Perspective | None]
) -> None:
    """Lay the turns over the words; a reporter's question has no holder, so its words are nobody's."""
    known = {t.turn: t for t in turn_speakers}
    for number, turn in enumerate(document.turns):
        who = known.get(number)
        holders = (who.on_behalf_of or who.speakers) if who else ()
        seen = None
        if turn.kind != "question" and who is not None and holders:
            speaker = who.speakers[0] if who.speakers else None
            seen = Perspective(kind="turn", holders=holders, speaker=speaker, spans=(turn.body,))
        for i in words_in(doc, (turn.body,)):
            perspective[i] = seen
