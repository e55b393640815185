"""What a target is about, comparable across documents: its words as lemmas, without what is said of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Issue, IssueKind, content_id
from kg.taxonomy import Matcher, load_taxonomy

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_WORDS = 5
ACRONYM = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Z0-9&.]{2,6}")
YEAR = re.compile(r"(?:19|20)\d\d")
DROPPED = frozenset({"DET", "PUNCT", "PRON", "AUX", "CCONJ", "SCONJ", "SYM", "SPACE", "INTJ", "NUM", "PART"})
MEASURES = frozenset(
    ("dollar", "euro", "pound", "franc", "yen", "yuan", "rupee", "rouble", "ruble", "percent", "cent", "tonne", "ton",
     "kilometre", "kilometer", "mile", "hectare", "barrel", "day", "week", "month", "year", "decade")
)  # fmt: skip
"""What a number counts without saying what there is: "a pause of [ten years]"."""
KINDS: dict[str, IssueKind] = {
    "treaty": "treaty", "agreement": "treaty", "convention": "treaty", "protocol": "treaty", "accord": "treaty",
    "pact": "treaty", "charter": "treaty", "resolution": "resolution", "initiative": "initiative",
    "proposal": "initiative", "plan": "initiative", "programme": "initiative", "program": "initiative",
}  # fmt: skip


def issue_of(doc: Doc, words: tuple[int, int], head: int) -> Issue:
    """Return the issue that a target names.

    Args:
        doc: The parsed document.
        words: First and last word of the target.
        head: Its head word.

    "the immediate withdrawal of all foreign troops" gives "immediate withdrawal of foreign troop", below the concept of
    foreign troops; "the human rights" gives that concept itself.
    """
    kept = [token for token in doc[words[0] : words[1] + 1] if _counts(token) and (token.i == head or _names(token))]
    if len([t for t in kept if not _links(t)]) > MAX_WORDS:
        kept = _nearest(kept, head)
    while kept and _links(kept[0]):
        kept.pop(0)
    while kept and _links(kept[-1]):
        kept.pop()
    label = " ".join(_form(token, head) for token in kept) or doc[head].text.lower()
    return issue_called(label, kind=_kind(doc[head]))


def issue_called(label: str, *, kind: IssueKind = "topic") -> Issue:
    """Return the issue of a label: the taxonomy's concept where it is so called, else one of its own below the concepts.

    It depends on nothing but the label, so that documents that are added later change no issue.
    """
    matcher = _matcher()
    concept = matcher.named(label)
    if concept:
        known = matcher.taxonomy[concept]
        return Issue(id=known.id, label=known.label, broader=known.broader)
    return Issue(id=content_id("issue", label.casefold()), label=label, kind=kind, broader=matcher.concepts(label))


def own_issue(label: str) -> Issue:
    """Return the issue of a label that people chose: the taxonomy's concept only where it has this very label.

    Two labels are two issues then, also where both name one concept; they stand below it.
    """
    found = issue_called(label)
    if found.label.casefold() == label.casefold():
        return found
    return Issue(id=content_id("issue", label.casefold()), label=label, broader=(found.id,))


@cache
def _matcher() -> Matcher:
    return Matcher(load_taxonomy())


def _counts(token: Token) -> bool:
    if token.pos_ == "NUM":
        return token.i > token.head.i or bool(YEAR.fullmatch(token.text)) or _is_joined(token)
    if _links(token):
        return True
    return token.pos_ not in DROPPED and not token.is_space and token.dep_ not in ("discourse", "mark")


def _names(token: Token) -> bool:
    """Tell whether a word that counts says what there is: not how much, nor "so-called", nor the preposition of such."""
    if _is_amount(token) or (_links(token) and _is_amount(token.head)):
        return False
    called = token.head if token.lower_ == "so" else token
    return not (called.lower_ == "called" and any(child.lower_ == "so" for child in called.children))


def _is_amount(token: Token) -> bool:
    """Tell whether a word counts, modifies what counts ("no [less than] 500"), or is the unit of what is left out."""
    if token.pos_ == "NUM":
        return not _counts(token)
    number = token.head.head if token.dep_ == "fixed" else token.head
    if number.pos_ == "NUM" and token.dep_ in ("advmod", "fixed", "case"):
        return not _counts(number)
    counted = any(child.dep_ == "nummod" and not _counts(child) for child in token.children)
    return counted and token.dep_ == "nmod" and token.lemma_.lower() in MEASURES


def _links(token: Token) -> bool:
    """Tell whether a word is a preposition, also one before a gerund: "a ban [on] mining"."""
    before_gerund = token.dep_ == "mark" and token.pos_ == "SCONJ" and token.head.tag_ == "VBG"
    return token.pos_ == "ADP" or before_gerund


def _is_joined(token: Token) -> bool:
    """Tell whether a number is part of a word: "two-state", "five-point"."""
    return not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().text in ("-", "‑", "–")


def _nearest(kept: list[Token], head: int) -> list[Token]:
    """Return the few words nearest to the head, with the prepositions between them, in order."""
    ranked = sorted((t for t in kept if not _links(t)), key=lambda t: (abs(t.i - head), t.i))[:MAX_WORDS]
    first, last = min(t.i for t in ranked), max(t.i for t in ranked)
    chosen = {t.i for t in ranked}
    return [t for t in kept if t.i in chosen or (_links(t) and first < t.i < last)]


def _form(token: Token, head: int) -> str:
    """Return a word of a label: names as printed, other words as lemmas, but gerunds and joined participles as they are."""
    if token.pos_ == "PROPN" or token.ent_type_ or ACRONYM.fullmatch(token.text):
        return token.text
    gerund = token.tag_ == "VBG" and token.i != head and any(_links(child) for child in token.lefts)
    joined = (
        token.pos_ == "VERB" and token.i > 0 and token.nbor(-1).text in ("-", "‑") and not token.nbor(-1).whitespace_
    )
    return (token.text if gerund or joined else token.lemma_ or token.text).lower()


def _kind(head: Token) -> IssueKind:
    if head.pos_ == "VERB":
        return "action"
    return KINDS.get(head.lemma_.lower(), "topic")
