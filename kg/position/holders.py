"""Whose position it is: the holders of a perspective, or the actor who acts in the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.position.perspectives import View

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CLIMB = 6
_AGENTS = frozenset({"nsubj", "obl:agent", "nsubj:outer"})
_CLAUSE_LINKS = frozenset({"xcomp", "advcl", "conj", "acl", "ccomp", "obj", "obl", "nmod", "nsubj:pass", "parataxis"})


def acting(token: Token, view: View) -> tuple[str, int]:
    """Return the actor whose act the word is an argument of, with its word index; ("", -1) for none.

    "[Kenya] voted for the resolution": for "resolution", Kenya. "the visit by [the envoy]" gives the agent.
    """
    current = token
    for _ in range(MAX_CLIMB):
        if current.i != token.i or token.pos_ in ("VERB", "AUX"):
            for child in current.children:
                if child.dep_ in _AGENTS:
                    actor = view.actor[child.i] or _joined(child, view)
                    if actor:
                        return actor, child.i
                    if current.pos_ in ("VERB", "AUX", "ADJ"):
                        return "", -1
        if current.i != token.i and current.pos_ == "NOUN":
            for child in current.children:
                if child.dep_ in ("nmod:poss", "amod") and view.actor[child.i]:
                    return view.actor[child.i], child.i
        if current.head.i == current.i or current.dep_ == "nsubj":
            break
        if current.dep_ == "acl:relcl":
            noun = current.head
            return (view.actor[noun.i], noun.i) if view.actor[noun.i] else ("", -1)
        current = current.head
    return "", -1


def _joined(token: Token, view: View) -> str:
    """Return the actor of an office in subject place: "the [Chinese] government", "government of [Chad]"."""
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod:poss", "nmod") and view.actor[child.i]:
            return view.actor[child.i]
    return ""
