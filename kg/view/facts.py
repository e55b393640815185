"""What an edge and a node rest on: counts, days, documents, ids and words of the statements behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kg.view.relations import Tie
    from kg.view.rows import PositionRow

    Told: TypeAlias = PositionRow | Tie

STANCES = ("support", "oppose", "ambivalent")
MAX_QUOTES = 1000
"""An edge keeps so many quotes; counts and ids are those of all its statements."""


def sign_of(number: float) -> int:
    """Return 1, -1 or 0."""
    return (number > 0) - (number < 0)


def edge_facts(
    found: Sequence[Told], *, sign: int | None = None, quotes: list[dict[str, str]] | None = None
) -> dict[str, object]:
    """Return `sign`, `support`, `oppose`, `ambivalent`, `first`, `last`, `statement_ids`, `documents` and `quotes`.

    Args:
        found: The statements behind the edge.
        sign: The edge's; unless given that of support minus opposition.
        quotes: The words of the statements; unless given those of `quote_of`.
    """
    stances = [one.stance for one in found]
    counts = {stance: stances.count(stance) for stance in STANCES}
    days = {one.date for one in found} - {""}
    return {
        "sign": sign_of(counts["support"] - counts["oppose"]) if sign is None else sign,
        **counts,
        "first": min(days, default=""),
        "last": max(days, default=""),
        "statement_ids": [one.id for one in found],
        "documents": sorted({one.document for one in found} - {""}),
        "quotes": [quote_of(one) for one in found[:MAX_QUOTES]] if quotes is None else quotes,
    }


def quote_of(one: Told) -> dict[str, str]:
    """Return the words of a statement, its stance, and where and when they stand; `publisher` and `url` where known."""
    made = {"text": one.quote, "stance": one.stance, "document": one.title or one.document, "date": one.date}
    known = {"publisher": one.publisher, "url": one.url}
    return made | {name: value for name, value in known.items() if value}


def node_facts(found: Iterable[Told]) -> dict[str, object]:
    """Return `statements` and, where there is support or opposition, `polarity`: their difference over their sum."""
    stances = [one.stance for one in found]
    support, oppose = stances.count("support"), stances.count("oppose")
    spoken = support + oppose
    return {"statements": len(stances), **({"polarity": (support - oppose) / spoken} if spoken else {})}
