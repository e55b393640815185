"""The data dictionary lists every column of every table, in order, with its kind."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.coding import Comparison
from kg.coding.sheet import COLUMNS
from kg.export.csv_tables import ACTOR_COLUMNS, POSITION_COLUMNS, STATEMENT_COLUMNS
from kg.export.network import to_csv
from kg.export.package_tables import EVIDENCE, TABLES, TableOf
from kg.query import column_kinds, question_names, run_named
from kg.store import MemoryStore
from kg.view import network

ROOT = Path(__file__).resolve().parents[2]
SECTION = re.compile(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `([^`]+)` \| (\w+) \| ", re.MULTILINE)
PAGE = {
    name: dict(ROW.findall(text))
    for name, text in SECTION.findall((ROOT / "docs/reference/data-dictionary.md").read_text(encoding="utf-8"))
}
TYPES = {"text": str, "integer": int, "number": int | float, "date": dt.date}


@pytest.fixture(scope="module", params=["summit.trig", "dispute.trig"])
def store(request: pytest.FixtureRequest) -> Iterator[MemoryStore]:
    with MemoryStore.open() as opened:
        opened.load(ROOT / "tests/unit/query" / request.param)
        yield opened


@pytest.mark.parametrize("question", question_names())
def test_questions(store: MemoryStore, question: str) -> None:
    """A question's columns are listed, and their values are of the kind that is said."""
    table = run_named(store, question)
    assert tuple(PAGE[question]) == table.columns
    assert PAGE[question] == column_kinds(table.columns)
    for row in table.to_dicts():
        assert {
            name for name, value in row.items() if not isinstance(value, TYPES[PAGE[question][name]] | None)
        } == set()


@pytest.mark.parametrize(
    ("name", "columns"),
    [("positions.csv", POSITION_COLUMNS), ("statements.csv", STATEMENT_COLUMNS), ("actors.csv", ACTOR_COLUMNS)],
)
def test_files(name: str, columns: tuple[str, ...]) -> None:
    """The columns of a build's tables are listed."""
    assert tuple(PAGE[name]) == columns


@pytest.mark.parametrize("view", ["position", "congruence", "issue", "statement"])
def test_networks(view: str) -> None:
    """The columns of a network's edges are listed."""
    with MemoryStore.open() as store:
        for name in ("summit.trig", "dispute.trig"):
            store.load(ROOT / "tests/unit/query" / name)
        header = to_csv(network(store, view=view)).decode().splitlines()[0]
    assert list(PAGE[f"network --view {view}"]) == header.split(",")


def test_coding() -> None:
    """The columns of the coder's sheet and of the report are listed."""
    assert tuple(PAGE["kg code"]) == COLUMNS
    assert list(PAGE["kg agreement"]) == [field.name for field in dataclasses.fields(Comparison)]


@pytest.mark.parametrize("table", [*TABLES, EVIDENCE], ids=lambda table: table.name)
def test_data_package(table: TableOf) -> None:
    """The columns of a data package are listed, in the words that stand in `datapackage.json`."""
    assert PAGE[f"datapackage {table.name}"] == {column.name: column.kind for column in table.columns}
    text = (ROOT / "docs/reference/data-dictionary.md").read_text(encoding="utf-8")
    assert {column.name for column in table.columns if f"| {column.what} |" not in text} == set()


def test_nothing_else_is_listed() -> None:
    """Each section is a table that exists."""
    files = {"positions.csv", "statements.csv", "actors.csv"}
    files |= {f"network --view {view}" for view in ("position", "congruence", "issue", "statement")}
    packages = {f"datapackage {table.name}" for table in (*TABLES, EVIDENCE)}
    assert set(PAGE) == {*question_names(), *files, *packages, "kg code", "kg agreement"}
