"""`kg export`, as it is typed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import typer
from rdflib import RDFS, Literal, URIRef
from typer.testing import CliRunner, Result

import kg
from kg.cli.export import FORMATS, export
from kg.errors import ExportError
from kg.store import GraphStore

app = typer.Typer()
app.command()(export)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with GraphStore.open(tmp_path / "graph" / "store") as store:
        store.replace("https://w3id.org/fpp/data/graph/doc-1", [(URIRef("a:a"), RDFS.label, Literal("é"))])
    return tmp_path / "graph"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_turtle_to_stdout(graph: Path) -> None:
    """Without options the graph comes as Turtle on stdout."""
    assert run(graph).stdout.endswith('\n<a:a> rdfs:label "é" .\n')


def test_ending_says_the_format(graph: Path, tmp_path: Path) -> None:
    """The file's ending chooses the format."""
    assert run(graph, "--out", tmp_path / "out.nq").exit_code == 0
    assert (tmp_path / "out.nq").read_text(encoding="utf-8").endswith("<https://w3id.org/fpp/data/graph/doc-1> .\n")


def test_format_wins_over_the_ending(graph: Path, tmp_path: Path) -> None:
    """--format is stronger than the ending."""
    run(graph, "--out", tmp_path / "out.nq", "--format", "nt")
    assert "graph/doc-1" not in (tmp_path / "out.nq").read_text(encoding="utf-8")


def test_unknown_format_writes_nothing(graph: Path, tmp_path: Path) -> None:
    """A format that does not exist is refused, and the file is not touched."""
    result = run(graph, "--out", tmp_path / "out.ttl", "--format", "docx")
    assert isinstance(result.exception, ExportError)
    assert not (tmp_path / "out.ttl").exists()


def test_folder_of_tables(graph: Path, tmp_path: Path) -> None:
    """A package goes into the folder that --out names, with what is said about it."""
    words = ("--format", "datapackage", "--out", tmp_path / "tables", "--licence", "CC0-1.0", "--title", "Bay")
    assert run(graph, *words).exit_code == 0
    described = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    assert (described["title"], described["licenses"][0]["name"]) == ("Bay", "CC0-1.0")


def test_package_pipes(graph: Path) -> None:
    """Several files go to stdout as a zip."""
    result = run(graph, "--format", "datapackage")
    assert "datapackage.json" in zipfile.ZipFile(io.BytesIO(result.stdout_bytes)).namelist()


def test_zip_needs_a_format(graph: Path, tmp_path: Path) -> None:
    """A .zip says not which package it is to be."""
    result = run(graph, "--out", tmp_path / "graph.zip")
    assert isinstance(result.exception, ExportError)
    assert "--format datapackage" in str(result.exception)
    assert not (tmp_path / "graph.zip").exists()


def test_day_is_that_of_the_build(graph: Path, tmp_path: Path) -> None:
    """What run.json says of the end of the build is when the data was made; a broken one is told."""
    (graph / "run.json").write_text('{"ended": "2026-01-02T03:04:05+00:00"}', encoding="utf-8")
    run(graph, "--format", "datapackage", "--out", tmp_path / "tables")
    text = (tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8")
    assert json.loads(text)["created"] == "2026-01-02T03:04:05Z"
    (graph / "run.json").write_text("{", encoding="utf-8")
    assert isinstance(run(graph, "--format", "datapackage").exception, ExportError)


def test_python_surface_exports(graph: Path, tmp_path: Path) -> None:
    """`Graph.export` goes by the ending as the command does."""
    kg.Graph(graph).export(tmp_path / "out.rdf")
    assert "<rdfs:label>é</rdfs:label>" in (tmp_path / "out.rdf").read_text(encoding="utf-8")
    kg.Graph(graph).export(tmp_path / "crate.zip", "ro-crate", licence="CC-BY-4.0")
    assert "ro-crate-metadata.json" in zipfile.ZipFile(tmp_path / "crate.zip").namelist()


def test_reference_has_every_format() -> None:
    """Each format is in the table of the reference."""
    text = (Path(__file__).parents[3] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    assert {name for name in FORMATS if f"| `{name}` |" not in text} == set()
