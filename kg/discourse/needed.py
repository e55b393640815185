"""Which columns of a table a matrix needs: fewer are read faster."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

ORDER = ("document_id", "statement_id", "start_position", "stop_position")
"""What sorts statements besides their time, where their order counts."""


def columns_for(options: Mapping[str, Any]) -> Collection[str] | None:
    """Return the columns that a matrix needs; None, which is all, where variables are not named."""
    named = [options.get("v1"), options.get("v2"), options.get("qualifier", "agreement")]
    if None in named[:2]:
        return None
    for filters in (options.get("exclude", ()), options.get("only", ())):
        named += [str(one).partition("=")[0] for one in ([filters] if isinstance(filters, str) else filters)]
    both = {str(name) for name in named} | {f"document_{name}" for name in named}
    once = options.get("dup", "include") != "include"
    ordered = options.get("window", "no") != "no" or (once and options.get("agg", "ignore") == "ignore")
    return both | {"time"} | ({"document_id"} if once else set()) | (set(ORDER) if ordered else set())
