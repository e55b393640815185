"""What actors think of one another, as the network reads it: beside the acts that the lexicon names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg.linear import log_odds, sigmoid
from kg.model import Document, Relation, Span, Statement, content_id
from kg.position.perspectives import View, words_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from kg.encoder.graphs import Array
    from kg.encoder.reading import OfTokens

LEAST = 0.37
"""Views less probable make no relation; less finds more of what articles tell, and more that is wrong (`benchmarks.views`)."""
REPORTED = 0.6
"""How probable a view is that another tells of somebody, by the network's probability that the words show it."""
SAME, OPPOSITE = 4.0, 2.0
"""What it adds to, or takes from, a view's log-odds where another sentence surely tells the same view, or the opposite."""
LEAST_ODDS = 0.005
"""How near to 0 a probability may come that is so raised."""
TYPES = ("SUPPORT", "ACCUSE")
"""What it is to think well, or ill, of somebody, as a type of event."""

Scores = tuple[float, float]
"""The probabilities that the one supports, opposes the other."""


class Named(NamedTuple):
    """An actor where a text names it: the actor's id and the last word."""

    actor: str
    word: int


class Pair(NamedTuple):
    """Who may think of whom, in a sentence."""

    source: Named
    target: Named


class Place(NamedTuple):
    """The first word of a sentence, who thinks, and of whom."""

    sentence: int
    source: str
    target: str


class Judged(NamedTuple):
    """What a sentence tells of two, and where."""

    scores: Scores
    pair: Pair


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
    same direction, the most probable is kept, in the light of what others tell of them, and nothing where the lexicon
    knows an act between them (`known`), or that there was none (`denied`).
    """
    told_of = [(_sentence(doc, r.cue[0]), r.source, r.target) for r in known]
    taken = {*told_of, *((sentence, target, source) for sentence, source, target in told_of)}
    unheard = set(denied)
    best = {place: judged for place, judged in _best(doc, view, told).items() if place not in unheard}
    for place, (scores, pair) in _weighed(best).items():
        number = max(range(len(TYPES)), key=scores.__getitem__)
        if scores[number] >= LEAST and place not in taken:
            yield _relation(doc, document, view, pair, TYPES[number], scores[number])


def _best(doc: Doc, view: View, told: OfTokens) -> dict[Place, Judged]:
    """Return the most probable of what each sentence tells of two."""
    best: dict[Place, Judged] = {}
    for pair, scores in _judged(doc, told, list(_pairs(doc, view))):
        share = REPORTED if _is_reported(pair, view) else 1.0
        one = Judged((float(scores[0]) * share, float(scores[1]) * share), pair)
        place = Place(doc[pair.target.word].sent.start, pair.source.actor, pair.target.actor)
        if place not in best or max(one.scores) > max(best[place].scores):
            best[place] = one
    return best


def _weighed(best: Mapping[Place, Judged]) -> dict[Place, Judged]:
    """Return the probabilities in the light of what the other sentences tell of the same two, in the same direction.

    Whoever attacks somebody in one sentence hardly praises in the next, nor leaves it.
    """
    of_both: defaultdict[tuple[str, str], list[tuple[Scores, int]]] = defaultdict(list)
    for (sentence, source, target), (scores, _) in best.items():
        of_both[source, target].append((scores, sentence))
    surest = {both: [_two_surest(some, number) for number in range(len(TYPES))] for both, some in of_both.items()}
    found: dict[Place, Judged] = {}
    for place, (scores, pair) in best.items():
        support, oppose = (
            next((score for score, sentence in ranked if sentence != place.sentence), 0.0)
            for ranked in surest[place.source, place.target]
        )
        found[place] = Judged((_shifted(scores[0], support, oppose), _shifted(scores[1], oppose, support)), pair)
    return found


def _two_surest(some: Iterable[tuple[Scores, int]], number: int) -> list[tuple[float, int]]:
    """Return the two highest probabilities of one view, each with its sentence."""
    return sorted(((scores[number], sentence) for scores, sentence in some), reverse=True)[:2]


def _shifted(score: float, same: float, opposite: float) -> float:
    if not (same or opposite):
        return score
    return sigmoid(log_odds(score, least=LEAST_ODDS) + SAME * same - OPPOSITE * opposite)


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
    told_of = _beside_speakers(doc, view)
    for sentence in doc.sents:
        named = list(_named(sentence, view))
        thinking = [one for one in named if one.word not in told_of]
        for target in named:
            seen = view.perspective[target.word]
            speaker = _speaker(doc, seen.statement) if seen is not None and seen.statement is not None else None
            outside = [speaker] if speaker is not None and doc[speaker.word].sent != sentence else []
            yield from (Pair(source, target) for source in (*thinking, *outside) if _are_two(source, target, view))


def _beside_speakers(doc: Doc, view: View) -> set[int]:
    """Return the words that name others where a text names who speaks: "Ada Obi, a member of the [Labour Party], said"."""
    found: set[int] = set()
    statements = {seen.statement.id: seen.statement for seen in view.perspective if seen and seen.statement}
    for statement in statements.values():
        if statement.speaker is not None:
            own = {view.body.get(one, one) for one in (statement.speaker, statement.on_behalf_of) if one is not None}
            words = words_in(doc, statement.source)
            found |= {i for i in words if (one := view.actor[i]) and view.body.get(one, one) not in own}
    return found


def _is_reported(pair: Pair, view: View) -> bool:
    """Tell whether the words about the target are those of somebody else than who thinks so of it."""
    seen = view.perspective[pair.target.word]
    if seen is None or seen.statement is None or seen.speaker is None:
        return False
    thinks = view.body.get(pair.source.actor, pair.source.actor)
    return thinks not in {view.body.get(one, one) for one in (seen.speaker, *seen.holders)}


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
