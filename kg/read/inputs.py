"""What the user names -> files, archive members, pages and standard input, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadError
from kg.read.archives import Raw, open_zip, read_limited, too_large, unknown_format
from kg.read.readers import known_suffixes
from kg.read.web import Fetcher, is_url

LIST = ".urls"


def list_inputs(inputs: Iterable[str | Path]) -> list[str]:
    """Return the names of the files, pages and streams behind the inputs, each once, folders opened, archives not.

    A folder without readable files or without permission, and a name behind which nothing stands, are kept, so that
    reading can say so.
    """
    found: list[str] = []
    for given in inputs:
        name = str(given)
        if name == "-" or is_url(name):
            found.append(name)
        elif os.path.splitext(name)[1].lower() == LIST:  # noqa: PTH122 - the name may be no path at all
            found += _listed(name)
        else:
            found += _opened(name)
    return list(dict.fromkeys(found))


def _opened(name: str) -> list[str]:
    """Return the files of a folder, sorted; any other name as it is."""
    return (_files_in(Path(name)) or [name]) if os.path.isdir(name) else [name]  # noqa: PTH112 - never raises


def _files_in(folder: Path) -> list[str]:
    """Return the readable files in a folder and below, sorted; hidden ones and links to folders are left out.

    A folder in it that may not be opened is among them, so that it is reported.
    """
    known = {*known_suffixes(), ".zip"}
    found: list[Path] = []
    closed: list[Path] = []
    for path, folders, files in os.walk(folder, onerror=lambda exc: closed.append(Path(exc.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(path, name) for name in files if not name.startswith("."))
        found += [p for p in paths if p.suffix.lower() in known]
    return [str(p) for p in sorted([*found, *closed])]


def _listed(name: str) -> list[str]:
    """Return the addresses, files and folders in a list, one a line, `#` before a remark; itself where there are none."""
    try:
        text = Path(name).read_text(encoding="utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return [name]  # reading it again says what is wrong
    lines = [line.strip() for line in text.splitlines()]
    wanted = [line for line in lines if line and not line.startswith("#")]
    return [found for line in wanted for found in ([line] if is_url(line) else _opened(line))] or [name]


def open_input(name: str, *, max_bytes: int, fetcher: Fetcher, stdin: BinaryIO | None) -> Iterator[Raw | ReadError]:
    """Yield the bytes behind a name; of an archive one a member, and the error of each member that cannot be read.

    Raises:
        ReadError: If the input cannot be opened; the message says what to do.
    """
    if name == "-":
        if stdin is None:
            raise ReadError("no standard input to read from. Pass it as `stdin`, or name a file.")
        yield Raw(name="-", suffix=".txt", data=read_limited(stdin, max_bytes))
    elif is_url(name):
        data, suffix = fetcher.fetch(name)
        yield Raw(name=name, suffix=suffix, data=data)
    else:
        yield from _open_file(Path(name), max_bytes)


def _open_file(path: Path, max_bytes: int) -> Iterator[Raw | ReadError]:
    suffix = path.suffix.lower()
    try:
        _check_file(path, suffix)
        if suffix == ".zip":
            yield from open_zip(path, max_bytes=max_bytes)
            return
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > max_bytes:
                raise too_large(max_bytes)
            yield Raw(name=str(path), suffix=suffix, data=read_limited(stream, max_bytes))
    except FileNotFoundError as exc:
        raise ReadError("no such file or folder. Check the name.") from exc
    except PermissionError as exc:
        raise ReadError("no permission to read it. Change the permission and try again.") from exc
    except (OSError, ValueError) as exc:
        raise ReadError(f"cannot be opened ({getattr(exc, 'strerror', None) or exc}). Check the name.") from exc


def _check_file(path: Path, suffix: str) -> None:
    """Raise unless a path is a regular file of a known format; a missing or closed one raises the system's error."""
    status = path.stat()
    if path.is_dir():
        os.listdir(path)  # noqa: PTH208 - only to see whether it may be opened
        raise ReadError(f"no readable files in this folder. kg reads {', '.join(known_suffixes())} and .zip.")
    if not path.is_file():
        raise ReadError("not a regular file. Copy what it gives into a file, or pipe it in with -.")
    if suffix == LIST:
        raise ReadError("no addresses to read in this list. Write one a line.")
    if suffix != ".zip" and suffix not in known_suffixes():
        raise ReadError(unknown_format(suffix))
    if not status.st_size:
        raise ReadError("empty: there is no text in it.")
