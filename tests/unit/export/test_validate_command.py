"""`kg validate`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
import typer
from typer.testing import CliRunner, Result

from kg.cli.validate import validate
from kg.errors import ExportError, StoreError
from kg.rdf import document_graph
from kg.rdf.namespaces import FPP
from kg.store import GraphStore
from tests.unit.export.sample import sample

app = typer.Typer()
app.command()(validate)


@app.callback()
def options(context: typer.Context) -> None:
    """Stand in for the program's global options."""
    context.obj = {"quiet": False}


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["validate", *map(str, words)])


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A folder with one document's graph."""
    graph = document_graph(sample())
    with GraphStore.open(tmp_path / "graph" / "store") as store:
        store.replace(str(graph.identifier), graph)
        store.replace("https://w3id.org/fpp/data/graph/derived", [])
    return tmp_path / "graph"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file whose position has no holder."""
    graph = document_graph(sample())
    graph.remove((None, FPP.holder, None))
    with GraphStore.memory() as store:
        store.replace(str(graph.identifier), graph)
        store.dump(tmp_path / "broken.nq", "nq")
    return tmp_path / "broken.nq"


def test_sound_graph(sound: Path) -> None:
    """A graph that conforms gives status 0 and no word on stdout."""
    result = run(sound)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 graphs checked, 0 do not conform" in result.stderr


def test_broken_graph(broken: Path, sound: Path) -> None:
    """A graph that breaks a shape gives status 1 and says which graph and why; others are checked too."""
    result = run(broken, sound)
    assert result.exit_code == 1
    assert sample().document.id in result.stdout.splitlines()[0]
    assert "holder" in result.stdout
    assert "2 graphs checked, 1 do not conform" in result.stderr


def test_report_as_json(broken: Path) -> None:
    """The report as JSON names the graph and its results."""
    (found,) = json.loads(run(broken, "--format", "json").stdout)
    assert found["graph"].endswith(sample().document.id)
    assert found["results"]


def test_report_as_shacl(broken: Path) -> None:
    """The report as Turtle uses the SHACL vocabulary."""
    graph = rdflib.Graph().parse(data=run(broken, "-f", "ttl").stdout, format="turtle")
    assert (None, rdflib.SH.conforms, rdflib.Literal(False)) in graph


def test_unknown_format(sound: Path) -> None:
    """A format that does not exist is refused with those that do."""
    assert "json, ttl" in str(run(sound, "-f", "xml").exception)
    assert isinstance(run(sound, "-f", "xml").exception, ExportError)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    assert isinstance(run(tmp_path / "none.ttl").exception, StoreError)
