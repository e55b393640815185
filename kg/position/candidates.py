"""Every word that may head a target, with the holders whose position it would be and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Span
from kg.position import syntax
from kg.position.evaluation import Evaluation, evaluate
from kg.position.features import features, is_candidate
from kg.position.holders import acting
from kg.position.lexicon import Lexicon
from kg.position.perspectives import Perspective, View

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible target: the head word, the phrase, who would hold the position, and the features that decide."""

    head: int
    words: tuple[int, int]
    target: Span
    holders: tuple[str, ...]
    seen: Perspective
    evaluation: Evaluation
    features: tuple[str, ...]


def candidates(doc: Doc, view: View, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield the candidates in the order of the text; only words that have a holder and are inside one phrase."""
    for token in doc:
        seen = view.perspective[token.i]
        if seen is None or not is_candidate(token):
            continue
        holders = seen.holders
        if seen.kind == "act":
            holders = tuple(dict.fromkeys(view.body.get(one, one) for one in acting(token, view.actor)))
        if not holders:
            continue
        words = _within(doc, syntax.phrase(token), seen, token.i)
        found = evaluate(token, lexicon)
        yield Candidate(
            head=token.i,
            words=words,
            target=Span(doc[words[0]].idx, doc[words[1]].idx + len(doc[words[1]])),
            holders=holders,
            seen=seen,
            evaluation=found,
            features=tuple(features(token, seen, view, found, lexicon)),
        )


def _within(doc: Doc, words: tuple[int, int], seen: Perspective, head: int) -> tuple[int, int]:
    """Cut a phrase at the edges of the content that its head stands in, and at a length no name of a thing has."""
    start, end = max(words[0], head - MAX_WORDS // 2), min(words[1], head + MAX_WORDS)
    span = next((s for s in seen.spans if s.start <= doc[head].idx < s.end), None)
    if span is not None:
        while start < head and doc[start].idx < span.start:
            start += 1
        while end > head and doc[end].idx >= span.end:
            end -= 1
    return start, end
