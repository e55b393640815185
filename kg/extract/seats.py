"""Seats of government: "Beijing" stands for the state when it acts or is dealt with, not when it only says where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extract.lexicon import words
from kg.extract.names import Name
from kg.extract.parties import Party
from kg.extract.roles import OBJECT, governed, head_of, preposition


def without_mere_places(doc: Doc, parties: Sequence[Party]) -> Iterator[Party]:
    """Yield the parties without the names of seats that only say where, and without those that are nothing else."""
    for party in parties:
        places = {(name.start, name.end) for name in party.names if says_where(doc, name)}
        if places:
            party.names = [name for name in party.names if (name.start, name.end) not in places]
            party.spots = [spot for spot in party.spots if spot[:2] not in places]
        if party.names or not places or any(form == "nominal" for _, _, form in party.spots):
            yield party


def says_where(doc: Doc, name: Name) -> bool:
    """Tell whether a name is a seat of government's and only says where something is or goes.

    "Beijing rejected", "talks with Beijing", "urged Tehran": no. "In Beijing", "the road to Bamako", "left Niamey": yes.
    """
    if not (name.entry and name.entry.endswith("-seat")):
        return False
    after = [token.lower_ for token in doc[name.end : name.end + 2]]
    if after[:1] in (["'s"], ["’s"], ["'"], ["’"]):
        return False
    if name.inside and doc[name.end : name.end + 1].text[:1].isupper():
        return True
    head = head_of(doc, name.start, name.end)
    top = governed(head)
    return _is_located(doc, name, head, top) or _is_reached(top) or _is_setting(after) or _is_called_capital(head)


def _is_located(doc: Doc, name: Name, head: Token, top: Token) -> bool:
    """Tell by the preposition: "in Vienna"; "from Doha to London" with a word of motion."""
    before = doc[name.start - 1].lower_ if name.start else ""
    case = before if before in words("words", "prepositions") else preposition(head) or preposition(top)
    if case in words("places", "where"):
        return not _houses_government(top)
    if case == "of":
        return top.head.lower_ in words("places", "civic")
    return case in words("places", "motion_cases") and _moves(case, doc[max(0, name.start - 2) : name.start], top)


def _houses_government(top: Token) -> bool:
    """Tell whether the seat says whose officials they are: "officials in Pyongyang", not "Korean officials in Seoul"."""
    noun = top.head
    if top.dep_ != "nmod" or noun.lower_ not in words("places", "officials"):
        return False
    return not any(child.text[0].isupper() for child in noun.children if child.i < noun.i and child.dep_ != "det")


def _moves(case: str, before: Iterable[Token], top: Token) -> bool:
    """Tell whether the phrase is of a movement: "flew to", "the road to", "a flight from Doha to"."""
    only = {"from": [], "over": ["motion_over"]}.get(case, ["motion_to"])
    above = (top.head, top.head.head) if top.head.pos_ == "PROPN" else (top.head,)
    return any(token.lemma_.lower() in words("places", "motion", *only) for token in (*above, *before))


def _is_reached(top: Token) -> bool:
    """Tell whether the name is what someone leaves or reaches: "leave Niamey", not "leave Niamey isolated"."""
    verb = top.head
    told = any(child.dep_ in ("xcomp", "ccomp") for child in verb.children)
    return top.dep_ in OBJECT and verb.lemma_.lower() in words("places", "reached") and not told


def _is_setting(after: list[str]) -> bool:
    """Tell by the words behind: "Kabul | airport", "Beijing | -based"."""
    return after == ["-", "based"] or (bool(after) and after[0] in words("places", "settings"))


def _is_called_capital(head: Token) -> bool:
    """Tell whether the text calls it a capital: "Kinshasa, the capital"."""
    beside: Iterator[Token] = (t for t in (head.head, *head.children) if "appos" in (t.dep_, head.dep_))
    return any(token.lower_ in ("capital", "city") for token in beside)
