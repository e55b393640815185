"""Word lists and known names for finding mentions, loaded once and only when asked for."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

FIRST_WORD = re.compile(r"\w+")
PLACE = "PLACE"
"""Label of a place that has a state's name. Dropped in the end."""
COUNTRY_COLUMNS = {"": ("name", "names"), "-people": ("adjectives", "demonyms"), "-seat": ("seats",)}
RECENT = "1990"
BODIES = ("name", "acronym", "aliases")


class Known(NamedTuple):
    """A name that the gazetteers hold, with its NER label.

    Names of one state or body share the `entry`: "FRA" for France, "FRA-people" for French, "FRA-seat" for Paris.
    """

    surface: str
    label: str
    entry: str


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("kg.extract").joinpath("data/mentions.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, *keys: str) -> frozenset[str]:
    """Return lists of one section of `data/mentions.toml` as one set.

    >>> "minister" in words("titles", "heads")
    True
    """
    return frozenset(word for key in keys for word in _tables()[section][key])


@cache
def phrases(section: str, key: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of phrases as words, the longest first.

    >>> ("gulf", "of") in phrases("places", "openings")
    True
    """
    return tuple(sorted((tuple(phrase.split()) for phrase in _tables()[section][key]), key=lambda p: (-len(p), p)))


@lru_cache(maxsize=1)
def namesakes() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return, by name, what shows that a state of the US is meant (`near`) or the other bearer (`against`)."""
    return {
        name: {key: frozenset(places) for key, places in signs.items()}
        for name, signs in _tables()["places"]["namesakes"].items()
    }


@lru_cache(maxsize=1)
def canonical_titles() -> Mapping[str, str]:
    """Return words for one and the same in titles: "pm" for "prime minister"."""
    return _tables()["titles"]["canonical"]


@lru_cache(maxsize=1)
def wider_titles() -> Mapping[str, tuple[str, ...]]:
    """Return the titles that a wider word may stand for: "diplomat" for "ambassador"."""
    return {word: tuple(titles) for word, titles in _tables()["titles"]["wider"].items()}


@lru_cache(maxsize=1)
def known_names() -> Mapping[str, tuple[Known, ...]]:
    """Return the gazetteers' names by their first word, longest first.

    The gazetteers are the ones that linking uses; there is one copy of the facts.
    """
    found: dict[str, set[Known]] = defaultdict(set)
    for known in _gazetteer():
        if first := FIRST_WORD.search(known.surface):
            found[first.group()].add(known)
    return {
        first: tuple(sorted(names, key=lambda known: (-len(known.surface), known))) for first, names in found.items()
    }


@lru_cache(maxsize=1)
def body_kinds() -> Mapping[str, str]:
    """Return what kind of body each entry's full name calls it: "court" for the ICC, "agency" for UNRWA."""
    telling = words("bodies", "heads") - words("bodies", "loose")
    kinds = {row["id"]: head_word(row["name"].casefold().split()) for row in _rows("organizations.csv")}
    return {entry: kind for entry, kind in kinds.items() if kind in telling}


def head_word(name: Sequence[str]) -> str:
    """Return the noun that heads a name, in lower case: the last word before what it is of, on, for or to.

    >>> head_word(["european", "court", "of", "human", "rights"])
    'court'
    """
    end = next((at for at, word in enumerate(name) if at and word in ("of", "on", "for", "to")), len(name))
    return name[end - 1] if end else ""


def _gazetteer() -> Iterator[Known]:
    for row in _rows("countries.csv"):
        for part, columns in COUNTRY_COLUMNS.items():
            label = "NORP" if part == "-people" else "GPE"
            for surface in _cells(row, columns):
                yield Known(surface, label, row["iso3"] + part)
                if len(surface) > 3:
                    yield Known(surface.upper(), label, row["iso3"] + part)
    for row in _rows("organizations.csv"):
        for surface in _cells(row, BODIES):
            yield Known(surface.split(" (")[0], "ORG", row["id"])
    for key, label in (("seas", PLACE), ("regions", "GPE")):
        yield from (Known(surface, label, "") for surface in words("places", key))


@lru_cache(maxsize=1)
def international_bodies() -> frozenset[str]:
    """Return the gazetteer's ids of the organisations that belong to no state."""
    return frozenset(row["id"] for row in _rows("organizations.csv") if not row["country"])


@lru_cache(maxsize=1)
def leader_homes() -> Mapping[str, str]:
    """Return the state (ISO code) that a leader of the last decades, by full name, has led; names of two states' are out."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows("leaders.csv"):
        spells = [cells for spell in row["spells"].split(";") if len(cells := spell.split("|")) == 5]
        homes = {state for state, _, _, _, end in spells if state and (not end or end >= RECENT)}
        for name in (row["name"], *row["aliases"].split(";")):
            if " " in name:
                found[name] |= homes
    return {name: next(iter(homes)) for name, homes in found.items() if len(homes) == 1}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files("kg").joinpath("link/data", name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _cells(row: Mapping[str, str], columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        yield from (cell.removeprefix("the ") for cell in row[column].split(";") if cell)
