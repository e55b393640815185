"""Zip archives -> the bytes of their members, in memory; nothing is ever written under a member's name."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kg.errors import ReadError
from kg.read.readers import known_suffixes

MAX_RATIO = 200
"""A member that unpacks to more than this times its packed size is taken for a bomb, unless it is small."""
SMALL = 1_000_000
MAX_MEMBERS = 100_000
MAX_TOTAL = 20
"""All members together may unpack to so many times the limit of one input."""
ARCHIVES = frozenset([".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar"])
ABSOLUTE = re.compile(r"/|[A-Za-z]:")
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises on damaged members and on packing methods that it does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of one input, with the suffix that tells its format."""

    name: str
    suffix: str
    data: bytes


def open_zip(path: Path, *, max_bytes: int) -> Iterator[Raw | ReadError]:
    """Yield each member's bytes in the order of their names, and the error of each that cannot be read.

    Raises:
        ReadError: If the archive cannot be opened or holds too much.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as exc:
        raise ReadError("damaged, cut off or no .zip archive. Get it again, or pack it anew.") from exc
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir() and not _ignored(m.filename)]
        if len(members) > MAX_MEMBERS:
            raise ReadError(f"holds more than {MAX_MEMBERS:,} files. Unpack it and name the folder.")
        if not members:
            raise ReadError("an empty archive: there are no files in it.")
        total = 0
        for member in sorted(members, key=lambda m: m.filename):
            found = _open_member(archive, member, name=f"{path}!/{member.filename}", max_bytes=max_bytes)
            total += len(found.data) if isinstance(found, Raw) else 0
            if total > MAX_TOTAL * max_bytes:
                raise ReadError("unpacks to too much. Unpack it and name the folder, or raise --max-bytes.")
            yield found


def _ignored(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str, max_bytes: int) -> Raw | ReadError:
    suffix = PurePosixPath(member.filename).suffix.lower()
    if problem := _problem(member, suffix, max_bytes):
        return ReadError(problem, input=name)
    if suffix not in known_suffixes():
        return ReadError(unknown_format(suffix), input=name, skipped=True)
    try:
        with archive.open(member) as stream:
            return Raw(name=name, suffix=suffix, data=read_limited(stream, max_bytes))
    except ReadError as exc:
        return ReadError(exc.message, input=name)
    except BROKEN as exc:
        return ReadError(f"damaged in the archive ({exc}). Get the archive again, or pack it anew.", input=name)


def _problem(member: zipfile.ZipInfo, suffix: str, max_bytes: int) -> str | None:
    """Return why a member is not to be opened, None where nothing speaks against it."""
    path = member.filename.replace("\\", "/")
    if ".." in path.split("/") or ABSOLUTE.match(path):
        return "its path leads out of the archive; it is not read. Unpack it yourself if you trust it."
    if suffix in ARCHIVES:
        return "an archive inside an archive is not read. Unpack it and name the folder."
    if member.flag_bits & 1:
        return "protected by a password. Unpack it and name the folder."
    if member.file_size > max_bytes:
        return too_large(max_bytes).message
    if member.file_size > max(SMALL, MAX_RATIO * member.compress_size):
        return "unpacks to suspiciously much; it is not read. Unpack it yourself if you trust it."
    return None


def read_limited(stream: IO[bytes], max_bytes: int) -> bytes:
    """Return what a stream holds.

    Raises:
        ReadError: If that is more than the limit, of which at most one byte more is read.
    """
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    return data


def too_large(max_bytes: int) -> ReadError:
    """Return the error of an input beyond the limit."""
    return ReadError(f"larger than {max_bytes:,} bytes. Split it, or raise --max-bytes.")


def unknown_format(suffix: str) -> str:
    """Return what is said of a file that no reader takes."""
    return f"unknown format {suffix or '(no suffix)'}. kg reads {', '.join(known_suffixes())} and .zip."
