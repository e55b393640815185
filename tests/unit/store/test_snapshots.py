"""Writing to a copy that takes the store's place: readers go on, failures leave nothing, unions are made when needed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDFS, Literal, URIRef

from kg.errors import StoreError, StoreUnavailableError
from kg.store import GraphStore
from kg.store.snapshots import rewriting
from kg.store.state import SCHEMA, read_state

GRAPHS = [f"https://w3id.org/fpp/data/graph/doc-{number}" for number in range(3)]
SIZE = 50
LABELS = "SELECT DISTINCT ?label { ?s rdfs:label ?label }"
QUADS = "".join(f'<a:a> <a:b> "{number}" <a:g{number % 2}> .\n' for number in range(10)) + '<a:a> <a:b> "0" <a:g1> .\n'


def version(number: int) -> list[tuple[URIRef, URIRef, Literal]]:
    """Return a graph of which every triple says the version."""
    return [(URIRef(f"a:{place}"), RDFS.label, Literal(f"version {number}")) for place in range(SIZE)]


def write(path: Path, number: int) -> None:
    with rewriting(path) as copy, GraphStore.open(copy) as store:
        for graph in GRAPHS:
            store.replace(graph, version(number))


def write_half(store: GraphStore) -> None:
    store.replace(GRAPHS[0], version(9))
    store.replace("no name", version(9))


def write_for_ever(path: Path) -> None:
    number = 1
    while True:
        number += 1
        write(path, number)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    write(tmp_path / "store", 1)
    return tmp_path / "store"


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A store with eleven quads, ten triples, whose union is not made."""
    (tmp_path / "graph.nq").write_text(QUADS, encoding="utf-8")
    with rewriting(tmp_path / "store") as copy, GraphStore.open(copy) as store:
        assert store.load_all(tmp_path / "graph.nq") == 11
    return tmp_path / "store"


def test_reader_keeps_its_snapshot(filled: Path) -> None:
    """Who opened the store before a write goes on reading what was there; who opens it after sees what is new."""
    with GraphStore.open(filled, read_only=True) as before:
        write(filled, 2)
        write(filled, 3)
        assert before.query(LABELS).rows == (("version 1",),)
        with GraphStore.open(filled, read_only=True) as after:
            assert after.query(LABELS).rows == (("version 3",),)
        assert before.count() == SIZE
    write(filled, 4)
    assert len(list(filled.parent.glob(".store.db-*"))) == 1


def read_until(path: Path, done: Any, told: Any) -> None:
    answers = wrong = 0
    last = 0
    while not done.is_set():
        try:
            with GraphStore.open(path, read_only=True) as store:
                for _ in range(3):
                    rows = store.query(LABELS).rows
                    named = store.query("SELECT DISTINCT ?label { GRAPH ?g { ?s rdfs:label ?label } }").rows
                    number = int(rows[0][0].split()[1])
                    good = len(rows) == 1 and rows == named and store.count() == SIZE and number >= last
                    wrong += not good
                    answers += good
                last = number
        except StoreError as exc:
            told.put(("error", exc.message))
            return
    told.put(("answers", (answers, wrong)))


def test_readers_answer_while_another_process_writes(filled: Path) -> None:
    """Two processes read while a third replaces every graph again and again: each answer is whole, none goes back."""
    context = multiprocessing.get_context("spawn")
    done, told = context.Event(), context.Queue()
    writer = context.Process(target=write_for_ever, args=(filled,))
    readers = [context.Process(target=read_until, args=(filled, done, told)) for _ in range(2)]
    for process in (writer, *readers):
        process.start()
    time.sleep(6)
    done.set()
    results = [told.get(timeout=60) for _ in readers]
    os.kill(writer.pid, signal.SIGKILL)
    for process in (writer, *readers):
        process.join(20)
    for what, found in results:
        assert what == "answers", found
        assert found[0] > 0
        assert found[1] == 0
    with GraphStore.open(filled, read_only=True) as store:
        (label,) = (row[0] for row in store.query(LABELS))
        assert label > "version 1"
        assert store.count() == SIZE


def test_failed_write_leaves_nothing(filled: Path) -> None:
    """An error in the middle leaves the store as it was, and no scrap beside it."""
    with pytest.raises(StoreError, match="is no IRI"), rewriting(filled) as copy, GraphStore.open(copy) as store:
        write_half(store)
    assert len(list(filled.parent.glob(".store.db-*"))) == 1
    with GraphStore.open(filled, read_only=True) as store:
        assert store.query(LABELS).rows == (("version 1",),)


def test_folder_of_an_older_kg_becomes_a_link(tmp_path: Path) -> None:
    """A store that is no link is read as it is; a writer makes a link of it, also where another died at that."""
    path = tmp_path / "store"
    with GraphStore.open(path) as store:
        store.replace(GRAPHS[0], version(1))
    write(path, 2)
    assert path.is_symlink()
    with GraphStore.open(path, read_only=True) as store:
        assert store.query(LABELS).rows == (("version 2",),)
    path.resolve().rename(path.with_name(".store.first"))
    path.unlink()
    with GraphStore.open(path, read_only=True) as store:
        assert store.query(LABELS).rows == (("version 2",),)


def test_what_a_killed_writer_left_goes(filled: Path) -> None:
    """A database that never became the store is deleted by the next writer."""
    filled.with_name(".store.db-dead").mkdir()
    write(filled, 2)
    assert [path.name for path in filled.parent.glob(".store.db-*")] == [filled.resolve().name]


def test_only_one_writes(filled: Path) -> None:
    """A second writer is told that somebody writes."""
    with (
        rewriting(filled),
        pytest.raises(StoreUnavailableError, match="another process is writing"),
        rewriting(filled, wait=0),
    ):
        pass


def test_union_is_made_by_the_first_query(loaded: Path) -> None:
    """A query over the union of what was loaded counts each triple once, and the union is there for the next."""
    assert not read_state(loaded).union
    with GraphStore.open(loaded, read_only=True) as store:
        assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == ((10,),)
    assert read_state(loaded).union
    with GraphStore.open(loaded, read_only=True) as store:
        assert store.count() == 10


def test_replacing_makes_the_union_first(loaded: Path) -> None:
    """A graph that is replaced after a load leaves the union in step."""
    with GraphStore.open(loaded) as store:
        store.remove("a:g0")
        assert store.count() == 6
        store.remove("a:g1")
        assert store.count() == 0


def test_dumps_need_no_union(loaded: Path, tmp_path: Path) -> None:
    """Every format gives the same bytes before and after the union is made."""
    formats = ("nq", "trig", "jsonld", "ttl", "nt")
    with GraphStore.open(loaded, read_only=True) as store:
        for name in formats:
            store.dump(tmp_path / f"before.{name}", name)
        assert not store.state.union
        store.count()
        for name in formats:
            store.dump(tmp_path / f"after.{name}", name)
            assert (tmp_path / f"before.{name}").read_bytes() == (tmp_path / f"after.{name}").read_bytes()


def test_two_make_the_union_at_once(loaded: Path) -> None:
    """Readers that find the union missing at the same time both answer right."""
    with GraphStore.open(loaded, read_only=True) as one, GraphStore.open(loaded, read_only=True) as other:
        assert one.count() == other.count() == 10


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.nq", QUADS * 1000 + "<a:a> <a:b> "),
        ("bytes.nq", None),
        ("broken.ttl", "@prefix a: <a:> . a:a a:b"),
        ("blank.nq", "_:a <a:b> _:b <a:g> .\n<a:a> <a:b> "),
    ],
)
def test_broken_file_loads_nothing(filled: Path, tmp_path: Path, name: str, content: str | None) -> None:
    """A file that does not parse to its end leaves the store as it was."""
    path = tmp_path / name
    path.write_bytes(b'<a:a> <a:b> "\xff\xfe" .\n' if content is None else content.encode())
    with pytest.raises(StoreError, match="does not parse"), rewriting(filled) as copy, GraphStore.open(copy) as store:
        store.load_all(path)
    with GraphStore.open(filled, read_only=True) as store:
        assert (store.graph_iris(), store.count()) == (tuple(GRAPHS), SIZE)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.nq", '<a:a> <a:b> "c" .\n<a:a> <a:b> "d" <a:g> .\n'),
        ("a.nq", '_:x <a:b> "c" .\n_:x <a:b> _:y <a:g> .\n'),
        ("a.nt", '<a:a> <a:b> "_: is no node" .\n'),
        ("a.ttl", "<a:a> <a:b> [ <a:c> 1 ], 'd' ."),
        ("a.trig", "<a:a> <a:b> 1 . <a:g> { <a:a> <a:b> [] }"),
    ],
)
def test_both_ways_of_loading_agree(filled: Path, tmp_path: Path, name: str, content: str) -> None:
    """Loading in place, into an empty copy and into a full one give the same graphs, without nameless nodes or graphs."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with GraphStore.memory() as store:
        store.load(path)
        store.dump(tmp_path / "wanted.nq")
    with rewriting(tmp_path / "other") as copy, GraphStore.open(copy) as store:
        store.load_all(path)
        store.dump(tmp_path / "fresh.nq")
    with rewriting(filled) as copy, GraphStore.open(copy) as store:
        store.load_all(path)
        for graph in GRAPHS:
            store.remove(graph)
        store.dump(tmp_path / "added.nq")
    wanted = (tmp_path / "wanted.nq").read_bytes()
    assert wanted == (tmp_path / "fresh.nq").read_bytes() == (tmp_path / "added.nq").read_bytes()
    assert b"_:" not in wanted.replace(b'"_: is', b"")


def test_store_without_a_state_is_the_older_schema(filled: Path) -> None:
    """A store that an older kg wrote is read as it is, and brought up to date when it is written."""
    (filled / "kg.json").unlink()
    with GraphStore.open(filled, read_only=True) as store:
        assert (store.count(), store.state.schema) == (SIZE, 1)
    write(filled, 2)
    assert read_state(filled).schema == SCHEMA


@pytest.mark.parametrize("read_only", [True, False])
def test_newer_store_is_refused(filled: Path, read_only: bool) -> None:
    """A store of a schema that this kg does not know is not touched, and the message says what to do."""
    (filled / "kg.json").write_text(json.dumps({"schema": SCHEMA + 1, "kg": "9.0", "union": True}))
    with pytest.raises(StoreError, match=r"newer kg \(9.0\).*kg dump") as caught:
        GraphStore.open(filled, read_only=read_only)
    assert caught.value.facts["schema"] == SCHEMA + 1


def test_damaged_state_is_named(filled: Path) -> None:
    """A state that cannot be read is an error, not a guess."""
    (filled / "kg.json").write_text("{")
    with pytest.raises(StoreError, match=r"kg\.json"):
        GraphStore.open(filled, read_only=True)


def test_a_relative_path_names_the_same_store(tmp_path, monkeypatch):
    """What is written stays, however the folder is called."""
    monkeypatch.chdir(tmp_path)
    path = Path("graph/store")
    write(path, 1)
    write(path, 2)
    with GraphStore.open(path, read_only=True) as store:
        assert [str(label) for (label,) in store.select(LABELS).rows] == ["version 2"]
