"""How a text evaluates one word: the nearest frame above it, turned by negation, modality and the frames above that."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.position import syntax
from kg.position.frames import frames_of, slot_sign
from kg.position.lexicon import SHIELDED, Frame, Lexicon, Sign
from kg.position.steps import AS_THE_OTHER, climb, step_sign

if TYPE_CHECKING:
    from spacy.tokens import Token

_FLIP = {"+": "-", "-": "+", "~": "~", "x": "x", "0": "0", "": ""}
TRIED = "try.comp"
"""The rule of what somebody else is said to try."""
_TELLING = frozenset({"harm", "worsen", "cease"})
"""Frames that, said of a thing, leave no doubt about it: nine of ten such things are judged so."""
_JUDGING = frozenset({"good", "bad", "sound", "unsound", "asset", "liability"})
"""The same of what somebody calls a thing: "called the law [hasty]"."""
_CLAIMING = frozenset({"warn", "allege", "accuse", "condemn"})
"""Frames of those who claim what their clause says, so they judge as it does: "warned that the levy is a trap"."""
_UNSETTLING = frozenset({"unsettled", "reserve"})
"""Frames that leave open whether what is evaluated below them holds."""
_VAGUE = frozenset({"may", "threaten", "unsettled"})
"""Rules of reserve that are wrong more often than not: "may I say", "threatened to sue", "ports are open"."""
_INSTEAD = frozenset({"rather", "instead"})
_OWN_SUBJECTS = frozenset({"we", "i", "it", "they", "he", "she"})
_MAYBE = frozenset({"may", "might", "could"})
_UNTURNED = frozenset({"harm", "harm_noun", "worsen", "misdeed"})
"""Frames of what is done to a thing: whoever opposes the deed values the thing as much as whoever does not."""


class Evaluation(NamedTuple):
    """The sign that a word gets, by which rule, and how far up the rule's cue stands.

    `sign` is that of the lexicon with every turn applied; `plain` without them; `near` with those of the cue's own clause,
    which is what the subject of the cue thinks. `rule` is frame and slot ("warn.against").
    """

    sign: str = ""
    plain: str = ""
    rule: str = ""
    cue: int = -1
    distance: int = 0
    intensity: float = 0.5
    frame: Frame | None = None
    near: str = ""

    @property
    def is_firm(self) -> bool:
        """Tell whether the rule decides the stance alone: too rare for the weights, and clear ("abstained on [the text]")."""
        if self.distance != 1 or self.frame is None:
            return False
        if self.frame.firm or self.sign != "~":
            return self.frame.firm
        return self.frame.attitude and (self.plain != "-" or self.frame.negated == "~")

    @property
    def is_decided(self) -> bool:
        """Tell whether the rule decides the stance, if there is one: reserve, faults, and what nobody opposes or regrets.

        Annotated examples of either are few, so nothing that is learnt knows them as well.
        """
        reserved = self.sign == "~" and self.distance <= 1 and self.rule.partition(".")[0] not in _VAGUE
        unopposed = (self.plain, self.sign) == ("-", "+")
        voiced = self.distance == 1 and self.near == "+" and self.frame is not None and self.frame.attitude
        told = self.frame is not None and (
            (self.frame.name in _TELLING | _JUDGING and ".subj" in self.rule)
            or (self.frame.name in _JUDGING and ".obj" in self.rule)
            or (self.frame.name == "accuse" and self.sign == self.plain and ".comp" not in self.rule)
        )
        return (
            self.is_firm
            or self.rule == TRIED
            or reserved
            or (told and self.distance == 1)
            or (unopposed and (voiced or self.rule == "against"))
        )


def evaluate(token: Token, lexicon: Lexicon) -> Evaluation:
    """Return how the text evaluates a word.

    The nearest frame decides ("reject [the offer]": oppose); negation of its cue turns it ("do not reject"), and so
    does a frame above that opposes the cue ("warned against rejecting the offer"). What is said under a condition, or
    considered, is neither.
    """
    found = _own(token, lexicon)
    turned = (not found.rule or found.rule == "against") and syntax.is_negated(token)
    open_ended = found.rule != "must" and syntax.is_conditional(token)
    near, steps = "", 0
    for steps, step in enumerate(climb(token, lexicon), 1):
        if found.rule and step.slot == "acl:relcl":
            break
        sign, frame = step_sign(step, lexicon)
        if found.rule:
            if sign == SHIELDED:
                return found._replace(sign=SHIELDED)
            fixed = found.frame is not None and (
                found.frame.name in _UNTURNED
                or (frame is not None and frame.name in _CLAIMING and step.slot == "comp" and _is_judged(found))
            )
            if not fixed and step.slot not in ("subj", "mod") and (steps, step.slot) != (1, found.rule):
                turned ^= sign == "-"
                open_ended |= frame is not None and frame.name in _UNSETTLING
        elif sign not in ("", "0"):
            name = f"{frame.name}.{step.slot}" if frame else "must.subj"
            found = Evaluation(sign, sign, name, step.governor.i, steps, frame.intensity if frame else 0.7, frame)
        if syntax.is_negated(step.governor, but=step.word) != syntax.is_rhetorical(step.governor):
            turned = not turned
            open_ended |= found.cue == step.governor.i and frame is not None and frame.negated == "~"
        open_ended |= steps < 3 and found.rule != "must" and syntax.is_conditional(step.governor)
        if found.rule and not near:
            near = _turn(found.plain, turned=turned, open_ended=open_ended)
    if not found.rule:
        return _weak(token, lexicon, turned=turned, open_ended=open_ended)
    sign = _turn(found.plain, turned=turned, open_ended=open_ended)
    if sign == "+" and _is_bad(token, lexicon) is not None:
        sign = "-"
    return found._replace(sign=sign, near=near or found.plain)


def _is_judged(found: Evaluation) -> bool:
    """Tell whether a thing is said to be good or bad: "the levy is [a mistake]", "calls the levy [unfair]"."""
    return found.frame is not None and found.frame.name in _JUDGING and found.rule.endswith((".subj", ".obj"))


def evaluation_by(cue: Token, slot: str, lexicon: Lexicon) -> Evaluation:
    """Return how one word evaluates another in a slot of it, whatever stands above: "[backed] by Chad"."""
    sign, frame = slot_sign(cue, slot, lexicon)
    if frame is None or sign in (SHIELDED, AS_THE_OTHER):
        return Evaluation()
    turned = _turn(sign, turned=syntax.is_negated(cue), open_ended=False)
    return Evaluation(turned, sign, f"{frame.name}.{slot}", cue.i, 1, frame.intensity, frame, turned)


def _turn(sign: Sign, *, turned: bool, open_ended: bool) -> Sign:
    if open_ended and sign in ("+", "-"):
        return "~"
    return _FLIP[sign] if turned else sign


def _own(token: Token, lexicon: Lexicon) -> Evaluation:
    """Return how its own neighbours evaluate a word: `against` that no frame knows, `instead of`, a modal, `would rather`."""
    before = [child for child in token.children if child.i < token.i]
    if syntax.preposition(token) == "against" and not slot_sign(token.head, "against", lexicon)[0]:
        return Evaluation("-", "-", "against", token.i, 0, 0.7)
    if any(c.lower_ in _INSTEAD and any(w.dep_ == "fixed" for w in c.children) for c in before):
        return Evaluation("-", "-", "instead", token.i, 0, 0.6)
    if token.pos_ in ("VERB", "AUX"):
        if syntax.modal(token) == "must":
            sign = "-" if syntax.is_negated(token) else "+"
            return Evaluation(sign, sign, "must", token.i, 0, 0.7)
        if (
            any(c.dep_ == "advmod" and c.lower_ in ("rather", "sooner") for c in before)
            and syntax.modal(token) == "would"
        ):
            return Evaluation("+", "+", "rather", token.i, 0, 0.6)
    return Evaluation()


def _weak(token: Token, lexicon: Lexicon, *, turned: bool, open_ended: bool) -> Evaluation:
    """Return how a word is evaluated that no frame evaluates: by an adjective, as a deed, as what somebody will do."""
    if (word := _is_bad(token, lexicon)) is not None:
        bad = lexicon.frames["bad"]
        return Evaluation("-", "-", "bad.mod", word.i, 1, bad.intensity, bad, "-")
    rule, plain = "", ""
    frame: Frame | None = None
    if token.pos_ == "VERB":
        agent = syntax.subject(token)
        if _is_imperative(token):
            rule, plain = "imperative", "+"
        elif agent is not None and (agent.pos_ == "PROPN" or agent.lower_ in _OWN_SUBJECTS):
            modals = {child.lower_ for child in token.children if child.dep_ == "aux"}
            rule = "may" if modals & _MAYBE else "will" if syntax.modal(token) in ("will", "would") else ""
            plain = {"will": "+", "may": "~"}.get(rule, "")
        if not rule:
            plain, frame = slot_sign(token, "self", lexicon)
            rule = f"{frame.name}.self" if frame is not None else ""
    elif (named := _named_by(token, lexicon)) is not None:
        rule, plain, frame = f"{named.name}.subj", "+", named
    elif any(child.dep_ == "expl" for child in token.head.children) and token.dep_ == "nsubj":
        rule = "there" if turned or syntax.modal(token.head) == "must" else ""
        plain = "+" if rule else ""
    if not rule:
        return Evaluation()
    sign = _turn(plain, turned=turned and rule != "misdeed.self", open_ended=open_ended and rule != "misdeed.self")
    return Evaluation(sign, plain, rule, token.i, 0, 0.5, frame, sign)


def _is_bad(token: Token, lexicon: Lexicon) -> Token | None:
    """Return the adjective that calls a thing bad: "the [illegal] raid"."""
    for child in token.children:
        if child.dep_ in ("amod", "acl") and child.pos_ in ("ADJ", "VERB"):
            frame = slot_sign(child, "mod", lexicon)[1]
            if frame is not None and frame.name == "bad":
                return child
    return None


def _is_imperative(token: Token) -> bool:
    """Tell whether the verb is a call to do: "[Leave] the city at once!"."""
    loose = any(child.dep_ in ("mark", "nsubj", "nsubj:pass", "expl") for child in token.lefts)
    return token.tag_ == "VB" and token.dep_ in ("ROOT", "ccomp", "parataxis") and not loose and not syntax.modal(token)


def _named_by(token: Token, lexicon: Lexicon) -> Frame | None:
    """Return the frame of the wish that a word is said to be: "our goal is [peace]", "the preferred option is [a treaty]"."""
    if not any(child.dep_ == "cop" for child in token.children):
        return None
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubj:outer"):
            return next((f for f in frames_of(child, lexicon) if f.name in ("commitment_noun", "call_noun")), None)
    return None
