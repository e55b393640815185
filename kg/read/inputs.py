"""What the user names -> files, archive members, pages and standard input, in a fixed order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kg.errors import ReadError
from kg.read.formats import FORMATS
from kg.read.web import Fetcher, is_url

MAX_RATIO = 200
"""An archive member that unpacks to more than this times its packed size is taken for a bomb."""
MAX_MEMBERS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of one input, with the suffix that tells its format."""

    name: str
    suffix: str
    data: bytes


def list_inputs(inputs: Iterable[str | Path]) -> list[str]:
    """Return the names of the files, pages and streams behind the inputs, each once, folders opened, archives not.

    A folder without readable files, and a name behind which nothing stands, are kept, so that reading can say so.
    """
    found: list[str] = []
    for given in inputs:
        name = str(given)
        if name == "-" or is_url(name) or not Path(name).is_dir():
            found += _listed_urls(name)
        else:
            found += _files_in(Path(name)) or [name]
    return list(dict.fromkeys(found))


def _files_in(folder: Path) -> list[str]:
    """Return the readable files in a folder and below, sorted; hidden ones and links to folders are left out."""
    known = {*FORMATS, ".zip", ".urls"}
    files = (p for p in sorted(folder.rglob("*")) if p.suffix.lower() in known and p.is_file())
    return [str(p) for p in files if not any(part.startswith(".") for part in p.relative_to(folder).parts)]


def _listed_urls(name: str) -> list[str]:
    """Return the addresses in a `.urls` file, one a line; any other name as it is."""
    path = Path(name)
    if path.suffix.lower() != ".urls" or not path.is_file():
        return [name]
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def open_input(name: str, *, max_bytes: int, fetcher: Fetcher, stdin: BinaryIO | None) -> Iterator[Raw | ReadError]:
    """Yield the bytes behind a name; of an archive one a member, and the error of each member that cannot be read.

    Raises:
        ReadError: If the input cannot be opened; the message says what to do.
    """
    if name == "-":
        yield Raw(name="-", suffix=".txt", data=_limited(stdin, max_bytes))
    elif is_url(name):
        data, suffix = fetcher.fetch(name)
        yield Raw(name=name, suffix=suffix, data=data)
    else:
        yield from _open_file(Path(name), max_bytes)


def _limited(stream: BinaryIO | None, max_bytes: int) -> bytes:
    data = stream.read(max_bytes + 1) if stream else b""
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    return data


def _open_file(path: Path, max_bytes: int) -> Iterator[Raw | ReadError]:
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise ReadError(f"no readable files in this folder. kg reads {', '.join(sorted(FORMATS))} and .zip.")
        if not path.exists():
            raise ReadError("no such file or folder. Check the name.")
        if not path.is_file():
            raise ReadError("not a regular file.")
        if suffix == ".zip":
            yield from _open_zip(path, max_bytes)
            return
        if suffix not in FORMATS:
            raise ReadError(
                f"unknown format {suffix or '(no suffix)'}. kg reads {', '.join(sorted(FORMATS))} and .zip."
            )
        if path.stat().st_size > max_bytes:
            raise _too_large(max_bytes)
        yield Raw(name=str(path), suffix=suffix, data=path.read_bytes())
    except PermissionError as exc:
        raise ReadError("no permission to read it. Change the permission and try again.") from exc
    except OSError as exc:
        raise ReadError(f"cannot be read ({exc.strerror}).") from exc


def _open_zip(path: Path, max_bytes: int) -> Iterator[Raw | ReadError]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as exc:
        raise ReadError("damaged or no .zip archive.") from exc
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise ReadError(f"holds more than {MAX_MEMBERS} files. Unpack it and name the folder.")
        total = 0
        for member in sorted(members, key=lambda m: m.filename):
            if not _ignored(member.filename):
                total += member.file_size
                if total > 20 * max_bytes:
                    raise ReadError("unpacks to too much. Unpack it and name the folder, or raise --max-bytes.")
                yield _open_member(archive, member, str(path), max_bytes)


def _ignored(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, max_bytes: int) -> Raw | ReadError:
    """Return a member's bytes, read in memory and never written under its name, or what is wrong with it."""
    name = f"{path}!/{member.filename}"
    suffix = PurePosixPath(member.filename).suffix.lower()
    problem = ""
    if ".." in PurePosixPath(member.filename).parts or member.filename.startswith(("/", "\\")):
        problem = "its path leads out of the archive; it is not read."
    elif suffix == ".zip":
        problem = "an archive inside an archive is not read. Unpack it and name the folder."
    elif suffix not in FORMATS:
        problem = f"unknown format {suffix or '(no suffix)'}. kg reads {', '.join(sorted(FORMATS))}."
    elif member.flag_bits & 1:
        problem = "protected by a password. Unpack it and name the folder."
    elif member.file_size > max_bytes:
        problem = _too_large(max_bytes).message
    elif member.file_size > MAX_RATIO * max(1, member.compress_size) and member.file_size > 1_000_000:
        problem = "unpacks to suspiciously much; it is not read. Unpack it yourself if you trust it."
    if problem:
        return ReadError(problem, input=name)
    try:
        with archive.open(member) as stream:
            data = _limited(io.BufferedReader(stream), max_bytes)  # type: ignore[type-var]
        return Raw(name=name, suffix=suffix, data=data)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ReadError) as exc:
        return ReadError(f"damaged or too large ({exc}).", input=name)


def _too_large(max_bytes: int) -> ReadError:
    return ReadError(f"larger than {max_bytes:,} bytes. Split it, or raise --max-bytes.")
