"""One document's positions, relations and issues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import (
    Actor,
    Document,
    Issue,
    Mention,
    Position,
    Relation,
    Span,
    Spans,
    Statement,
    TurnSpeaker,
    content_id,
)
from kg.position.attitudes import find_attitudes
from kg.position.candidates import Candidate, candidates
from kg.position.deciding import Decision, decide
from kg.position.issues import issue_of
from kg.position.lexicon import load_lexicon
from kg.position.perspectives import see
from kg.position.relations import find_denied, find_relations

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

    from kg.encoder.reading import OfTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a document takes positions on, who does what to whom, and the issues named."""

    positions: tuple[Position, ...] = ()
    relations: tuple[Relation, ...] = ()
    issues: tuple[Issue, ...] = ()


def find_positions(
    doc: Doc,
    document: Document,
    *,
    linked_actors: Sequence[Actor],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    turn_speakers: Sequence[TurnSpeaker],
    told: OfTokens | None = None,
) -> Found:
    """Return the positions that a document shows, in the order of the text; nothing where there is no parse.

    Args:
        doc: Parsed, with Universal Dependencies.
        document: The text and its turns.
        linked_actors: Only these can hold positions.
        mentions: Where actors are named.
        statements: What they said.
        turn_speakers: Who speaks in the document's turns.
        told: What the network says of the tokens of `doc`; None to do without.
    """
    if not doc.has_annotation("DEP") or not doc.has_annotation("SENT_START"):
        return Found()
    lexicon = load_lexicon()
    view = see(
        doc, document, actors=linked_actors, mentions=mentions, statements=statements, turn_speakers=turn_speakers
    )
    known = {actor.id for actor in linked_actors}
    positions: dict[str, Position] = {}
    issues: dict[str, Issue] = {}
    stances = told.stances if told is not None else None
    for decision in decide(candidates(doc, view, lexicon, stances), told):
        issue = issue_of(doc, decision.candidate.words, decision.candidate.head)
        for position in _positions(doc, document, decision, issue, known):
            positions.setdefault(position.id, position)
            issues.setdefault(issue.id, issue)
    relations = {relation.id: relation for relation in find_relations(doc, document, view, lexicon)}
    if told is not None:
        denied = find_denied(doc, view, lexicon)
        relations |= {one.id: one for one in find_attitudes(doc, document, view, told, relations.values(), denied)}
    return Found(
        positions=tuple(positions.values()), relations=tuple(relations.values()), issues=tuple(issues.values())
    )


def _positions(
    doc: Doc, document: Document, decision: Decision, issue: Issue, known: Collection[str]
) -> Iterable[Position]:
    """Yield one position a holder; what somebody else ascribes to the holder carries who does."""
    candidate = decision.candidate
    statement = candidate.seen.statement
    for holder in candidate.holders:
        if holder in known:
            yield Position(
                id=content_id("position", document.id, holder, candidate.target, statement.id if statement else None),
                holder=holder,
                issue=issue.id,
                target=(candidate.target,),
                stance=decision.stance,
                evidence=_evidence(doc, candidate),
                statement=statement.id if statement else None,
                intensity=candidate.evaluation.intensity,
                ascribed_by=candidate.ascribed_by if candidate.ascribed_by in known else None,
                score=decision.score,
            )


def _evidence(doc: Doc, candidate: Candidate) -> Spans:
    """Return the sentence around the target, and that which tells the position where it is another."""
    shown = {candidate.head} if candidate.shown is None else {candidate.head, candidate.shown}
    sentences = {doc[i].sent.start: doc[i].sent for i in sorted(shown)}
    return tuple(_words_of(sentence) for sentence in sentences.values())


def _words_of(sentence: SpacySpan) -> Span:
    words = [token for token in sentence if not token.is_space]
    return Span(words[0].idx, words[-1].idx + len(words[-1].text))
