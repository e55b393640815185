"""An issue's label as what it is about: concepts of the taxonomy, states and bodies, and other words."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.link.gazetteer import Gazetteer
from kg.taxonomy import Match, Matcher, is_small, load_taxonomy, stem, words_of

LONGEST_NAME = 4
NOT_STATES = frozenset(
    {"polish", "us", "male", "mobile", "nice", "reading", "victoria", "georgetown", "hamilton", "road town"}
)
"""Words that are a state's or its seat's name with a capital alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a label is about.

    `shown_by` holds each concept with the hidden label that shows it, or ""; `proper` says whether a proper name is among
    the words that show it ("Crimea" of annexation). `above` holds the concepts above. `names` are ids of states and bodies,
    and other names and numbers as stems; those that a matched concept holds already are left out; `places` are those of
    states, bodies and parts of the world. `words` are the other
    stems, without words for what is done about a thing ("lifting", "full"); `stems` are those of all words, `name_stems` of
    the names. `bare` where the label is the name of a concept and no more. `direction` is -1 where words are against the
    thing ("lifting sanctions"), or against the concept, else 1.
    """

    label: str
    concepts: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    stems: frozenset[str]
    name_stems: frozenset[str]
    shown_by: frozenset[tuple[str, str]]
    proper: bool
    above: frozenset[str]
    bare: bool = False
    direction: int = 1


class TopicReader:
    """Reads labels.

    Args:
        matcher: Finds concepts; None takes those of the shipped taxonomy.
        gazetteer: Knows states and bodies by their names; None takes the shipped one.
    """

    def __init__(self, matcher: Matcher | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.matcher = matcher or Matcher(load_taxonomy())
        self.gazetteer = gazetteer or Gazetteer()
        self._states = _states(self.gazetteer)
        self._known = {*self.gazetteer.entities, *_regions().values()}
        self._of_concepts: dict[str, frozenset[str]] = {}

    def __call__(self, label: str) -> Topic:
        """Return what a label is about."""
        words = [word for word in words_of(label) if word]
        content = [word for word in words if not is_small(word)]
        matches = self.matcher.matches(label)
        concepts = frozenset(one.concept for one in matches)
        covered = {place for one in matches for place in one.places}
        left = [word for place, word in enumerate(content) if place not in covered]
        names, rest = self._names(left)
        all_rest = self._names(content)[1]
        held = frozenset().union(*(self._held(one) for one in concepts))
        aspects = _aspects()
        stems = [stem(word) for word in rest]
        same = _synonyms()
        signs = [aspects[one] for one in stems if one in aspects]
        signs += [-1] * any(one.contrary for one in matches)
        return Topic(
            label=label,
            concepts=concepts,
            names=names - held,
            places=frozenset(one for one in names - held if one in self._known),
            words=frozenset(same.get(one, one) for one in stems if one not in aspects),
            stems=frozenset(same.get(one, one) for one in map(stem, content) if one not in aspects),
            proper=any(self._is_proper(one) for one in matches),
            shown_by=frozenset((one.concept, one.hidden) for one in matches),
            name_stems=frozenset(stem(word) for word in content if word not in all_rest),
            above=frozenset(up for one in concepts for up in self.matcher.taxonomy.above(one)),
            bare=self.matcher.named(label) is not None,
            direction=-1 if signs.count(-1) % 2 else 1,
        )

    def _is_proper(self, match: Match) -> bool:
        known = self.matcher.taxonomy[match.concept].label
        return any(letter.isupper() for letter in match.hidden or known)

    def _held(self, concept: str) -> frozenset[str]:
        """Return the names in the labels of a concept."""
        if concept not in self._of_concepts:
            known = self.matcher.taxonomy[concept]
            labels = (known.label, *known.alt_labels, *known.hidden_labels, *known.contrary_labels)
            found = [self._names([w for w in words_of(label) if not is_small(w)])[0] for label in labels]
            self._of_concepts[concept] = frozenset().union(*found)
        return self._of_concepts[concept]

    def _names(self, words: list[str]) -> tuple[frozenset[str], list[str]]:
        """Return the names among some words, the longest first, and the words that are left."""
        names: set[str] = set()
        rest: list[str] = []
        at = 0
        while at < len(words):
            size, name = next(
                ((n, found) for n in range(LONGEST_NAME, 0, -1) if (found := self._name(words[at : at + n], n))),
                (1, ""),
            )
            if name:
                names.add(name)
            elif words[at][0].isdigit() or (words[at][0].isupper() and stem(words[at]) not in _aspects()):
                names.add(stem(words[at]))
            else:
                rest.append(words[at])
            at += size
        return frozenset(names), rest

    def _name(self, words: list[str], size: int) -> str:
        if len(words) < size:
            return ""
        text = " ".join(words)
        low = text.casefold()
        if low in _regions():
            return _regions()[low]
        if low in self._states and (low not in NOT_STATES or text[0].isupper()):
            return self._states[low]
        bodies = self.gazetteer.named(text) if text[0].isupper() else ()
        return bodies[0].id if len(bodies) == 1 and bodies[0].type == "InternationalOrganization" else ""


def _states(gazetteer: Gazetteer) -> dict[str, str]:
    """Return states by their names, adjectives, demonyms and seats of government, in lower case."""
    found: dict[str, str] = {}
    tables: tuple[Mapping[str, list[str]], ...] = (gazetteer.names, gazetteer.demonyms, gazetteer.seats)
    for table in tables:
        for name, ids in table.items():
            states = [one for one in ids if gazetteer.entities[one].type == "Country"]
            if states:
                found.setdefault(name.replace("’", "'").replace("-", " ").replace(".", "").casefold(), states[0])
    return found


@cache
def _regions() -> dict[str, str]:
    """Return parts of the world by their names and adjectives, in lower case."""
    return {form: row["name"] for row in _rows("regions") for form in (row["name"], *row["forms"].split(";"))}


@cache
def _aspects() -> dict[str, int]:
    """Return the stems of words for what is done about a thing, with their direction: for it 1, against it -1, else 0."""
    return {stem(row["word"]): int(row["direction"]) for row in _rows("aspects")}


@cache
def _synonyms() -> dict[str, str]:
    """Return the stem that stands for each of some stems with one meaning."""
    groups = ([stem(word) for word in row["words"].split(";")] for row in _rows("synonyms"))
    return {one: group[0] for group in groups for one in group}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("kg.issues") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
