"""Coded statements as rows of positions, so that every view can be made of them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.discourse import NetworkOptions, Statements
from kg.view.facts import sign_of
from kg.view.rows import PositionRow

WORDS = {1: "support", -1: "oppose", 0: "ambivalent"}


def rows_of(statements: Statements, options: NetworkOptions) -> Iterator[PositionRow]:
    """Yield a row for each statement, in their order.

    `v1` is the holder, `v2` the issue; both have names such as `organization:Greens` for an IRI. A boolean or integer
    qualifier gives support above 0 (true), opposition below 0 (false), else ambivalence; a text is the stance itself; an
    empty one is no stance.

    Args:
        statements: Those that count.
        options: What `v1`, `v2` and the qualifier are.
    """
    names = ("statement_id", "document_id", "document_title", "document_source", "time", "text", "start_position")
    columns = {name: _texts(statements, name) for name in names}
    holders, issues = (statements.columns[name].texts() for name in (options.v1, options.v2))
    stances = _stances(statements, options.qualifier)
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


def _stances(statements: Statements, name: str | None) -> list[str]:
    if name is None:
        return [""] * len(statements)
    texts = statements.columns[name].texts()
    if statements.kind(name) == "text":
        return texts
    numbers = statements.integers(name)
    signs = numbers * 2 - 1 if statements.kind(name) == "boolean" else numbers
    return [WORDS[sign_of(sign)] if text.strip() else "" for sign, text in zip(signs.tolist(), texts, strict=True)]


def _texts(statements: Statements, name: str) -> list[str]:
    return statements.columns[name].texts() if name in statements.columns else [""] * len(statements)
