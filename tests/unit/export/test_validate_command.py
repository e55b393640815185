"""`kg validate`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
import typer
from typer.testing import CliRunner, Result

from kg.cli.validate import validate
from kg.errors import ExportError, SettingsError
from kg.export import record_line
from kg.rdf import document_graph
from kg.rdf.namespaces import FPP
from kg.store import GraphStore
from tests.unit.export.sample import sample
from tests.unit.validate.dataset import graphs

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


def test_engines_say_the_same(broken: Path, sound: Path) -> None:
    """With pySHACL alone the report is that of the default; an engine that does not exist is refused with those that do."""
    assert run(broken, sound, "--engine", "pyshacl").output == run(broken, sound).output
    refused = run(broken, "--engine", "none")
    assert isinstance(refused.exception, SettingsError)
    assert "auto, pyshacl" in str(refused.exception)


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
    assert "json, turtle, sarif, junit" in str(run(sound, "-f", "xml").exception)
    assert isinstance(run(sound, "-f", "xml").exception, ExportError)


def test_unreadable_input(tmp_path: Path, broken: Path) -> None:
    """An input that cannot be read gives status 2, whatever else is wrong; the others are checked."""
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("<a> <b> .")
    for path, words in (
        (tmp_path / "none.ttl", "cannot be read"),
        (tmp_path / "none", "cannot be read"),
        (wrong, "does not parse"),
        (tmp_path, "no graph here"),
    ):
        result = run(path, broken)
        assert result.exit_code == 2
        assert f"{path}" in result.stdout
        assert words in result.stdout
        assert "holder" in result.stdout


TURTLE = """
@prefix fpp: <https://w3id.org/fpp/ontology#> .
<https://a.example/p> a fpp:Position .
"""
JSONLD = """{"@id": "https://a.example/p", "@type": "https://w3id.org/fpp/ontology#Position"}"""
QUADS = "<https://a.example/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/fpp/ontology#Position> {}.\n"
TRIG = "<https://a.example/g> { <https://a.example/p> a <https://w3id.org/fpp/ontology#Position> }"
XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:fpp="https://w3id.org/fpp/ontology#">
<fpp:Position rdf:about="https://a.example/p"/></rdf:RDF>"""
WRITTEN = {
    "ttl": TURTLE,
    "jsonld": JSONLD,
    "nt": QUADS.format(""),
    "nq": QUADS.format("<https://a.example/g> "),
    "trig": TRIG,
    "rdf": XML,
}


@pytest.mark.parametrize("ending", WRITTEN)
def test_every_syntax(tmp_path: Path, ending: str) -> None:
    """A file is read by its ending; without one, and on standard input, by what it looks like or what --from says."""
    (tmp_path / f"a.{ending}").write_text(WRITTEN[ending])
    (tmp_path / "a").write_text(WRITTEN[ending])
    for words, given in (
        ((tmp_path / f"a.{ending}",), None),
        ((tmp_path / "a",), None),
        (("-",), WRITTEN[ending]),
        (("-", "--from", ending), WRITTEN[ending]),
    ):
        result = CliRunner().invoke(app, ["validate", *map(str, words)], input=given)
        assert result.exit_code == 1, result.output
        assert "exactly one holder" in result.stdout


def test_wrong_from(broken: Path) -> None:
    """A syntax that does not exist is refused with those that do."""
    assert "ttl, trig" in str(run(broken, "--from", "docx").exception)


def test_nothing_of_the_ontology(tmp_path: Path) -> None:
    """A graph about something else conforms, and is told of."""
    path = tmp_path / "other.ttl"
    path.write_text("<https://a.example/a> <https://a.example/b> 1 .")
    result = run(path)
    assert result.exit_code == 0
    assert "nothing was checked" in result.stdout
    assert "1 warnings" in result.stderr


def test_report_in_a_file(broken: Path, tmp_path: Path) -> None:
    """--out takes the report; stdout stays empty. The folder has to be there."""
    for format_ in ("sarif", "junit", "json", "turtle", "text"):
        result = run(broken, "-f", format_, "--out", tmp_path / f"report.{format_}")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "holder" in (tmp_path / f"report.{format_}").read_text()
    assert isinstance(run(broken, "--out", tmp_path / "none" / "report").exception, ExportError)


def test_graphs_of_a_file_together(tmp_path: Path) -> None:
    """Each document is checked by itself, what is derived against all of them."""
    documents, others = graphs()
    with GraphStore.memory() as store:
        for graph in (*documents, *others):
            store.replace(str(graph.identifier), graph)
        store.dump(tmp_path / "sound.nq", "nq")
        derived = next(graph for graph in others if str(graph.identifier).endswith("derived"))
        derived.remove((None, FPP.supports, None))
        store.replace(str(derived.identifier), derived)
        store.dump(tmp_path / "spoilt.trig", "trig")
    assert run(tmp_path / "sound.nq").exit_code == 0
    result = run(tmp_path / "spoilt.trig")
    assert result.exit_code == 1
    assert "add fpp:supports" in result.stdout
    assert "3 graphs checked, 1 do not conform" in result.stderr


def test_texts_of_a_folder(sound: Path) -> None:
    """In a folder quotations are checked against the texts."""
    line = record_line(sample())
    (sound / "documents.jsonl").write_bytes(line + b"\n")
    assert run(sound).exit_code == 0
    (sound / "documents.jsonl").write_bytes(line.replace(b"Grace", b"Grade") + b"\n")
    result = run(sound)
    assert result.exit_code == 1
    assert "The text does not hold these words" in result.stdout
