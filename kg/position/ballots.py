"""The words that votes are told with: how a member votes, what a vote is on, and who votes alike.

The lists are data, in `data/votes.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """Words of votes: `ways` by the slot of the frame `vote`, verbs of the thing voted on, nouns for it, `alike` phrases."""

    ways: Mapping[str, str] = field(repr=False)
    of_subject: frozenset[str] = field(repr=False)
    of_object: frozenset[str] = field(repr=False)
    things: frozenset[str] = field(repr=False)
    alike: frozenset[tuple[str, ...]] = field(repr=False)


@cache
def load_ballots() -> Ballots:
    """Return the words of votes that ship with kg.

    >>> load_ballots().ways["nay"]
    'against'
    """
    tables = tomllib.loads((files("kg.position") / "data" / "votes.toml").read_text(encoding="utf-8"))
    return Ballots(
        ways={word: slot for slot, words in tables["ways"].items() for word in words},
        of_subject=frozenset(tables["fate"]["subject"]),
        of_object=frozenset(tables["fate"]["object"]),
        things=frozenset(tables["things"]["words"]),
        alike=frozenset(tuple(phrase.split()) for phrase in tables["alike"]["words"]),
    )
