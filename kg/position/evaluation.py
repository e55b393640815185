"""How a text evaluates one word: the nearest frame above it, turned by negation, modality and the frames above that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.position import syntax
from kg.position.lexicon import Frame, Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_STEPS = 7
_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}
_FLIP = {"+": "-", "-": "+", "~": "~", "x": "x", "0": "0", "": ""}


class Evaluation(NamedTuple):
    """The sign that a word gets, by which rule, and how far up the rule's cue stands.

    `sign` is that of the lexicon with every turn applied; `plain` without them. `rule` is frame and slot ("warn.against").
    """

    sign: str = ""
    plain: str = ""
    rule: str = ""
    cue: int = -1
    distance: int = 0
    intensity: float = 0.5
    frame: Frame | None = None

    @property
    def is_firm(self) -> bool:
        """Tell whether the rule decides the stance alone: too rare for the weights, and clear ("abstained on [the text]")."""
        return self.sign == "~" and self.distance == 1 and self.frame is not None and self.frame.attitude


def frames_of(token: Token, lexicon: Lexicon) -> tuple[Frame, ...]:
    """Return the frames of a word in its part of speech, trying it with its particle first."""
    pos = _POS.get(token.pos_, "")
    if not pos:
        return ()
    name = syntax.lemma(token)
    found = lexicon.of(name, pos) or lexicon.of(name.split(" ", 1)[0], pos)
    if not found and pos == "verb":  # participles in predicate use: "we are concerned about"
        found = lexicon.of(token.lower_, "adj")
    return found or (lexicon.of(token.lower_, "adj") if pos == "adj" else ())


def slot_sign(token: Token, slot: str, lexicon: Lexicon) -> tuple[str, Frame | None]:
    """Return what the word says about its argument in that slot, and the frame that says so."""
    for frame in frames_of(token, lexicon):
        if slot in frame.slots:
            return frame.slots[slot], frame
    return "", None


def evaluate(token: Token, lexicon: Lexicon) -> Evaluation:
    """Return how the text evaluates a word.

    The nearest frame decides ("reject [the offer]": oppose); negation of its cue turns it ("do not reject"), and so
    does a frame above that opposes the cue ("warned against rejecting the offer").
    """
    found = _own(token, lexicon)
    current, steps, turned = token, 0, False
    while steps < MAX_STEPS:
        if not found.rule and steps == 0 and syntax.is_negated(token):
            turned = not turned
        place = syntax.argument(current)
        if place is None:
            break
        steps += 1
        sign, frame = slot_sign(place.governor, place.slot, lexicon)
        if found.rule:
            if sign == "-" and place.slot not in ("subj", "mod", found.rule):
                turned = not turned
            if sign == "x":
                return found._replace(sign="x")
        elif frame is not None and sign not in ("", "0"):
            found = Evaluation(
                sign, sign, f"{frame.name}.{place.slot}", place.governor.i, steps, frame.intensity, frame
            )
        if syntax.is_negated(place.governor):
            turned = not turned
        current = place.governor
    return found._replace(sign=_FLIP[found.plain]) if turned else found


def _own(token: Token, lexicon: Lexicon) -> Evaluation:
    """Return how the word's own neighbours evaluate it: an adjective, a copula's predicate, a modal, `against`."""
    for child in token.children:
        if child.dep_ in ("amod", "acl") and child.pos_ in ("ADJ", "VERB"):
            sign, frame = slot_sign(child, "mod", lexicon)
            if frame is not None and frame.name == "bad":
                return Evaluation(sign, sign, "bad.mod", child.i, 1, frame.intensity, frame)
    if syntax.preposition(token) == "against":
        return Evaluation("-", "-", "against", token.i, 0, 0.7)
    if syntax.modal(token) == "must" and token.pos_ in ("VERB", "AUX"):
        sign = "-" if syntax.is_negated(token) else "+"
        return Evaluation(sign, sign, "must", token.i, 0, 0.7)
    return Evaluation()
