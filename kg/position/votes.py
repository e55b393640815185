"""Roll calls: who voted how on what, where names stand in lists and the thing voted on may be named before.

"The motion passed. [Mali] and [Cuba] voted against it; [Peru] and two others abstained, as did [Laos]."
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.position import syntax
from kg.position.ballots import Ballots
from kg.position.evaluation import Evaluation
from kg.position.frames import slot_sign
from kg.position.lexicon import Lexicon
from kg.position.perspectives import View
from kg.position.together import alike, joint, roll, roll_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 12
"""Words between the first word of a noun phrase and its head."""
BACK = 2
"""Sentences before that of a vote in which the thing voted on may be named, besides those that tell of votes."""
_NAMED = frozenset({"name", "acronym", "nominal"})
_VOTES = frozenset({"vote", "votes", "voted", "voting"})
_ABSTAINS = frozenset({"abstain", "abstains", "abstained", "abstaining"})
_ON = frozenset({"on", "from", "in", "during"})
_ARE = frozenset({"were", "was", "are", "included", "include", ":"})
_CASTS = frozenset({"cast", "use", "exercise", "wield"})
_BARE = frozenset({"against", "favour", "favor", "opposed"})
_PRONOUNS = frozenset({"it", "them", "this", "that"})
_DAYS = frozenset({"DATE", "TIME"})
_BALLOT = frozenset({"vote", "voting", "ballot", "abstention", "veto", "member", "abstain"})
_TAKEN = _BALLOT | {"majority", "favour", "favor", "consensus", "session"}


class Vote(NamedTuple):
    """How actors voted: the word that tells it, what they think of the thing, and the thing's head."""

    actors: tuple[str, ...]
    cue: Token
    evaluation: Evaluation
    thing: Token


def find_votes(doc: Doc, view: View, lexicon: Lexicon) -> Iterator[Vote]:
    """Yield the votes of named actors, in the order of the text; of tallies ("14 voted in favour") none."""
    named = [who if form in _NAMED else "" for who, form in zip(view.actor, view.form, strict=True)]
    view = replace(view, actor=named)
    for token in doc:
        for vote in _read(token, view, lexicon):
            if vote.actors and not _is_open(vote.cue):
                yield vote


def _read(token: Token, view: View, lexicon: Lexicon) -> Iterator[Vote]:
    """Yield the vote that a word tells, if it tells one."""
    word, ballots = token.lower_, lexicon.ballots
    if word in _VOTES and (token.pos_ == "VERB" or word == "voting"):
        way, after = _way(token, ballots)
        if way:
            yield from _votes(token, "vote", way, _named(token.doc, after), view, lexicon)
    elif token.pos_ == "VERB" and word in _ABSTAINS:
        yield from _votes(token, "abstain", "on", _abstained_on(token), view, lexicon)
    elif word in _BARE and token.i and _is_bare(token):
        yield from _votes(token, "vote", ballots.ways[word], None, view, lexicon)
    elif token.lemma_ == "veto" and token.head.lemma_ in _CASTS and _ends(token.doc, token.i + 1):
        yield from _votes(token.head, "vote", "against", None, view, lexicon)
    elif token.pos_ == "VERB" and any(c.dep_ == "obj" and c.lower_ == "it" for c in token.children):
        sign, frame = slot_sign(token, "obj", lexicon)
        if frame is not None and frame.attitude and sign in ("+", "-") and _is_ballot(token):
            yield from _votes(token, "vote", "for" if sign == "+" else "against", None, view, lexicon)


def _votes(cue: Token, frame: str, slot: str, named: Token | None, view: View, lexicon: Lexicon) -> Iterator[Vote]:
    """Yield the vote of those named beside a cue on the thing named behind it, else on the last one voted on."""
    thing = named if named is not None else _thing(cue, view, lexicon)
    if thing is None:
        return
    said = lexicon.frames[frame]
    sign = said.slots[slot]
    actors = dict.fromkeys((*_voters(cue, view), *alike(cue, view.actor, lexicon.ballots.alike)))
    yield Vote(
        tuple(one for one in actors if one),
        cue,
        Evaluation(sign, sign, f"{frame}.{slot}", cue.i, 1, said.intensity, said, sign),
        thing,
    )


def _way(verb: Token, ballots: Ballots) -> tuple[str, int]:
    """Return how somebody votes, and where the thing may be named: "voted [in favour] of it", "voted [no]"."""
    doc, i = verb.doc, verb.i + 1
    while i < len(doc) and (doc[i].lower_ == "in" or doc[i].is_quote or doc[i].dep_ == "advmod"):
        if doc[i].lower_ in ballots.ways:
            break
        i += 1
    way = ballots.ways.get(doc[i].lower_, "") if i < min(len(doc), verb.i + 4) else ""
    behind = i + 1
    return way, behind + (behind < len(doc) and doc[behind].lower_ in ("of", "on"))


def _named(doc: Doc, start: int) -> Token | None:
    """Return the head of the noun phrase that starts at a word; None where there is none, or a pronoun."""
    if _ends(doc, start) or doc[start].lower_ in _PRONOUNS:
        return None
    head = doc[start]
    while head.head.i > head.i and head.head.i - start < _LONGEST and head.dep_ != "nsubj":
        head = head.head
    known = head.pos_ in ("NOUN", "PROPN") and head.ent_type_ not in _DAYS
    return head if known else None


def _ends(doc: Doc, i: int) -> bool:
    """Tell whether nothing that could name a thing stands at a place."""
    if i >= len(doc) or doc[i].is_punct or doc[i].is_space:
        return True
    return doc[i].dep_ == "cc" or doc[i].pos_ in ("ADV", "SCONJ", "AUX", "VERB")


def _abstained_on(verb: Token) -> Token | None:
    """Return what somebody abstained on: "abstained [on the text]", "from the vote [on the text]"."""
    doc, i = verb.doc, verb.i + 1
    if _ends(doc, i) or doc[i].lower_ not in _ON:
        return None
    named = _named(doc, i + 1)
    if named is None or named.lemma_ not in _BALLOT:
        return named
    return next((c for c in named.children if c.dep_ == "nmod" and syntax.preposition(c) == "on"), None)


def _is_bare(word: Token) -> bool:
    """Tell whether a word tells a vote without a verb: "Malta voted for it, Chad [against]"."""
    doc = word.doc
    if not _ends(doc, word.i + 1) or (word.lower_ in ("favour", "favor") and doc[word.i - 1].lower_ != "in"):
        return False
    before = word.i - 2 if word.lower_ in ("favour", "favor") else word.i - 1
    return before >= 0 and doc[before].lower_ not in _VOTES and _is_ballot(word)


def _is_ballot(word: Token) -> bool:
    """Tell whether the sentence of a word, up to it, or the one before tells of a vote."""
    start = word.sent.start
    first = word.doc[start - 1].sent.start if start else 0
    return any(token.lemma_ in _BALLOT for token in word.doc[first : word.i])


def _voters(cue: Token, view: View) -> tuple[str, ...]:
    """Return who votes: the subject with what is coordinated with it, or the list of names before the cue."""
    listed = roll_before(cue, view.actor)
    agent = _voter(cue) if cue.pos_ == "VERB" and not listed else None
    found = joint(agent, view.actor) if agent is not None else ()
    if len(listed) > 1 and set(found) <= set(listed):
        return listed
    return found or listed or _voters_behind(cue, view)


def _voters_behind(cue: Token, view: View) -> tuple[str, ...]:
    """Return the names behind a vote: "among those voting for it were [Chad] and [Mali]", "voting against: [Chad]"."""
    doc, end = cue.doc, cue.sent.end
    for i in range(cue.i + 1, min(end, cue.i + _LONGEST)):
        if doc[i].lower_ in _ARE:
            return roll(doc, i + 1, end, view.actor)
    return ()


def _voter(verb: Token) -> Token | None:
    """Return the subject of a vote; of "were among those that [voted]" those who were."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer") and c.i < verb.i]
    own = subjects[-1] if subjects else None
    if verb.dep_ in ("acl:relcl", "acl") and (own is None or own.pos_ == "PRON"):
        among = verb.head
        return syntax.subject(among) if syntax.preposition(among) in ("among", "of") else among
    return own if own is not None else syntax.subject(verb)


def _is_open(cue: Token) -> bool:
    """Tell whether it is not told that somebody votes so: "did not vote for it", "may abstain", "if they abstain"."""
    verb = cue if cue.pos_ == "VERB" else cue.head
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    denied = syntax.is_negated(verb) and verb.i == cue.i and not any(c.lower_ == "no" for c in verb.children)
    return denied or syntax.modal(verb) == "can" or bool(marks & {"if", "unless", "whether"})


def _thing(cue: Token, view: View, lexicon: Lexicon) -> Token | None:
    """Return what was voted on last before a cue: by its role in a sentence, else by its name."""
    named: Token | None = None
    for words in _before(cue):
        things = [word for word in words if word.pos_ in ("NOUN", "PROPN") and _is_thing(word, view)]
        found = [word for word in things if _is_voted_on(word, lexicon)]
        if found:
            return found[-1]
        loose = [word for word in things if word.lemma_ in lexicon.ballots.things and word.dep_ != "compound"]
        named = named or (loose[-1] if loose else None)
    return named


def _before(cue: Token) -> Iterator[list[Token]]:
    """Yield the words of a sentence before a cue, then the sentences before; those that tell of votes do not count."""
    doc, left = cue.doc, BACK
    start, end = cue.sent.start, cue.i
    while True:
        yield list(doc[start:end])
        if not start or not left:
            return
        start, end = doc[start - 1].sent.start, start
        left -= not any(word.lower_ in _VOTES | _ABSTAINS for word in doc[start:end])


def _is_thing(word: Token, view: View) -> bool:
    return not view.actor[word.i] and word.ent_type_ not in _DAYS and word.lemma_ not in _TAKEN


def _is_voted_on(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a clause says of a noun that it is voted on: "[the text] passed", "adopted [the text]"."""
    place = syntax.argument(noun)
    if place is None or noun.dep_ == "conj":
        return False
    name = syntax.lemma(place.governor)
    if place.slot == "subj":
        return name in lexicon.ballots.of_subject and noun.lemma_ in lexicon.ballots.things
    if place.slot == "obj":
        return name in lexicon.ballots.of_object
    return place.slot in ("for", "against", "on", "of") and (
        name in _VOTES or name in _ABSTAINS or (name in ("favour", "favor") and place.slot == "of")
    )
