"""Every word that may head a target, with the holders whose position it would be and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Span
from kg.position import syntax
from kg.position.evaluation import TRIED, Evaluation, evaluate, evaluation_by
from kg.position.features import features, is_candidate
from kg.position.frames import frames_of
from kg.position.holders import acting, ascribed, makers
from kg.position.lexicon import SHIELDED, Lexicon
from kg.position.perspectives import Perspective, View, words_in
from kg.position.votes import find_votes

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.encoder.graphs import Array

MAX_WORDS = 40
LEAST_TARGET = 0.005
"""Words less likely to head a target, as the network has it, are not looked at; hardly one that is a target is among them."""
_PLAIN = frozenset({"obj", "against", "for", "from", "of", "on", "out", "to", "with", "comp"})
"""The places beside a verb in which stands what an act is on."""
_ANSWERS = frozenset({"comment", "answer", "respond", "elaborate", "speculate", "reply"})
_DECLINES = frozenset({"decline", "refuse"})
_FORBEARING = frozenset({"refrain", "avoid", "desist", "eschew"})
"""Verbs of leaving something undone: what is to be left is the target, and is opposed."""
_TRYING = frozenset({"try", "seek", "attempt"})
_MENDING = frozenset(
    {"strengthen", "help", "provide", "consult", "ally", "joining", "obey", "fight", "cease", "commit"}
)
"""Frames of what somebody may well be reported to try: "seeks to end the war"."""
_WRONGING = frozenset({"misdeed", "harm", "worsen"})
_WILL = frozenset({"will", "would", "shall", "'ll", "wo"})
_TOLD = frozenset({"ccomp", "ROOT", "parataxis"})
_NOT_DONE = ("future", "hypothetical", "never", "refuse")
_FIRST_PERSON = frozenset({"we", "i"})
_MAY_BE_HOLDER = frozenset({"it", "he", "she"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible target: the head word, the phrase, who would hold the position, and the features that decide.

    `anchor` is a word that names who holds it, or says so: the last of the statement's source, else of a holder's name in
    the sentence; None where the text has neither.
    `beside` is the head that this one is coordinated with, "[truce] and aid"; None for a word of its own.
    `is_plain` tells that a clause of its own says what the act or attitude is, with this as what it is on.
    `of_another` tells that the holders are others than those in whose words or act the target stands, which is whose
    stance the network reads.
    `shown` is a word of the sentence that shows the position where that is another than the head's.
    `asked` is the word that the network is asked of, the head but for what somebody is to refrain from: "refrain from
    [threats]"; there it speaks of the verb, so that the head `is_turned` to it.
    """

    head: int
    anchor: int | None
    words: tuple[int, int]
    target: Span
    holders: tuple[str, ...]
    seen: Perspective
    ascribed_by: str | None = None
    evaluation: Evaluation
    features: tuple[str, ...]
    beside: int | None
    is_plain: bool
    of_another: bool = False
    shown: int | None = None
    asked: int

    @property
    def is_turned(self) -> bool:
        """Whether the head is the opposite of the word that the network is asked of."""
        return self.asked != self.head


def candidates(doc: Doc, view: View, lexicon: Lexicon, stances: Array | None = None) -> Iterator[Candidate]:
    """Yield the candidates in the order of the text; only words that have a holder and are inside one phrase.

    Args:
        doc: The parsed document.
        view: Whose words its words are.
        lexicon: How words evaluate others.
        stances: What the network says of each token, see `decide`; None to look at every word.
    """
    votes = _votes(doc, view, lexicon)
    for token in doc:
        seen = view.perspective[token.i]
        if seen is None or not is_candidate(token):
            continue
        yield from votes.get(token.i, ())
        doubtful = stances is not None and 1 - stances[token.i, 0] < LEAST_TARGET
        if (doubtful and seen.kind != "act" and token.dep_ != "conj") or _reports_attitude(token, seen, view, lexicon):
            continue
        for holding in _holdings(doc, token, seen, view, lexicon):
            is_plain = not (holding.way or holding.ascribed_by) and _is_plain(token, holding.evaluation, seen, lexicon)
            if doubtful and not (is_plain or holding.evaluation.is_firm or token.dep_ == "conj"):
                continue
            left = None if holding.way or holding.ascribed_by else _left_undone(token)
            head, evaluation = (token, holding.evaluation) if left is None else (left, evaluate(left, lexicon))
            phrase = _without_rival(head, syntax.phrase(head), evaluation)
            if left is not None:  # "the threat or use of force", whatever the tree makes of it
                phrase = phrase[0], max(phrase[1], syntax.phrase(token)[1])
            words = _within(doc, phrase, seen, head.i)
            yield Candidate(
                head=head.i,
                anchor=_anchor(token, seen, holding.holders, view),
                words=words,
                target=_span(doc, words),
                holders=holding.holders,
                ascribed_by=holding.ascribed_by,
                seen=seen,
                evaluation=evaluation,
                features=tuple(features(head, phrase, seen, view, evaluation, lexicon, way=holding.way)),
                beside=token.head.i if token.dep_ == "conj" else None,
                is_plain=is_plain,
                of_another=bool(holding.way),
                asked=token.i,
            )


def _left_undone(token: Token) -> Token | None:
    """Return what a verb says to leave undone: "refrain from [threats]", "avoid [taking] sides"; None of other words."""
    if token.pos_ != "VERB" or syntax.lemma(token) not in _FORBEARING or syntax.is_negated(token):
        return None
    for child in token.children:
        if child.i < token.i or child.dep_ in ("punct", "conj"):
            continue
        if syntax.preposition(child) == "from" or child.dep_ in ("obj", "xcomp"):
            return child if is_candidate(child) else None
    return None


def _votes(doc: Doc, view: View, lexicon: Lexicon) -> dict[int, list[Candidate]]:
    """Return what roll calls are on, by the head of the thing; who names the thing need not be who tells the vote."""
    found: dict[int, list[Candidate]] = {}
    for vote in find_votes(doc, view, lexicon):
        seen = view.perspective[vote.cue.i]
        if seen is None or seen.kind == "turn" or not is_candidate(vote.thing):
            continue
        asserter = None if seen.kind == "act" else next(iter(seen.holders), seen.speaker)
        phrase = syntax.phrase(vote.thing)
        words = _within(doc, phrase, seen, vote.thing.i)
        told = tuple(features(vote.thing, phrase, seen, view, vote.evaluation, lexicon, way="voted"))
        for holder in _bodies(vote.actors, view):
            found.setdefault(vote.thing.i, []).append(
                Candidate(
                    head=vote.thing.i,
                    anchor=None,
                    words=words,
                    target=_span(doc, words),
                    holders=(holder,),
                    ascribed_by=None if asserter == holder else asserter,
                    seen=seen,
                    evaluation=vote.evaluation,
                    features=told,
                    beside=None,
                    is_plain=False,
                    of_another=True,
                    shown=vote.cue.i,
                    asked=vote.thing.i,
                )
            )
    return found


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
    if _is_tried_by_others(token, found, seen, view, lexicon):
        found = found._replace(sign="-", plain="-", near="-", rule=TRIED)
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


def _is_tried_by_others(token: Token, found: Evaluation, seen: Perspective, view: View, lexicon: Lexicon) -> bool:
    """Tell whether the words of a holder say what another tries to do, which is a charge: "Peru is seeking to [silence] us".

    Not so of what mends something: "Peru is seeking to [end] the war".
    """
    if seen.kind == "act" or (found.sign, found.plain, found.distance) != ("+", "+", 1) or token.pos_ != "VERB":
        return False
    cue = token.doc[found.cue]
    if cue.lemma_ not in _TRYING or found.cue in seen.cues or syntax.modal(cue):
        return False
    agent = syntax.subject(cue)
    if agent is None or agent.lower_ in _FIRST_PERSON or _is_holder(agent, seen, view):
        return False
    if agent.lower_ in _MAY_BE_HOLDER and not view.actor[agent.i]:
        return False
    names = {frame.name for frame in frames_of(token, lexicon)}
    on_good = any(c.dep_ == "obj" and lexicon.polar.get(syntax.lemma(c)) == "+" for c in token.children)
    return bool(names & _WRONGING) or not (names & _MENDING or on_good)


def _anchor(token: Token, seen: Perspective, holders: tuple[str, ...], view: View) -> int | None:
    own = set(holders) <= set(seen.holders)
    if own and seen.statement is not None and seen.statement.source:
        return words_in(token.doc, seen.statement.source)[-1]
    sentence = token.sent
    inside = range(sentence.start, sentence.end)
    named = [i for i in inside if (actor := view.actor[i]) and view.body.get(actor, actor) in holders]
    return min(named, key=lambda i: (abs(i - token.i), i), default=None)


def _bodies(actors: tuple[str, ...], view: View) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.body.get(one, one) for one in actors))


def _reports_attitude(token: Token, seen: Perspective, view: View, lexicon: Lexicon) -> bool:
    """Tell whether the word only says what somebody thinks, or answers: that is no deed to judge.

    Of nobody: "declined to [comment]". Of somebody else: "she said Peru [opposes] the plan". Of the holder: "Peru said it
    [opposes] the plan", "Peru voiced its [opposition] to the plan".
    """
    if token.lemma_ in _ANSWERS and token.head.lemma_ in _DECLINES:
        return True
    if _is_of_court(token, lexicon):
        return True
    if not any(frame.attitude for frame in frames_of(token, lexicon)) or _is_charge(token):
        return False
    if token.pos_ == "NOUN":
        return _is_voiced(token, lexicon)
    if seen.kind != "act" and ascribed(token, seen.holders, view.actor):
        return True
    is_deed = any(frame.attitude and frame.act for frame in frames_of(token, lexicon))
    told = _is_finite(token) or (syntax.modal(token) in _WILL and (is_deed or syntax.is_negated(token)))
    return told and _is_holder(syntax.subject(token), seen, view)


def _is_of_court(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether the word is a court gone to, or what a court is asked to do away with something: "to [quash] the law"."""
    head = token.head
    if token.dep_ == "xcomp" and token.lower_ in lexicon.courts:
        return True
    asked = [c for c in head.children if c.dep_ in ("obj", "iobj") and c.i < token.i and c.lower_ in lexicon.courts]
    if token.dep_ != "xcomp" or not asked:
        return False
    return any(frame.attitude and frame.slots.get("obj") == "-" for frame in frames_of(token, lexicon))


def _is_charge(token: Token) -> bool:
    """Tell whether somebody is accused of, or thanked for, an attitude: "accused Peru of [backing] the raid"."""
    return token.tag_ == "VBG" and any(c.dep_ == "mark" and c.lower_ in ("of", "for", "over") for c in token.children)


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


def _is_plain(token: Token, found: Evaluation, seen: Perspective, lexicon: Lexicon) -> bool:
    """Tell whether a clause of its own tells the act or attitude, and the word is what it is on.

    "Peru left [the pact]", "Peru voiced support for [the pact]"; of what somebody says, "Peru said it opposes [the pact]".
    """
    is_act = seen.kind == "act"
    if found.rule == "against":
        return is_act and "ROOT" in (token.dep_, token.head.dep_)
    if found.distance != 1 or found.frame is None:
        return False
    cue = token.doc[found.cue]
    slot = found.rule.rpartition(".")[2]
    is_done = any(frame.act and frame.slots.get(slot) == found.plain for frame in frames_of(cue, lexicon))
    if is_act and is_done and cue.pos_ == "NOUN" and _is_told_of(cue, lexicon):
        return True
    is_voiced = cue.pos_ == "NOUN" and cue.dep_ in ("obj", "nsubj:pass")
    if not is_voiced and slot not in _PLAIN and not (is_done and slot == "over"):
        return False
    verb = cue.head if is_voiced else cue
    if is_act:
        above = verb.head if verb.dep_ in ("conj", "advcl") else verb
        is_said = _is_said(verb) or (is_done and syntax.modal(verb) == "will")
        return (found.frame.attitude or is_done) and above.dep_ == "ROOT" and is_said
    is_said = _is_said(verb) or (found.frame.act and syntax.modal(verb) in _WILL)
    told = verb.i in seen.cues or (is_said and verb.dep_ in _TOLD)
    return seen.kind == "statement" and found.frame.attitude and told


def _is_told_of(deed: Token, lexicon: Lexicon) -> bool:
    """Tell whether a main clause is about a deed, so that it is done: "the [ratification] by Togo took a year"."""
    verb = deed.head
    if deed.dep_ == "ROOT":
        return True
    if deed.dep_ not in ("nsubj", "nsubj:pass") or verb.dep_ != "ROOT":
        return False
    if any(lexicon.acts.does(verb.lemma_.removeprefix("un"), operator) for operator in _NOT_DONE):
        return False
    return _is_said(verb) and not syntax.is_negated(verb) and not syntax.is_conditional(verb)


def _is_said(word: Token) -> bool:
    """Tell whether a clause says the word of its subject: "Peru [left]", "Peru is [opposed]", "Peru is in [favour]"."""
    return _is_finite(word) or any(child.dep_ == "cop" for child in word.children)


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


def _without_rival(token: Token, phrase: tuple[int, int], found: Evaluation) -> tuple[int, int]:
    """Cut off what is no part of the thing: "prefers [talks] over raids", "the signing of [the pact] by Togo"."""
    by = next((c for c in token.children if c.dep_ == "nmod" and syntax.preposition(c) == "by"), None)
    if by is not None and found.distance == 1 and token.doc[found.cue].pos_ == "NOUN" and by.left_edge.i > token.i:
        phrase = phrase[0], min(phrase[1], by.left_edge.i - 1)
    if found.distance != 1 or found.frame is None or "over" not in found.frame.slots:
        return phrase
    rivals = (c for c in token.children if c.dep_ == "nmod" and c.i > token.i and syntax.preposition(c) == "over")
    first = min((min(word.i for word in rival.subtree) for rival in rivals), default=phrase[1] + 1)
    return phrase[0], max(token.i, min(phrase[1], first - 1))


def _span(doc: Doc, words: tuple[int, int]) -> Span:
    """Return the characters from the first word to the last."""
    first, last = doc[words[0]], doc[words[1]]
    return Span(first.idx, last.idx + len(last))


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
