"""Coded statements from whatever file they are in."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.discourse.csv_file import read_csv
from kg.discourse.dna_file import read_dna
from kg.discourse.segments import mapped
from kg.discourse.sheet_file import read_sheet
from kg.discourse.table import KINDS, Kind, Statements
from kg.errors import ReadError, SettingsError

Source = Statements | str | Path
"""A table of coded statements, or the path of one."""
READING = ("map", "statement_type", "qualifier_type")
"""Options that say how a file is read."""
DATABASES = (".dna", ".sqlite", ".db")


def read_statements(
    path: str | Path,
    *,
    columns: Collection[str] | None = None,
    kinds: Mapping[str, str] | None = None,
    mapping: Sequence[str] = (),
    statement_type: str | None = None,
) -> Statements:
    """Return the statements of a CSV or TSV file, of a spreadsheet, or of a database of Discourse Network Analyzer 3.

    Args:
        path: A `.dna` file is read as a database, `.xlsx` as a spreadsheet, any other as a table of text.
        columns: Only these columns of a table of text; all unless given.
        kinds: Types of variables: boolean, integer or text.
        mapping: `VARIABLE=COLUMN` or `VARIABLE=COLUMN:CODE` for exports of coded segments; see `segments`.
        statement_type: The statement type of a database.

    Raises:
        ReadError: If the file cannot be read.
        SettingsError: If a type or a mapping cannot be used.
    """
    if Path(path).is_dir():
        raise ReadError(
            f"{os.fspath(path)}: a folder, no table. A graph is named without --statements; in Python take "
            "kg.Graph(...).statements().",
            path=path,
        )
    if Path(path).suffix.lower() in DATABASES:
        found = read_dna(path, statement_type=statement_type)
    elif Path(path).suffix.lower() == ".xlsx":
        found = read_sheet(path)
    else:
        found = read_csv(path, columns=None if mapping else columns)
    found = mapped(found, mapping) if mapping else found
    declared: dict[str, Kind] = {}
    for name, kind in (kinds or {}).items():
        short = "text" if kind in ("short text", "short-text") else kind
        if short not in KINDS:
            raise SettingsError(
                f"--qualifier-type {kind}: unknown. Known: {', '.join(KINDS)}.", option="qualifier-type"
            )
        declared[found.name(name)] = next(k for k in KINDS if k == short)
    return replace(found, kinds={**found.kinds, **declared})


def read_source(
    source: Source, options: Mapping[str, Any], *, columns: Collection[str] | None = None
) -> tuple[Statements, dict[str, Any]]:
    """Return a table, read if it is a path, and the options without those that say how to read it.

    Args:
        source: The table, or its path.
        options: Of these `map` (mappings), `statement_type` and `qualifier_type` say how a file is read.
        columns: Only these columns of a table of text; all unless given.

    Raises:
        ReadError: If the file cannot be read.
        SettingsError: If a type or a mapping cannot be used, or there is no file to read so.
    """
    left = {name: value for name, value in options.items() if name not in READING}
    how = {name: options[name] for name in READING if options.get(name)}
    if isinstance(source, Statements):
        if how:
            option = min(how).replace("_", "-")
            raise SettingsError(f"--{option}: of files, and this table is read already.", option=option)
        return source, left
    kinds = declared_kinds(how.get("qualifier_type", ()), options.get("qualifier") or "agreement")
    mapping = how.get("map", ())
    table = read_statements(
        source,
        columns=columns,
        kinds=kinds,
        mapping=[mapping] if isinstance(mapping, str) else list(mapping),
        statement_type=how.get("statement_type"),
    )
    return table, left


def declared_kinds(declared: str | Iterable[str], qualifier: str) -> dict[str, str]:
    """Return types by variable.

    >>> declared_kinds(["integer", "strength=text"], "agreement")
    {'agreement': 'integer', 'strength': 'text'}
    """
    parts = [text.rpartition("=") for text in ([declared] if isinstance(declared, str) else declared)]
    return {name if sign else qualifier: kind for name, sign, kind in parts}
