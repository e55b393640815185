"""What Oxigraph and the operating system complain of, as errors that say what to do."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StoreError, StoreUnavailableError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Numbers of the operating system's errors."""
FULL = ("No space left", "Disk quota")
DENIED = ("Permission denied", "Read-only file system", "Operation not permitted")
LOCKED = ("lock hold by", "While lock file", "No locks available")


@contextlib.contextmanager
def store_errors(path: Path | None) -> Iterator[None]:
    """Turn what goes wrong inside the block into `StoreError` or `StoreUnavailableError`.

    Args:
        path: Where the store is; None for one in memory.
    """
    where = "the store in memory" if path is None else str(path)
    try:
        yield
    except BrokenPipeError:
        raise
    except FileNotFoundError as exc:
        if path is not None and (path / "CURRENT").exists():
            raise damaged(path, _first_line(exc)) from exc
        raise _unavailable(exc, where, path) from exc
    except OSError as exc:
        raise _unavailable(exc, where, path) from exc
    except RuntimeError as exc:
        raise damaged(path, _first_line(exc)) from exc


def damaged(path: Path | None, reason: str) -> StoreError:
    """Return the error for a database that cannot be used any more; its fact `corrupted` is true."""
    return StoreError(
        f"{path or 'memory'}: the store is damaged ({reason}). Delete this folder and build again: what was built "
        "before is kept beside it and put in again.",
        path=path,
        corrupted=True,
    )


def _unavailable(exc: OSError, where: str, path: Path | None) -> StoreUnavailableError:
    said = str(exc)
    if any(word in said for word in LOCKED):
        advice = "another process is using it. Wait for it to end, or stop it."
    elif exc.errno in NO_ROOM or any(word in said for word in FULL):
        advice = "the disk is full. Free some space and try again; nothing that was stored is lost."
    elif exc.errno in NO_PERMISSION or any(word in said for word in DENIED):
        advice = "no permission. Ask its owner, or build into a folder of your own."
    elif isinstance(exc, FileNotFoundError):
        advice = "there is no graph here. Make one with: kg build INPUTS --out FOLDER"
    else:
        advice = f"{_first_line(exc)}. Try again; if it persists, build into a new folder."
    return StoreUnavailableError(f"{where}: {advice}", path=path)


def _first_line(exc: Exception) -> str:
    return (str(exc).splitlines() or [type(exc).__name__])[0].strip().rstrip(".")
