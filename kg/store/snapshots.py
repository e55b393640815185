"""Writing beside the readers: a store is copied, the copy is written, and then takes the store's place at once.

The copy costs next to nothing, as the database's data files never change once written and are linked. Whoever reads goes
on reading the database that was there when the store was opened; it is deleted by the next writer that finds nobody reading it.
A write that fails, or is killed, leaves the store as it was.

    store          a link to the database that counts
    .store.db-…    databases: that one, those that somebody still reads, one being written
    .store.first   one that was no link yet, as older versions made it, and is about to become one
    .store.lock    held by the one writer

A database never changes its name and no name is used twice: RocksDB opens its files by name, also long after the start.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StoreUnavailableError
from kg.store.failures import store_errors
from kg.store.locks import NAME as LOCK_NAME
from kg.store.locks import StoreLock

IMMUTABLE = ".sst"
WAIT_FOR_UNION = 600.0
"""Seconds to wait for another process that makes the union of the graphs, or builds."""
READERS = 5.0
"""Seconds to wait at most for those who read a database that is no link yet: they may read for hours."""


@contextlib.contextmanager
def rewriting(folder: Path, *, wait: float = 5.0) -> Iterator[Path]:
    """Yield a folder with a copy of the store, which takes the store's place when the block ends well.

    Args:
        folder: The store; where there is none, the copy starts empty.
        wait: Seconds to wait while another process writes.

    Raises:
        StoreUnavailableError: If another process is writing, or the disk is full.
    """
    with store_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = StoreLock(folder.parent, exclusive=True, wait=wait, name=f".{folder.name}.lock")
    try:
        with store_errors(folder):
            exists = present(folder)
            if exists and not folder.is_symlink():
                _make_link(folder, wait=min(wait, READERS))
            _drop_unused(folder)
            copy = _beside(folder, f"db-{secrets.token_hex(6)}")
            copy.mkdir()
        try:
            with store_errors(folder):
                if exists:
                    _copy(folder.resolve(), copy, wait=wait)
            yield copy
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        with store_errors(folder):
            _sync(copy)
            _point(folder, copy)
            _drop_unused(folder)
    finally:
        lock.release()


def present(folder: Path) -> bool:
    """Say whether there is a store; one whose writer was killed while it made a link of it is put there."""
    first = _beside(folder, "first")
    if not folder.exists() and first.is_dir():
        with contextlib.suppress(OSError):
            _point(folder, first)
    return folder.is_dir()


def discard(folder: Path) -> None:
    """Delete a store that is of no use any more."""
    database = folder.resolve()
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(database, ignore_errors=True)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _make_link(folder: Path, *, wait: float) -> None:
    """Move a database that is no link to a name of its own, once nobody reads it."""
    lock = StoreLock(folder, exclusive=True, wait=wait)
    try:
        folder.rename(_beside(folder, "first"))
        present(folder)
    finally:
        lock.release()


def _point(folder: Path, database: Path) -> None:
    """Make the store a link to a database, at once."""
    link = _beside(folder, "link")
    link.unlink(missing_ok=True)
    link.symlink_to(database.name)
    link.replace(folder)
    _sync(folder.parent)


def _copy(database: Path, copy: Path, *, wait: float) -> None:
    """Link the data files and copy the small ones, while nobody writes in place."""
    lock = StoreLock(database, exclusive=False, wait=wait)
    try:
        for entry in database.iterdir():
            if entry.name in (LOCK_NAME, "LOCK"):
                continue
            target = copy / entry.name
            if entry.suffix == IMMUTABLE:
                try:
                    os.link(entry, target)
                    continue
                except OSError:  # a file system without links
                    pass
            shutil.copy2(entry, target)
    finally:
        lock.release()


def _drop_unused(folder: Path) -> None:
    """Delete databases that are not the store, and that nobody reads: older ones, and what killed writers left."""
    current = folder.resolve()
    for database in (*folder.parent.glob(f".{folder.name}.db-*"), _beside(folder, "first")):
        if database.name == current.name or not database.is_dir():
            continue
        try:
            lock = StoreLock(database, exclusive=True, wait=0)
        except StoreUnavailableError:
            continue
        shutil.rmtree(database, ignore_errors=True)
        lock.release()


def _sync(folder: Path) -> None:
    """Make the names in a folder last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
