"""The folder of a site: made beside the old one and put in its place whole, and never in place of anything else."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import ExportError, StoreUnavailableError
from kg.site.names import KINDS
from kg.store.failures import NO_PERMISSION, NO_ROOM

FILES = frozenset(("index.html", "about.html", "404.html", "site.css", "void.ttl", "robots.txt", "sitemap.xml"))
FOLDERS = frozenset((*KINDS, "browse", "dumps", "sitemaps", ".well-known"))
SUFFIXES = frozenset((".html", ".ttl", ".jsonld", ".xml", ".gz"))


@contextlib.contextmanager
def replacing_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `target` when the block ends well; until then the old one stays.

    Raises:
        ExportError: If `target` is a file, or holds anything that is not of a site; nothing is touched.
        StoreUnavailableError: If another run is writing the same site, or the folder cannot be written.
    """
    target = target.absolute()
    with _disk_errors(target):
        check_folder(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target.with_name(f".{target.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout as exc:
            raise StoreUnavailableError(
                f"{target}: another run is writing this site. Wait for it to end, or name another folder.", path=target
            ) from exc
        new, old = (target.with_name(f".{target.name}.{word}") for word in ("new", "old"))
        try:
            _finish_earlier(target, new, old)
            new.mkdir()
            yield new
            check_folder(target)
            _swap(target, new, old)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            Path(lock.lock_file).unlink(missing_ok=True)
            lock.release()


def check_folder(target: Path) -> None:
    """Refuse a place that holds anything but a site.

    Raises:
        ExportError: If it does; the message names what is in the way.
    """
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_dir():
        raise ExportError(f"{target} is no folder. Name a folder that does not exist, or that of a site.", path=target)
    foreign = next(_foreign(target), None)
    if foreign is not None:
        raise ExportError(
            f"{target}: holds {foreign.relative_to(target)}, which is not part of a site, and would be lost. "
            "Name another folder, or move it away.",
            path=target,
        )


def _foreign(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink() or (entry.is_file() and entry.name not in FILES):
            yield entry
        elif entry.is_dir():
            yield from _inside(entry) if entry.name in FOLDERS else (entry,)


def _inside(folder: Path) -> Iterator[Path]:
    """Yield what no site has inside one of its folders."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(Path(entry.path))
            elif entry.is_symlink() or (
                Path(entry.name).suffix not in SUFFIXES and (folder.name, entry.name) != (".well-known", "void")
            ):
                yield Path(entry.path)


def _finish_earlier(target: Path, new: Path, old: Path) -> None:
    """Bring back, or clean up, what a run that was killed left behind."""
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def _swap(target: Path, new: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        if exc.errno in NO_ROOM:
            advice = "the disk is full; what stood here before is unchanged. Free some space and try again."
        elif exc.errno in NO_PERMISSION:
            advice = "no permission to write. Name another folder."
        else:
            advice = f"cannot be written ({exc.strerror or exc}). Name another folder."
        raise StoreUnavailableError(f"{path}: {advice}", path=path) from exc
