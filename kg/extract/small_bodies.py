"""Bodies whose name begins with a capital and goes on small: "the Malaysian navy", "the UN mission"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS, Name

REACH = 3


def with_small_bodies(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names with such bodies added; the name they begin with is then marked `inside`.

    The name stays a name of its own as well: the navy is Malaysia's.
    """
    for name in names:
        end = _body_end(doc, name)
        if end is None:
            yield name
            continue
        yield Name(start=name.start, end=end, label="ORG")
        if name.label in COUNTRY_LABELS or name.entry:
            yield replace(name, inside=True)


def _body_end(doc: Doc, name: Name) -> int | None:
    """Return where the body's name ends when the name goes on: "French | ministry of defence"."""
    if name.inside or name.label not in COUNTRY_LABELS | {"ORG", "PERSON"}:
        return None
    reach = REACH if name.label in COUNTRY_LABELS else 1
    for at in range(name.end, min(name.end + reach, len(doc))):
        token = doc[at]
        if token.lower_ in words("bodies", "small") and token.is_lower:
            return _with_field(doc, at + 1)
        if not token.is_lower or token.pos_ not in ("NOUN", "ADJ") or token.lower_ in words("titles", "heads"):
            return None
    return None


def _with_field(doc: Doc, end: int) -> int:
    """Take in the field that a ministry is for: "ministry | of defence"."""
    if end + 1 < len(doc) and doc[end - 1].lower_ == "ministry" and doc[end].lower_ in ("of", "for"):
        at = end + 1
        while at < len(doc) and doc[at].lower_ in words("titles", "portfolios"):
            at += 1
        return at if at > end + 1 else end
    return end
