"""Networks in which statements fade with their distance in time from a mid-point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from kg.discourse.cells import Cells, Floats
from kg.discourse.options import NetworkOptions
from kg.discourse.selection import utf16
from kg.discourse.table import IntArray, Times
from kg.discourse.weights import one_mode, two_mode

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 7 * 86400}
MEAN_SECONDS = {**SECONDS, "months": 2629746, "years": 31556952}
"""A month and a year of the Gregorian calendar have these lengths on average."""


def kernel_weights(times: Times, middle: np.datetime64, options: NetworkOptions) -> Floats:
    """Return how much each statement counts at a mid-point, shape `(n_statements,)`.

    With d twice the distance divided by the width: uniform 0.5, triangular 1 - |d|, epanechnikov 0.75 (1 - d^2), each 0
    beyond |d| = 1; gaussian exp(-d^2 / 2) / sqrt(2 pi). Under `compat dna` distances are whole units, positive before
    the mid-point, and triangular is |1 - d|.
    """
    width = options.size + options.size % 2
    if options.dna:
        apart = 2.0 * _whole_units(times, middle, options.window) / width
    else:
        seconds = (middle - times).astype("timedelta64[s]").astype(np.float64)
        apart = 2.0 * seconds / MEAN_SECONDS[options.window] / width
    if options.kernel == "gaussian":
        return np.asarray(np.exp(-0.5 * apart * apart) / np.sqrt(2.0 * np.pi))
    if options.kernel == "uniform":
        heights = np.full(len(apart), 0.5)
    elif options.kernel == "triangular":
        heights = np.abs(1.0 - apart) if options.dna else 1.0 - np.abs(apart)
    else:
        heights = 0.75 * (1.0 - apart**2)
    return np.where(np.abs(apart) <= 1, heights, 0.0)


def _whole_units(times: Times, middle: np.datetime64, unit: str) -> IntArray:
    """Return the units from each time to the mid-point, cut to whole ones towards zero."""
    if unit in SECONDS:
        seconds = (middle - times).astype("timedelta64[s]").astype(np.int64)
        return _cut(_cut(seconds, SECONDS["days"]), 7) if unit == "weeks" else _cut(seconds, SECONDS[unit])
    days, end = times.astype("datetime64[D]"), middle.astype("datetime64[D]")
    months = (end.astype("datetime64[M]") - days.astype("datetime64[M]")).astype(np.int64)
    day = (days - days.astype("datetime64[M]")).astype(np.int64)
    last = int((end - end.astype("datetime64[M]")).astype(np.int64))
    months = months - ((months > 0) & (last < day)) + ((months < 0) & (last > day))
    return months if unit == "months" else _cut(months, 12)


def _cut(numbers: IntArray, by: int) -> IntArray:
    return np.asarray(np.sign(numbers) * (np.abs(numbers) // by))


def smoothed(cells: Cells, heights: Floats, whole: Floats | None, options: NetworkOptions) -> sparse.csr_array:
    """Return the network at one mid-point.

    A pair of statements counts as the root of the product of their weights; without `compat dna` norms are those of
    unsmoothed networks, of the statements so weighted.

    Args:
        cells: All statements.
        heights: What each counts, shape `(n_statements,)`; 0 for those out of the window.
        whole: The factors of `whole_period_factors` under `compat dna` and `average`, else None.
        options: The network's options.
    """
    if options.type == "twomode":
        return _dna_two_mode(cells, heights, options) if options.dna else two_mode(cells, options, weights=heights)
    roots = np.sqrt(heights)
    if not options.dna:
        return one_mode(cells, options, weights=roots)
    made = _dna_one_mode(cells.counts(roots), cells, options)
    if whole is None:
        return made
    entries = made.tocoo()
    return sparse.csr_array(
        (entries.data * whole[entries.row, entries.col], (entries.row, entries.col)), shape=entries.shape
    )


def _dna_two_mode(cells: Cells, heights: Floats, options: NetworkOptions) -> sparse.csr_array:
    """Return sums in which, as in the reference, the place of a level in the list stands for its value."""
    if options.agg == "subtract" and cells.levels.kind == "boolean":
        return cells.summed((cells.level * 2.0 - 1.0) * heights)
    if options.agg == "subtract" and cells.levels.kind == "integer":
        return cells.summed(cells.level * heights)
    return cells.summed(heights)


def _dna_one_mode(roots: sparse.csr_array, cells: Cells, options: NetworkOptions) -> sparse.csr_array:
    """Return sums over pairs of statements, the diagonal included, likeness by places in the list of levels."""
    depth = len(cells.levels.values)
    if options.agg == "ignore":
        alike = np.ones((depth, depth))
    elif cells.levels.kind in ("boolean", "integer"):
        places = np.arange(depth)
        apart = np.abs(places[:, None] - places[None, :])
        alike = np.abs(1.0 - apart / (depth - 1)) if depth > 1 else np.full((1, 1), np.nan)
    else:
        alike = np.ones((depth, depth))
    by = {"ignore": alike, "congruence": alike, "conflict": 1.0 - alike, "subtract": 2.0 * alike - 1.0}[options.agg]
    blocks = sparse.kron(sparse.eye_array(len(cells.columns)), sparse.csr_array(by), format="csr")
    roots.eliminate_zeros()
    return sparse.csr_array((roots @ blocks) @ roots.T)


def in_dna_levels(cells: Cells, occurring: set[object]) -> Cells:
    """Return the cells with the levels that occur, numbers sorted as texts, as the reference has them here."""
    if cells.levels.kind == "none":
        return cells
    values = cells.levels.values
    order = sorted(
        (code for code in range(len(values)) if values[code] in occurring), key=lambda code: utf16(str(values[code]))
    )
    number = np.zeros(len(values), dtype=np.int64)
    number[order] = np.arange(len(order))
    levels = replace(cells.levels, values=tuple(values[code] for code in order))
    return replace(cells, levels=levels, level=number[cells.level])


def whole_period_factors(cells: Cells) -> Floats:
    """Return what the reference multiplies by for `average`: the sum over cells that one of two rows uses of 2 / (x + y).

    x and y are the two rows' counts of the whole period; the shape is `(n_rows, n_rows)`.
    """
    counts = cells.counts()
    alone = counts.copy()
    alone.data = 2.0 / counts.data
    own = np.asarray(alone.sum(axis=1), dtype=np.float64)
    total = own[:, None] + own[None, :]
    for value in np.unique(counts.data):
        users, others = counts.copy(), counts.copy()
        users.data = (counts.data == value).astype(np.float64)
        users.eliminate_zeros()
        others.data = 2.0 / (value + counts.data) - 2.0 / value - 2.0 / counts.data
        total += (users @ others.T).toarray()
    return total
