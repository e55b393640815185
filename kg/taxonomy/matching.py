"""Which concepts the words of a target match."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from kg.taxonomy.concepts import Concept, Taxonomy
from kg.taxonomy.stems import is_small, stem, words_of

SPREAD = 3
"""How many words of others may stand among the words of a label: "the rights of [all Afghan] women"."""
BREAKS = frozenset(
    (
        "over",
        "for",
        "against",
        "of",
        "on",
        "in",
        "from",
        "to",
        "amid",
        "after",
        "about",
        "by",
        "with",
        "between",
        "under",
    )
)


class _Phrase(NamedTuple):
    concept: str
    stems: tuple[str, ...]
    contrary: bool
    hidden: str


class _Word(NamedTuple):
    stem: str
    segment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A concept and the places of the words that show it, counted among the words with a meaning of their own.

    `contrary` where the words are against the concept: "interference" of non-interference. `hidden` is the hidden label
    that they match, empty where they match a name of the concept or its contrary.
    """

    concept: str
    places: frozenset[int]
    contrary: bool = False
    hidden: str = ""


class Matcher:
    """Finds concepts in phrases by their labels, as stems in any order.

    Args:
        taxonomy: The concepts; where two have one label, it is that of the first.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._names: dict[tuple[str, ...], str] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        self._patterns = [(re.compile(one.pattern, re.IGNORECASE), one.id) for one in taxonomy if one.pattern]
        for concept in taxonomy:
            self._add(concept)

    def named(self, phrase: str) -> str | None:
        """Return the concept that a phrase is the name of, if any: "human right" for human rights."""
        return self._names.get(tuple(sorted(word.stem for word in _words(phrase))))

    def matches(self, phrase: str) -> tuple[Match, ...]:
        """Return what a phrase matches: longest labels, most special concepts, and of several parts the first.

        "sanctions over human rights abuses" matches sanctions, "respect for human rights" human rights.
        """
        words = _words(phrase)
        found = self._all(words)
        found = [one for one in found if not any(one.places < other.places for other in found)]
        names = {one.concept for one in found}
        covered = {above for name in names for above in self.taxonomy.above(name)}
        found = [one for one in found if one.concept not in covered]
        if not found:
            return ()
        first = min(words[min(one.places)].segment for one in found)
        return tuple(one for one in found if words[min(one.places)].segment == first)

    def concepts(self, phrase: str, *, text: str = "") -> tuple[str, ...]:
        """Return the ids of the concepts that a phrase stands below, sorted.

        Args:
            phrase: The words of the target, or the lemmas of them.
            text: The target as printed, which the patterns of a codebook are tried on too.
        """
        shown = {name for pattern, name in self._patterns if pattern.search(phrase) or pattern.search(text)}
        return tuple(sorted(shown or {one.concept for one in self.matches(phrase)}))

    def _add(self, concept: Concept) -> None:
        for label in (concept.label, *concept.alt_labels):
            self._names.setdefault(tuple(sorted(word.stem for word in _words(label))), concept.id)
        labels = [
            *((label, False, "") for label in (concept.label, *concept.alt_labels)),
            *((label, True, "") for label in concept.contrary_labels),
            *((label, False, label) for label in concept.hidden_labels),
        ]
        for label, contrary, hidden in labels:
            stems = tuple(sorted({word.stem for word in _words(label)}))
            if stems:
                key = max(stems, key=lambda one: (len(one), one))
                self._phrases.setdefault(key, []).append(_Phrase(concept.id, stems, contrary, hidden))

    def _all(self, words: list[_Word]) -> list[Match]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            places.setdefault(word.stem, []).append(place)
        found: dict[tuple[str, frozenset[int]], Match] = {}
        for one in places:
            for phrase in self._phrases.get(one, ()):
                at = _nearest([places.get(part, []) for part in phrase.stems])
                if at:
                    match = Match(concept=phrase.concept, places=at, contrary=phrase.contrary, hidden=phrase.hidden)
                    found.setdefault((phrase.concept, at), match)
        return list(found.values())


def _nearest(places: list[list[int]]) -> frozenset[int]:
    """Return one place a word, close together, or nothing where there is none."""
    choices = [frozenset(choice) for choice in product(*(some[:3] for some in places))]
    close = [at for at in choices if max(at) - min(at) < len(places) + SPREAD]
    return min(close, key=lambda at: (max(at) - min(at), min(at))) if close else frozenset()


def _words(phrase: str) -> list[_Word]:
    """Return the words with a meaning of their own, each with the number of the part in which it stands."""
    segment, found = 0, []
    for word in words_of(phrase):
        if word.lower() in BREAKS:
            segment += 1
        elif word and not is_small(word):
            found.append(_Word(stem(word), segment))
    return found
