"""Literals by value: servers may write "0.50" as "0.5", and have lost nothing.

What is not known to be the same stays different, so that a loss is never taken for another way of writing.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

from kg.store.terms import XSD

EXACT = frozenset(
    XSD + name
    for name in (
        *("decimal", "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
"""Datatypes whose values are decimal numbers: the same number in two of them is one value."""
BINARY = (XSD + "double", XSD + "float")
MOMENTS = (XSD + "dateTime", XSD + "time", XSD + "date")
FRACTION = re.compile(r"(:\d\d)\.(\d*?)0*(?=Z|[+-]|$)")


def same_value(term: Any) -> Any:  # noqa: ANN401 - any term
    """Return what two terms have in common if, and only if, they have the same value.

    >>> same_value(ox.Literal("0.50", datatype=ox.NamedNode(XSD + "decimal"))) == same_value(
    ...     ox.Literal("0.5", datatype=ox.NamedNode(XSD + "decimal")))
    True
    """
    if not isinstance(term, ox.Literal):
        return term
    kind, text = term.datatype.value, term.value
    if term.language:
        return ("language", text, term.language.lower())
    try:
        if kind in EXACT:
            return ("decimal", Decimal(text))
        if kind in BINARY:
            return (kind, repr(float(text.replace("INF", "inf"))))
    except (InvalidOperation, ValueError):
        return term
    if kind == XSD + "boolean":
        return ("boolean", {"1": "true", "0": "false"}.get(text, text))
    if kind in MOMENTS:
        return (kind, _moment(text))
    return term


def _moment(text: str) -> str:
    """Return a date or time with Z for no offset, and no zeros at the end of its fraction of a second."""
    shorter = FRACTION.sub(lambda match: match[1] + (f".{match[2]}" if match[2] else ""), text)
    return re.sub(r"[+-]00:00$", "Z", shorter)
