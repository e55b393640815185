"""Tables that tests of analyses share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.discourse import Statements, column_of

CAMPS = {"A": "1100", "B": "1100", "C": "1101", "D": "0011", "E": "0011", "F": "0010"}
"""Two camps of three actors on four issues."""


def said(rows, **more: list[str]) -> Statements:
    """Return statements of (actor, issue, agreement), each in a document and on a day of its own."""
    columns = dict(zip(("organization", "concept", "agreement"), map(list, zip(*rows, strict=True)), strict=True))
    days = [f"2021-{1 + i // 28:02}-{1 + i % 28:02}" for i in range(len(rows))]
    columns |= {"statement_id": [str(i) for i in range(len(rows))], "time": days, "document_id": days}
    columns |= {"text": [f"{a} on {c}: {q}" for a, c, q in rows], "document_title": [f"Of {day}" for day in days]}
    return Statements(columns={name: column_of(texts) for name, texts in {**columns, **more}.items()})


@pytest.fixture
def camps() -> Statements:
    """Two camps, of whom C differs from its own on one issue."""
    return said([(actor, f"i{n}", sign) for n in range(4) for actor, signs in CAMPS.items() for sign in signs[n]])


@pytest.fixture
def table():
    """What makes a table of rows."""
    return said


@pytest.fixture
def coded_csv(tmp_path: Path, camps: Statements) -> Path:
    """The two camps as a file."""
    from kg.export.matrices import to_event_list, write_text

    path = tmp_path / "coded.csv"
    write_text(lambda out: to_event_list(camps, out), path)
    return path
