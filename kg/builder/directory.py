"""The folder that a build leaves: what stands where, who may write to it, and how files are replaced whole."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import SettingsError, StoreError, StoreUnavailableError
from kg.store.failures import NO_PERMISSION, NO_ROOM
from kg.store.snapshots import present

STATE = ".kg"
"""The subfolder with the journal and the lock; it also marks the folder as made by kg."""


@dataclass(frozen=True, slots=True)
class BuildDirectory:
    """Paths of everything that `kg build --out ROOT` leaves."""

    root: Path

    @property
    def store(self) -> Path:
        """The Oxigraph database."""
        return self.root / "store"

    @property
    def journal(self) -> Path:
        """The SQLite file that says what is built; every other file can be made again from it."""
        return self.root / STATE / "journal.sqlite"

    @property
    def quarantine(self) -> Path:
        """Records and reports of documents whose graph did not conform."""
        return self.root / "quarantine"

    def file(self, name: str) -> Path:
        """Return the path of a file at the top, such as `graph.ttl`."""
        return self.root / name


def prepare(root: Path) -> BuildDirectory:
    """Make the folder, or check that an existing one is ours.

    Raises:
        SettingsError: If it is a file, or holds something that kg did not put there; nothing in it is touched.
        StoreUnavailableError: If it cannot be made or written.
    """
    if root.exists() and not root.is_dir():
        raise SettingsError(f"{root} is a file. Name a folder with --out.", path=root)
    with disk_errors(root):
        if root.is_dir() and not (root / STATE).is_dir() and any(root.iterdir()):
            raise SettingsError(
                f"{root} is not empty and was not made by kg. Name another folder with --out, or empty this one.",
                path=root,
            )
        (root / STATE).mkdir(parents=True, exist_ok=True)
        if not os.access(root, os.W_OK) or not os.access(root / STATE, os.W_OK):
            raise StoreUnavailableError(f"{root}: no permission to write. Name another folder with --out.", path=root)
    return BuildDirectory(root)


def open_built(root: Path) -> BuildDirectory:
    """Return the folder of an earlier build.

    Raises:
        StoreError: If there is no finished build in it.
    """
    directory = BuildDirectory(root)
    if not present(directory.store):
        raise StoreError(f"{root}: no graph here. Make one with: kg build INPUTS --out {root}", path=root)
    return directory


@contextlib.contextmanager
def locked(directory: BuildDirectory) -> Iterator[None]:
    """Hold the folder's lock, so that two builds never write at once.

    Raises:
        StoreUnavailableError: If another process holds it.
    """
    lock = FileLock(directory.root / STATE / "lock")
    with disk_errors(directory.root):
        try:
            lock.acquire(timeout=0)
        except Timeout as exc:
            raise StoreUnavailableError(
                f"{directory.root}: another build is writing here. Wait for it to end, or name another folder with --out.",
                path=directory.root,
            ) from exc
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn errors of the operating system and of SQLite into `StoreUnavailableError` that says what to do."""
    try:
        yield
    except OSError as exc:
        raise _unavailable(exc.errno, exc.strerror or str(exc), path) from exc
    except sqlite3.DatabaseError as exc:
        full = "full" in str(exc)
        raise _unavailable(errno.ENOSPC if full else None, str(exc), path) from exc


def _unavailable(number: int | None, reason: str, path: Path) -> StoreUnavailableError:
    if number in NO_ROOM:
        advice = "the disk is full. Free some space and run the same command again; what was built so far is kept."
    elif number in NO_PERMISSION:
        advice = "no permission to write. Name another folder with --out."
    else:
        advice = f"{reason}. Run the same command again; if it persists, build into a new folder."
    return StoreUnavailableError(f"{path}: {advice}", path=path)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well it becomes `path`, at once and whole."""
    temporary = path.with_name(f".{path.name}.new")
    with disk_errors(path):
        try:
            yield temporary
            with temporary.open("rb") as written:
                os.fsync(written.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file's content whole, or leave it as it was."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)
