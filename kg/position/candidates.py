"""Every word that may head a target, with the holders whose position it would be and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Span
from kg.position import syntax
from kg.position.evaluation import Evaluation, evaluate, evaluation_by, frames_of
from kg.position.features import features, is_candidate
from kg.position.holders import acting, ascribed, makers
from kg.position.lexicon import SHIELDED, Lexicon
from kg.position.perspectives import Perspective, View

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.encoder.graphs import Array

MAX_WORDS = 40
LEAST_TARGET = 0.005
"""Words less likely to head a target, as the network has it, are not looked at; hardly one that is a target is among them."""
_FIRST_PERSON = frozenset({"we", "i"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible target: the head word, the phrase, who would hold the position, and the features that decide.

    `of_another` tells that the holders are others than those in whose words or act the target stands, which is whose
    stance the network reads.
    """

    head: int
    words: tuple[int, int]
    target: Span
    holders: tuple[str, ...]
    seen: Perspective
    ascribed_by: str | None = None
    evaluation: Evaluation
    features: tuple[str, ...]
    of_another: bool = False


def candidates(doc: Doc, view: View, lexicon: Lexicon, stances: Array | None = None) -> Iterator[Candidate]:
    """Yield the candidates in the order of the text; only words that have a holder and are inside one phrase.

    Args:
        doc: The parsed document.
        view: Whose words its words are.
        lexicon: How words evaluate others.
        stances: What the network says of each token, see `decide`; None to look at every word.
    """
    for token in doc:
        seen = view.perspective[token.i]
        if seen is None or not is_candidate(token):
            continue
        if stances is not None and 1 - stances[token.i, 0] < LEAST_TARGET:
            continue
        if _reports_attitude(token, seen, view, lexicon):
            continue
        for holding in _holdings(doc, token, seen, view, lexicon):
            phrase = syntax.phrase(token)
            words = _within(doc, phrase, seen, token.i)
            yield Candidate(
                head=token.i,
                words=words,
                target=Span(doc[words[0]].idx, doc[words[1]].idx + len(doc[words[1]])),
                holders=holding.holders,
                ascribed_by=holding.ascribed_by,
                seen=seen,
                evaluation=holding.evaluation,
                features=tuple(features(token, phrase, seen, view, holding.evaluation, lexicon, way=holding.way)),
                of_another=bool(holding.way),
            )


class _Holding(NamedTuple):
    """Who would hold a position on a word, how the text evaluates it for them, and by whose words.

    `way` is how somebody comes to hold it beside those whose words they are, "" for the latter.
    """

    holders: tuple[str, ...]
    evaluation: Evaluation
    ascribed_by: str | None = None
    way: str = ""


def _holdings(doc: Doc, token: Token, seen: Perspective, view: View, lexicon: Lexicon) -> Iterator[_Holding]:
    """Yield who would hold a position on a word: whose words or act it stands in, and who made what it names."""
    found = evaluate(token, lexicon)
    if found.sign == SHIELDED:
        return
    others = _ascribed(doc, found, seen, view)
    asserter = seen.holders[0] if seen.holders else seen.speaker
    if others:
        found = found._replace(sign=found.near)
    holders, by = others or seen.holders, asserter if others else None
    if not others and (seen.kind == "act" or set(holders) <= view.media):
        inner = _bodies(acting(token, view.actor, view.form, view.people), view)
        by = asserter if inner and seen.kind != "act" and asserter not in inner else None
        holders = inner or holders
    if holders:
        yield _Holding(holders, found, by)
    for maker in makers(token, view.actor):
        made = tuple(one for one in _bodies(maker.actors, view) if one not in holders)
        evaluation = evaluation_by(maker.cue, maker.slot, lexicon)
        if made and evaluation.sign:
            yield _Holding(made, evaluation, None if seen.kind == "act" else asserter, "made")


def _bodies(actors: tuple[str, ...], view: View) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.body.get(one, one) for one in actors))


def _reports_attitude(token: Token, seen: Perspective, view: View, lexicon: Lexicon) -> bool:
    """Tell whether the word only says what somebody thinks: that is no deed to judge.

    Of somebody else: "she said Peru [opposes] the plan". Of the holder: "Peru said it [opposes] the plan", "Peru voiced its
    [opposition] to the plan".
    """
    if not any(frame.attitude for frame in frames_of(token, lexicon)):
        return False
    if token.pos_ == "NOUN":
        return _is_voiced(token, lexicon)
    if seen.kind != "act" and ascribed(token, seen.holders, view.actor):
        return True
    return _is_finite(token) and _is_holder(syntax.subject(token), seen, view)


def _is_voiced(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun is what its subject voices about something: "lodged a [protest] against the raid"."""
    verb = token.head
    owners = [child for child in token.children if child.dep_ == "nmod:poss"]
    if token.dep_ not in ("obj", "nsubj:pass") or any(owner.pos_ != "PRON" for owner in owners):
        return False
    if not any(frame.name == "express" for frame in frames_of(verb, lexicon)):
        return False
    around = [child for child in (*token.children, *verb.children) if child.dep_.startswith(("nmod", "obl", "acl"))]
    slots = [syntax.preposition(child) or "comp" for child in around if child.dep_ != "nmod:poss"]
    return any(frame.attitude and set(slots) & set(frame.slots) for frame in frames_of(token, lexicon))


def _is_finite(token: Token) -> bool:
    marks = {child.lower_ for child in token.children if child.dep_ == "mark"}
    return token.pos_ == "VERB" and not syntax.modal(token) and not marks & {"to", "if", "unless"}


def _is_holder(agent: Token | None, seen: Perspective, view: View) -> bool:
    """Tell whether the word means the holder of the perspective: itself, "we", or whoever acts."""
    if agent is None:
        return False
    who = view.actor[agent.i]
    if seen.kind == "act":
        return bool(who)
    return agent.lower_ in _FIRST_PERSON or (bool(who) and (who in seen.holders or who == seen.speaker))


def _ascribed(doc: Doc, found: Evaluation, seen: Perspective, view: View) -> tuple[str, ...]:
    """Return whose attitude somebody else reports inside the words of a perspective."""
    if seen.kind == "act" or found.frame is None or not found.frame.attitude or found.distance > 1:
        return ()
    cue = doc[found.cue]
    if found.cue in seen.cues or not any(s.start <= cue.idx < s.end for s in seen.spans):
        return ()
    others = _bodies(ascribed(cue, seen.holders, view.actor), view)
    return () if seen.speaker in others or set(others) & set(seen.holders) else others


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
