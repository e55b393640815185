"""Stances that reversed: an actor for an issue on one day and against it on a later one, or the other way round.

A day counts where all that the actor itself said on it points one way. A change lies between two such days that follow
each other; days of both stances, and ambivalence, lie between and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TypeAlias

import pyoxigraph as ox

from kg.store.table import Rows
from kg.store.terms import Term, to_value

COLUMNS = (
    *("holder", "issue", "before", "before_date", "after", "after_date", "days", "before_quote", "after_quote"),
    *("before_title", "after_title", "before_position", "after_position", "holder_iri", "issue_iri"),
)
Row: TypeAlias = Sequence[Term | None]


def reversals(held: Rows) -> Rows:
    """Return one row a reversal, in order of holder, issue and day.

    Args:
        held: What `questions/changes.rq` answers: positions for or against, in order of holder, issue, day and score.
    """
    place = {name: number for number, name in enumerate(held.columns)}
    return Rows(COLUMNS, _found(held.terms, place))


def _found(held: Iterator[Row], place: dict[str, int]) -> Iterator[tuple[Term | None, ...]]:
    for _, group in groupby(held, key=itemgetter(place["holder_iri"], place["issue_iri"])):
        for before, after in pairwise(_clear_days(group, place)):
            if before[place["stance"]] != after[place["stance"]]:
                yield _reversal(before, after, place)


def _clear_days(group: Iterator[Row], place: dict[str, int]) -> Iterator[Row]:
    """Yield the surest position of each day on which all point one way."""
    for _, same_day in groupby(group, key=itemgetter(place["date"])):
        day = list(same_day)
        if len({row[place["stance"]] for row in day}) == 1:
            yield day[0]


def _reversal(before: Row, after: Row, place: dict[str, int]) -> tuple[Term | None, ...]:
    old, new = ({name: row[number] for name, number in place.items()} for row in (before, after))
    return (
        *(old["holder"], old["issue"], old["stance"], old["date"], new["stance"], new["date"], _days(old, new)),
        *(old["quote"], new["quote"], old["title"], new["title"], old["position"], new["position"]),
        *(old["holder_iri"], old["issue_iri"]),
    )


def _days(old: dict[str, Term | None], new: dict[str, Term | None]) -> Term:
    """Return how many days lie between two rows."""
    first, last = (dt.date.fromisoformat(str(to_value(row["date"]))[:10]) for row in (old, new))
    return ox.Literal((last - first).days)
