"""Opening stores, and what is said when that is not possible."""

from __future__ import annotations

import errno
import multiprocessing
import os
from pathlib import Path

import pytest
from rdflib import RDFS, Literal, URIRef

from kg.errors import StoreError, StoreUnavailableError
from kg.store import GraphStore
from kg.store.graph_store import ox

GRAPH = "https://w3id.org/fpp/data/graph/doc-1"
TRIPLES = [(URIRef("https://w3id.org/fpp/data/actor/actor-chn"), RDFS.label, Literal("China"))]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    with GraphStore.open(path) as store:
        store.replace(GRAPH, TRIPLES)
    return path


def hold(path: Path, opened: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event) -> None:
    with GraphStore.open(path):
        opened.set()
        done.wait(20)


def test_content_survives_closing(filled: Path) -> None:
    """What was stored is there when the store is opened again."""
    with GraphStore.open(filled, read_only=True) as store:
        assert set(store.graph(GRAPH)) == set(TRIPLES)


def test_many_read_at_once(filled: Path) -> None:
    """Two readers have one store open."""
    with GraphStore.open(filled, read_only=True) as one, GraphStore.open(filled, read_only=True) as other:
        assert one.count() == other.count() == 1


def test_writer_is_kept_out_by_a_reader(filled: Path) -> None:
    """Nobody writes to what somebody reads."""
    with GraphStore.open(filled, read_only=True), pytest.raises(StoreUnavailableError, match="another process"):
        GraphStore.open(filled, wait=0.1)


def test_another_process_keeps_readers_out(filled: Path) -> None:
    """While another process writes, a reader is told to wait for it."""
    context = multiprocessing.get_context("spawn")
    opened, done = context.Event(), context.Event()
    process = context.Process(target=hold, args=(filled, opened, done))
    process.start()
    try:
        assert opened.wait(20)
        with pytest.raises(StoreUnavailableError, match=r"writing to it \(kg build\). Wait"):
            GraphStore.open(filled, read_only=True, wait=0.1)
    finally:
        done.set()
        process.join(20)
    with GraphStore.open(filled, read_only=True) as store:
        assert store.count() == 1


def test_reading_store_refuses_writes(filled: Path) -> None:
    """A store opened for reading cannot be written."""
    with GraphStore.open(filled, read_only=True) as store, pytest.raises(StoreError, match="opened for reading"):
        store.remove(GRAPH)


def test_missing_store_is_not_made_by_a_reader(tmp_path: Path) -> None:
    """Reading a store that is not there says how to make one, and makes none."""
    with pytest.raises(StoreUnavailableError, match="kg build"):
        GraphStore.open(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_file_is_no_store(tmp_path: Path) -> None:
    """A file in the place of the folder is named as such."""
    (tmp_path / "file").write_text("text", encoding="utf-8")
    with pytest.raises(StoreUnavailableError, match="is a file"):
        GraphStore.open(tmp_path / "file")


def test_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds something else is refused, and nothing is added to it."""
    (tmp_path / "thesis.docx").write_text("text", encoding="utf-8")
    with pytest.raises(StoreUnavailableError, match="thesis"):
        GraphStore.open(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.docx"]


def test_half_made_store_is_made_whole(tmp_path: Path) -> None:
    """A store whose making was interrupted opens as an empty one."""
    (tmp_path / "LOCK").touch()
    (tmp_path / "LOG").touch()
    with GraphStore.open(tmp_path) as store:
        assert store.count() == 0


@pytest.mark.parametrize("pattern", ["MANIFEST-*", "CURRENT", "*.sst"])
def test_missing_part_is_damage(filled: Path, pattern: str) -> None:
    """A database without one of its files is reported as damaged, with the fact `corrupted`."""
    with GraphStore.open(filled) as store:
        store.replace(GRAPH, [])
    for part in filled.glob(pattern):
        part.unlink()
    with pytest.raises(StoreError, match="damaged") as caught:
        GraphStore.open(filled)
    assert caught.value.facts["corrupted"]


def test_garbage_is_damage(filled: Path) -> None:
    """A database with overwritten files is reported as damaged."""
    for part in filled.glob("*.sst"):
        part.write_bytes(b"garbage" * 100)
    with pytest.raises(StoreError, match="damaged"), GraphStore.open(filled, read_only=True) as store:
        store.count()


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (PermissionError(errno.EACCES, "IO error: Permission denied"), "no permission"),
        (OSError(errno.ENOSPC, "IO error: No space left on device"), "disk is full"),
        (OSError("IO error: While lock file: /x/LOCK: Resource temporarily unavailable"), "another process"),
        (OSError("IO error: something else"), "something else"),
    ],
)
def test_trouble_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, advice: str) -> None:
    """Each way in which the system refuses a store has its own advice."""

    def refuse(path: str) -> None:
        raise error

    monkeypatch.setattr(ox, "Store", refuse)
    with pytest.raises(StoreUnavailableError, match=advice):
        GraphStore.open(tmp_path / "store")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_without_permission(tmp_path: Path) -> None:
    """A folder that may not be written is refused with advice."""
    tmp_path.chmod(0o500)
    with pytest.raises(StoreUnavailableError, match="no permission"):
        GraphStore.open(tmp_path / "store")


def test_reader_needs_no_lock_file(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk that cannot be written, a store can still be read."""
    (filled / ".kg-lock").unlink()
    real = os.open

    def read_only_disk(path: Path, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, flags, *rest)

    monkeypatch.setattr("kg.store.locks.os.open", read_only_disk)
    with GraphStore.open(filled, read_only=True) as store:
        assert store.count() == 1
