"""Collective noun phrases that act or are spoken to: "the international community", "French fishermen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS, Name
from kg.extract.roles import ADDRESSING, OBJECT, governed, is_subject, preposition
from kg.model import Form

_OFFICIALS = frozenset({"leaders", "governments"})
"""Who is no party beside the state: "the leaders of Chad and Mali" are Chad and Mali."""


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


@cache
def _fixed_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the fixed names by their first word, longest first."""
    names = sorted((tuple(name.split()) for name in words("groups", "named")), key=lambda n: (-len(n), n))
    return {first: tuple(name for name in names if name[0] == first) for first in {name[0] for name in names}}


def _named(doc: Doc, token: Token) -> tuple[int, int] | None:
    """Match the fixed names: "the | international community", "the | West"."""
    for name in _fixed_names().get(token.lower_, ()):
        end = token.i + len(name)
        if end > len(doc) or tuple(doc[i].lower_ for i in range(token.i, end)) != name:
            continue
        definite = token.i > 0 and doc[token.i - 1].lower_ == "the"
        capital = token.text[0].isupper() and token.dep_ not in ("amod", "compound")
        after = doc[end] if end < len(doc) else None
        closed = after is None or (after.text[0] != "-" and after.pos_ not in ("PROPN", "NOUN"))
        if closed and (len(name) > 1 or (definite and capital)):
            return token.i, end
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
    if token.lower_ in words("bodies", "membership") and any(
        i in inside and inside[i].label == "ORG" for i in range(start, token.i)
    ):
        return None
    qualified = start < token.i
    if not qualified and end + 1 < len(doc) and doc[end].lower_ == "of" and token.lower_ not in _OFFICIALS:
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
