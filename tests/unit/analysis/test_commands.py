"""`kg analyse`: every example in help and in the reference runs; tables, formats, refusals."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli.analyse import analyse
from kg.cli.app import app
from kg.errors import ExportError, SettingsError

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "analysis.md"
SLOW = {"--draws 500": "--draws 30 --warm-up 20", "--samples 20": "--samples 2", "--draws 20": "--draws 2"}
SIDES = " ".join(f"`oppose_{name}`" for name in ("statement", "date", "document", "text"))
NAMES = ("polarisation", "phases", "clusters", "explain", "balance", "backbone", "ideal", "contradictions", "bars")


def examples() -> list[str]:
    """Return the commands in help and in the reference page that read coded statements, in the order of the page."""
    found = re.findall(r"^    (kg (?:analyse|report) .*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    for command in get_command(analyse).commands.values():
        found += re.findall(r"`(kg analyse [^`]*)`", command.help)
    return [one for one in dict.fromkeys(found) if "coded.csv" in one]


def run(*words: object):
    """Run the program."""
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def sample(camps, tmp_path, monkeypatch) -> Path:
    """The two camps as `coded.csv` where the program runs, with the names that examples use."""
    from dataclasses import replace

    from kg.discourse import column_of
    from kg.export.matrices import to_event_list, write_text

    names = {"A": "David Hamilton", "i0": "Cap and trade is the solution."}
    columns = dict(camps.columns)
    for name in ("organization", "concept"):
        columns[name] = column_of(names.get(text, text) for text in columns[name].texts())
    columns["person"] = columns["organization"]
    write_text(lambda out: to_event_list(replace(camps, columns=columns), out), tmp_path / "coded.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "coded.csv"


def test_examples_run(sample: Path):
    """Every example that reads coded statements does what it says, and finds something."""
    found = examples()
    assert len(found) > 25
    for example in found:
        words = example.partition(" > ")[0]
        for long, short in SLOW.items():
            words = words.replace(long, short)
        if "--window months" in words:
            words = words.replace("--window months --size 4", "--window days --size 8")
        done = run(*shlex.split(words)[1:])
        assert done.exit_code == 0, (example, done.output)
        assert done.stdout or "--out" in words, example


def test_every_analysis_and_table_is_in_the_reference(sample: Path):
    """The page names each analysis with its tables, the help its tables, and `--table` gives each of them."""
    page = PAGE.read_text(encoding="utf-8")
    commands = get_command(analyse).commands
    assert tuple(commands) == NAMES
    given = {"phases": ("--window", "days", "--size", "8"), "ideal": ("--draws", "20", "--warm-up", "10")}
    for name, command in commands.items():
        (row,) = re.findall(rf"^\| `{name}` \|.*\| (.*) \|$", page, re.MULTILINE)
        assert f"**Tables**: {row}." in command.help.replace(" (nested)", "")
        assert "**Examples**" in command.help
        for table in row.split(", "):
            done = run("--quiet", "analyse", name, sample, *given.get(name, ()), "--table", table, "--format", "csv")
            assert done.exit_code == 0, done.output
            columns = next(csv.reader(io.StringIO(done.stdout)))
            assert columns
            told = (
                page.partition("## Columns")[2]
                .partition("## Polarisation")[0]
                .replace("the same with `oppose_`", SIDES)
            )
            assert {f"`{column}`" for column in columns[name == "bars" :]} - {"`level 0`"} <= set(
                re.findall("`[^`]+`", told)
            )


def test_formats(sample: Path, tmp_path: Path):
    """A table for people, rounded; exact values elsewhere; the ending of a file decides; either order of words."""
    told = run("analyse", "polarisation", sample).stdout
    assert re.search(r" 0\.\d{1,4}\n1 row\n", told)
    (row,) = csv.DictReader(io.StringIO(run("analyse", sample, "polarisation", "--format", "csv").stdout))
    (line,) = run("analyse", "polarisation", sample, "--format", "jsonl").stdout.splitlines()
    assert json.loads(line)["polarisation"] == float(row["polarisation"])
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run("analyse", "polarisation", sample, "--out", tmp_path / "p.parquet").exit_code == 0
    assert parquet.read_table(tmp_path / "p.parquet").to_pylist()[0]["polarisation"] == float(row["polarisation"])


def test_wrong_use_is_refused(sample: Path):
    """Tables and formats that do not exist, options of a graph, sizes of windows where there are none."""
    with pytest.raises(SettingsError, match="Known: balance, triads"):
        run("analyse", "balance", sample, "--table", "nothing")
    with pytest.raises(ExportError, match="Known: csv"):
        run("analyse", "bars", sample, "--format", "doc")
    with pytest.raises(SettingsError, match="of a graph"):
        run("analyse", "bars", sample, "--since", "2020")
    with pytest.raises(SettingsError, match="actor and cluster"):
        run("analyse", "explain", sample, "--coalitions", sample)
    assert run("analyse", "bars", sample, "--window", "days").exit_code == 2
    assert run("analyse", "nothing", sample).exit_code == 2


def test_qualifiers_are_declared(sample: Path):
    """`--qualifier-type` makes a boolean column one of texts, which analyses of sides refuse."""
    with pytest.raises(SettingsError, match="qualifier"):
        run("analyse", "contradictions", sample, "--qualifier-type", "text")
    assert run("analyse", "contradictions", sample, "--qualifier-type", "agreement=integer").exit_code == 0


def test_what_is_missing_is_said(sample: Path, tmp_path: Path):
    """A table without statements, and a backbone without a size, say so."""
    empty = tmp_path / "empty.csv"
    empty.write_text("organization,concept,agreement\n", encoding="utf-8")
    for words in (("contradictions",), ("clusters",), ("balance",)):
        with pytest.raises(SettingsError, match="no statement in the table"):
            run("analyse", *words, empty)
    with pytest.raises(SettingsError, match="--method fixed: needs --size, a number"):
        run("analyse", "backbone", sample, "--method", "fixed")


def test_dash_is_standard_output(sample: Path):
    """`--out -` writes to standard output, and no file of that name."""
    words = ("analyse", "bars", sample, "--format", "csv")
    assert run(*words, "--out", "-").stdout == run(*words).stdout
    assert not Path("-").exists()
