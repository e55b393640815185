"""What actors think of one another, as the network reads it: beside the acts that the lexicon names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Document, Relation, Span, Statement, content_id
from kg.position.perspectives import View, words_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from kg.encoder.graphs import Array
    from kg.encoder.reading import OfTokens

LEAST = 0.4
"""Views less probable make no relation; less finds more of what articles tell, and more that is wrong (`benchmarks.views`)."""
TYPES = ("SUPPORT", "ACCUSE")
"""What it is to think well, or ill, of somebody, as a type of event."""


class Named(NamedTuple):
    """An actor where a text names it: the actor's id and the last word."""

    actor: str
    word: int


class Pair(NamedTuple):
    """Who may think of whom, in a sentence."""

    source: Named
    target: Named


def find_attitudes(
    doc: Doc,
    document: Document,
    view: View,
    told: OfTokens,
    known: Iterable[Relation],
    denied: Iterable[tuple[int, str, str]] = (),
) -> Iterator[Relation]:
    """Yield relations between actors of whom a sentence tells that one thinks well or ill of the other.

    The one who thinks is named in the sentence too, or is who says it. Of what a sentence tells of the same two, in the
    same direction, the most probable is kept, and nothing where the lexicon knows an act between them (`known`), or that
    there was none (`denied`).
    """
    told_of = [(_sentence(doc, r.cue[0]), r.source, r.target) for r in known]
    taken = {*told_of, *((sentence, target, source) for sentence, source, target in told_of), *denied}
    best: dict[tuple[int, str, str], tuple[float, str, Pair]] = {}
    for pair, scores in _judged(doc, told, list(_pairs(doc, view))):
        number = int(scores.argmax())
        one = (float(scores[number]), TYPES[number], pair)
        key = (doc[pair.target.word].sent.start, pair.source.actor, pair.target.actor)
        if one[0] >= LEAST and key not in taken and one > best.get(key, (0.0,)):
            best[key] = one
    for score, kind, pair in best.values():
        yield _relation(doc, document, view, pair, kind, score)


def _judged(doc: Doc, told: OfTokens, pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Array]]:
    """Yield pairs with the probabilities that the one supports, opposes the other; sentences are read by themselves."""
    for (source, _), some in groupby(sorted(pairs), key=lambda pair: (pair.source, doc[pair.target.word].sent.start)):
        those = list(some)
        sentence = doc[those[0].target.word].sent
        ((_, views),) = told.views(
            {source.word: (min(source.word, sentence.start), max(source.word, sentence.end - 1))}
        )
        yield from ((pair, views[pair.target.word]) for pair in those)


def _pairs(doc: Doc, view: View) -> Iterator[Pair]:
    """Yield the pairs of actors named in a sentence, and of who says it with those named in it."""
    for sentence in doc.sents:
        named = list(_named(sentence, view))
        for target in named:
            seen = view.perspective[target.word]
            speaker = _speaker(doc, seen.statement) if seen is not None and seen.statement is not None else None
            outside = [speaker] if speaker is not None and doc[speaker.word].sent != sentence else []
            yield from (Pair(source, target) for source in (*named, *outside) if _are_two(source, target, view))


def _named(sentence: Words, view: View) -> Iterator[Named]:
    """Yield the actors that a sentence names, each time it does."""
    for actor, words in groupby(sentence, key=lambda token: view.actor[token.i]):
        if actor:
            yield Named(actor, max(token.i for token in words))


def _speaker(doc: Doc, statement: Statement) -> Named | None:
    words = words_in(doc, statement.source)
    return Named(statement.speaker, words[-1]) if words and statement.speaker else None


def _are_two(one: Named, other: Named, view: View) -> bool:
    """Tell whether two actors are not the same, nor one who acts for the other."""
    return view.body.get(one.actor, one.actor) != view.body.get(other.actor, other.actor)


def _sentence(doc: Doc, span: Span) -> int:
    return doc[words_in(doc, (span,))[0]].sent.start


def _relation(doc: Doc, document: Document, view: View, pair: Pair, kind: str, score: float) -> Relation:
    cue = _joining(doc[pair.source.word], doc[pair.target.word])
    seen = view.perspective[cue.i]
    spans = (Span(cue.idx, cue.idx + len(cue)),)
    return Relation(
        id=content_id("relation", document.id, pair.source.actor, pair.target.actor, kind, spans),
        source=pair.source.actor,
        target=pair.target.actor,
        type=kind,
        cue=spans,
        mode="said",
        statement=seen.statement.id if seen is not None and seen.statement is not None else None,
        score=round(score, 4),
    )


def _joining(source: Token, target: Token) -> Token:
    """Return the word that joins two: the lowest above both in the parse, else the one above the target."""
    above = [target, *target.ancestors]
    over = {token.i for token in (source, *source.ancestors)}
    return next((token for token in above[1:] if token.i in over), above[min(1, len(above) - 1)])
