"""Whose words these are: for every word of a document, the statement, turn or act in which it stands.

The innermost statement wins; outside statements the turn; outside turns the text reports acts, and the holder is the
subject of the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.model import Actor, Document, Mention, Span, Spans, Statement, TurnSpeaker
from kg.position.holders import joint, meant_together, spoken_for

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["statement", "turn", "act"]
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective:
    """Words seen by the same holders.

    `holders` are actor ids (several for joint ones; none for acts, where the subject holds); `speaker` who says it;
    `cues` are word indices of the statement's cue; `first` is the first word of its content.
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
    """A document's words by perspective (None: nobody's), and by the actor that they mention; one entry a word.

    `body` maps actors to the state or body whose position theirs is.
    """

    perspective: Sequence[Perspective | None]
    actor: Sequence[str]
    form: Sequence[str]
    body: Mapping[str, str]


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
    actors: Sequence[Actor],
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
    view = View(perspective=perspective, actor=actor, form=form, body=spoken_for(actors, statements))
    _see_turns(doc, document, turn_speakers, view.body, perspective)
    longest_first = sorted(statements, key=lambda s: -sum(span.end - span.start for span in s.content))
    for statement in longest_first:
        words = words_in(doc, statement.content)
        seen = _of_statement(doc, statement, words, view)
        for i in words:
            perspective[i] = seen
    return view


def _of_statement(doc: Doc, statement: Statement, words: Sequence[int], view: View) -> Perspective:
    """Return the perspective of a statement; one in the first person is held by whoever holds the words around it."""
    source = words_in(doc, statement.source)
    holders = tuple(dict.fromkeys(view.body.get(one, one) for one in _holders(doc, statement, source, view)))
    if not holders and words and (not source or doc[source[0]].lower_ in _FIRST_PERSON):
        outer = view.perspective[words[0]]
        holders = outer.holders if outer is not None else ()
    return Perspective(
        kind="statement",
        holders=holders,
        speaker=statement.speaker,
        statement=statement,
        spans=statement.content,
        cues=tuple(words_in(doc, statement.cue)),
        first=words[0] if words else -1,
    )


def _holders(doc: Doc, statement: Statement, source: Sequence[int], view: View) -> tuple[str, ...]:
    """Return who holds what a statement says: all of a joint source, else the body spoken for, else the speaker."""
    if source:
        several = joint(doc[source[0] : source[-1] + 1].root, view.actor)
        if len(several) > 1 and statement.speaker in (None, *several):
            return several
    holder = statement.on_behalf_of or statement.speaker
    if holder:
        return (holder,)
    named = tuple(view.actor[i] for i in source if view.actor[i])
    return named or (meant_together(doc, source, view.actor, view.form) if source else ())


def _see_turns(
    doc: Doc,
    document: Document,
    turn_speakers: Sequence[TurnSpeaker],
    body: Mapping[str, str],
    perspective: list[Perspective | None],
) -> None:
    """Lay the turns over the words; a reporter's question has no holder, so its words are nobody's."""
    known = {t.turn: t for t in turn_speakers}
    for number, turn in enumerate(document.turns):
        who = known.get(number)
        holders = (who.on_behalf_of or who.speakers) if who else ()
        seen = None
        if turn.kind != "question" and who is not None and holders:
            speaker = who.speakers[0] if who.speakers else None
            held = tuple(dict.fromkeys(body.get(one, one) for one in holders))
            seen = Perspective(kind="turn", holders=held, speaker=speaker, spans=(turn.body,))
        for i in words_in(doc, (turn.body,)):
            perspective[i] = seen
