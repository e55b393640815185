"""What an analyst asks: matrix, timeline, changes, two actors' disagreements, evidence of one position."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.query import run_named
from kg.query.names import find_iris
from kg.store import MemoryStore

DATA = "https://w3id.org/fpp/data"


@pytest.fixture(scope="module")
def dispute() -> Iterator[MemoryStore]:
    """Kenya turns twice on port fees."""
    with MemoryStore.open() as opened:
        opened.load(Path(__file__).with_name("dispute.trig"))
        yield opened


def found(store: MemoryStore, question: str, *columns: str, **filters: object) -> list[tuple[object, ...]]:
    """Return some columns of the answer; dates as text."""
    rows = run_named(store, question, **filters).to_dicts()
    return [tuple(str(row[name]) if "date" in name else row[name] for name in columns) for row in rows]


def test_matrix_counts_by_stance(dispute: MemoryStore) -> None:
    """A row has an actor's positions on an issue by stance, and their net over all of them."""
    columns = ("holder", "issue", "support", "oppose", "ambivalent", "positions", "net", "documents")
    assert found(dispute, "stance-matrix", *columns) == [
        ("Kenya", "port fee", 6, 2, 1, 9, 0.4444, 5),
        ("Norway", "boycott of ports", 0, 1, 0, 1, -1, 1),
        ("Norway", "port fee", 1, 0, 0, 1, 1, 1),
    ]


def test_matrix_spans_the_known_days(dispute: MemoryStore) -> None:
    """The first and last day are those of positions that have one: when it was said, else published."""
    (row,) = run_named(dispute, "stance-matrix", actor="Kenya").to_dicts()
    assert (str(row["first"]), str(row["last"])) == ("2024-01-10", "2025-02-01")
    (row,) = run_named(dispute, "stance-matrix", document="No date").to_dicts()
    assert (row["first"], row["last"]) == (None, None)


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"issue": "fees"}, 2),
        ({"actor": "Norway"}, 2),
        ({"until": "2024-02"}, 2),
        ({"since": "2024-04", "until": "2024-04"}, 1),
        ({"min_score": 0.95}, 1),
        ({"type": "Person"}, 0),
        ({"limit": 2}, 2),
    ],
)
def test_matrix_filters(dispute: MemoryStore, filters: dict[str, object], number: int) -> None:
    """Filters choose the positions that are counted."""
    assert len(run_named(dispute, "stance-matrix", **filters)) == number


def test_timeline_is_in_order_of_days(dispute: MemoryStore) -> None:
    """One row a position, the undated last; a split quotation is put together in the order of the text."""
    rows = found(dispute, "timeline", "date", "stance", "quote", actor="Kenya", issue="port fees")
    assert rows[0] == ("2024-01-10", "support", "Kenya welcomes … the new port fees")
    assert [row[0] for row in rows] == [
        *(
            "2024-01-10",
            "2024-03-01",
            "2024-03-01",
            "2024-03-01",
            "2024-04-10",
            "2024-05-02",
            "2025-02-01",
            "2025-02-01",
        ),
        "None",
    ]


def test_timeline_tells_who_ascribes(dispute: MemoryStore) -> None:
    """A position that another ascribes to the actor says who does."""
    rows = found(dispute, "timeline", "quote", "ascribed_by", actor="Kenya")
    assert [row for row in rows if row[1]] == [("Kenya wants the fees, Norway said", "Norway")]


def test_changes_have_both_quotes_and_days(dispute: MemoryStore) -> None:
    """Each reversal is a row with the words and day on either side; the surest position of a day stands for it."""
    columns = ("holder", "before", "before_date", "after", "after_date", "before_quote", "after_quote")
    assert found(dispute, "changes", *columns) == [
        (
            *("Kenya", "support", "2024-01-10", "oppose", "2024-04-10"),
            *("Kenya welcomes … the new port fees", "Kenya rejects them"),
        ),
        ("Kenya", "oppose", "2024-04-10", "support", "2025-02-01", "Kenya rejects them", "we stand by the dues"),
    ]


def test_change_leads_on(dispute: MemoryStore) -> None:
    """A row has the days between, the titles and the IRIs of both positions."""
    row = run_named(dispute, "changes", limit=1).to_dicts()[0]
    assert row["days"] == 91
    assert (row["before_title"], row["after_title"]) == ("Fees welcomed", "Fees rejected")
    assert (row["before_position"], row["after_position"]) == (f"{DATA}/position/a1", f"{DATA}/position/c1")


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"actor": "Kenya"}, 2),
        ({"actor": "Norway"}, 0),
        ({"issue": "boycott"}, 0),
        ({"since": "2024-02"}, 1),
        ({"until": "2024"}, 1),
        ({"min_score": 0.85}, 0),
        ({"limit": 1}, 1),
        ({"limit": 0}, 0),
    ],
)
def test_change_filters(dispute: MemoryStore, filters: dict[str, object], number: int) -> None:
    """Filters choose the positions between which changes are looked for; the limit counts changes."""
    assert len(run_named(dispute, "changes", **filters)) == number


def test_changes_keep_their_columns_when_there_are_none(dispute: MemoryStore) -> None:
    """An empty answer has the same columns."""
    assert run_named(dispute, "changes", actor="Norway").columns == run_named(dispute, "changes").columns


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        ({"actor": "Kenya", "other": "Norway"}, [("port fee", "Norway", "Kenya", 1, 2)]),
        ({"actor": "Norway", "other": "kenya"}, [("port fee", "Norway", "Kenya", 1, 2)]),
        ({"other": "Norway"}, [("port fee", "Norway", "Kenya", 1, 2)]),
        ({"actor": "Kenya", "other": "Kenya"}, []),
        ({"actor": "Kenya", "other": "Chad"}, []),
        ({"actor": "Kenya", "other": "Norway", "issue": "boycott"}, []),
    ],
)
def test_disagreements_of_two(dispute: MemoryStore, filters: dict[str, object], rows: list[tuple[object, ...]]) -> None:
    """Two actors' disagreements, whoever supports and whoever opposes."""
    columns = ("issue", "supporter", "opponent", "supporting", "opposing")
    assert found(dispute, "disagreements", *columns, **filters) == rows


def test_evidence_of_one_position(dispute: MemoryStore) -> None:
    """Each piece of a split quotation is a row with its place."""
    assert found(dispute, "evidence", "quote", "start", position="a1") == [
        ("Kenya welcomes", 30),
        ("the new port fees", 200),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("port fees", ["fees"]),
        ("Fees, port", ["fees"]),
        ("harbour due", ["fees"]),
        ("boycotts", ["boycott"]),
        ("economic pressures", ["boycott"]),
        ("pressure", ["boycott"]),
        ("fppi:pressure", ["boycott"]),
        ("port", ["boycott", "fees"]),
        ("port levies", []),
        ("ort fee", ["fees"]),
    ],
)
def test_issue_by_its_words(dispute: MemoryStore, text: str, names: list[str]) -> None:
    """An issue is found by part of its label, by its words in singular or plural, by other labels, and under wider ones."""
    assert find_iris(dispute, "issue", text) == tuple(f"{DATA}/issue/{name}" for name in names)
