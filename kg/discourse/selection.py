"""Which statements count: by time, by value, by completeness, and each only once in a document or period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.discourse.table import TRUTH, Column, IntArray, Statements, Times, is_document_level

if TYPE_CHECKING:
    from kg.discourse.options import NetworkOptions, Values

Mask = NDArray[np.bool_]
DAY = np.timedelta64(1, "D")
LIMIT = 2**62
SMALL = (-128, 127)
"""The reference compares integers by identity, which is equality only within these bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """`within` are the statements of the time range and of the wanted documents; `kept` those that count, sorted."""

    within: Statements
    kept: Statements


def select(
    statements: Statements,
    options: NetworkOptions,
    *,
    variables: tuple[str, ...] | None = None,
    ordered: bool = True,
) -> Selection:
    """Return the statements that count.

    Args:
        statements: A table.
        options: Times, values, duplicates.
        variables: What makes two statements duplicates besides the qualifier; `v1` and `v2` unless given.
        ordered: Sort the statements first; without it, any one of several duplicates may be the one that stays.
    """
    named = variables or (options.v1, options.v2)
    within = statements.take(_in_range(statements, options) & _by_values(statements, options, documents=True))
    chosen = _by_values(within, options, documents=False)
    if options.type != "eventlist":
        chosen &= _complete(within, options, named)
    kept = within.take(np.flatnonzero(chosen))
    if ordered:
        kept = kept.take(kept.order())
    if options.dup != "include":
        kept = kept.take(_first_of_each(kept, options, named))
    return Selection(within=within, kept=kept)


def _in_range(statements: Statements, options: NetworkOptions) -> Mask:
    mask = np.ones(len(statements), dtype=np.bool_)
    if options.start is not None:
        mask &= statements.times >= options.start
    if options.stop is not None:
        mask &= statements.times <= options.stop
    return mask


def _by_values(statements: Statements, options: NetworkOptions, *, documents: bool) -> Mask:
    """Return which statements the filters of document-level variables leave, or those of other variables."""
    mask = np.ones(len(statements), dtype=np.bool_)
    for values, wanted in ((options.exclude, False), (options.only, True)):
        for name in values:
            if is_document_level(name) == documents:
                mask &= _has(statements, name, values) == wanted
    return mask


def _has(statements: Statements, name: str, values: Values) -> Mask:
    column = statements.columns[name]
    listed = set(values[name])
    if statements.kind(name) == "boolean":
        listed = {TRUTH.get(value.lower(), value) for value in listed}
        known = [TRUTH.get(value.strip().lower(), value) in listed for value in column.values]
    else:
        known = [value in listed for value in column.values]
    return np.array(known, dtype=np.bool_)[column.codes]


def _complete(statements: Statements, options: NetworkOptions, variables: tuple[str, ...]) -> Mask:
    """Return which statements have the variables, and the qualifier where it is used."""
    used = [*variables, *([options.qualifier] if options.qualifier and options.agg != "ignore" else [])]
    mask = np.ones(len(statements), dtype=np.bool_)
    for name in used:
        column = statements.columns[name]
        mask &= np.array([value != "" for value in column.values], dtype=np.bool_)[column.codes]
    return mask


def _first_of_each(kept: Statements, options: NetworkOptions, variables: tuple[str, ...]) -> IntArray:
    """Return the number of the first of all statements that say the same in a document or period, ascending."""
    keys: list[NDArray[Any]] = [kept.columns[name].codes for name in variables]
    if options.qualifier and options.agg != "ignore":
        keys.append(_qualifier_key(kept, options))
    period = _period(kept, options)
    table = np.stack([*keys, *([] if period is None else [period])], axis=1)
    _, first = np.unique(_packed(table), return_index=True)
    return np.sort(first)


def _packed(table: IntArray) -> IntArray:
    """Return one number for each row such that equal rows, and no others, have the same."""
    codes = np.zeros(len(table), dtype=np.int64)
    if not len(table):
        return codes
    table = table - table.min(axis=0)
    widths = [int(width) + 1 for width in table.max(axis=0)]
    room = 1
    for column, width in zip(table.T, widths, strict=True):
        if room * width >= LIMIT:
            _, codes = np.unique(codes, return_inverse=True)
            room = len(table)
        codes, room = codes * width + column, room * width
    return codes


def _qualifier_key(kept: Statements, options: NetworkOptions) -> IntArray:
    name = options.qualifier or ""
    if kept.kind(name) == "text":
        return kept.columns[name].codes
    numbers = kept.integers(name)
    if options.dna:
        alone = (numbers < SMALL[0]) | (numbers > SMALL[1])
        numbers = np.where(alone, SMALL[1] + 1 + np.arange(len(numbers)), numbers)
    return np.unique(numbers, return_inverse=True)[1]


def _period(kept: Statements, options: NetworkOptions) -> IntArray | None:
    if options.dup == "acrossrange":
        return None
    if options.dup == "document":
        return kept.column("document_id").codes
    times = kept.times
    years = times.astype("datetime64[Y]").astype(np.int64)
    if options.dup == "year":
        return years
    if options.dup == "month":
        months = times.astype("datetime64[M]").astype(np.int64)
        return months % 12 if options.dna else months
    year, week = weeks(times, options.week_start)
    return week if options.dna else year * 100 + week


def weeks(times: Times, week_start: str) -> tuple[IntArray, IntArray]:
    """Return the week-based year and the number of the week in it.

    Weeks from Monday belong to the year of their Thursday (ISO 8601); weeks from Sunday to that of their Saturday, so
    that the first week is the one with 1 January.
    """
    days = times.astype("datetime64[D]")
    weekday = (days.astype(np.int64) + (3 if week_start == "monday" else 4)) % 7
    decisive = days + ((3 if week_start == "monday" else 6) - weekday) * DAY
    years = decisive.astype("datetime64[Y]")
    number = (decisive - years.astype("datetime64[D]")).astype(np.int64) // 7 + 1
    return years.astype(np.int64) + 1970, number


def labels_of(column: Column, *, dna: bool) -> tuple[tuple[str, ...], IntArray]:
    """Return the labels in use, sorted, without the empty one, and for each code of the column its label's number.

    Under `dna` labels are sorted by UTF-16 code units, else by code points. Codes out of use have the number -1.
    """
    used = [code for code in column.used().tolist() if column.values[code] != ""]
    key = (lambda code: utf16(column.values[code])) if dna else column.values.__getitem__
    used.sort(key=key)
    number = np.full(len(column.values), -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    return tuple(column.values[code] for code in used), number


def utf16(text: str) -> bytes:
    """Return a key that sorts by UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")
