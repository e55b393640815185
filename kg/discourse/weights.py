"""The weights of two-mode and one-mode networks from statements in their cells.

Let X[a,c,k] be how often `a` speaks about `c` at level `k` of the qualifier, or a sum of weights. Two levels are alike
by s(k,l): 1 - |k - l| / range for numbers; 1 if equal, else 0, for texts.

congruence[a,b] = sum over c, k, l of X[a,c,k] X[b,c,l] s(k,l); conflict takes 1 - s; subtract is their difference.

Norms, without `compat dna`: `average` divides by the mean of the two totals. `cosine` divides congruence by the root of
the product of both self-congruences, which is Salton and McGill's (1983) cosine for booleans and texts and Sidorov and
others' (2014) soft cosine for integers. `jaccard` counts presence instead of frequency and divides by self-congruence of
a + that of b - that of both: Jaccard's (1901) share of common cells for booleans and texts, and Tanimoto's form of it
for integers.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from kg.discourse.cells import Cells, Floats, Levels
from kg.discourse.options import NetworkOptions
from kg.discourse.table import IntArray
from kg.errors import SettingsError

SMALL = 1_000_000
"""Cells up to which a full array is multiplied faster than a sparse one."""


def two_mode(cells: Cells, options: NetworkOptions, *, weights: Floats | None = None) -> sparse.csr_array:
    """Return the weights, shape `(n_rows, n_columns)`.

    Raises:
        SettingsError: Under `compat dna`, if the reference stops with an error.
    """
    if options.agg == "combine":
        made = _combined(cells, dna=options.dna)
    elif options.agg == "subtract" and cells.levels.kind in ("boolean", "integer"):
        sign = cells.levels.numbers() if cells.levels.kind == "integer" else np.array([-1.0, 1.0])
        made = cells.summed(sign[cells.level] * (1.0 if weights is None else weights))
    else:
        made = cells.summed(weights)
    if options.norm == "no":
        return made
    base = sparse.csr_array(made > 0) if options.agg == "combine" else cells.summed(weights)
    axis = 1 if options.norm == "activity" else 0
    totals = np.asarray(base.sum(axis=axis), dtype=np.float64)
    if options.dna and options.agg == "combine" and options.norm == "prominence":
        totals = _transposed_totals(base)
    return _divided(made, totals, axis=axis)


def _divided(made: sparse.csr_array, totals: Floats, *, axis: int) -> sparse.csr_array:
    factors = np.divide(1.0, totals, out=np.zeros_like(totals), where=totals != 0)
    entries = made.tocoo()
    place = entries.row if axis == 1 else entries.col
    data = np.where(factors[place] == 0, 0.0, entries.data / np.where(totals[place] == 0, 1.0, totals[place]))
    return sparse.csr_array((data, (entries.row, entries.col)), shape=made.shape)


def _combined(cells: Cells, *, dna: bool) -> sparse.csr_array:
    """Return the code of the levels used: the sum of 2^(L - 1 - rank), the first level having the highest power."""
    depth = len(cells.levels.values)
    present = cells.counts().tocoo()
    powers = 2.0 ** (depth - 1 - np.arange(depth))
    if dna:
        powers = np.minimum(powers, 2.0**31 - 1)
    place = (present.row, present.col // depth)
    made = sparse.csr_array((powers[present.col % depth], place), shape=(len(cells.rows), len(cells.columns)))
    if dna:
        # The reference adds 32-bit integers, which wrap.
        made.data = ((made.data.astype(np.int64) + 2**31) % 2**32 - 2**31).astype(np.float64)
    return made


def _transposed_totals(base: sparse.csr_array) -> Floats:
    """Return what the reference divides by here: rows counted where it means columns, which only a square has."""
    if base.shape[0] != base.shape[1]:
        raise SettingsError(
            "--agg combine --norm prominence --compat dna: the reference stops with an error here. "
            "Leave out --compat, or use --norm activity.",
            option="norm",
        )
    return np.asarray(base.sum(axis=1), dtype=np.float64)


def one_mode(cells: Cells, options: NetworkOptions, *, weights: Floats | None = None) -> sparse.csr_array:
    """Return the weights between rows, shape `(n_rows, n_rows)`, symmetric with a diagonal of zeros."""
    if options.dna:
        return _as_dna(cells, options)
    alike = likeness(cells.levels)
    counts = cells.counts(weights)
    if options.norm == "jaccard":
        counts.data = np.ones_like(counts.data)
    same = _product(counts, alike, len(cells.columns))
    made = _aggregated(counts, alike, len(cells.columns), options.agg, same)
    if options.norm == "no":
        return _without_diagonal(made)
    own = same.diagonal()
    found = _without_diagonal(made)
    a, b = _places(found)
    if options.norm == "average":
        totals = np.asarray(counts.sum(axis=1))
        norms = (totals[a] + totals[b]) / 2
    elif options.norm == "cosine":
        norms = np.sqrt(own[a]) * np.sqrt(own[b])
    else:
        norms = own[a] + own[b] - _at(same, a, b)
    return _over(found, norms)


def _aggregated(
    counts: sparse.csr_array, alike: Floats, width: int, agg: str, same: sparse.csr_array
) -> sparse.csr_array:
    if agg in ("ignore", "congruence"):
        return same
    against = _product(counts, 1.0 - alike, width)
    return against if agg == "conflict" else sparse.csr_array(same - against)


def likeness(levels: Levels) -> Floats:
    """Return how alike two levels are, in [0, 1], shape `(n_levels, n_levels)`."""
    if levels.kind != "integer":
        return np.eye(len(levels.values))
    numbers = levels.numbers()
    apart = np.abs(numbers[:, None] - numbers[None, :])
    span = apart.max()
    return 1.0 - apart / span if span else np.ones_like(apart)


def _product(counts: sparse.csr_array, between: Floats, width: int) -> sparse.csr_array:
    """Return the sum over columns and pairs of levels of the products of counts, times `between`."""
    if np.array_equal(between, np.eye(len(between))):
        if counts.shape[0] * counts.shape[1] <= SMALL:
            full = counts.toarray()
            return sparse.csr_array(full @ full.T)
        return sparse.csr_array(counts @ counts.T)
    blocks = sparse.kron(sparse.eye_array(width), sparse.csr_array(between), format="csr")
    return sparse.csr_array((counts @ blocks) @ counts.T)


def _as_dna(cells: Cells, options: NetworkOptions) -> sparse.csr_array:
    counts = cells.counts()
    present = counts.copy()
    present.data = np.ones_like(present.data)
    totals = np.asarray(counts.sum(axis=1), dtype=np.float64)
    found = _without_diagonal(_dna_weights(cells, options, counts, present, totals))
    if options.norm == "no":
        return found
    a, b = _places(found)
    if options.norm == "average":
        norms = (totals[a] + totals[b]) / 2
    elif options.norm == "cosine":
        norms = totals[a] * totals[b]
    else:
        shared = sparse.csr_array(counts @ present.T)
        both = sparse.csr_array(shared + shared.T)
        norms = totals[a] + totals[b] - _at(both, a, b) + _at(sparse.csr_array(counts @ counts.T), a, b)
    return _over(found, norms)


def _dna_weights(
    cells: Cells, options: NetworkOptions, counts: sparse.csr_array, present: sparse.csr_array, totals: Floats
) -> sparse.csr_array:
    if options.agg == "ignore":
        summed = cells.summed()
        return sparse.csr_array(summed @ summed.T)
    width = len(cells.columns)
    if cells.levels.kind in ("boolean", "integer"):
        numbers = cells.levels.numbers()
        span = abs(numbers[-1] - numbers[0])
        if span == 0:
            return sparse.csr_array(np.full((len(cells.rows),) * 2, np.nan if width else 0.0))
        alike = 1.0 - np.abs(numbers[:, None] - numbers[None, :]) / span
        return _aggregated(counts, alike, width, options.agg, _product(counts, alike, width))
    same = sparse.csr_array(counts @ counts.T)
    if options.agg == "congruence":
        return same
    # What one uses and the other does not, added: also of columns that the other never spoke of.
    shared = counts @ present.T
    against = totals[:, None] + totals[None, :] - (shared + shared.T).toarray()
    return sparse.csr_array(against if options.agg == "conflict" else same.toarray() - against)


def _places(matrix: sparse.csr_array) -> tuple[IntArray, IntArray]:
    """Return the row and the column of each stored weight."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)), matrix.indices


def _over(matrix: sparse.csr_array, norms: Floats) -> sparse.csr_array:
    """Return the weights divided, 0 where the divisor is."""
    matrix.data = np.divide(matrix.data, norms, out=np.zeros(len(matrix.data)), where=norms != 0)
    matrix.eliminate_zeros()
    return matrix


def _at(matrix: sparse.csr_array, rows: IntArray, columns: IntArray) -> Floats:
    if not len(rows):
        return np.zeros(0)
    return np.asarray(matrix[rows, columns], dtype=np.float64).ravel()


def _without_diagonal(matrix: sparse.csr_array) -> sparse.csr_array:
    made = sparse.csr_array(matrix, dtype=np.float64, copy=True)
    rows, columns = _places(made)
    made.data[rows == columns] = 0.0
    made.eliminate_zeros()
    return made
