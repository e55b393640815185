"""Coded statements from whatever file they are in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.discourse.csv_file import read_csv
from kg.discourse.dna_file import read_dna
from kg.discourse.segments import mapped
from kg.discourse.sheet_file import read_sheet
from kg.discourse.table import KINDS, Kind, Statements
from kg.errors import SettingsError

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
