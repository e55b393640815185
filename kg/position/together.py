"""Who is meant together: coordinated and listed parties, and those behind "they", "both sides" or "the two leaders"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.position import syntax

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PAIR = frozenset({"two", "both"})
_PEOPLE = frozenset(
    {"leaders", "ministers", "presidents", "men", "women", "premiers", "chancellors", "diplomats", "secretaries"}
)
_PARTIES = _PEOPLE | {"sides", "parties", "countries", "nations", "governments", "states", "signatories", "delegations"}
_LINKING = frozenset(
    {"the", "two", "both", "of", "them", "'s", "’s", "’", "'", "foreign", "prime", "deal", "agreement"}
)
_DEALS = frozenset({"agreement", "deal", "treaty", "accord", "pact", "memorandum", "truce"})
_ALONE = frozenset({"they", "their", "both", "both of them", "the two", "the pair", "the duo"})
_NAMED = frozenset({"name", "acronym", "nominal"})
_NEAR, _FAR = 60, 400
"""Words within which "they", or "the two leaders", look back."""
_MEETING = frozenset(
    {
        "meet",
        "speak",
        "talk",
        "confer",
        "negotiate",
        "host",
        "receive",
        "visit",
        "call",
        "telephone",
        "phone",
        "welcome",
    }
)
_PARTNERS = frozenset({"with", "to", "on", ""})
_SUCH = frozenset({"including", "like", "as", "notably", "namely"})
_OTHERS = frozenset(
    {"other", "others", "states", "countries", "members", "nations", "parties", "delegations", "governments"}
)
"""Nouns for actors whose names may follow."""
_FILLERS = frozenset(
    {"in", "among", "those", "that", "who", "also", "both", "all", "only", "voted", "voting", "states"}
)
"""Words between a list of names and what it says of them."""
_OPENERS = frozenset({":", ",", "-", "–", "—", "("})
_SUCH_AS = frozenset({"including", "namely", "notably", "among", "them"})
_DEEP = 3
"""Coordinations in coordinations that a list may have."""
_OFFICE = frozenset({"amod", "compound", "nmod:poss", "nmod", "appos", "flat"})


def joint(token: Token, actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors of a noun phrase with coordinated heads, and of the members that those list which are none.

    "[Poland] and the [EU] say", "many states, including [Chad] and [Mali], voted", "the [EU] and two others, [Chad] and
    [Mali], voted".
    """
    found: list[str] = []
    for head in _listed(token):
        if not actor[head.i] and (head.lower_ in _OTHERS or head.pos_ == "NUM"):
            members = [*(actor[word.i] for word in _members(head) if actor[word.i]), *roll_after(head, actor)]
            found += members or [_office(head, actor)]
        else:
            found += [actor[head.i] or _office(head, actor)]
            found += [] if found[-1] else [actor[word.i] for word in _members(head) if actor[word.i]]
    return tuple(dict.fromkeys(one for one in found if one))


def roll_before(word: Token, actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors in the list of names that ends before a word: "[Chad], [Mali] and two others *abstained*"."""
    doc, i = word.doc, word.i - 1
    while i >= word.sent.start and not actor[i] and (doc[i].lower_ in _FILLERS or doc[i].pos_ == "AUX"):
        i -= 1
    found: list[str] = []
    while i >= word.sent.start and (actor[i] or _is_of_list(doc[i])):
        found += [actor[i]] if actor[i] else []
        i -= 1
    return tuple(dict.fromkeys(reversed(found)))


def roll_after(word: Token, actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors in the list of names that a word introduces: "two others*:* [Chad] and [Mali]"."""
    doc, i = word.doc, word.i + 1
    while i < word.sent.end and (doc[i].text in _OPENERS or doc[i].lower_ in _SUCH_AS):
        i += 1
    if i == word.i + 1:
        return ()
    return roll(doc, i, word.sent.end, actor)


def roll(doc: Doc, start: int, end: int, actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors in the list of names that starts at a word."""
    found: list[str] = []
    for i in range(start, end):
        if not actor[i] and not _is_of_list(doc[i]):
            break
        found += [actor[i]] if actor[i] else []
    return tuple(dict.fromkeys(found))


def alike(cue: Token, actor: Sequence[str], phrases: Collection[tuple[str, ...]]) -> tuple[str, ...]:
    """Return those of whom a sentence tells that they do the same: "Malta signed, joined by [Chad] and [Laos]"."""
    doc, end = cue.doc, cue.sent.end
    for i in range(cue.i + 1, end):
        if doc[i].text == ";":
            break
        for phrase in phrases:
            behind = i + len(phrase)
            if behind < end and tuple(word.lower_ for word in doc[i:behind]) == phrase:
                return roll(doc, behind, end, actor)
    return ()


def _is_of_list(word: Token) -> bool:
    """Tell whether a word stands in lists of names without being one: "Chad[,] [the] Seychelles [and two others]"."""
    return word.text in (",", "and", "&", "the", "or") or word.lower_ in _OTHERS or word.pos_ == "NUM"


def meant_together(
    doc: Doc,
    source: Sequence[int],
    actor: Sequence[str],
    form: Sequence[str],
    people: Collection[str] = frozenset(),
) -> tuple[str, ...]:
    """Return the actors behind "they" or "the two leaders": those named together last, or the last two named.

    "[Kenya] and [Togo] signed. They agreed to meet again." "[Ann] met with [Bo]. The ministers agreed."

    Args:
        doc: The parsed document.
        source: The words that mean several.
        actor: The actor of each word, "" for none.
        form: How each word mentions it.
        people: The actors that are persons: those whom "the two presidents" means.
    """
    words = [doc[i].lower_ for i in source]
    sides = bool(set(words) & _PARTIES) and set(words) <= _PARTIES | _LINKING
    pair = sides and bool(set(words) & _PAIR)
    sides |= bool(set(words) & _DEALS)
    if not (sides or " ".join(words) in _ALONE):
        return ()
    groups = list(_groups(doc, source[0], actor, form, loose=sides))
    if set(words) & _PEOPLE:
        groups.sort(key=lambda group: not set(group) <= set(people))
    if groups:
        return groups[0]
    if not pair:
        return ()
    named = dict.fromkeys(actor[i] for i in range(source[0] - 1, -1, -1) if actor[i] and form[i] in _NAMED)
    return tuple(named)[:2] if len(named) > 1 else ()


def partners(doc: Doc, before: int, one: str, actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors with whom an actor was last named in one list, itself among them; none where it stood alone."""
    at = next((i for i in range(before - 1, max(-1, before - _FAR), -1) if actor[i] == one), None)
    if at is None:
        return ()
    together = joint(syntax.first_conjunct(doc[at]), actor)
    return together if len(together) > 1 and one in together else ()


def _groups(
    doc: Doc, before: int, actor: Sequence[str], form: Sequence[str], *, loose: bool
) -> Iterator[tuple[str, ...]]:
    """Yield those named together, or who met, before a word, the last first; those far away only as subjects if not `loose`."""
    for i in range(before - 1, max(0, before - _FAR) - 1, -1):
        token = doc[i]
        found: tuple[str, ...] = ()
        if token.dep_ == "conj" and actor[i] and form[i] in _NAMED:
            first = syntax.first_conjunct(token)
            if loose or before - i <= _NEAR or first.dep_ == "nsubj":
                found = joint(first, actor)
        elif token.pos_ == "VERB" and token.lemma_.lower() in _MEETING:
            found = _meeting(token, actor)
        if len(found) > 1:
            yield found


def _meeting(verb: Token, actor: Sequence[str]) -> tuple[str, ...]:
    """Return who met whom: "[Ann] met with [Bo]", "[Ann] called on [Bo]"."""
    subject = syntax.subject(verb)
    if subject is None:
        return ()
    other = [
        child
        for child in verb.children
        if child.i > verb.i and child.dep_ in ("obj", "obl") and syntax.preposition(child) in _PARTNERS
    ]
    found = [*joint(subject, actor), *(one for child in other for one in joint(child, actor))]
    return tuple(dict.fromkeys(found))


def _listed(token: Token, depth: int = 0) -> Iterator[Token]:
    """Yield a noun and what is coordinated with it, however the parse hangs a list: "[Chad], [Mali] and [Togo]"."""
    yield token
    for child in token.children if depth < _DEEP else ():
        apposed = child.dep_ == "appos" and any(c.dep_ == "conj" for c in child.children)
        if child.dep_ == "conj" or apposed:
            yield from _listed(child, depth + 1)


def _members(token: Token) -> Iterator[Token]:
    """Yield whom a noun or its clause lists as members: "many states boycotted it, including [Chad] and [Mali]"."""
    if token.pos_ != "NOUN":
        return
    around = [*token.children, *(token.head.children if token.dep_ == "nsubj" else ())]
    for child in around:
        if child.i > token.i and any(c.dep_ == "case" and c.lower_ in _SUCH for c in child.children):
            yield from _listed(child)


def _office(token: Token, actor: Sequence[str]) -> str:
    """Return the actor of an office or body: "the [Chinese] government", "the president of [Chad]"."""
    for child in token.children:
        if child.dep_ in _OFFICE and actor[child.i]:
            return actor[child.i]
    return ""
