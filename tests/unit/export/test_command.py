"""`kg export`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from rdflib import RDFS, Literal, URIRef
from typer.testing import CliRunner, Result

from kg.cli.export import export
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
