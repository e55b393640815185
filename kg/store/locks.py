"""Many readers or one writer in place: a lock beside the database, held as long as the store is open.

Oxigraph itself keeps out a second writer, but lets readers in while a writer works, which may then read half-written
files. The lock is the operating system's, so it goes when its process does, however it ends. `snapshots` lets a writer
work on a copy meanwhile.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from kg.errors import StoreUnavailableError

try:
    import fcntl
except ImportError:  # Windows: only Oxigraph's own lock keeps writers apart
    fcntl = None  # type: ignore[assignment]

NAME = ".kg-lock"


class StoreLock:
    """A shared (reading) or exclusive (writing) hold on a store's folder.

    Args:
        folder: The store's folder; it exists.
        exclusive: True to write.
        wait: Seconds to wait for others.
        name: The file in the folder that is locked.

    Raises:
        StoreUnavailableError: If another process holds it after `wait` seconds.
    """

    def __init__(self, folder: Path, *, exclusive: bool, wait: float, name: str = NAME) -> None:
        self._handle: int | None
        while True:
            self._handle = _open(folder / name, exclusive=exclusive)
            if self._handle is None or fcntl is None:
                return
            self._acquire(folder, exclusive=exclusive, wait=wait, in_place=name == NAME)
            if self.holds(folder / name):
                return
            self.release()  # the store was put in another's place meanwhile

    def _acquire(self, folder: Path, *, exclusive: bool, wait: float, in_place: bool) -> None:
        operation = (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(self._handle, operation)  # type: ignore[arg-type]
                return
            except BlockingIOError as exc:
                if time.monotonic() >= deadline:
                    self.release()
                    raise _taken(folder, by_readers=exclusive and in_place) from exc
                time.sleep(0.05)

    def holds(self, path: Path) -> bool:
        """Say whether `path` still names what is held; true where nothing can be locked."""
        if self._handle is None or fcntl is None:
            return True
        try:
            return os.path.samestat(os.fstat(self._handle), path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the store go. Doing so twice does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _open(path: Path, *, exclusive: bool) -> int | None:
    """Return a handle on the lock file; None where a reader may not make one, and so no writer here could either."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except FileNotFoundError:  # the folder itself is gone
        raise
    except OSError:
        if exclusive:
            raise
    return os.open(path, os.O_RDONLY) if path.exists() else None


def _taken(folder: Path, *, by_readers: bool) -> StoreUnavailableError:
    if by_readers:
        advice = "another process is using it (kg query, kg serve, kg build). Wait for it to end, or stop it."
    else:
        advice = "another process is writing to it (kg build). Wait for it to end, then ask again."
    return StoreUnavailableError(f"{folder}: {advice}", path=folder)
