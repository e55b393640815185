"""What one actor does or says to another: the frames whose arguments are actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import Document, Relation, Span, content_id
from kg.position import syntax
from kg.position.evaluation import frames_of
from kg.position.lexicon import Lexicon
from kg.position.perspectives import View

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCORE = 0.6
ARGUMENTS = ("obj", "iobj", "obl", "nsubj:pass")


def find_relations(doc: Doc, document: Document, view: View, lexicon: Lexicon) -> Iterator[Relation]:
    """Yield typed relations between actors, in the order of the text.

    Example: "Poland accused Hungary of helping Minsk": Poland, ACCUSE, Hungary.
    """
    for token in doc:
        frame = next((f for f in frames_of(token, lexicon) if f.relation), None) if token.pos_ == "VERB" else None
        if frame is None or syntax.is_negated(token):
            continue
        source = _source(token, view)
        for target in dict.fromkeys(_targets(token, view)):
            if source and target and source != target:
                seen = view.perspective[token.i]
                statement = seen.statement.id if seen is not None and seen.statement is not None else None
                cue = Span(token.idx, token.idx + len(token.text))
                yield Relation(
                    id=content_id("relation", document.id, source, target, frame.relation, cue),
                    source=source,
                    target=target,
                    type=frame.relation,
                    cue=(cue,),
                    statement=statement,
                    score=SCORE,
                )


def _source(token: Token, view: View) -> str:
    agent = syntax.subject(token)
    return view.actor[agent.i] if agent is not None else ""


def _targets(token: Token, view: View) -> Iterator[str]:
    passive = any(child.dep_ == "aux:pass" for child in token.children)
    for child in token.children:
        if child.dep_ in ARGUMENTS and not (passive and child.dep_ == "obl"):
            yield view.actor[child.i]
