"""Statements from the database file of Discourse Network Analyzer 3 (SQLite), which is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np

from kg.discourse.table import Kind, Statements, column_of, time_text
from kg.errors import ReadError, SettingsError

TABLES = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "long text": "DATALONGTEXT",
    "short text": "DATASHORTTEXT",
}
KINDS: dict[str, Kind] = {"boolean": "boolean", "integer": "integer", "long text": "text", "short text": "text"}
STATEMENTS = """
SELECT s.ID, d.Date, s.Start, s.Stop, s.Coder, d.ID, d.Title, d.Author, d.Source, d.Section, d.Type,
       SUBSTR(d.Text, s.Start + 1, s.Stop - s.Start)
FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
WHERE s.StatementTypeId = ? ORDER BY d.Date, d.ID, s.Start, s.Stop, s.ID
"""
BEFORE = ("statement_id", "time")
AFTER = (
    *("start_position", "stop_position", "coder", "document_id", "document_title", "document_author"),
    *("document_source", "document_section", "document_type", "text"),
)


def read_dna(path: str | Path, *, statement_type: str | None = None) -> Statements:
    """Return the statements of one statement type.

    Args:
        path: A `.dna` file.
        statement_type: Its label; may be left out where one type alone has statements.

    Raises:
        ReadError: If the file is no such database.
        SettingsError: If it has several statement types with statements and none is named, or not the one named.
    """
    if not Path(path).is_file():
        raise ReadError(f"{path}: no such file.", path=path)
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
            return _read(database, _statement_type(database, path, statement_type))
    except sqlite3.Error as exc:
        raise ReadError(f"{path}: no database of Discourse Network Analyzer 3 ({exc}).", path=path) from exc


def _statement_type(database: sqlite3.Connection, path: str | Path, wanted: str | None) -> int:
    query = "SELECT Label, ID FROM STATEMENTTYPES WHERE ID IN (SELECT StatementTypeId FROM STATEMENTS)"
    found = dict(database.execute(query).fetchall())
    if wanted is None and len(found) == 1:
        return int(next(iter(found.values())))
    if wanted not in found:
        said = f"--statement-type {wanted}: not there" if wanted else "several statement types"
        raise SettingsError(f"{path}: {said}. Name one with --statement-type: {', '.join(found) or 'none has any'}.")
    return int(found[wanted])


def _read(database: sqlite3.Connection, statement_type: int) -> Statements:
    rows = database.execute(STATEMENTS, (statement_type,)).fetchall()
    numbers = [row[0] for row in rows]
    turned = dict(zip((*BEFORE, *AFTER), zip(*rows, strict=True), strict=True)) if rows else {}
    texts: dict[str, list[str]] = {name: [_text(v) for v in turned.get(name, ())] for name in (*BEFORE, *AFTER)}
    texts["time"] = [time_text(np.datetime64(int(seconds), "s")) for seconds in turned.get("time", ())]
    kinds: dict[str, Kind] = {}
    variables: dict[str, list[str]] = {}
    query = "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID"
    for variable, name, data_type in database.execute(query, (statement_type,)).fetchall():
        known = _values(database, variable, data_type)
        variables[name] = [known.get(number, "") for number in numbers]
        kinds[name] = KINDS[data_type]
    ordered = {name: texts[name] for name in BEFORE} | variables | {name: texts[name] for name in AFTER}
    first, last = database.execute("SELECT MIN(Date), MAX(Date) FROM DOCUMENTS").fetchone()
    span = None if first is None else (np.datetime64(int(first), "s"), np.datetime64(int(last), "s"))
    return Statements(columns={n: column_of(v) for n, v in ordered.items()}, kinds=kinds, span=span)


def _values(database: sqlite3.Connection, variable: int, data_type: str) -> Mapping[int, str]:
    """Return a variable's value by statement."""
    if data_type == "short text":
        query = "SELECT t.StatementId, e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity WHERE t.VariableId = ?"
    else:
        query = f"SELECT StatementId, Value FROM {TABLES[data_type]} WHERE VariableId = ?"  # noqa: S608 - of a fixed list
    return {number: _text(value) for number, value in database.execute(query, (variable,))}


def _text(value: object) -> str:
    return "" if value is None else str(value)
