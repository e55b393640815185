"""Whose words these are: for every word of a document, the statement, turn or act in which it stands.

The innermost statement wins; outside statements the turn; outside turns the text reports acts, and the holder is the
subject of the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.model import Actor, Document, Mention, Span, Spans, Statement, TurnSpeaker
from kg.position import syntax
from kg.position.domestic import at_home
from kg.position.holders import spoken_for
from kg.position.together import joint, meant_together, partners

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["statement", "turn", "act"]
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})
_VOICES = frozenset(
    {
        "official",
        "source",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "minister",
        "president",
        "government",
        "ministry",
    }
    | {"embassy", "office", "statement", "diplomat", "leader", "authority", "delegation", "administration", "premier"}
    | {"ambassador", "envoy", "letter", "communique", "communiqué", "declaration", "report", "paper", "document"}
)
"""Sources that speak for a party named before."""
_SPEAKING = frozenset({"i", "we"})
_SEVERAL = frozenset({"they", "their", "both"})


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

    `body` maps actors to the state or body whose position theirs is; `people` are the actors that are persons,
    `media` those that only report. `home` is for whom nobody speaks here: see `at_home`.
    """

    perspective: Sequence[Perspective | None]
    actor: Sequence[str]
    form: Sequence[str]
    body: Mapping[str, str]
    people: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()


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
    home = at_home(actors, mentions)
    view = View(
        perspective=perspective,
        actor=actor,
        form=form,
        body={one: body for one, body in spoken_for(actors, statements).items() if body not in home},
        home=home,
        people=frozenset(one.id for one in actors if one.type == "Person"),
        media=frozenset(one.id for one in actors if one.type == "Media"),
    )
    _see_turns(doc, document, turn_speakers, view, perspective)
    held = _held(doc, statements, view)
    longest_first = sorted(statements, key=lambda s: -sum(span.end - span.start for span in s.content))
    for statement in longest_first:
        words = words_in(doc, statement.content)
        seen = _of_statement(doc, statement, words, held[statement.id], view)
        for i in words:
            perspective[i] = seen
    _see_loose_speech(doc, statements, held, perspective)
    return view


def _see_loose_speech(
    doc: Doc,
    statements: Sequence[Statement],
    held: Mapping[str, tuple[str, ...]],
    perspective: list[Perspective | None],
) -> None:
    """Give sentences in the first person that stand outside statements and turns to whoever spoke last.

    "Ann Lee made four proposals. We should act together."
    """
    said = sorted((s for s in statements if held[s.id]), key=lambda s: min(s.content))
    for sentence in doc.sents:
        words = [word for word in sentence if perspective[word.i] is ACT]
        agent = syntax.subject(sentence.root)
        if not words or agent is None or agent.lower_ not in _SPEAKING:
            continue
        last = next((s for s in reversed(said) if min(s.content).start < sentence.start_char), None)
        if last is not None:
            whole = Span(sentence.start_char, sentence.end_char)
            seen = Perspective(kind="turn", holders=held[last.id], speaker=last.speaker, spans=(whole,))
            for word in words:
                perspective[word.i] = seen


def _held(doc: Doc, statements: Sequence[Statement], view: View) -> dict[str, tuple[str, ...]]:
    """Return the holders of each statement; an official or a text that nothing tells apart is that of the one before."""
    held: dict[str, tuple[str, ...]] = {}
    before: tuple[str, ...] = ()
    for statement in sorted(statements, key=lambda s: (*s.cue, *s.content)[0]):
        source = words_in(doc, statement.source)
        found = tuple(dict.fromkeys(view.body.get(one, one) for one in _holders(doc, statement, source, view)))
        if not found and _goes_on(doc, statement, source):
            found = before
        held[statement.id] = found
        before = found or before
    return held


def _goes_on(doc: Doc, statement: Statement, source: Sequence[int]) -> bool:
    """Tell whether a statement whose source means nobody known goes on where the last ended: "the statement read"."""
    if not source:
        return statement.quotation == "direct"
    return doc[source[0] : source[-1] + 1].root.lemma_.lower() in _VOICES


def _of_statement(
    doc: Doc, statement: Statement, words: Sequence[int], holders: tuple[str, ...], view: View
) -> Perspective:
    """Return the perspective of a statement; one in the first person is held by whoever holds the words around it."""
    source = words_in(doc, statement.source)
    own = bool(source) and doc[source[0]].lower_ in _FIRST_PERSON
    if words and ((own and statement.speaker is None) or not (holders or source)):
        outer = view.perspective[words[0]]
        holders = (outer.holders if outer is not None else ()) or holders
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
    spoken_for = statement.on_behalf_of
    holder = statement.speaker if spoken_for is None or spoken_for in view.home else spoken_for
    if holder and source:
        several = partners(doc, source[0], holder, view.actor) if _is_plural(doc, source) else ()
        return several or (holder,)
    if holder or not source:
        return (holder,) if holder else _subject(doc, statement, view)
    named = tuple(view.actor[i] for i in source if view.actor[i])
    return named or meant_together(doc, source, view.actor, view.form, view.people)


def _subject(doc: Doc, statement: Statement, view: View) -> tuple[str, ...]:
    """Return the actors who are the subject of a cue that has no source of its own: "[Chad] objected and called for"."""
    cue = words_in(doc, statement.cue)
    agent = syntax.subject(doc[cue[0] : cue[-1] + 1].root) if cue else None
    return joint(agent, view.actor) if agent is not None else ()


def _is_plural(doc: Doc, source: Sequence[int]) -> bool:
    """Tell whether a source is a pronoun for several."""
    return len(source) == 1 and doc[source[0]].lower_ in _SEVERAL


def _see_turns(
    doc: Doc,
    document: Document,
    turn_speakers: Sequence[TurnSpeaker],
    view: View,
    perspective: list[Perspective | None],
) -> None:
    """Lay the turns over the words; a reporter's question has no holder, so its words are nobody's."""
    known = {t.turn: t for t in turn_speakers}
    for number, turn in enumerate(document.turns):
        who = known.get(number)
        holders = _holders_of_turn(who, view) if who else ()
        seen = None
        if turn.kind != "question" and who is not None and holders:
            speaker = who.speakers[0] if who.speakers else None
            seen = Perspective(kind="turn", holders=holders, speaker=speaker, spans=(turn.body,))
        for i in words_in(doc, (turn.body,)):
            perspective[i] = seen


def _holders_of_turn(who: TurnSpeaker, view: View) -> tuple[str, ...]:
    spoken_for = tuple(body for body in who.on_behalf_of if body not in view.home)
    return tuple(dict.fromkeys(view.body.get(one, one) for one in spoken_for or who.speakers))
