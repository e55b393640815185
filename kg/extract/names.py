"""Names of persons, states and bodies: what the model finds, corrected by capital letters, titles and known names."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.extract.lexicon import FIRST_WORD, PLACE, known_names, words
from kg.model import Form

ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
KNOWN_LABELS = ACTOR_LABELS | {PLACE}
COUNTRY_LABELS = frozenset({"GPE", "NORP"})
ACRONYM_SIZES = range(2, 8)
LONGEST = 24
"""Words of the longest known name, and some to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as tokens `[start, end)` with its NER label.

    `entry` is the gazetteer's entry when the name is known; `inside` is set when the name is part of a longer one.
    """

    start: int
    end: int
    label: str
    form: Form = "name"
    entry: str | None = None
    inside: bool = False


def name_form(text: str) -> Form:
    """Return `acronym` for "UN", "U.S.", "UNHCR", else `name`.

    >>> name_form("U.S."), name_form("Kenya"), name_form("S-300")
    ('acronym', 'name', 'name')
    """
    letters = text.replace(".", "")
    return "acronym" if letters.isupper() and letters.isalnum() and len(letters) in ACRONYM_SIZES else "name"


def find_known(doc: Doc) -> tuple[Name, ...]:
    """Match the gazetteers at token boundaries, longest first: "European Union" before "European"."""
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    found: list[Name] = []
    for token in doc:
        if (not found or token.i >= found[-1].end) and token.text[0].isupper():
            found += _known_at(doc, token.i, ends)
    return tuple(found)


def _known_at(doc: Doc, index: int, ends: dict[int, int], *, labels: Set[str] = KNOWN_LABELS) -> list[Name]:
    first = FIRST_WORD.match(doc[index].text)
    known = known_names().get(first.group(), ()) if first else ()
    text, at = doc[index : index + LONGEST].text if known else "", doc[index].idx
    for surface, label, entry in known:
        end = ends.get(at + len(surface))
        if end and label in labels and text.startswith(surface) and not _is_trap(doc, end):
            return [Name(start=index, end=end, label=label, entry=entry or None, form=name_form(surface))]
    return []


def states_inside(doc: Doc, start: int, end: int) -> Iterator[Name]:
    """Yield the states that a body's name holds: "Chinese" in "Chinese Ministry of Foreign Affairs"."""
    ends, reached = {token.idx + len(token): token.i + 1 for token in doc[start:end]}, start
    for i in range(start, end):
        if i < reached:
            continue
        for name in _known_at(doc, i, ends, labels=COUNTRY_LABELS):
            reached = name.end
            yield replace(name, inside=True)


def _is_trap(doc: Doc, end: int) -> bool:
    """Refuse a known name that is cut out of a longer word ("Mali-er") or ends in a common noun ("US troops")."""
    if doc[end - 1].lower_ in words("bodies", "common"):
        return not doc[end - 1].text[0].isupper()
    if end + 1 >= len(doc) or doc[end].text != "-" or doc[end - 1].whitespace_ or doc[end].whitespace_:
        return False
    after = doc[end + 1]
    return after.text[0].islower() and after.lower_ not in words("words", "hyphened") and len(after) < 3
