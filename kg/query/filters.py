"""Values of filters, checked and written as SPARQL terms.

Names are looked up first, with the text as a literal that Oxigraph writes and escapes, and stand in the query as the
IRIs that the graph has for them. Everything else is one of a few words, a date or a number. So nothing that a user or a
web page passes in becomes part of a query's grammar.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, get_args

from kg.errors import QueryError
from kg.model import ActorType, Stance
from kg.query.names import LOOKUPS, find_iris

if TYPE_CHECKING:
    from kg.store import GraphStore

DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _stance(name: str, value: object) -> str:
    return f"fpp:{_one_of(name, value, get_args(Stance)).capitalize()}"


def _type(name: str, value: object) -> str:
    return f"fpp:{_one_of(name, value, get_args(ActorType))}"


def _one_of(name: str, value: object, known: tuple[str, ...]) -> str:
    """Return the known word that `value` is, whatever its case."""
    found = {word.casefold(): word for word in known}.get(str(value).strip().casefold())
    if found is None:
        raise QueryError(f"{_option(name)} {value}: unknown. Known: {', '.join(known)}.", filter=name)
    return found


def _since(name: str, value: object) -> str:
    return _date(name, value, last=False)


def _until(name: str, value: object) -> str:
    return _date(name, value, last=True)


def _date(name: str, value: object, *, last: bool) -> str:
    """Return a date; a year or a month alone stands for its first or its `last` day.

    >>> _date("until", "2024-02", last=True)
    '"2024-02-29"^^xsd:date'
    """
    match = DAY.fullmatch(value.isoformat()[:10] if isinstance(value, dt.date) else str(value).strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        found = dt.date(year or 0, month or (12 if last else 1), day or 1)
        if last and day is None:
            found = (found.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    except (ValueError, OverflowError) as exc:
        raise QueryError(f"{_option(name)} {value}: no date. Write 2025-02-24, 2025-02 or 2025.", filter=name) from exc
    return f'"{found.isoformat()}"^^xsd:date'


def _score(name: str, value: object) -> str:
    try:
        score = float(str(value))
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise QueryError(f"{_option(name)} {value}: must be a number in [0, 1].", filter=name)
    return f"{score:.6f}"


def _limit(name: str, value: object) -> str:
    number = str(value)
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 16):
        raise QueryError(f"{_option(name)} {value}: must be a whole number, not negative.", filter=name)
    return number


VALUES: Mapping[str, Callable[[str, object], str]] = {
    "stance": _stance,
    "since": _since,
    "until": _until,
    "min_score": _score,
    "type": _type,
    "limit": _limit,
}
FILTERS = (*LOOKUPS, *VALUES)


def sparql_terms(store: GraphStore, filters: Mapping[str, object]) -> dict[str, str]:
    """Return each filter that is given (is not None) as SPARQL: a term, or the IRIs that a name stands for.

    Raises:
        QueryError: If a filter is unknown, or its value does not fit.
    """
    unknown = sorted(set(filters) - set(FILTERS))
    if unknown:
        raise QueryError(f"no filter {unknown[0]!r}. Known: {', '.join(FILTERS)}.", filter=unknown[0])
    terms = {}
    for name, value in filters.items():
        if value is not None and name in VALUES:
            terms[name] = VALUES[name](name, value)
        elif value is not None:
            terms[name] = " ".join(f"<{iri}>" for iri in find_iris(store, name, str(value)))
    return terms


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
