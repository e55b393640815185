"""Names of states that mean something else: "Lake Chad", "the Indian Ocean", "Athens, Georgia", "India Hale"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.lexicon import PLACE, namesakes, phrases, words
from kg.extract.names import COUNTRY_LABELS, Name

REACH = 6


def mark_namesakes(doc: Doc, known: Sequence[Name]) -> tuple[Name, ...]:
    """Give the label PLACE to names of states that are part of a place's name or mean another place.

    Example: "Chad" in "Lake Chad"; "Georgia" beside Alabama; "Paris" in "Paris, Texas".
    """
    shown = _shown(doc)
    return tuple(_marked(doc, name, shown) if name.label in COUNTRY_LABELS else name for name in known)


def _marked(doc: Doc, name: Name, shown: Set[str]) -> Name:
    start, end = _place_name(doc, name)
    if end - start > name.end - name.start:
        return replace(name, start=start, end=end, label=PLACE, entry=None)
    if _is_elsewhere(doc, name, shown):
        return replace(name, label=PLACE, entry=None)
    return name


def _place_name(doc: Doc, name: Name) -> tuple[int, int]:
    """Return the place's name around a state's name: "Lake | Chad", "Jordan | River"; else the state's name."""
    start, end = name.start, name.end
    if end < len(doc) and doc[end].text[0].isupper() and doc[end].lower_ in words("places", "heads"):
        return start, end + 1
    for opening in phrases("places", "openings"):
        before = doc[max(0, start - len(opening)) : start]
        if tuple(token.lower_ for token in before) == opening and before[0].text[0].isupper():
            return before.start, end
    return start, end


def _shown(doc: Doc) -> frozenset[str]:
    """Return the names by which the document means not the state, as the other places in it show."""
    text = f" {' '.join(token.text for token in doc)} "

    def names_one(places: Set[str]) -> bool:
        return any(f" {place} " in text for place in places)

    return frozenset(
        name for name, signs in namesakes().items() if names_one(signs["near"]) and not names_one(signs["against"])
    )


def _is_elsewhere(doc: Doc, name: Name, shown: Set[str]) -> bool:
    """Tell whether a name means a town, a region, or a state of the US."""
    if _before_us_state(doc, name.end) or _is_called_region(doc, name):
        return True
    text = doc[name.start : name.end].text
    return text in namesakes() and (text in shown or _has_us_office(doc, name) or _is_listed_with_state(doc, name))


def _before_us_state(doc: Doc, end: int) -> bool:
    """Tell whether a comma and a state of the US close the name: "Paris | , Texas,"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    states, after = words("places", "us_states") | namesakes().keys(), end + 1
    size = next((n for n in (2, 1) if doc[after : after + n].text in states), 0)
    close = doc[after + size].text if after + size < len(doc) else "."
    joined = after + size + 1 < len(doc) and doc[after + size + 1].lower_ in ("and", "or")
    return size > 0 and close in (",", ".", ";", ")") and not joined


def _is_called_region(doc: Doc, name: Name) -> bool:
    """Tell whether the name is a region's or a town's: "the region of | Macedonia", not "the Tigray region of"."""
    if name.start < 3 or doc[name.start - 1].lower_ != "of" or not doc[name.start - 2].is_lower:
        return False
    kind, before = doc[name.start - 2].lower_, doc[name.start - 3]
    named = before.text[0].isupper() and before.pos_ != "ADJ"
    known = kind in words("places", "kinds") or (kind == "state" and doc[name.start : name.end].text in namesakes())
    return known and not named and before.lower_ not in ("a", "an", "this", "that")


def _is_listed_with_state(doc: Doc, name: Name) -> bool:
    """Tell whether states of the US are of equal rank with the name: "Georgia and Pennsylvania"."""
    beside = doc[name.start : name.end].root.conjuncts
    states = words("places", "us_states")
    return any(doc[start : token.i + 1].text in states for token in beside for start in (token.i, token.i - 1))


def _has_us_office(doc: Doc, name: Name) -> bool:
    """Tell whether an office of a state of the US is of the name: "Senator Cole of | Georgia"."""
    if name.start == 0 or doc[name.start - 1].lower_ not in ("of", "in", "from"):
        return False
    before = doc[max(doc[name.start].sent.start, name.start - REACH) : name.start - 1]
    return any(token.lower_ in words("places", "us_offices") for token in before)
