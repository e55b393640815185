"""Colours, widths and days of a network, for formats that hold them. The colours are apart for colour-blind readers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.export.network_flat import FlatNetwork, Plain

SIGNS = {1: "#1b7837", -1: "#762a83", 0: "#8c8c8c"}
"""Support, opposition, and neither."""
ISSUE_COLOUR = "#bdbdbd"
TYPE_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#000000")
"""Okabe and Ito's colours (2008); taken by the actors' types in order of their names, and again from the first."""
SMALLEST, LARGEST = 6.0, 40.0
THINNEST, THICKEST = 1.0, 8.0
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?")

Span = tuple[str, str]
"""First and last day, `YYYY-MM-DD`."""


def node_colours(network: FlatNetwork) -> list[str]:
    """Return a colour for each node, by its type."""
    types = sorted({str(node.values.get("type", "")) for node in network.nodes if not _is_issue(node.values)})
    colours = {name: TYPE_COLOURS[number % len(TYPE_COLOURS)] for number, name in enumerate(types)}
    return [
        ISSUE_COLOUR if _is_issue(node.values) else colours[str(node.values.get("type", ""))] for node in network.nodes
    ]


def node_sizes(network: FlatNetwork) -> list[float]:
    """Return a size for each node, its area by the weight of its edges."""
    strengths = [0.0] * len(network.nodes)
    for edge, share in zip(network.edges, _shares(network), strict=True):
        for end in edge.ends:
            strengths[end] += share
    most = max(strengths, default=0.0) or 1.0
    return [round(SMALLEST + (LARGEST - SMALLEST) * (strength / most) ** 0.5, 2) for strength in strengths]


def edge_colours(network: FlatNetwork) -> list[str]:
    """Return a colour for each edge: by its sign, else by the sign of its weight where some are negative; else grey."""
    signed = any(edge.weight < 0 for edge in network.edges)
    return [SIGNS[edge_sign(edge.values, weight=edge.weight if signed else 0)] for edge in network.edges]


def edge_sign(values: Mapping[str, Plain], *, weight: float) -> int:
    """Return 1, -1 or 0: the edge's `sign` if it has one, else its weight's."""
    value = values.get("sign", weight)
    number = value if isinstance(value, (int, float)) else 0
    return (number > 0) - (number < 0)


def edge_widths(network: FlatNetwork) -> list[float]:
    """Return a width for each edge, by its weight."""
    return [round(THINNEST + (THICKEST - THINNEST) * share, 2) for share in _shares(network)]


def _shares(network: FlatNetwork) -> list[float]:
    """Return each edge's weight as a share of the largest: sums of shares do not overflow."""
    most = max((abs(edge.weight) for edge in network.edges), default=0) or 1
    return [abs(edge.weight) / most for edge in network.edges]


def edge_spans(edge: Mapping[str, Any]) -> list[Span]:
    """Return the days of the edge's statements, else the time from its `first` to its `last`; in order, none twice.

    A year or a month is taken whole. An edge with a statement without a day has no days: it is always there.
    """
    quotes = [quote for quote in edge.get("quotes") or [] if isinstance(quote, Mapping)]
    if quotes:
        spans = [day_span(str(quote.get("date") or "")) for quote in quotes]
        return [] if None in spans else joined(span for span in spans if span)
    first, last = (day_span(str(edge.get(name) or "")) for name in ("first", "last"))
    return joined([(first[0], max(last[1], first[0]))]) if first and last else []


def day_span(day: str) -> Span | None:
    """Return the first and last day that a day, month or year means; None if it is none.

    >>> day_span("2024-02"), day_span("2025-02-24T10:00:00"), day_span("soon")
    (('2024-02-01', '2024-02-29'), ('2025-02-24', '2025-02-24'), None)
    """
    found = DAY.fullmatch(day)
    if not found:
        return None
    year, month, date = (int(part) if part else None for part in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    length = calendar.monthrange(year, month or 12)[1]
    if date is not None and not 1 <= date <= length:
        return None
    return f"{year:04}-{month or 1:02}-{date or 1:02}", f"{year:04}-{month or 12:02}-{date or length:02}"


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap made one: Gephi refuses overlapping ones."""
    made: list[Span] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


def _is_issue(values: Mapping[str, Plain]) -> bool:
    return values.get("kind") == "issue"
