"""What a model found, as words of the parse, made into an attribution with all that grammar says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.attribution.phrases import noun_phrase, to_spans
from kg.extract.attribution.quotes import Quote
from kg.model import Attribution, Document, Quotation, Span

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nobody", "nor"})
NOUNS = ("NOUN", "PROPN", "PRON")


@dataclass(frozen=True, slots=True)
class Frame:
    """Indices of a Doc's tokens: who, with which words, what; `head` is the head of the source, `verb` that of the cue."""

    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    verb: Token
    head: Token | None
    score: float


def head_of(doc: Doc, words: frozenset[int]) -> Token | None:
    """Return the first of the words whose head in the parse is not among them; subjects before others."""
    roots = [doc[i] for i in sorted(words) if doc[i].head.i not in words or doc[i].head.i == i]
    roots = [token for token in roots if not token.is_punct]
    return min(roots, key=lambda token: (not token.dep_.startswith("nsubj"), token.i), default=None)


def to_attribution(doc: Doc, frame: Frame, quotes: Sequence[Quote]) -> Attribution | None:
    """Return a frame as an attribution; None where cue or content hold no word."""
    inside = frame.source & frame.content
    content = to_spans(doc, frame.content - frame.cue - (frame.source if inside else frozenset()))
    cue = to_spans(doc, frame.cue)
    if not content or not cue:
        return None
    head = frame.head
    return Attribution(
        source=to_spans(doc, frame.source - frame.cue),
        cue=cue,
        content=content,
        source_head=Span(head.idx, head.idx + len(head.text)) if head is not None else None,
        addressees=tuple(s for t in _addressees(frame) for s in to_spans(doc, noun_phrase(t))[:1]),
        quotation=_quotation(doc, frame.content, quotes),
        negated=any(c.lower_ in NEGATIONS for c in frame.verb.children),
        score=round(min(1.0, frame.score), 4),
    )


def _addressees(frame: Frame) -> tuple[Token, ...]:
    """Return who was told: "told the Council"."""
    if frame.verb.pos_ not in ("VERB", "AUX"):
        return ()
    taken = frame.content | frame.source
    return tuple(c for c in frame.verb.children if c.dep_ in ("iobj", "obj") and c.i not in taken and c.pos_ in NOUNS)


def _quotation(doc: Doc, content: frozenset[int], quotes: Sequence[Quote]) -> Quotation:
    words = {i for i in content if doc[i].is_alpha}
    quoted = {i for quote in quotes for i in range(quote.start, quote.end)} & words
    if not quoted:
        return "indirect"
    return "direct" if len(quoted) > 0.9 * len(words) else "mixed"


def in_own_turn(attribution: Attribution, document: Document) -> bool:
    """Tell whether it is the first person of a turn: "I think …" in a transcript is no reporting frame."""
    words = {span.of(document.text).lower() for span in attribution.source}
    first = not words or words <= {"i", "we"}
    at = attribution.cue[0].start
    return first and any(turn.body.start <= at < turn.body.end for turn in document.turns)
