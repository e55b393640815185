"""What kind of value stands in each column of the named questions; `docs/reference/data-dictionary.md` says the rest.

A column of one name holds one kind of value in every question, so a typed file has the same schema whatever was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "integer", "number", "date"]

_NAMES: Mapping[Kind, tuple[str, ...]] = {
    "integer": (
        *("support", "oppose", "ambivalent", "positions", "statements", "documents"),
        *("supporters", "opponents", "supporting", "opposing", "start", "end", "days"),
    ),
    "number": ("score", "net"),
    "date": ("date", "first", "last", "before_date", "after_date"),
}
COLUMN_KINDS: Mapping[str, Kind] = MappingProxyType({name: kind for kind, names in _NAMES.items() for name in names})
"""From column to kind; a column that is not here holds text."""


def column_kinds(columns: tuple[str, ...]) -> dict[str, Kind]:
    """Return the kind of each column of a named question.

    >>> column_kinds(("holder", "score"))
    {'holder': 'text', 'score': 'number'}
    """
    return {name: COLUMN_KINDS.get(name, "text") for name in columns}
