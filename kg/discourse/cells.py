"""Statements as places in an array of rows x columns x levels of the qualifier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.discourse.options import NetworkOptions
from kg.discourse.selection import Mask, Selection, labels_of, utf16
from kg.discourse.table import IntArray, Statements, is_document_level

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The values of a qualifier that statements can have.

    `kind` is none, boolean, integer or text; `values` are numbers for boolean and integer, texts for text.
    """

    kind: str
    values: tuple[Any, ...]

    def numbers(self) -> Floats:
        """Return the values as numbers, the place in the list for texts; shape `(n_levels,)`."""
        return np.array(range(len(self.values)) if self.kind in ("text", "none") else self.values, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Where each statement counts: `row`, `column` and `level` have shape `(n_statements,)`."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: Levels
    row: IntArray
    column: IntArray
    level: IntArray

    def counts(self, weights: Floats | None = None) -> sparse.csr_array:
        """Return how often each row uses each column at each level, or the sum of weights.

        The shape is `(n_rows, n_columns * n_levels)`; the levels of a column stand side by side.
        """
        depth = len(self.levels.values)
        data = np.ones(len(self.row)) if weights is None else weights
        place = (self.row, self.column * depth + self.level)
        return sparse.csr_array((data, place), shape=(len(self.rows), len(self.columns) * depth))

    def summed(self, weights: Floats | None = None) -> sparse.csr_array:
        """Return how often each row uses each column, whatever the level, or the sum of weights."""
        data = np.ones(len(self.row)) if weights is None else weights
        return sparse.csr_array((data, (self.row, self.column)), shape=(len(self.rows), len(self.columns)))

    def take(self, chosen: Mask | IntArray | slice, *, all_labels: bool, all_levels: bool = True) -> Cells:
        """Return some statements alone; without `all_labels` rows and columns that they do not use are left out."""
        taken = replace(self, row=self.row[chosen], column=self.column[chosen], level=self.level[chosen])
        if not all_labels:
            rows, row = _compact(taken.rows, taken.row)
            columns, column = _compact(taken.columns, taken.column)
            taken = replace(taken, rows=rows, columns=columns, row=row, column=column)
        if not all_levels:
            values, level = _compact(taken.levels.values, taken.level)
            taken = replace(taken, levels=replace(taken.levels, values=values or ("",)), level=level)
        return taken


def _compact(labels: tuple[Any, ...], codes: IntArray) -> tuple[tuple[Any, ...], IntArray]:
    used = np.flatnonzero(np.bincount(codes, minlength=len(labels)))
    number = np.zeros(len(labels), dtype=np.int64)
    number[used] = np.arange(len(used))
    return tuple(labels[code] for code in used.tolist()), number[codes]


def cells_of(selection: Selection, options: NetworkOptions) -> Cells:
    """Return the place of each kept statement. With `isolates` labels come from all statements of the range."""
    named = selection.within if options.isolates else selection.kept
    rows, row = labels_of(named.columns[options.v1], dna=options.dna)
    columns, column = labels_of(named.columns[options.v2], dna=options.dna)
    levels, level = _levels(selection, options)
    return Cells(
        rows=rows,
        columns=columns,
        levels=levels,
        row=row[selection.kept.columns[options.v1].codes],
        column=column[selection.kept.columns[options.v2].codes],
        level=level,
    )


def _levels(selection: Selection, options: NetworkOptions) -> tuple[Levels, IntArray]:
    """Return the levels, those of all statements in the range, and each kept statement's level."""
    kept, name = selection.kept, options.qualifier
    if name is None or (options.agg == "ignore" and not options.dna):
        return Levels(kind="none", values=("",)), np.zeros(len(kept), dtype=np.int64)
    declared = selection.within.kind(name)
    if declared == "text":
        # The reference takes the levels of a document's variable from the statements that are left.
        source = kept if options.dna and is_document_level(name) else selection.within
        return _text_levels(source.columns[name].used(), kept, name, dna=options.dna)
    values = [0, 1] if declared == "boolean" else _integer_levels(selection.within, name, dna=options.dna)
    return Levels(kind=declared, values=tuple(values)), np.searchsorted(np.array(values), kept.integers(name))


def _text_levels(used: IntArray, kept: Statements, name: str, *, dna: bool) -> tuple[Levels, IntArray]:
    column = kept.columns[name]
    key = (lambda code: utf16(column.values[code])) if dna else column.values.__getitem__
    ordered = sorted(used.tolist(), key=key)
    number = np.zeros(len(column.values), dtype=np.int64)
    number[ordered] = np.arange(len(ordered))
    return Levels(kind="text", values=tuple(column.values[code] for code in ordered) or ("",)), number[column.codes]


def _integer_levels(within: Statements, name: str, *, dna: bool) -> list[int]:
    found = set(np.unique(within.integers(name)).tolist())
    return sorted(found if dna else found | set(within.levels.get(name, ()))) or [0]
