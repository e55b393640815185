"""`kg code` and `kg agreement`, as they are typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

import kg
from kg.coding import read_sheet
from kg.export import write_documents_jsonl
from kg.rdf import actor_graph, document_graph, issue_graph
from kg.store import GraphStore
from tests.unit.export.sample import sample


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A folder as `kg build` leaves it, as far as coding looks: two positions."""
    record, root = sample(), tmp_path / "graph"
    with GraphStore.open(root / "store") as store:
        for one in (document_graph(record), actor_graph([record]), issue_graph([record])):
            store.replace(str(one.identifier), one)
    write_documents_jsonl([record], root / "documents.jsonl")
    return root


def mark(path: Path, **cells: str) -> None:
    """Write the same cells into each row."""
    book = openpyxl.load_workbook(path)
    page = book["coding"]
    places = {cell.value: cell.column for cell in page[1]}
    for number in range(2, page.max_row + 1):
        for name, value in cells.items():
            page.cell(number, places[name]).value = value
    book.save(path)


def test_there_and_back(run_kg, graph: Path, tmp_path: Path) -> None:
    """What is written can be filled in and read back, by one coder and by two."""
    first, second = tmp_path / "coded.xlsx", tmp_path / "second.xlsx"
    status, out, err = run_kg("code", graph, "--out", first)
    assert (status, out, err) == (0, "", f"{first}: 2 positions to code\n")
    assert run_kg("--quiet", "code", graph, "--blind", "--out", second) == (0, "", "")
    mark(first, coder_done="x")
    mark(second, coder_stance="support", coder_holder="Kenya")
    status, out, _ = run_kg("agreement", first, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [(row["measure"], row["between"], row["variable"], row["units"], row["agreement"]) for row in rows] == [
        ("accuracy", "kg – coded", name, "2", "1.0") for name in ("holder", "issue", "stance", "position")
    ]
    status, out, _ = run_kg("agreement", first, second, "--format", "json")
    found = json.loads(out)["results"]["bindings"]
    assert status == 0
    assert {row["between"]["value"] for row in found} == {"kg – coded", "kg – second", "coded – second"}


def test_table_for_people(run_kg, graph: Path, tmp_path: Path) -> None:
    """The report is a table; what is not defined is empty."""
    run_kg("code", graph, "--out", tmp_path / "c.xlsx")
    mark(tmp_path / "c.xlsx", coder_done="x")
    out = run_kg("agreement", tmp_path / "c.xlsx")[1]
    assert out.split()[:9] == ["measure", "between", "variable", "units", "agreement", "low", "high", "kappa", "alpha"]
    assert "4 rows" in out


def test_filters_choose_what_is_coded(run_kg, graph: Path, tmp_path: Path) -> None:
    """Filters, scores and samples choose the positions."""
    cases = {
        "actor": ("--actor", "Kenya"),
        "issue": ("--issue", "mining"),
        "stance": ("--stance", "oppose"),
        "score": ("--min-score", "0.5", "--until", "2025-02-23"),
        "sample": ("--sample", "1"),
    }
    for name, options in cases.items():
        assert run_kg("code", graph, *options, "--out", tmp_path / f"{name}.xlsx")[0] == 0
        assert len(read_sheet(tmp_path / f"{name}.xlsx").codings) == 1, name


def test_wrong_use(run_kg, graph: Path, tmp_path: Path) -> None:
    """A sheet that is there, nothing to code, no graph, a format that does not exist, a sheet without coding."""
    sheet = tmp_path / "c.xlsx"
    assert run_kg("code", graph, "--out", sheet)[0] == 0
    cases = (
        (2, "--force", ("code", graph, "--out", sheet)),
        (2, "Loosen the filters", ("code", graph, "--actor", "Chad", "--out", tmp_path / "d.xlsx")),
        (2, "ends in .xlsx", ("code", graph, "--out", tmp_path / "d.ods")),
        (1, "kg build", ("code", tmp_path, "--out", tmp_path / "d.xlsx")),
        (2, "--format xlsx", ("agreement", sheet, "--format", "xlsx")),
        (1, "no row is coded", ("agreement", sheet)),
        (1, "cannot be read", ("agreement", tmp_path / "none.xlsx")),
    )
    for status, said, arguments in cases:
        found, _, err = run_kg(*arguments)
        assert (found, said in err) == (status, True), (arguments, err)
    assert run_kg("code", graph, "--force", "--out", sheet)[0] == 0


def test_from_python(graph: Path, tmp_path: Path) -> None:
    """The same from Python."""
    assert kg.Graph(graph).code(tmp_path / "c.xlsx", stance="oppose") == 1
