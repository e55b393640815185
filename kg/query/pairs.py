"""Supporters and opponents of one issue, paired: who stands against whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from kg.query.ordering import of_lower
from kg.store.table import Rows
from kg.store.terms import Term, to_value

COLUMNS = ("issue", "supporter", "opponent", "supporting", "opposing", "iri")


class Side(NamedTuple):
    """One row of `questions/disagreements.rq`: a holder on one side of an issue, with the number of its positions.

    `actor` and `other` tell whether the holder is one of those asked about; None where nobody was asked about.
    """

    issue: Term | None
    iri: Term
    side: Term
    holder: Term | None
    holder_iri: Term
    positions: Term
    actor: Term | None
    other: Term | None

    @property
    def is_free(self) -> bool:
        """Whether nobody was asked about."""
        return self.actor is None and self.other is None

    @property
    def is_asked(self) -> bool:
        """Whether a pair may be wanted for this holder's sake."""
        return self.is_free or bool(to_value(self.actor)) or bool(to_value(self.other))


def pairs(held: Rows) -> Rows:
    """Return one row a supporter and an opponent of an issue, in order of issue, supporter and opponent.

    Memory holds one issue. A pair is left out where it does not hold the `actor`, the `other`, or one of each.

    Args:
        held: What `questions/disagreements.rq` answers, in order of issue and holder.
    """
    return Rows(COLUMNS, _paired(map(Side._make, held.terms)))


def _paired(sides: Iterator[Side]) -> Iterator[tuple[Term | None, ...]]:
    for _, group in groupby(sides, key=itemgetter(1)):
        found: dict[str, list[Side]] = {"support": [], "oppose": []}
        for side in group:
            found[str(to_value(side.side))].append(side)
        against = _namesakes(found["oppose"])
        asked = _namesakes([side for side in found["oppose"] if side.is_asked])
        for supporters in _namesakes(found["support"]):
            is_free = supporters[0].is_free
            for opponents in against if any(side.is_asked for side in supporters) else asked:
                for one in supporters:
                    for two in opponents:
                        if one.holder_iri != two.holder_iri and (is_free or _is_wanted(one, two)):
                            yield one.issue, one.holder, two.holder, one.positions, two.positions, one.iri


def _namesakes(sides: list[Side]) -> list[list[Side]]:
    """Return the sides in lists of those with one name, which are in order of their IRIs."""
    return [list(group) for _, group in groupby(sides, key=lambda side: of_lower(side.holder))]


def _is_wanted(one: Side, two: Side) -> bool:
    """Tell whether two holders are those asked about."""
    if one.actor is None or one.other is None:
        return one.is_asked or two.is_asked
    actors, others = ([bool(to_value(side[place])) for side in (one, two)] for place in (6, 7))
    return (actors[0] and others[1]) or (actors[1] and others[0])
