"""What is here against what is there: the same, written otherwise, or lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.publish.values import same_value

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How a graph stands on the server.

    Args:
        iri: The graph's name.
        here: Triples in the store.
        there: Triples on the server.
        rewritten: Triples whose literal the server writes otherwise, with the same value.
        missing: Triples that the server does not have, not even written otherwise.
        foreign: Triples that the server alone has.
        examples: Some of what is missing and foreign, or else rewritten, as N-Triples.
        by_checksum: It was read back; else only counted, or left as the server had it when last read back.
        problem: Why it cannot be compared; empty where it can.
    """

    iri: str
    here: int
    there: int
    rewritten: int = 0
    missing: int = 0
    foreign: int = 0
    examples: tuple[str, ...] = ()
    by_checksum: bool = False
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing is lost, and nothing else is there."""
        if self.problem or self.missing or self.foreign:
            return False
        return self.by_checksum or self.here == self.there


def compare(iri: str, here: set[ox.Triple], there: set[ox.Triple]) -> Check:
    """Return how the triples of the store stand against those of the server."""
    ours, theirs = here - there, there - here
    common = {_key(triple) for triple in here} & {_key(triple) for triple in there} if ours or theirs else set()
    missing = [triple for triple in ours if _key(triple) not in common]
    foreign = [triple for triple in theirs if _key(triple) not in common]
    if missing or foreign:
        shown = (*_shown("not there", missing), *_shown("only there", foreign))
    else:
        shown = (*_shown("here", ours, most=1), *_shown("there", _alike(ours, theirs), most=1))
    return Check(
        iri=iri,
        here=len(here),
        there=len(there),
        rewritten=len(ours) - len(missing),
        missing=len(missing),
        foreign=len(foreign),
        examples=shown,
        by_checksum=True,
    )


def _key(triple: ox.Triple) -> tuple[Any, ...]:
    return triple.subject, triple.predicate, same_value(triple.object)


def _alike(ours: Iterable[ox.Triple], theirs: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return the triple of theirs that is the first of ours, written otherwise."""
    first = min(map(str, ours), default="")
    keys = {_key(triple) for triple in ours if str(triple) == first}
    return [triple for triple in theirs if _key(triple) in keys]


def _shown(label: str, triples: Iterable[ox.Triple], *, most: int = SHOWN) -> tuple[str, ...]:
    lines = sorted(f"{triple.subject} {triple.predicate} {triple.object}" for triple in triples)
    return tuple(f"{label}: {line if len(line) <= 300 else line[:300] + '…'}" for line in lines[:most])
