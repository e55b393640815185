"""Who does what to what in a clause: subjects and objects as meant, through passives, participles and infinitives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.position import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CLIMB = 5
SUBJECTS = frozenset({"nsubj", "nsubj:outer"})
OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
_CONTINUED = frozenset({"xcomp", "advcl", "conj", "acl", "ccomp", "parataxis"})
_OF_THE_OBJECT = frozenset({"of", "for", "from", "into", "against"})
OWN_PROMISES = frozenset({"promise", "threaten", "vow", "pledge", "offer", "agree", "swear"})


def is_passive(verb: Token) -> bool:
    """Tell whether the subject of a verb, or the noun that a participle modifies, is its object."""
    if any(child.dep_ in ("nsubj:pass", "aux:pass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not _has_auxiliary(verb)


def objects(verb: Token) -> list[Token]:
    """Return the objects of a verb: of a passive its subject, of a participle the noun that it modifies.

    A second subject behind the verb is an object that the parse took for one, and so is the subject of an infinitive
    ("helped [Malawi] rebuild").
    """
    found = [child for child in verb.children if child.dep_ in OBJECTS]
    found += [c for child in verb.children if child.dep_ == "xcomp" for c in child.children if c.dep_ in SUBJECTS]
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if any(child.i < verb.i for child in subjects):
        found += [child for child in subjects if child.i > verb.i]
    if not found and is_passive(verb):
        if verb.dep_ == "acl":
            return [verb.head]
        return [child for child in verb.head.children if child.dep_ in SUBJECTS]
    return found


def object_words(verb: Token) -> list[Token]:
    """Return the objects with what is coordinated with them."""
    return [word for one in objects(verb) for word in (one, *(c for c in one.children if c.dep_ == "conj"))]


def doer(verb: Token) -> Token | None:
    """Return who does what a verb tells: the agent of a passive, else the subject, which an infinitive has above it."""
    if is_passive(verb):
        return _agent(verb)
    by = next((child for child in verb.children if child.dep_ == "obl:agent"), None)
    return by if by is not None else _subject(verb)


def slotted(word: Token, slots: frozenset[str]) -> Iterator[Token]:
    """Yield the phrases beside a word whose preposition, of one word or several, is among the slots."""
    for child in word.children:
        if child.dep_ == "advmod" and child.lower_ in slots:
            yield from (inner for inner in child.children if inner.dep_.startswith("obl"))
        elif child.dep_.startswith(("obl", "nmod")) and child.dep_ != "obl:agent" and slots & set(cases(child)):
            yield child


def deep_slotted(verb: Token, slots: frozenset[str]) -> Iterator[Token]:
    """Yield such phrases where the parse hangs them on another: "shares data on storms [with Haiti]"."""
    for child in verb.children:
        if child.dep_.startswith("obl") and child.i > verb.i:
            yield from slotted(child, slots - {"of", "in", "for"})


def clause_subjects(word: Token) -> list[Token]:
    """Return the subjects of that-clauses behind a word: "demanded that [Chad] leave", "the demand that [Chad] leave"."""
    found = []
    for clause in word.children:
        that = any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)
        if clause.i > word.i and (clause.dep_ == "ccomp" or (that and clause.dep_.startswith("acl"))):
            found += [child for child in clause.children if child.dep_ in ("nsubj", "nsubj:pass")]
    return found


def cases(word: Token) -> Iterator[str]:
    """Yield the prepositions of a word, those of several words also as one ("out of")."""
    for case in word.children:
        if case.dep_ == "case":
            yield str(case.lower_)
            yield " ".join((case.lower_, *(child.lower_ for child in case.children if child.dep_ == "fixed")))


def _agent(verb: Token) -> Token | None:
    """Return the agent of a passive, wherever the parse hangs its `by`; of "rockets fired by [Hamas]" who fired."""
    for child in verb.children:
        if child.dep_ == "obl:agent":
            inner = next((clause for clause in child.children if clause.dep_ == "acl" and is_passive(clause)), None)
            return (_agent(inner) or child) if inner is not None else child
    for child in verb.children:
        if child.i > verb.i and child.dep_.startswith("obl"):
            for inner in (child, *child.children):
                if syntax.preposition(inner) == "by" and inner.dep_.startswith(("obl", "nmod")):
                    return inner
    return None


def _subject(word: Token) -> Token | None:
    """Return the subject of a word, taken where it has none from the clause or the owner of the noun that it completes."""
    for _ in range(MAX_CLIMB):
        subjects = [child for child in word.children if child.dep_ in SUBJECTS | {"nsubj:pass"}]
        if subjects:
            return subjects[0]
        head = word.head
        if head.i == word.i:
            return None
        if word.dep_ == "acl:relcl" or (word.dep_ == "acl" and word.tag_ == "VBG" and not syntax.preposition(word)):
            return head
        if head.pos_ == "NOUN" and (owner := _owner(head)) is not None:
            return owner
        if word.dep_ not in _CONTINUED and head.pos_ not in ("VERB", "AUX", "ADJ"):
            return None
        if (controlling := _controlling_object(word, head)) is not None:
            return controlling
        word = head
    return None


def _controlling_object(word: Token, head: Token) -> Token | None:
    """Return the object that does what a clause tells: "urged [Chad] to leave", "thanked [Chad] for leaving"."""
    controls = word.dep_ == "xcomp" or (word.dep_ == "advcl" and syntax.preposition(word) in _OF_THE_OBJECT)
    if not controls or head.lemma_.lower() in OWN_PROMISES:
        return None
    return next((c for c in head.children if c.dep_ in ("obj", "iobj") and c.i < word.i), None)


def _owner(noun: Token) -> Token | None:
    """Return whose a decision, plan or refusal is: "[Chad's] plan to", "the decision by [Chad] to"."""
    by = (c for c in noun.children if c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and syntax.preposition(c) == "by"))
    return next(by, None)


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_.startswith("aux") for child in verb.children)
