"""Who stands with whom: actors that take the same side on the same issues, and those on the other."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass

from kg.rdf.namespaces import FPP
from kg.site.facts import Facts, Thing

SIDES = ("supports", "opposes")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another actor, and the issues on which the two stand together (or against each other)."""

    actor: Thing
    issues: tuple[Thing, ...]


class Neighbours:
    """Finds neighbours from `fpp:supports` and `fpp:opposes`."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._holders = functools.lru_cache(4096)(self._find_holders)

    def of(self, actor: str, *, limit: int = 12) -> tuple[list[Neighbour], list[Neighbour]]:
        """Return who takes the same side and who the other one, those with most shared issues first.

        An issue on which one of the two is known on both sides counts for both lists.
        """
        same: dict[str, set[str]] = defaultdict(set)
        other: dict[str, set[str]] = defaultdict(set)
        for side in SIDES:
            against = SIDES[1 - SIDES.index(side)]
            for issue in self._facts.values(actor, str(FPP[side])):
                for holder in self._holders(side, issue):
                    same[holder].add(issue)
                for holder in self._holders(against, issue):
                    other[holder].add(issue)
        return tuple(self._ranked(actor, found, limit) for found in (same, other))  # type: ignore[return-value]

    def _find_holders(self, side: str, issue: str) -> tuple[str, ...]:
        return tuple(self._facts.subjects(str(FPP[side]), issue))

    def _ranked(self, actor: str, found: dict[str, set[str]], limit: int) -> list[Neighbour]:
        best = sorted((holder for holder in found if holder != actor), key=lambda one: (-len(found[one]), one))
        return [
            Neighbour(self._facts.thing("actor", holder), tuple(self._facts.things("issue", sorted(found[holder]))))
            for holder in best[:limit]
        ]
