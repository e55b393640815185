"""What the words above an act make of it: "[threatened to] bomb", "[lifted] sanctions", "[may] help"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.model import Mode
from kg.position import syntax
from kg.position.acts import FRIENDLY, HOSTILE, Act, Acts
from kg.position.clauses import SUBJECTS, cases

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST = 4
"""Words above an act that can turn it."""
_MODES: dict[str, Mode] = {"will": "future", "would": "future", "can": "hypothetical", "must": "hypothetical"}
_ARGUMENTS = frozenset({"obj", "nsubj:pass", "nsubj"})
_INTO = frozenset({"for", "into", "in", "to"})
_OCCASIONS = frozenset({"in", "during", "at", "after", "following"})
_ADDRESSED = frozenset({"on", "upon", "to", "with"})
_SUPPOSED = frozenset({"if", "unless", "whether"})
_CAN_BE_REFUSED = FRIENDLY | {"YIELD", "REQUEST"}


@dataclass(frozen=True, slots=True)
class Turned:
    """An act as its sentence tells it.

    `cue` is the word that makes it what it is. Of a noun for an act, `verb` is the verb that it is an argument of and
    `role` what that verb does to it (an operator's name, empty for a verb that says nothing about it).
    """

    type: str
    mode: Mode
    cue: Token
    verb: Token | None = None
    role: str = ""


def turn(token: Token, act: Act, acts: Acts) -> Turned | None:
    """Return what becomes of an act in its sentence; None where it is denied, supposed, or one's wish of another."""
    if (_is_void(token) and not act.denied) or _is_denied(token, acts):
        return None
    kind = act.denied if _is_void(token) else act.type
    turned = Turned(kind, "said" if kind != act.type else _mode(token, "said" if act.said else "done"), token)
    current, above = token, _verb_of_noun(token, act, acts) if token.pos_ != "VERB" else _verb_of_clause(token)
    if above is not None and token.pos_ != "VERB":
        turned = replace(turned, verb=above)
    for step in range(_MOST):
        if above is None:
            break
        word = acts.name(above)
        if _is_void(above) or acts.does(word, "never") or _is_asked_of_another(current, above, acts):
            return None
        of_noun = step == 0 and turned.verb is not None
        under = _happens(turned, above, word, acts, set(cases(token))) if of_noun else None
        under = under or _under(turned, above, word, acts, of_noun=of_noun)
        if under is None:
            return None
        polite = under.mode == "said" and acts.does(word, "polite")
        turned = under if polite else replace(under, mode=_mode(above, under.mode))
        current, above = above, _verb_of_clause(above)
    said = turned.mode == "done" and turned.cue is not token and turned.type in ("REJECT", "THREATEN", "REQUEST")
    return replace(turned, mode="said") if said else turned


def _under(turned: Turned, above: Token, word: str, acts: Acts, *, of_noun: bool) -> Turned | None:
    """Return an act as the next word above it turns it."""
    kind = turned.type
    if acts.does(word, "refuse"):
        return replace(turned, type="REJECT", cue=above, role="refuse") if kind in _CAN_BE_REFUSED or of_noun else None
    if acts.does(word, "threaten") or (acts.does(word, "vows") and kind in HOSTILE):
        return replace(turned, type="THREATEN", cue=above, role="threaten")
    if acts.does(word, "ends") and kind not in ("REJECT", "YIELD"):
        return replace(turned, type=_ended(kind), cue=above, role="ends")
    if of_noun and acts.does(word, "gets"):
        return replace(turned, role="gets")
    if of_noun and acts.does(word, "ask"):
        return replace(turned, type="REQUEST", cue=above, role="ask") if kind in _CAN_BE_REFUSED else None
    if acts.does(word, "hypothetical") and not (turned.mode == "said" and acts.does(word, "polite")):
        return replace(turned, mode="hypothetical", role="hypothetical" if of_noun else turned.role)
    if acts.does(word, "future") and not (of_noun and acts.does(word, "light")):
        mode: Mode = "hypothetical" if turned.mode == "hypothetical" else "future"
        return replace(turned, mode=mode, role="future" if of_noun else turned.role)
    for role in ("light", "comes") if of_noun else ():
        if acts.does(word, role):
            return replace(turned, role=role)
    return turned


def _happens(turned: Turned, above: Token, word: str, acts: Acts, case: set[str]) -> Turned | None:
    """Return an act whose noun is no object of the verb: "help [came] from", "said in talks with"; None for others."""
    noun = syntax.first_conjunct(turned.cue)
    if noun.dep_ == "nsubj" and above.pos_ != "ADJ":
        return replace(turned, role="comes") if acts.does(word, "comes") else turned
    if noun.dep_ == "obl" and "with" in case:
        return replace(turned, role="deals")
    if noun.dep_ == "obl" and not acts.does(word, "light"):
        return replace(turned, role="light")
    return None


def _verb_of_noun(noun: Token, act: Act, acts: Acts) -> Token | None:
    """Return the verb of which a noun is an argument: "held [talks]", "entered into [talks]", "came for [talks]"."""
    noun = syntax.first_conjunct(noun)
    if noun.dep_ == "nmod" and noun.head.lemma_.lower() in acts.measures and syntax.preposition(noun) == "of":
        noun = noun.head
    head: Token = noun.head
    if head.i == noun.i or head.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    if noun.dep_ in _ARGUMENTS:
        return head
    case, verb = set(cases(noun)), acts.name(head)
    inside = (
        (_INTO & case and acts.does(verb, "light"))
        or ("with" in case and acts.does(verb, "deals"))
        or (_OCCASIONS & case and act.type == "CONSULT")
    )
    return head if noun.dep_ == "obl" and inside else None


def _verb_of_clause(token: Token) -> Token | None:
    """Return the word that an infinitive, a gerund or a that-clause without subject completes."""
    token = syntax.first_conjunct(token)
    head: Token = token.head
    if head.i == token.i:
        return None
    if token.dep_ == "xcomp":
        return head
    mark = syntax.preposition(token)
    if token.dep_ == "acl" and head.pos_ in ("NOUN", "ADJ") and mark in ("to", "of", "from"):
        return head
    if token.dep_ in ("advcl", "ccomp") and token.tag_ in ("VB", "VBG") and mark in ("to", "of", "from"):
        return head
    return None


def _is_void(token: Token) -> bool:
    if syntax.is_negated(token):
        return True
    return any(
        (child.dep_ == "mark" and child.lower_ in _SUPPOSED)
        or (child.dep_ in SUBJECTS and any(left.lower_ == "neither" for left in child.lefts))
        for child in token.children
    )


def _is_denied(token: Token, acts: Acts) -> bool:
    """Tell whether the words around an act say that it is not so: "denied that", "no plans for talks", "called for talks"."""
    for _ in range(_MOST):
        head = token.head
        if head.i == token.i:
            return False
        finite = token.dep_ in ("ccomp", "acl") and any(c.dep_ in SUBJECTS for c in token.children)
        if finite and (acts.does(acts.name(head), "never") or syntax.is_negated(head)):
            return True
        refused = head.pos_ == "NOUN" and head.dep_ == "obj" and acts.does(acts.name(head.head), "refuse")
        wished = token.dep_ in ("obl", "nmod") and "for" in cases(token) and acts.asks(head)
        if wished or (finite and refused) or (token.dep_ == "nmod" and head.pos_ == "NOUN" and syntax.is_negated(head)):
            return True
        token = head
    return False


def _mode(token: Token, otherwise: Mode) -> Mode:
    if otherwise in ("future", "hypothetical"):
        return otherwise
    return _MODES.get(syntax.modal(token), otherwise)


def _ended(kind: str) -> str:
    if kind in FRIENDLY:
        return "SANCTION"
    return "YIELD" if kind in HOSTILE | {"REQUEST"} else kind


def _is_asked_of_another(token: Token, above: Token, acts: Acts) -> bool:
    """Tell whether an infinitive is what another is to do: "urged [Chad] to leave", "called on [Chad] to leave"."""
    if any(child.dep_ in ("obj", "iobj") for child in above.children):
        return token.dep_ == "xcomp"
    between = (c for c in above.children if c.dep_ == "obl" and above.i < c.i < token.i and _ADDRESSED & set(cases(c)))
    return token.pos_ == "VERB" and acts.asks(above) and any(between)
