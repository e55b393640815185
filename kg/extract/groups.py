"""Collective noun phrases that act or are spoken to: "the international community", "French fishermen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS, Name
from kg.extract.roles import ADDRESSING, OBJECT, governed, is_subject, preposition
from kg.model import Form


def find_groups(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[int, int, Form]]:
    """Find collective phrases that are parties of their own.

    "The international community", "the West" and demonyms are names wherever they stand; "Western countries",
    "French fishermen" and "protesters" count as subject, agent or addressee.

    Yields:
        Token spans with the form, in reading order.
    """
    inside = {i: name for name in names for i in range(name.start, name.end)}
    for token in doc:
        span = _named(doc, token) or _described(doc, token, inside)
        if span is not None:
            yield (*span, "name")


def _named(doc: Doc, token: Token) -> tuple[int, int] | None:
    """Match the fixed names: "the | international community", "the | West"."""
    for phrase in words("groups", "named"):
        size = len(phrase.split())
        if token.i + size > len(doc) or doc[token.i : token.i + size].text.lower() != phrase:
            continue
        definite = token.i and doc[token.i - 1].lower_ == "the"
        capital = token.text[0].isupper() and doc[token.i].dep_ not in ("amod", "compound")
        closed = token.i + size >= len(doc) or (
            doc[token.i + size].text[0] != "-" and doc[token.i + size].pos_ not in ("PROPN", "NOUN")
        )
        if (size > 1 or (definite and capital)) and closed:
            return token.i, token.i + size
    return None


def _described(doc: Doc, token: Token, inside: dict[int, Name]) -> tuple[int, int] | None:
    """Match a collective head with what qualifies it: "Western | countries", "people | of Zimbabwe"."""
    if token.lower_ not in words("groups", "heads") or token.i in inside or not acts(token):
        return None
    start, end = token.i, token.i + 1
    while start and (
        start - 1 in inside or doc[start - 1].lower_ in words("groups", "qualifiers") or doc[start - 1].text == "-"
    ):
        start -= 1
    while doc[start].text == "-":
        start += 1
    qualified = start < token.i
    if not qualified and end + 1 < len(doc) and doc[end].lower_ == "of":
        at = end + 1 + (doc[end + 1].lower_ == "the")
        if at in inside and inside[at].label in COUNTRY_LABELS:
            return start, inside[at].end
    if qualified or token.lower_ in words("groups", "bare"):
        return start, end
    return None


def acts(token: Token) -> bool:
    """Tell whether the phrase is a subject, an agent or spoken to."""
    top = governed(token)
    return is_subject(token) or top.dep_ in OBJECT or (top.dep_.startswith("obl") and preposition(top) in ADDRESSING)
