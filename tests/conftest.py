"""Fixtures that several kinds of tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Issue, Position, Record, Span, Statement
from kg.read import make_document

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    """`--rewrite-golden` writes the golden files anew."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew; review the diff")


@pytest.fixture
def rewrite_golden(request) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture
def record_with_nested_statements() -> Record:
    """Three statements, each inside the one before, the middle one unsure; a position in the last two."""
    document = make_document("She said that he had said that they would say no.", input="test")

    def statement(name: str, start: int, parent: str | None, score: float) -> Statement:
        return Statement(
            id=name,
            source=(),
            cue=(Span(start, start + 4),),
            content=(Span(start + 4, 49),),
            parent=parent,
            score=score,
        )

    def position(name: str, issue: str, statement: str) -> Position:
        return Position(
            id=name,
            holder="a",
            issue=issue,
            target=(Span(0, 3),),
            stance="support",
            evidence=(Span(0, 8),),
            statement=statement,
        )

    return Record(
        document=document,
        statements=(statement("s1", 0, None, 0.9), statement("s2", 10, "s1", 0.2), statement("s3", 20, "s2", 0.8)),
        positions=(position("p2", "i2", "s2"), position("p3", "i3", "s3")),
        issues=(Issue(id="i2", label="two"), Issue(id="i3", label="three")),
    )
