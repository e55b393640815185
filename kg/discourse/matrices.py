"""A network as a matrix, and a series of them through time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from kg.discourse.cells import Cells, Floats, cells_of
from kg.discourse.kernels import in_dna_levels, kernel_weights, smoothed, whole_period_factors
from kg.discourse.options import BOTH, NetworkOptions
from kg.discourse.selection import Mask, Selection, select
from kg.discourse.table import Statements
from kg.discourse.weights import one_mode, two_mode
from kg.discourse.windows import Window, event_windows, kernel_windows, time_windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A network: `values` has shape `(n_rows, n_columns)`; one-mode networks have the same labels twice.

    `statements` is how many count. `start`, `middle` and `stop` are the slice's, `NaT` where they are not known.
    `whole` says that every weight is a whole number by the kind of network.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: sparse.csr_array
    type: str
    start: np.datetime64
    middle: np.datetime64
    stop: np.datetime64
    statements: int
    whole: bool

    def dense(self) -> Floats:
        """Return the weights as a full array."""
        return np.asarray(self.values.toarray(), dtype=np.float64)


def matrices(statements: Statements, options: NetworkOptions) -> Iterator[Matrix]:
    """Yield the network, or its slices in order of time where there is a window.

    Args:
        statements: A table.
        options: As `make_options` returns them, but not those of an event list.

    Raises:
        SettingsError: If the options ask for what cannot be.
        ReadError: If a cell cannot be read as what it should be.
    """
    options = _with_range(statements, options)
    # Which duplicate stays is of no account to weights, but to the level of one whose qualifier is ignored.
    ordered = options.window != "no" or (options.dup != "include" and options.agg == "ignore" and options.dna)
    selection = select(statements, options, ordered=ordered)
    if options.window == "no":
        yield _matrix(cells_of(selection, options), options, _whole_range(statements, options))
    elif options.kernel == "no":
        yield from _windowed(selection, options)
    else:
        yield from _smoothed(selection, options)


def _with_range(statements: Statements, options: NetworkOptions) -> NetworkOptions:
    """Return the options with the range that windows run in; without a window undated statements may count."""
    if options.window == "no" or (options.start is not None and options.stop is not None):
        return options
    first, last = statements.range()
    start, stop = options.start, options.stop
    return replace(options, start=first if start is None else start, stop=last if stop is None else stop)


def _whole_range(statements: Statements, options: NetworkOptions) -> Window:
    none: np.datetime64 = np.datetime64("NaT", "s")
    first: np.datetime64 = none
    last: np.datetime64 = none
    if "time" in statements.columns and not np.isnat(statements.times).all():
        first, last = statements.range()
    start = first if options.start is None else options.start
    return Window(start=start, middle=none, stop=last if options.stop is None else options.stop, chosen=slice(None))


def _matrix(cells: Cells, options: NetworkOptions, window: Window) -> Matrix:
    one = options.type == "onemode"
    values = one_mode(cells, options) if one else two_mode(cells, options)
    return Matrix(
        rows=cells.rows,
        columns=cells.rows if one else cells.columns,
        values=values,
        type=options.type,
        start=window.start,
        middle=window.middle,
        stop=window.stop,
        statements=len(cells.row),
        whole=_is_whole(cells, options),
    )


def _is_whole(cells: Cells, options: NetworkOptions) -> bool:
    if not len(cells.row):
        return True
    plain = options.norm == "no"
    return plain and (options.type == "twomode" or options.agg == "ignore" or cells.levels.kind != "integer")


def _windowed(selection: Selection, options: NetworkOptions) -> Iterator[Matrix]:
    cells = cells_of(selection, options)
    times = selection.kept.times
    made = event_windows(times, options) if options.window == "events" else time_windows(times, options)
    aggregations = ("congruence", "conflict") if options.agg == BOTH else (options.agg,)
    # The reference takes the levels of a document's variable from each window alone.
    fixed = not (options.dna and options.qualifier and options.qualifier.startswith("document_"))
    for window in made:
        part = cells.take(window.chosen, all_labels=options.isolates, all_levels=fixed)
        for agg in aggregations:
            yield _matrix(part, replace(options, agg=agg), window)


def _smoothed(selection: Selection, options: NetworkOptions) -> Iterator[Matrix]:
    cells = cells_of(selection, options)
    if not len(cells.row):
        return
    times, levels = selection.kept.times, cells.levels
    if options.dna and options.qualifier:
        source = selection.within if options.isolates else selection.kept
        text = levels.kind == "text"
        found = (
            set(source.columns[options.qualifier].texts()) if text else set(source.integers(options.qualifier).tolist())
        )
        cells = in_dna_levels(cells, found)
    factors = options.dna and options.norm == "average" and options.type == "onemode"
    whole = whole_period_factors(cells) if factors else None
    one = options.type == "onemode"
    for window in kernel_windows(times, options):
        heights = np.where(_inside(times, window, options), kernel_weights(times, window.middle, options), 0.0)
        yield Matrix(
            rows=cells.rows,
            columns=cells.rows if one else cells.columns,
            values=smoothed(cells, heights, whole, options),
            type=options.type,
            start=window.start,
            middle=window.middle,
            stop=window.stop,
            # The reference leaves this number at 0.
            statements=0 if options.dna else int((heights > 0).sum()),
            whole=False,
        )


def _inside(times: np.ndarray, window: Window, options: NetworkOptions) -> Mask:
    if options.kernel == "gaussian":
        return np.ones(len(times), dtype=np.bool_)
    return np.asarray((times >= window.start) & (times <= window.stop))
