"""Writing beside the readers: a store is copied, the copy is written, and then takes the store's place at once.

The copy costs next to nothing, as the database's data files never change once written and are linked. Whoever reads goes
on reading the files that were there when the store was opened; they are deleted when the last reader has gone. A write
that fails, or is killed, leaves the store as it was.

    store          the store
    .store.new     being written; dropped by the next writer
    .store.ready   complete, about to become `store`; does so at the next look if its writer was killed here
    .store.old-N   what readers still have open
    .store.lock    held by the one writer
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StoreUnavailableError
from kg.store.failures import store_errors
from kg.store.locks import NAME as LOCK_NAME
from kg.store.locks import StoreLock

IMMUTABLE = ".sst"


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
            copy, ready = _beside(folder, "new"), _beside(folder, "ready")
            for scrap in (copy, ready):
                shutil.rmtree(scrap, ignore_errors=True)
            _drop_old(folder)
            copy.mkdir()
            if exists:
                _copy(folder, copy, wait=wait)
        try:
            yield copy
        except BaseException:
            shutil.rmtree(copy, ignore_errors=True)
            raise
        with store_errors(folder):
            _publish(copy, folder)
    finally:
        lock.release()


def present(folder: Path) -> bool:
    """Say whether there is a store; one whose writer was killed as it was about to put it there is put there."""
    if not folder.is_dir():
        with contextlib.suppress(OSError):
            _beside(folder, "ready").rename(folder)
    return folder.is_dir()


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _copy(folder: Path, copy: Path, *, wait: float) -> None:
    """Link the data files and copy the small ones, while nobody writes in place."""
    lock = StoreLock(folder, exclusive=False, wait=wait)
    try:
        for entry in folder.iterdir():
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


def _publish(copy: Path, folder: Path) -> None:
    ready = _beside(folder, "ready")
    _sync(copy)
    copy.rename(ready)
    if folder.exists():
        folder.rename(_free_name(folder))
    present(folder)
    _sync(folder.parent)
    _drop_old(folder)


def _free_name(folder: Path) -> Path:
    number = 1
    while _beside(folder, f"old-{number}").exists():
        number += 1
    return _beside(folder, f"old-{number}")


def _drop_old(folder: Path) -> None:
    """Delete what nobody reads any more."""
    for old in folder.parent.glob(f".{folder.name}.old-*"):
        try:
            lock = StoreLock(old, exclusive=True, wait=0)
        except StoreUnavailableError:
            continue
        shutil.rmtree(old, ignore_errors=True)
        lock.release()


def _sync(folder: Path) -> None:
    """Make the names in a folder last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
