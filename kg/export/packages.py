"""Formats of several files: a folder, or the same files in a zip, whose bytes depend on the files alone."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from kg.errors import ExportError
from kg.export.about import About
from kg.store import GraphStore

Fill = Callable[[GraphStore, Path, About], None]
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip: the earliest that there is, so that the same files give the same bytes."""


class Package:
    """An exporter of several files.

    Args:
        fill: Writes the files into an empty folder.
        manifest: The file that every such package holds; it marks a folder as one.
    """

    def __init__(self, fill: Fill, *, manifest: str) -> None:
        self._fill = fill
        self.manifest = manifest

    def __call__(self, store: GraphStore, out: BinaryIO, about: About | None = None) -> None:
        """Write the files as a zip."""
        with TemporaryDirectory(prefix="kg-") as name:
            self._fill(store, Path(name), about or About())
            write_zip(Path(name), out)

    def write_folder(self, store: GraphStore, target: Path, about: About | None = None) -> None:
        """Write the files into a folder; an older package there is replaced at once and whole.

        Raises:
            ExportError: If something else stands there, or it cannot be written; nothing is then changed.
        """
        if target.exists() and not self._is_ours(target):
            raise ExportError(
                f"{target}: holds something else. Name a new folder, or a file that ends in .zip.", path=target
            )
        fresh, old = (target.with_name(f".{target.name}.{os.getpid()}.{word}") for word in ("new", "old"))
        try:
            fresh.mkdir()
            self._fill(store, fresh, about or About())
            if target.exists():
                target.rename(old)
            fresh.rename(target)
        except OSError as exc:
            raise ExportError(f"{target}: cannot be written ({exc.strerror or exc}).", path=target) from exc
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)

    def _is_ours(self, folder: Path) -> bool:
        return folder.is_dir() and ((folder / self.manifest).is_file() or not any(folder.iterdir()))


def write_zip(folder: Path, out: BinaryIO) -> None:
    """Write all files of a folder as a zip, in order of their names."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as sink:
                shutil.copyfileobj(source, sink)
