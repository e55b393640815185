"""What is built, in one SQLite file: the source from which every output can be made again.

Each document is one row, written in one transaction, so a build that is killed at any moment loses at most the batch in
hand. The files and the store are made from the rows at the end of a run; what the store holds is noted too, so that a
run that died between the two brings them together again.

Schema 1 (`user_version` 0) had no `revision`, `source` and `loaded`, schema 2 no `coding`; a journal of them gets these
when it is opened.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from kg.model import HandCoding
from kg.store.state import newer

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
  id TEXT PRIMARY KEY, input TEXT NOT NULL, url TEXT, fingerprint TEXT NOT NULL, conforms INTEGER NOT NULL,
  record BLOB NOT NULL, quads BLOB NOT NULL, report BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS document_input ON document (input);
CREATE INDEX IF NOT EXISTS document_url ON document (url);
CREATE TABLE IF NOT EXISTS stored (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS revision (id TEXT NOT NULL, previous TEXT NOT NULL, PRIMARY KEY (id, previous));
CREATE TABLE IF NOT EXISTS source (digest TEXT PRIMARY KEY, documents TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS loaded (graph TEXT PRIMARY KEY, shared BLOB);
CREATE TABLE IF NOT EXISTS coding (
  document TEXT NOT NULL, coder TEXT NOT NULL, day TEXT NOT NULL, source TEXT NOT NULL, positions TEXT NOT NULL,
  PRIMARY KEY (document, coder)
);
CREATE INDEX IF NOT EXISTS coding_source ON coding (source);
"""
VERSION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One document as it left the pipeline.

    `record` is its line of `documents.jsonl`, `quads` its graph as N-Quads, `report` its validation report as JSON.
    `fingerprint` changes with the text, what is known of the document, the version, the model or the settings.
    """

    id: str
    input: str
    url: str | None
    fingerprint: str
    conforms: bool
    record: bytes
    quads: bytes
    report: bytes


class Journal:
    """The rows of what is built. Use as a context manager.

    Args:
        path: The SQLite file; made when missing.

    Raises:
        StoreError: If a newer kg wrote it.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        found = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if found > VERSION:
            self._db.close()
            raise newer(path, found, VERSION)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        if found < VERSION:
            self._db.executescript(SCHEMA)
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def fingerprint(self, document_id: str) -> str | None:
        """Return the fingerprint under which a document was built, or None."""
        row = self._db.execute("SELECT fingerprint FROM document WHERE id = ?", (document_id,)).fetchone()
        return row[0] if row else None

    def put(self, batch: Iterable[Built], *, keep: set[str]) -> list[str]:
        """Write documents in one transaction and return the ids of those that they replace.

        A document from the same input or URL with another text is replaced, unless its id is in `keep` (it was met in
        this run too, so it is another document).
        """
        replaced: list[str] = []
        with self._transaction():
            for built in batch:
                old = self._db.execute(
                    "SELECT id FROM document WHERE id != ? AND (input = ? OR url = ?)",
                    (built.id, built.input, built.url),
                )
                gone = [row[0] for row in old if row[0] not in keep]
                self._db.executemany("DELETE FROM document WHERE id = ?", [(one,) for one in gone])
                self._db.execute("DELETE FROM revision WHERE previous = ?", (built.id,))
                self._db.executemany("INSERT OR IGNORE INTO revision VALUES (?, ?)", [(built.id, one) for one in gone])
                replaced += gone
                self._db.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(built))
        return replaced

    def remove(self, name: str) -> list[str]:
        """Take out the documents with this id, input or URL, or coded in the table of this name; return their ids."""
        with self._transaction():
            gone = self.find(name)
            self._delete(gone)
            return gone

    def revisions(self) -> list[tuple[str, str]]:
        """Return (document, the earlier text of it that it replaced), also of those replaced before, sorted."""
        query = (
            "WITH RECURSIVE known(id) AS (SELECT id FROM document WHERE conforms UNION "
            "SELECT previous FROM revision JOIN known USING (id)) "
            "SELECT id, previous FROM revision JOIN known USING (id) ORDER BY id, previous"
        )
        return self._db.execute(query).fetchall()

    def add(self, built: Built) -> bool:
        """Put in a document that another journal holds, unless this one has it; say whether it did."""
        done = self._db.execute("INSERT OR IGNORE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(built))
        return done.rowcount == 1

    def add_revisions(self, revisions: Iterable[tuple[str, str]]) -> None:
        """Put in what another journal says of earlier texts."""
        with self._transaction():
            self._db.executemany("INSERT OR IGNORE INTO revision VALUES (?, ?)", revisions)

    def put_coded(self, batch: Iterable[Built], codings: Iterable[HandCoding], *, gone: Iterable[str]) -> None:
        """Write documents that people coded, and take others out, in one transaction."""
        with self._transaction():
            self._delete(gone)
            for built in batch:
                self._delete([built.id])
                self._db.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(built))
            self._put_codings(codings)

    def add_codings(self, codings: Iterable[HandCoding]) -> None:
        """Put in what another journal says of documents that this one has, unless it says something itself."""
        with self._transaction():
            said = {one.document for one in self.codings()}
            self._put_codings(one for one in codings if one.document not in said and self.fingerprint(one.document))

    def codings(self) -> list[HandCoding]:
        """Return who coded which positions, by document and coder."""
        return [
            HandCoding(
                document=one, coder=who, on=dt.date.fromisoformat(day), source=name, positions=tuple(json.loads(ids))
            )
            for one, who, day, name, ids in self._db.execute("SELECT * FROM coding ORDER BY document, coder")
        ]

    def coded_in(self, source: str) -> list[str]:
        """Return the ids of the documents coded in a table."""
        query = "SELECT DISTINCT document FROM coding WHERE source = ? ORDER BY document"
        return [row[0] for row in self._db.execute(query, (source,))]

    def _put_codings(self, codings: Iterable[HandCoding]) -> None:
        rows = [(one.document, one.coder, one.on.isoformat(), one.source, json.dumps(one.positions)) for one in codings]
        self._db.executemany("INSERT OR REPLACE INTO coding VALUES (?, ?, ?, ?, ?)", rows)

    def _delete(self, ids: Iterable[str]) -> None:
        """Take out documents, and what is said of them; within a transaction."""
        names = [(one,) for one in ids]
        self._db.executemany("DELETE FROM document WHERE id = ?", names)
        self._db.executemany("DELETE FROM coding WHERE document = ?", names)

    def source(self, digest: str) -> str | None:
        """Return what was kept of an input with this digest, or None."""
        row = self._db.execute("SELECT documents FROM source WHERE digest = ?", (digest,)).fetchone()
        return row[0] if row else None

    def put_source(self, digest: str, documents: str) -> None:
        """Keep what was in an input."""
        self._db.execute("INSERT OR REPLACE INTO source VALUES (?, ?)", (digest, documents))

    def loaded(self) -> dict[str, bytes | None]:
        """Return the graphs that came from files, by name; with their N-Triples where builds write to them too."""
        return dict(self._db.execute("SELECT graph, shared FROM loaded ORDER BY graph"))

    def put_loaded(self, graphs: Mapping[str, bytes | None]) -> None:
        """Note graphs that came from files, in place of what was noted under their names."""
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO loaded VALUES (?, ?)", graphs.items())

    def drop_loaded(self, graphs: Iterable[str]) -> None:
        """Note that these graphs no longer come from files."""
        with self._transaction():
            self._db.executemany("DELETE FROM loaded WHERE graph = ?", [(graph,) for graph in graphs])

    def compact(self) -> None:
        """Forget inputs of which a document is gone, and give the room of what is gone back to the disk."""
        there = {row[0] for row in self._db.execute("SELECT id FROM document")}
        kept = self._db.execute("SELECT digest, documents FROM source").fetchall()
        gone = [(digest,) for digest, said in kept if not {name for name, _ in json.loads(said)} <= there]
        with self._transaction():
            self._db.executemany("DELETE FROM source WHERE digest = ?", gone)
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def find(self, name: str) -> list[str]:
        """Return the ids of the documents with this id, input or URL, or coded in the table of this name."""
        query = (
            "SELECT id FROM document WHERE id = ?1 OR input = ?1 OR url = ?1 "
            "OR id IN (SELECT document FROM coding WHERE source = ?1) ORDER BY id"
        )
        return [row[0] for row in self._db.execute(query, (name,))]

    def rows(self, *, conforms: bool | None = None) -> Iterator[Built]:
        """Yield the documents in order of id, one at a time."""
        where = "" if conforms is None else f"WHERE conforms = {int(conforms)}"
        fields = "id, input, url, fingerprint, conforms, record, quads, report"
        for row in self._db.execute(f"SELECT {fields} FROM document {where} ORDER BY id"):  # noqa: S608 - no outside text
            yield _built(row)

    def count(self, *, conforms: bool = True) -> int:
        """Return how many documents conform, or do not."""
        return int(self._db.execute("SELECT count(*) FROM document WHERE conforms = ?", (conforms,)).fetchone()[0])

    def state(self) -> str:
        """Return a digest of what is built: equal states give equal outputs."""
        digest = hashlib.sha256()
        for row in self._db.execute("SELECT id, fingerprint, conforms FROM document ORDER BY id"):
            digest.update(repr(row).encode())
        for table in ("revision", "loaded", "coding"):
            for row in self._db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):  # noqa: S608 - no outside text
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def unstored(self) -> Iterator[Built]:
        """Yield conforming documents that the store lacks or holds in another form."""
        ids = self._db.execute(
            "SELECT id FROM document d WHERE conforms AND NOT EXISTS "
            "(SELECT 1 FROM stored s WHERE s.id = d.id AND s.fingerprint = d.fingerprint) ORDER BY id"
        ).fetchall()
        for (one,) in ids:
            yield from self._one(one)

    def overstored(self) -> list[str]:
        """Return ids that the store holds and should not."""
        query = "SELECT id FROM stored WHERE id NOT IN (SELECT id FROM document WHERE conforms) ORDER BY id"
        return [row[0] for row in self._db.execute(query)]

    def mark_stored(self, batch: Iterable[tuple[str, str]], *, gone: Iterable[str] = ()) -> None:
        """Note that the store now holds these (id, fingerprint), and no longer those in `gone`."""
        with self._transaction():
            self._db.executemany("DELETE FROM stored WHERE id = ?", [(one,) for one in gone])
            self._db.executemany("INSERT OR REPLACE INTO stored VALUES (?, ?)", batch)

    def mark_stale(self, ids: Iterable[str]) -> None:
        """Note that the store holds these in another form than it should."""
        with self._transaction():
            self._db.executemany("UPDATE stored SET fingerprint = 'stale' WHERE id = ?", [(one,) for one in ids])

    def forget_store(self) -> None:
        """Note that the store is empty."""
        self._db.execute("DELETE FROM stored")

    def note(self, name: str) -> str | None:
        """Return a note left by an earlier run, or None."""
        row = self._db.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def write_note(self, name: str, value: str) -> None:
        """Leave a note for later runs."""
        self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def _one(self, document_id: str) -> Iterator[Built]:
        row = self._db.execute("SELECT * FROM document WHERE id = ?", (document_id,)).fetchone()
        if row:
            yield _built(row)

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


def _row(built: Built) -> tuple[object, ...]:
    return (
        built.id,
        built.input,
        built.url,
        built.fingerprint,
        built.conforms,
        built.record,
        built.quads,
        built.report,
    )


def _built(row: tuple[str, str, str | None, str, int, bytes, bytes, bytes]) -> Built:
    return Built(
        id=row[0],
        input=row[1],
        url=row[2],
        fingerprint=row[3],
        conforms=bool(row[4]),
        record=row[5],
        quads=row[6],
        report=row[7],
    )


class _Transaction:
    """`BEGIN IMMEDIATE` … `COMMIT`, or `ROLLBACK` on any exception."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")
