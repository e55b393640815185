"""Words that tell how, to whom, where and when something is said (`data/circumstances.toml`), read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def listed(group: str, name: str) -> frozenset[str]:
    """Return the words of a list; `KeyError` for one that is not in the file."""
    return _lists()[group, name]


def numbered(group: str, name: str) -> dict[str, int]:
    """Return the number of each word of a table; `KeyError` for one that is not in the file."""
    return _data()[group][name]


def keyed(group: str, name: str, key: str) -> frozenset[str]:
    """Return the words that a table of lists has for a key, none for one that it does not have."""
    return _keyed()[group, name].get(key, frozenset())


@cache
def _lists() -> dict[tuple[str, str], frozenset[str]]:
    lists = ((group, name, words) for group, table in _data().items() for name, words in table.items())
    return {(group, name): frozenset(words) for group, name, words in lists if isinstance(words, list)}


@cache
def _keyed() -> dict[tuple[str, str], dict[str, frozenset[str]]]:
    tables = ((group, name, words) for group, table in _data().items() for name, words in table.items())
    return {
        (group, name): {key: frozenset(ones) for key, ones in words.items() if isinstance(ones, list)}
        for group, name, words in tables
        if isinstance(words, dict)
    }


@cache
def _data() -> dict[str, dict[str, Any]]:
    text = (files("kg.extract.attribution") / "data" / "circumstances.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
