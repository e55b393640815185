"""Word lists and known names for finding mentions, loaded once and only when asked for."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

FIRST_WORD = re.compile(r"\w+")
PLACES = ("name", "names", "seats")
PEOPLES = ("adjectives", "demonyms")
BODIES = ("name", "acronym", "aliases")


class Known(NamedTuple):
    """A name that the gazetteers hold, with its NER label."""

    surface: str
    label: str


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(resources.files("kg.extract").joinpath("data/mentions.toml").read_text(encoding="utf-8"))


@cache
def words(section: str, key: str) -> frozenset[str]:
    """Return one list of `data/mentions.toml` as a set.

    >>> "minister" in words("titles", "heads")
    True
    """
    return frozenset(_tables()[section][key])


@lru_cache(maxsize=1)
def same_offices() -> tuple[frozenset[str], ...]:
    """Return the groups of titles that can name one office: "premier" and "prime minister"."""
    return tuple(frozenset(group) for group in _tables()["nominals"]["same"])


@lru_cache(maxsize=1)
def known_names() -> Mapping[str, tuple[Known, ...]]:
    """Return the gazetteers' names by their first word, longest first.

    The gazetteers are the ones that linking uses; there is one copy of the facts.
    """
    found: dict[str, set[Known]] = defaultdict(set)
    for known in _gazetteer():
        if first := FIRST_WORD.search(known.surface):
            found[first.group()].add(known)
    return {first: tuple(sorted(names, key=lambda k: (-len(k.surface), k))) for first, names in found.items()}


def _gazetteer() -> Iterator[Known]:
    for row in _rows("countries.csv"):
        for label, columns in (("GPE", PLACES), ("NORP", PEOPLES)):
            for surface in _cells(row, columns):
                yield Known(surface, label)
                if len(surface) > 3:
                    yield Known(surface.upper(), label)
    for row in _rows("organizations.csv"):
        for surface in _cells(row, BODIES):
            yield Known(surface.split(" (")[0], "ORG")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files("kg").joinpath("link/data", name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _cells(row: Mapping[str, str], columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        yield from (cell.removeprefix("the ") for cell in row[column].split(";") if cell)
