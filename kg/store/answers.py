"""Answers that took long to find, kept beside the database in which they were found.

They are told apart by the files of the database, none of which stays the same when anything is written: an answer found in
another state of the store is never taken for one in this. Whatever cannot be read or written is found again.

    .store.answers/<state of the database>-<what was asked>.npz

A file holds the columns, the terms as N-Triples writes them, each once, and for each row the places of its terms.
"""

from __future__ import annotations

import contextlib
import os
import time
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import ExportError
from kg.model import content_id
from kg.store.atomic import writing
from kg.store.collector import collector_paused
from kg.store.table import Table

if TYPE_CHECKING:
    from kg.store.terms import Term

STATE = (".sst", ".log")
MANIFEST = "MANIFEST"
"""What the files of a database are called that change, or get another name, with every writing."""
UNREADABLE = (OSError, ValueError, KeyError, IndexError, SyntaxError, EOFError, zipfile.BadZipFile)
UNBOUND = -1
MOST = 64
"""So many answers are kept, the newest."""
ENDING = ".npz"
WRITING = 600.0
"""Seconds that writing an answer takes at most: another process may be at it."""


class KeptAnswers:
    """The kept answers of one store in the state that its folder is in now.

    Args:
        store: The store as its users name it; answers are kept beside it.
        database: The folder with the files of the database, which may be another.
    """

    def __init__(self, store: Path, database: Path) -> None:
        self.folder = store.with_name(f".{store.name}.answers")
        self._state = _state(database)

    def find(self, asked: str) -> Table | None:
        """Return the answer to what was asked, None where there is none."""
        try:
            return _read(self._path(asked))
        except UNREADABLE:
            return None

    def keep(self, asked: str, answer: Table) -> None:
        """Keep an answer, and delete those to other states of the store; do nothing where the folder cannot be written."""
        with contextlib.suppress(OSError, ExportError):
            self.folder.mkdir(exist_ok=True)
            self._make_room()
            with writing(self._path(asked)) as out:
                _write(answer, out)

    def _make_room(self) -> None:
        """Delete answers to other states, the oldest where there are many, and what killed writers left."""
        with os.scandir(self.folder) as entries:
            ages = {Path(entry): _written(entry) for entry in entries}
        begun = {path for path in ages if path.suffix != ENDING}
        here = [path for path in ages.keys() - begun if path.name.startswith(self._state)]
        newest = sorted(here, key=ages.__getitem__, reverse=True)[: MOST - 1]
        fresh = {path for path in begun if ages[path] > time.time() - WRITING}
        for path in ages.keys() - {*newest, *fresh}:
            path.unlink(missing_ok=True)

    def _path(self, asked: str) -> Path:
        return self.folder / f"{self._state}-{content_id('question', asked)}{ENDING}"


def _state(database: Path) -> str:
    """Return a digest of the names and sizes of the files that change with every writing."""
    with os.scandir(database) as entries:
        files = sorted(
            f"{entry.name} {entry.stat().st_size}"
            for entry in entries
            if entry.name.endswith(STATE) or entry.name.startswith(MANIFEST)
        )
    return content_id("state", *files)


def _written(entry: os.DirEntry[str]) -> float:
    """Return when a file was written; 0 where it is gone by now."""
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _write(answer: Table, out: IO[bytes]) -> None:
    import numpy as np

    places: dict[Term | None, int] = {None: UNBOUND}
    found = (places.setdefault(term, len(places) - 1) for row in answer.terms for term in row)
    shape = (len(answer), len(answer.columns))
    rows = np.fromiter(found, dtype=np.int32, count=shape[0] * shape[1]).reshape(shape)
    terms = "".join(f"<kg:> <kg:> {term} .\n" for term in places if term is not None)
    np.savez_compressed(
        out, columns=np.array(answer.columns), terms=np.frombuffer(terms.encode(), dtype=np.uint8), rows=rows
    )


def _read(path: Path) -> Table:
    with path.open("rb") as file:
        import numpy as np  # only where there is something to read: most questions are quick

        with np.load(file, allow_pickle=False) as kept:
            columns = tuple(map(str, kept["columns"].tolist()))
            lines, places = kept["terms"].tobytes(), kept["rows"].T.tolist()
    with collector_paused():
        terms = [*(quad.object for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES)), None]
        return Table(columns, tuple(zip(*([terms[place] for place in column] for column in places), strict=True)))
