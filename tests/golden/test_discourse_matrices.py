"""Figures of Discourse Network Analyzer, each file of them, under `compat dna`.

The files lie outside this repository; `KG_SHARED` names their folder. `index.tsv` tells the options of each.
"""

from __future__ import annotations

import csv
import io
import os
import re
from functools import cache
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from kg.discourse import (
    Matrix,
    Statements,
    bars,
    distances,
    make_options,
    matrices,
    nested_backbone,
    read_statements,
    select,
)
from kg.errors import SettingsError
from kg.export.matrices import to_dna_csv, to_dna_dl, to_dna_event_list
from kg.view import graph_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "data" / "dna"
SERIES = re.compile(r"(?P<name>.+) \(series of (?P<number>\d+)\)")
SLICE = re.compile(r"(?P<name>.+)\.(?P<number>\d{4})\.csv")
TOLERANCE = 1e-9

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"no golden matrices at {DATA}; KG_SHARED names their folder")


def sets() -> list[Path]:
    """Return the folders that have an index."""
    return sorted(path.parent for path in DATA.glob("*/index.tsv"))


def rows_of(folder: Path) -> list[dict[str, str]]:
    """Return the rows of an index; a slice has the options of its series."""
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    series = {m["name"]: row["options"] for row in rows if (m := SERIES.fullmatch(row["file"]))}
    for row in rows:
        if row["options"].startswith("slice ") and (m := SLICE.fullmatch(row["file"])):
            row["options"] = f"{series[m['name']]}|slice={int(m['number'])}"
    return rows


CASES = [pytest.param(folder, row, id=f"{folder.name}-{row['file']}") for folder in sets() for row in rows_of(folder)]


@cache
def table(folder: Path) -> Statements:
    """Return the statements beside a folder of golden files: `sample_statements.csv` beside `sample_golden`."""
    return read_statements(folder.with_name(folder.name.replace("golden", "statements.csv")))


def options_of(row: dict[str, str]) -> dict[str, str]:
    """Return the options of a row as it has them."""
    return dict(part.split("=", 1) for part in row["options"].split("|"))


@cache
def made(folder: Path, options: str) -> list[Matrix]:
    """Return the matrices of the options that are those of networks."""
    wanted = dict(part.split("=", 1) for part in options.split("|"))
    statements = table(folder)
    return list(matrices(statements, chosen(statements, wanted)))


def chosen(statements: Statements, wanted: dict[str, str]):
    """Return options without those that are not of the network itself."""
    other = {"v1doc", "v2doc", "format", "slice", "toone", "distance", "backbone", "barplot"}
    named = {name: int(value) if name == "size" else value for name, value in wanted.items() if name not in other}
    return make_options(statements, compat="dna", **named)


def read_matrix(path: Path, delimiter: str = ",") -> tuple[list[str], list[str], np.ndarray]:
    """Return the labels of rows and columns, and the weights."""
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = list(csv.reader(lines, delimiter=delimiter))
    values = np.array([[float(cell) for cell in row[1:]] for row in rows]).reshape(len(rows), len(head) - 1)
    return [row[0] for row in rows], head[1:], values


def test_golden_sets_are_found():
    """The shared data holds at least the sample."""
    assert "sample_golden" in {folder.name for folder in sets()}


@pytest.mark.parametrize(("folder", "row"), CASES)
def test_file_is_reproduced(folder: Path, row: dict[str, str]):
    """A file of the reference is reproduced to 1e-9."""
    wanted = options_of(row)
    if " FAILED" in row["file"]:
        with pytest.raises(SettingsError, match="the reference stops with an error"):
            made(folder, row["options"])
    elif SERIES.fullmatch(row["file"]):
        assert len(made(folder, row["options"])) == int(SERIES.fullmatch(row["file"])["number"])
    elif "distance" in wanted:
        check_distance(folder, row, wanted)
    elif "backbone" in wanted:
        check_backbone(folder, row, wanted)
    elif "barplot" in wanted:
        check_bars(folder, row, wanted)
    elif "format" in wanted:
        NATIVE[wanted["format"]](folder, row, wanted)
    else:
        check_matrix(folder, row, wanted)


def check_matrix(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """Labels in order, weights, and what the index tells of the slice."""
    network = "|".join(part for part in row["options"].split("|") if not part.startswith("slice="))
    matrix = made(folder, network)[int(wanted.get("slice", 0))]
    rows, columns, values = read_matrix(folder / row["file"])
    assert list(matrix.rows) == rows
    assert list(matrix.columns) == columns
    np.testing.assert_allclose(matrix.dense(), values, rtol=0, atol=TOLERANCE)
    assert matrix.statements == int(row["statements"])
    for name in ("start", "middle", "stop"):
        told = row[name].replace(" ", "T")
        assert str(getattr(matrix, name)) == (told or "NaT")


def check_distance(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """Distances of slices."""
    series = made(folder, row["options"])
    apart = distances(series, method=wanted["distance"], to_one=wanted.get("toone") == "1", dna=True)
    with (folder / row["file"]).open(encoding="utf-8", newline="") as lines:
        told = np.array([[float(cell) for cell in line] for line in csv.reader(lines)])
    np.testing.assert_allclose(apart, told, rtol=0, atol=TOLERANCE)


def check_backbone(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """The order in which columns are taken out, the losses and the numbers of statements."""
    steps = nested_backbone(table(folder), chosen(table(folder), wanted))
    with (folder / row["file"]).open(encoding="utf-8", newline="") as lines:
        told = list(csv.DictReader(lines))
    assert [(s.iteration, s.entity, s.statements) for s in steps] == [
        (int(line["iteration"]), line["entity"], int(line["statements"])) for line in told
    ]
    for step, line in zip(steps, told, strict=True):
        assert step.backbone_loss == pytest.approx(float(line["backboneLoss"]), rel=0, abs=TOLERANCE)
        assert step.redundant_loss == pytest.approx(float(line["redundantLoss"]), rel=0, abs=TOLERANCE)


def check_bars(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """Counts by level."""
    found = bars(table(folder), chosen(table(folder), wanted))
    labels, levels, counts = read_matrix(folder / row["file"])
    assert (list(found.labels), list(found.levels)) == (labels, levels)
    np.testing.assert_array_equal(found.counts, counts)
    assert counts.sum() == int(row["statements"])


def check_native_csv(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """The reference's own CSV, letter by letter; of an event list all but the coder, whom the table does not tell."""
    told = (folder / row["file"]).read_text(encoding="utf-8")
    out = io.StringIO()
    if wanted["type"] != "eventlist":
        to_dna_csv(made(folder, row["options"])[0], out)
        assert out.getvalue() == told
        return
    to_dna_event_list(select(table(folder), chosen(table(folder), wanted)).kept, out)
    ours, theirs = (list(csv.reader(io.StringIO(text), delimiter=";")) for text in (out.getvalue(), told))
    assert ours[0] == theirs[0]
    coder = theirs[0].index("coder")
    assert [line[:coder] + line[coder + 1 :] for line in ours] == [line[:coder] + line[coder + 1 :] for line in theirs]
    assert len(ours) - 1 == int(row["statements"])


def check_native_dl(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """The reference's own DL, letter by letter."""
    out = io.StringIO()
    to_dna_dl(made(folder, row["options"])[0], out)
    assert out.getvalue() == (folder / row["file"]).read_text(encoding="utf-8")


def check_native_graphml(folder: Path, row: dict[str, str], wanted: dict[str, str]) -> None:
    """Nodes with their frequencies and edges with their weights, as networkx reads them."""
    text = (folder / row["file"]).read_text(encoding="utf-8")
    keyed = re.sub(
        r'<key (for="\w+" id="\w+" (?:yfiles|visone)\.type="\w+") />',
        r"<key \1 attr.name='x' attr.type='string' />",
        text,
    )
    theirs = nx.parse_graphml(keyed)
    options = chosen(table(folder), wanted)
    ours = graph_of(made(folder, row["options"])[0], table(folder), options)
    assert {(d["name"], d["variable"], d["frequency"]) for _, d in theirs.nodes(data=True)} == {
        (d["label"], d["type"], d["statements"]) for _, d in ours.nodes(data=True)
    }
    names = {node: data["name"] for node, data in theirs.nodes(data=True)}
    labels = {node: data["label"] for node, data in ours.nodes(data=True)}
    told = {frozenset((names[a], names[b])): weight for a, b, weight in theirs.edges(data="weight")}
    assert told == {frozenset((labels[a], labels[b])): weight for a, b, weight in ours.edges(data="weight")}


NATIVE = {"csv": check_native_csv, "dl": check_native_dl, "graphml": check_native_graphml}
