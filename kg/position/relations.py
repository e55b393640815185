"""What one actor does or says to another: the frames whose arguments are actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import Document, Relation, Span, content_id
from kg.position import syntax
from kg.position.evaluation import frames_of
from kg.position.holders import joint
from kg.position.lexicon import Frame, Lexicon
from kg.position.perspectives import View

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCORE = 0.75
"""Share of right relations among 45 drawn from the training documents and read."""
_ASKING = frozenset({"urge", "tell"})
_OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})


def find_relations(doc: Doc, document: Document, view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """Yield typed relations between actors, in the order of the text.

    Example: "Poland accused Hungary of helping Minsk": Poland, ACCUSE, Hungary.
    """
    for token in doc:
        frame = _frame(token, lexicon)
        sources = _bodies(_sources(token, view), view) if frame is not None else ()
        if frame is None or not sources:
            continue
        targets = _bodies(_targets(token, frame, view), view)
        seen = view.perspective[token.i]
        statement = seen.statement.id if seen is not None and seen.statement is not None else None
        cue = Span(token.idx, token.idx + len(token.text))
        for source in sources:
            for target in targets:
                if source != target:
                    yield Relation(
                        id=content_id("relation", document.id, source, target, frame.relation, cue),
                        source=source,
                        target=target,
                        type=frame.relation,
                        cue=(cue,),
                        statement=statement,
                        score=SCORE,
                    )


def _frame(token: Token, lexicon: Lexicon) -> Frame | None:
    """Return the frame that makes a verb an act between actors; none where the act is denied, supposed or not asked for."""
    if token.pos_ != "VERB" or syntax.is_negated(token) or (token.dep_ == "xcomp" and syntax.is_negated(token.head)):
        return None
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in token.children):
        return None
    asked = any(child.dep_ in ("xcomp", "advcl") for child in token.children)
    return next((f for f in frames_of(token, lexicon) if f.relation and (asked or f.name not in _ASKING)), None)


def _bodies(actors: Iterator[str] | tuple[str, ...], view: View) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.body.get(actor, actor) for actor in actors))


def _sources(token: Token, view: View) -> tuple[str, ...]:
    """Return who acts: the subject, or the agent of a passive ("was sanctioned by [Norway]")."""
    for child in token.children:
        if child.dep_ == "obl:agent":
            return tuple(_named(child, view))
    agent = syntax.subject(token)
    return joint(agent, view.actor) if agent is not None else ()


def _targets(token: Token, frame: Frame, view: View) -> Iterator[str]:
    """Yield the actors in the frame's slots, and those that a sanction falls on ("imposed a ban on [Iran]")."""
    for child in token.children:
        if child.dep_ in _OBJECTS:
            yield from _named(child, view)
            for inner in child.children if frame.relation == "SANCTION" else ():
                if inner.dep_ == "nmod" and frame.slots.get(syntax.preposition(inner)):
                    yield from _named(inner, view)
        elif child.dep_.startswith("obl") and frame.slots.get(syntax.preposition(child)):
            yield from _named(child, view)


def _named(head: Token, view: View) -> Iterator[str]:
    """Yield the actors that a noun phrase names by its own heads: not Chile in "rejected [Chile's] offer"."""
    for word in (head, *(child for child in head.children if child.dep_ == "conj")):
        if view.actor[word.i]:
            yield view.actor[word.i]
