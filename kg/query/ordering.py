"""Rows of kg's own questions in the order that their files ask for.

Oxigraph works out what rows are ordered by (`LCASE(?issue)`) anew each time it compares two of them, and so takes longer to
sort the rows of a large graph than to find them. So the questions are asked without their order, and their rows are put in it
here, each value worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

from kg.store.table import Rows
from kg.store.terms import INTEGERS, REALS, Term

ORDER = re.compile(r"\nORDER BY (?P<keys>[^\n{}]+)\s*\Z")
KEY = re.compile(r"(?P<down>DESC\()?(?P<how>LCASE\(|\(!BOUND\()?\?(?P<name>\w+)\)*")
SortKey: TypeAlias = tuple[int, float | str]


class Key(NamedTuple):
    """One part of an order: a column, what of it counts, and whether the last comes first."""

    column: str
    of: Callable[[Term | None], SortKey]
    down: bool


def ordered(sparql: str) -> tuple[str, tuple[Key, ...]]:
    r"""Return a query without the ORDER BY at its end, and that order.

    >>> ordered("SELECT ?a ?n { ?a ?p ?n }\nORDER BY DESC(?n) LCASE(?a)")[1][1].column
    'a'
    """
    found = ORDER.search(sparql)
    if found is None:
        return sparql, ()
    keys = tuple(
        Key(key["name"], {"LCASE(": of_lower, "(!BOUND(": of_absence}.get(key["how"], of_term), bool(key["down"]))
        for key in map(KEY.fullmatch, found["keys"].split())
        if key is not None
    )
    return sparql[: found.start()], keys


def in_order(rows: Rows, keys: tuple[Key, ...]) -> Rows:
    """Return rows in an order; without one, as they come."""
    if not keys:
        return rows
    place = {name: number for number, name in enumerate(rows.columns)}
    found = list(rows.terms)
    for key in reversed(keys):
        found.sort(key=partial(_of_row, place=place[key.column], of=key.of), reverse=key.down)
    return Rows(rows.columns, iter(found))


def of_term(term: Term | None) -> SortKey:
    """Return what a term is ordered by, as SPARQL has it: nothing, blank nodes, IRIs, numbers by value, other literals.

    >>> of_term(None) < of_term(ox.NamedNode("https://example.org/b")) < of_term(ox.Literal(2)) < of_term(ox.Literal(11))
    True
    """
    if term is None:
        return 0, ""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        return (3, float(term.value)) if kind in INTEGERS or kind in REALS else (4, term.value)
    if isinstance(term, ox.NamedNode):
        return 2, term.value
    return (1, term.value) if isinstance(term, ox.BlankNode) else (5, str(term))


def of_lower(term: Term | None) -> SortKey:
    """Return what the lower case of a text is ordered by."""
    return (4, term.value.lower()) if isinstance(term, ox.Literal) else (0, "")


def of_absence(term: Term | None) -> SortKey:
    """Return what puts rows without a value behind those with one."""
    return int(term is None), ""


def _of_row(row: tuple[Term | None, ...], *, place: int, of: Callable[[Term | None], SortKey]) -> SortKey:
    return of(row[place])
