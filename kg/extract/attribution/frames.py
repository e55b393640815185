"""What a model found, as words of the parse, made into an attribution with all that grammar says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.attribution.circumstances import addressee, day, hearers, make_setting, venue
from kg.extract.attribution.denial import is_unsaid
from kg.extract.attribution.phrases import to_spans
from kg.extract.attribution.quotes import Quote
from kg.model import Attribution, Document, Quotation, Span


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


def to_attribution(doc: Doc, document: Document, frame: Frame, quotes: Sequence[Quote]) -> Attribution | None:
    """Return a frame as an attribution; None where the content holds no word. A cue may: the colon of "Pence: ‘I won’t’".

    Args:
        doc: Parsed, with Universal Dependencies.
        document: Its day of publication is that from which "on Monday" is counted.
        frame: What the model found.
        quotes: The quotations of the text.
    """
    head, verb = frame.head, _innermost(frame.verb, frame.cue)
    setting = make_setting(verb, head, frame.content)
    inside = frame.source & frame.content
    content = to_spans(doc, setting.content - frame.cue - (frame.source if inside else frozenset()))
    cue = to_spans(doc, frame.cue) or tuple(_span(doc[i]) for i in sorted(frame.cue))
    if not content:
        return None
    return Attribution(
        source=to_spans(doc, frame.source - frame.cue),
        cue=cue,
        content=content,
        source_head=_span(head) if head is not None else None,
        addressees=tuple(span for hearer in hearers(setting) for span in addressee(hearer)),
        venue=venue(setting),
        quotation=_quotation(doc, setting.content, quotes),
        negated=is_unsaid(verb, head),
        date=day(setting, document.published),
        score=round(min(1.0, frame.score), 4),
    )


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _innermost(verb: Token, cue: frozenset[int]) -> Token:
    """Return the last of the verbs of a cue that hang on each other: "say" of "has declined to say"."""
    inner = next((c for c in verb.children if c.i in cue and c.dep_ in ("xcomp", "advcl") and c.pos_ == "VERB"), None)
    return verb if inner is None else _innermost(inner, cue)


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
