"""The steps from a word up to what it is an argument of, and what is said about it at each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.position import syntax
from kg.position.frames import frames_of, slot_sign
from kg.position.lexicon import Frame, Lexicon, Sign

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_STEPS = 7
AS_THE_OTHER = "="
"""The sign of a slot that says what the other complement says: "called the law [a mistake]"."""
_PREDICATIVE = frozenset({"good", "bad", "sound", "unsound", "unsettled", "possible", "asset", "worth", "liability"})
"""Frames that tell what somebody thinks of a thing that they are said of."""
_KINDS = frozenset({"act", "form", "kind", "sort", "type", "piece", "instance", "case", "example", "symbol"})
"""Nouns that judge a thing as what they are of does: "an [act] of aggression"."""
_RAISING = frozenset({"have", "need", "ought"})
_BALLOT = frozenset({"vote", "voting"})
_APART = frozenset({"parataxis", "advcl:relcl", "discourse", "list"})
_ADJUNCTS = frozenset(
    {
        "because",
        "while",
        "although",
        "though",
        "as",
        "since",
        "when",
        "after",
        "before",
        "if",
        "unless",
        "whereas",
        "so",
    }
    | {"until", "once", "where", "whether", "lest", "advcl"}
)
"""What introduces clauses that what stands above them does not evaluate."""


class Step(NamedTuple):
    """One step up from a word: the word, what it is an argument of, and as what."""

    word: Token
    governor: Token
    slot: str


def climb(token: Token, lexicon: Lexicon) -> Iterator[Step]:
    """Yield the steps from a word up to the top of its clause, and of those that its clause is a part of."""
    for _ in range(MAX_STEPS):
        first = syntax.first_conjunct(token)
        if first.dep_ in _APART:
            return
        place = syntax.argument(token)
        if place is None:
            return
        governor, slot = _attached(first, place, lexicon)
        if first.dep_ in ("advcl", "acl") and slot in _ADJUNCTS:
            return
        yield Step(token, governor, slot)
        token = governor


def _attached(token: Token, place: syntax.Argument, lexicon: Lexicon) -> tuple[Token, str]:
    """Return what a word really belongs to, where the tree is misleading.

    "[The siege] has to end": to what has to be. "Voiced outrage over [the raid]": to the outrage. "Blamed the union for
    [the spill]": to the blaming.
    """
    governor, slot = place.governor, place.slot
    if token.dep_ in ("advcl", "acl") and slot == "comp":
        mark = syntax.preposition(token)
        slot = "comp" if mark == "to" or (mark, token.dep_) == ("that", "acl") else mark or token.dep_
    if slot == "subj" and governor.lemma_ in _RAISING:
        for child in governor.children:
            if child.dep_ == "xcomp":
                passive = any(word.dep_ == "aux:pass" for word in child.children)
                return child, "obj" if passive else "subj"
    slot = (syntax.preposition(token) or slot) if token.dep_ == "obj" else slot
    if slot in ("over", "about") and governor.lower_ in lexicon.courts:
        governor = governor.head  # "took it to court over [the ban]"
    if slot == "obl" and any(child.dep_ == "compound:prt" for child in governor.children):
        slot = "obj"  # "strike down [the law]"
    if token.dep_ in ("obl", "obj") and slot != "obj" and not slot_sign(governor, slot, lexicon)[0]:
        for child in governor.children:
            if child.dep_ in ("obj", "nsubj:pass") and child.i != token.i and slot_sign(child, slot, lexicon)[0]:
                return child, slot
    outer = syntax.argument(governor)
    if token.dep_ == "nmod" and outer is not None and outer.slot == "obj" and not slot_sign(governor, slot, lexicon)[0]:
        sign, frame = slot_sign(outer.governor, slot, lexicon)
        if sign not in ("", "0") and frame is not None and frame.slots.get("obj") == "0":
            return outer.governor, slot
    return governor, slot


def step_sign(step: Step, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what the governor says about the word below it, by the most particular slot that its frames have."""
    word, governor, slot = step
    if slot == "subj" and governor.pos_ not in ("VERB", "AUX"):
        sign, frame = _predicate_sign(governor, lexicon)
        return ("+", None) if not sign and syntax.modal(governor) == "must" else (sign, frame)
    for frame in frames_of(governor, lexicon):
        for name in _slots(word, governor, slot):
            if name not in frame.slots:
                continue
            sign = frame.slots[name]
            if sign == AS_THE_OTHER:
                sign, inner = _complement_sign(word, governor, slot, lexicon)
                if not sign:
                    continue
                return sign, inner
            return sign, frame
    passive = word.dep_ in ("nsubj:pass", "csubj:pass") or (slot == "obj" and word.dep_ == "nsubj")
    return ("+", None) if passive and syntax.modal(governor) == "must" else ("", None)


def _slots(word: Token, governor: Token, slot: str) -> Iterator[str]:
    """Yield the names of a slot from the most particular: "that", "from doing", "obj alone", "subj must", then its own."""
    if word.dep_ == "ccomp":
        yield "that"
    if (
        word.dep_ == "xcomp"
        and word.pos_ != "VERB"
        and not any(child.dep_ in ("cop", "mark") for child in word.children)
    ):
        yield "predicate"
        return
    if word.pos_ == "VERB" and word.dep_ in ("advcl", "acl") and slot != "comp" and word.lower_ not in _BALLOT:
        yield f"{slot} doing"
    if (
        slot in ("obj", "comp")
        and (governor.tag_ == "VBG" or syntax.modal(governor))
        and not any(_is_said_of_object(child, word) for child in governor.children)
    ):
        yield f"{slot} weighed"
    if slot == "obj":
        asked = next((c for c in governor.children if c.dep_ in ("xcomp", "advcl") and c.i > word.i), None)
        if asked is not None:
            yield "obj asked"
        elif word.pos_ == "NOUN":
            yield "obj alone"
    if slot == "subj" and syntax.modal(governor) == "must" and not any(c.dep_ == "obj" for c in governor.children):
        yield "subj must"
    yield slot


def _is_said_of_object(child: Token, word: Token) -> bool:
    """Tell whether a verb's complement says what its object is: "would consider the levy [a mistake]"."""
    if child.i <= word.i or any(part.dep_ in ("case", "cc") for part in child.children):
        return False
    return child.pos_ in ("NOUN", "PROPN", "ADJ") and child.dep_ in ("xcomp", "obj")


def _complement_sign(word: Token, governor: Token, slot: str, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what a verb's other complement says of its object: "called [the law] a mistake", "wants [the raids] to end".

    Of a subject, what it has: "[the deal] has no effect".
    """
    for child in governor.children:
        if child.i == word.i:
            continue
        as_what = child.dep_ in ("obl", "advcl") and syntax.preposition(child) == "as"
        if slot == "obj" and child.dep_ == "xcomp" and child.pos_ == "VERB":
            frames = frames_of(child, lexicon)
            found = next((f for f in frames if "subj must" in f.slots), None)
            if found is not None and not any(c.dep_ == "obj" for c in child.children):
                return found.slots["subj must"], found
        elif slot == "obj" and (as_what or child.dep_ == "xcomp" or _is_said_of_object(child, word)):
            sign, frame = _predicate_sign(child, lexicon)
            if sign:
                return sign, frame
        elif slot == "subj" and child.dep_ == "obj" and any(word.lower_ == "no" for word in child.lefts):
            frame = next((f for f in frames_of(child, lexicon) if f.name == "worth"), None)
            return (frame.slots["subj"], frame) if frame is not None else ("", None)
    return "", None


def _predicate_sign(word: Token, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what a noun or adjective says of the thing that it is said of: "is the only way", "is a threat", "too weak"."""
    case = next((child.lower_ for child in word.lefts if child.dep_ == "case"), "")
    frames = frames_of(word, lexicon)
    if case not in ("", "as"):
        frames = lexicon.of(f"{case} {syntax.lemma(word)}", "noun")
    for frame in frames:
        if frame.name in _PREDICATIVE and frame.name != "worth":
            return frame.slots["subj"], frame
    if case not in ("", "as"):
        return "", None
    if word.pos_ in ("ADJ", "ADV"):
        too = any(child.dep_ == "advmod" and child.lower_ == "too" for child in word.children)
        return ("-", lexicon.frames["bad"]) if too else ("", None)
    for child in word.children:
        if child.dep_ == "amod":
            for frame in frames_of(child, lexicon):
                if frame.name in ("good", "bad"):
                    return frame.slots["subj"], frame
    if syntax.lemma(word) in _KINDS:
        inner = next((c for c in word.children if c.dep_ == "nmod" and syntax.preposition(c) == "of"), None)
        if inner is not None:
            word = inner
    is_bad = lexicon.polar.get(syntax.lemma(word)) == "-"
    return ("-", lexicon.frames["liability"]) if is_bad else ("", None)
