"""Kept answers: the same terms again, only for the store as it is, and never in the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDFS, Literal, URIRef

from kg.store import GraphStore
from kg.store.answers import KeptAnswers
from kg.store.snapshots import rewriting
from kg.store.table import Table

GRAPH = "https://w3id.org/fpp/data/graph/doc-1"
LABELS = "SELECT ?label { ?s rdfs:label ?label } ORDER BY ?label"
texts = st.text(st.characters(codec="utf-8"), max_size=20)
terms = st.one_of(
    st.none(),
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="en-gb")),
    st.integers().map(ox.Literal),
    st.floats(allow_nan=False).map(ox.Literal),
    st.dates().map(
        lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    ),
    st.from_regex(r"[a-z]{1,9}", fullmatch=True).map(lambda name: ox.NamedNode(f"https://example.org/{name}")),
    st.from_regex(r"[a-z]{1,9}", fullmatch=True).map(ox.BlankNode),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), min_size=1, max_size=4, unique=True))
    return Table(tuple(columns), tuple(draw(st.lists(st.tuples(*[terms] * len(columns)), max_size=12))))


def write(path: Path, *labels: str) -> None:
    with rewriting(path) as copy, GraphStore.open(copy) as store:
        store.replace(GRAPH, [(URIRef(f"a:{label}"), RDFS.label, Literal(label)) for label in labels])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kg.store.graph_store.LONG", -1.0)
    write(tmp_path / "store", "one")
    return tmp_path / "store"


def ask(path: Path, asked: str = "labels") -> tuple[list[object], int]:
    """Return the labels, and how often they were looked for."""
    searches = []

    def find() -> Table:
        searches.append(asked)
        return store.select(LABELS)

    with GraphStore.open(path, read_only=True) as store:
        return [row[0] for row in store.kept(asked, find)], len(searches)


def kept(path: Path) -> list[Path]:
    return sorted(path.with_name(".store.answers").iterdir())


@given(table=tables())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_comes_back_term_by_term(tmp_path: Path, table: Table) -> None:
    (tmp_path / "database").mkdir(exist_ok=True)
    answers = KeptAnswers(tmp_path / "store", tmp_path / "database")
    answers.keep("all", table)
    found = answers.find("all")
    assert found is not None
    assert (found.columns, found.terms) == (table.columns, table.terms)


def test_what_was_found_is_not_looked_for_again(folder: Path) -> None:
    assert ask(folder) == (["one"], 1)
    assert ask(folder) == (["one"], 0)
    assert ask(folder, "labels once more") == (["one"], 1)
    assert len(kept(folder)) == 2


def replace_the_store(path: Path) -> None:
    write(path, "one", "two")


def write_in_place(path: Path) -> None:
    with GraphStore.open(path) as store:
        store.replace(
            GRAPH, [(URIRef("a:one"), RDFS.label, Literal("one")), (URIRef("a:two"), RDFS.label, Literal("two"))]
        )


@pytest.mark.parametrize("change", [replace_the_store, write_in_place])
def test_what_was_written_since_counts(folder: Path, change: Callable[[Path], None]) -> None:
    ask(folder)
    old = kept(folder)
    change(folder)
    assert ask(folder) == (["one", "two"], 1)
    assert ask(folder) == (["one", "two"], 0)
    assert not set(old) & set(kept(folder))


@pytest.mark.parametrize("content", [b"", b"no archive", None], ids=["empty", "foreign", "cut"])
def test_a_damaged_file_is_found_again(folder: Path, content: bytes | None) -> None:
    ask(folder)
    (path,) = kept(folder)
    path.write_bytes(path.read_bytes()[:-40] if content is None else content)
    assert ask(folder) == (["one"], 1)
    assert ask(folder) == (["one"], 0)


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(folder: Path) -> None:
    folder.with_name(".store.answers").write_text("no folder", encoding="utf-8")
    assert ask(folder) == (["one"], 1)
    assert ask(folder) == (["one"], 1)


def test_quick_answers_are_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.graph_store.LONG", 600.0)
    assert ask(folder) == (["one"], 1)
    assert not folder.with_name(".store.answers").exists()


def test_the_oldest_go_where_there_are_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.answers.MOST", 3)
    for number in range(5):
        ask(folder, f"labels {number}")
    assert len(kept(folder)) == 3
    assert ask(folder, "labels 4") == (["one"], 0)
    assert ask(folder, "labels 0") == (["one"], 1)


def test_what_others_are_writing_stays(folder: Path) -> None:
    """Several processes keep answers at a time; only what a killed one left goes."""
    answers = folder.with_name(".store.answers")
    answers.mkdir()
    (answers / ".state-1-question-1.npz.1.new").touch()
    (answers / ".state-1-question-1.npz.2.new").touch()
    os.utime(answers / ".state-1-question-1.npz.2.new", (0, 0))
    ask(folder)
    assert [path.name for path in kept(folder) if path.suffix == ".new"] == [".state-1-question-1.npz.1.new"]
    assert ask(folder) == (["one"], 0)


def test_one_who_writes_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.graph_store.LONG", -1.0)
    for store in (GraphStore.memory(), GraphStore.open(tmp_path / "store")):
        with store:
            assert len(store.kept("labels", lambda store=store: store.select(LABELS))) == 0  # type: ignore[misc]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
