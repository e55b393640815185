"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kg.errors import ExportError
from kg.store.failures import NO_PERMISSION, NO_ROOM


@contextlib.contextmanager
def writing(path: str | Path) -> Iterator[IO[bytes]]:
    """Yield a binary file that becomes `path` when the block ends well; an older file stays until then.

    A path that is no regular file (a pipe, a device) is written directly.

    Raises:
        ExportError: If the file cannot be written; it says why and what to do.
    """
    target = Path(path)
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as direct:
                yield direct
        else:
            with _replacing(target) as out:
                yield out
    except BrokenPipeError:
        raise
    except OSError as exc:
        raise ExportError(f"{target}: {_advice(exc)}", path=target) from exc


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with temporary.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _advice(exc: OSError) -> str:
    if exc.errno in NO_ROOM:
        return "the disk is full; what stood here before is unchanged. Free some space and try again."
    if exc.errno in NO_PERMISSION:
        return "no permission to write. Name another file."
    if exc.errno == errno.ENOENT:
        return "the folder does not exist. Make it first, or name another file."
    return f"cannot be written ({exc.strerror or exc}). Name another file."
