"""Coded statements as rows of positions, so that every view can be made of them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.discourse import NetworkOptions, Statements, stances_of
from kg.view.rows import PositionRow


def rows_of(statements: Statements, options: NetworkOptions) -> Iterator[PositionRow]:
    """Yield a row for each statement, in their order.

    `v1` is the holder, `v2` the issue; both have names such as `organization:Greens` for an IRI. Stances are those of
    `kg.discourse.stances_of`.

    Args:
        statements: Those that count.
        options: What `v1`, `v2` and the qualifier are.
    """
    names = ("statement_id", "document_id", "document_title", "document_source", "time", "text", "start_position")
    columns = {name: _texts(statements, name) for name in names}
    holders, issues = (statements.columns[name].texts() for name in (options.v1, options.v2))
    stances = stances_of(statements, options.qualifier)
    for i, (holder, issue) in enumerate(zip(holders, issues, strict=True)):
        start = columns["start_position"][i]
        yield PositionRow(
            position=columns["statement_id"][i] or str(i + 1),
            holder=f"{options.v1}:{holder}",
            holder_name=holder,
            holder_type=options.v1,
            issue=f"{options.v2}:{issue}",
            issue_label=issue,
            stance=stances[i],
            score=1.0,
            document=columns["document_id"][i],
            title=columns["document_title"][i],
            date=columns["time"][i][:10],
            quote=columns["text"][i],
            publisher=columns["document_source"][i],
            start=int(start) if start.isdecimal() else 0,
        )


def _texts(statements: Statements, name: str) -> list[str]:
    return statements.columns[name].texts() if name in statements.columns else [""] * len(statements)
