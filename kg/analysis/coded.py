"""What analyses start from: the statements that count, each with its place and its sign."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kg.discourse import NetworkOptions, Source, Statements, make_options, read_source, select, signs_of
from kg.discourse.cells import Cells, Floats, cells_of
from kg.discourse.table import IntArray
from kg.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """The statements that count, in order of time.

    `cells` tells each statement's row, column and level, `signs` whether it supports (1), opposes (-1) or does neither
    (0); both have shape `(n_statements,)`.
    """

    kept: Statements
    options: NetworkOptions
    cells: Cells
    signs: IntArray

    def texts(self, name: str) -> list[str]:
        """Return a column of the statements; empty texts where the table has no such column."""
        return self.kept.columns[name].texts() if name in self.kept.columns else [""] * len(self.kept)

    def counts(self, sign: int) -> Floats:
        """Return how often each row takes this side on each column, shape `(n_rows, n_columns)`."""
        made = np.zeros((len(self.cells.rows), len(self.cells.columns)))
        chosen = self.signs == sign
        np.add.at(made, (self.cells.row[chosen], self.cells.column[chosen]), 1.0)
        return made


def options_for(source: Source, wanted: dict[str, Any], **defaults: object) -> tuple[Statements, NetworkOptions]:
    """Return the table and the options of a network.

    Args:
        source: A table of statements, or the path of one.
        wanted: Options as `kg.discourse.make_options` and `read_source` take them.
        **defaults: What holds for options that are not wanted otherwise.

    Raises:
        SettingsError: If an option is unknown or does not fit the others.
        ReadError: If the table cannot be read.
    """
    table, rest = read_source(source, wanted)
    return table, make_options(table, **{**defaults, **rest})


def coded(source: Source, *, neutral: int = 0, **options: Any) -> Coded:  # noqa: ANN401 - of several types
    """Return the statements that count in one network without a window.

    Args:
        source: A table of statements, or the path of one.
        neutral: The value of an integer qualifier above which a statement supports and below which it opposes.
        **options: As `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option does not fit, or the qualifier is no number.
        ReadError: If the table cannot be read.
    """
    table, made = options_for(source, options, type="onemode", agg="subtract")
    if made.window != "no":
        raise SettingsError("--window: not in this analysis. Take --start and --stop.", option="window")
    if not len(table):
        raise SettingsError("no statement in the table: it has a row of names alone.")
    name = made.qualifier
    if name is None or table.kind(name) == "text":
        raise SettingsError("--qualifier: name one of numbers, such as agreement.", option="qualifier")
    selection = select(table, made)
    signs = signs_of(selection.kept, name, neutral=neutral)
    cells = cells_of(selection, replace(made, agg="subtract" if made.agg == "ignore" else made.agg))
    return Coded(kept=selection.kept, options=made, cells=cells, signs=signs)
