"""Exports of coded segments (MAXQDA, NVivo, ATLAS.ti and the like) as statements, by a mapping of columns.

`actor=Speaker` takes a variable from a column. `actor=Code:Actors` takes it from the codes below `Actors` in a column of
codes: such exports have one row a code, so that rows of the same segment are put together to one statement, and to one
for each pair where a segment has several codes of a kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from kg.discourse.table import Column, Statements, column_of
from kg.errors import SettingsError

SEPARATORS = re.compile(r"\s*(?:\\+|>|::|/)\s*")
"""Between a code and the one below it: `Actors\\Greenpeace`, `Actors > Greenpeace`, `Actors::Greenpeace`."""

SEGMENT = ("document_id", "start_position", "stop_position")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where a variable comes from; `code` is the parent code, empty for a plain column."""

    variable: str
    column: str
    code: str


def mapped(table: Statements, mapping: Sequence[str]) -> Statements:
    """Return the table with variables as the mapping says; columns that are not mapped stay.

    Args:
        table: The rows of an export.
        mapping: `VARIABLE=COLUMN` or `VARIABLE=COLUMN:CODE`. Map `document_id`, and `start_position` and `stop_position`
            or else `text`, where several codes of one segment belong together.

    Raises:
        SettingsError: If a rule is written otherwise or names a column that is not there.
    """
    rules = [_rule(text, table) for text in mapping]
    plain = {rule.variable: table.columns[rule.column] for rule in rules if not rule.code}
    renamed = {rule.column for rule in rules}
    found = replace(table, columns={**{k: v for k, v in table.columns.items() if k not in renamed}, **plain})
    coded = [rule for rule in rules if rule.code]
    return _joined(table, found, coded) if coded else found


def _rule(text: str, table: Statements) -> Rule:
    variable, sign, place = text.partition("=")
    if not variable or not sign:
        raise SettingsError(f"--map {text}: write VARIABLE=COLUMN or VARIABLE=COLUMN:CODE.", option="map")
    if place in table.columns:
        return Rule(variable=variable, column=place, code="")
    column, _, code = place.rpartition(":")
    if column not in table.columns:
        known = ", ".join(table.columns)
        raise SettingsError(f"--map {text}: no column {column or place}. Columns: {known}.", option="map")
    return Rule(variable=variable, column=column, code=code.strip())


def _joined(table: Statements, found: Statements, rules: list[Rule]) -> Statements:
    """Return one statement for each combination of the codes of a segment."""
    segments: dict[tuple[int, ...], list[int]] = defaultdict(list)
    keys = [found.columns[name].codes.tolist() for name in _keys(found)]
    for i, key in enumerate(zip(*keys, strict=True)):
        segments[key].append(i)
    codes = {rule.variable: _below(table.columns[rule.column], rule.code) for rule in rules}
    firsts: list[int] = []
    values: dict[str, list[str]] = {name: [] for name in codes}
    for rows in segments.values():
        for combination in _combinations(rows, codes):
            firsts.append(rows[0])
            for name, value in zip(values, combination, strict=True):
                values[name].append(value)
    taken = found.take(np.array(firsts, dtype=np.int64))
    numbered = {"statement_id": column_of(str(i + 1) for i in range(len(firsts)))}
    return replace(taken, columns={**numbered, **taken.columns, **{n: column_of(v) for n, v in values.items()}})


def _keys(found: Statements) -> list[str]:
    keys = [name for name in SEGMENT if name in found.columns]
    if "start_position" not in keys and "text" in found.columns:
        keys.append("text")
    if not keys:
        raise SettingsError("--map: codes need document_id and start_position or text, to know which belong together.")
    return keys


def _below(column: Column, code: str) -> list[str]:
    """Return for each row the code below `code` that it has, or an empty text."""
    wanted = SEPARATORS.split(code)
    names = []
    for value in column.values:
        parts = SEPARATORS.split(value.strip())
        names.append(parts[-1] if len(parts) > len(wanted) and parts[: len(wanted)] == wanted else "")
    return [names[i] for i in column.codes.tolist()]


def _combinations(rows: list[int], codes: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    lists = [list(dict.fromkeys(values[i] for i in rows if values[i])) or [""] for values in codes.values()]
    return product(*lists)
