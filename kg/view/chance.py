"""What two rows of a two-mode network have in common by chance: the stochastic degree sequence model.

Every cell is filled, apart from the others, with a probability such that each row and each column has on average as many
filled cells as it has in fact. These are the probabilities of the bipartite configuration model (Saracco and others 2015,
Scientific Reports 5, 10595): of all models with these averages the one of the highest entropy. What two rows share is
then a sum of independent trials with other probabilities each (a Poisson binomial), whose distribution is computed.

Reference: Neal (2014), The backbone of bipartite projections, Social Networks 39, 84-97; Neal, Domagalski & Sagan (2021),
Comparing alternatives to the fixed degree sequence model, Scientific Reports 11, 23929.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.errors import SettingsError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEPS, NEAR, FAR = 200, 1e-9, 40.0
"""Of the search: how many, how near sums must come to what they should be, and how far logarithms may go."""
CHUNK = 4_000_000
"""Numbers that a distribution's array may hold at a time."""


def cell_chances(rows: Ints, columns: Ints) -> tuple[Floats, Ints]:
    """Return the probabilities of cells by kind of row, shape `(n_kinds, n_columns)`, and the kind of each row.

    p = x y / (1 + x y), with x of the row and y of the column such that sums are as given. Rows of the same sum are of
    one kind: they have the same probabilities. Solved by Newton's method on the likelihood.

    Args:
        rows: Sums of the rows, shape `(n_rows,)`.
        columns: Sums of the columns, of the same total.

    Raises:
        SettingsError: If no such probabilities are found.
    """
    row_sums, row_of, row_times = np.unique(rows, return_inverse=True, return_counts=True)
    sums, column_of, times = np.unique(columns, return_inverse=True, return_counts=True)
    chances = _solved(row_sums, row_times, sums, times)
    return chances[:, column_of], row_of


def _solved(rows: Ints, row_times: Ints, columns: Ints, column_times: Ints) -> Floats:
    """Return probabilities by distinct sums; first fill what is certain, rows and columns that are empty or full."""
    chances = np.full((len(rows), len(columns)), np.nan)
    left_rows, left_columns = rows.astype(np.float64), columns.astype(np.float64)
    while True:
        open_rows, open_columns = (np.isnan(chances).any(axis=axis) for axis in (1, 0))
        for value in (0.0, 1.0):
            width = column_times[open_columns].sum()
            sure = open_rows & (left_rows == value * width)
            if sure.any():
                chances[np.ix_(sure, open_columns)] = value
                left_columns[open_columns] -= value * row_times[sure].sum()
                break
            height = row_times[open_rows].sum()
            sure = open_columns & (left_columns == value * height)
            if sure.any():
                chances[np.ix_(open_rows, sure)] = value
                left_rows[open_rows] -= value * column_times[sure].sum()
                break
        else:
            break
    if open_rows.any() and open_columns.any():
        given = (left_rows[open_rows], row_times[open_rows], left_columns[open_columns], column_times[open_columns])
        chances[np.ix_(open_rows, open_columns)] = _newton(*given)
    return chances


def _newton(rows: Floats, row_times: Ints, columns: Floats, column_times: Ints) -> Floats:
    """Return the probabilities that maximise the likelihood of the sums, in the logarithms of x and y."""
    total = float(rows @ row_times)
    place = np.concatenate([np.log(rows / np.sqrt(total)), np.log(columns / np.sqrt(total))])
    times = np.concatenate([row_times, column_times]).astype(np.float64)
    wanted, cut = np.concatenate([rows, columns]), len(rows)

    def chances_at(place: Floats) -> Floats:
        return np.asarray(1.0 / (1.0 + np.exp(-(place[:cut, None] + place[None, cut:]))))

    def likelihood(place: Floats) -> float:
        sums = np.logaddexp(0.0, place[:cut, None] + place[None, cut:])
        return float(times * wanted @ place - row_times @ sums @ column_times)

    for _ in range(STEPS):
        made = chances_at(place)
        missing = wanted - np.concatenate([made @ column_times, row_times @ made])
        if np.abs(missing).max() < NEAR:
            return made
        spread = made * (1 - made)
        across = spread * row_times[:, None] * column_times[None, :]
        bent = np.block([[np.diag(across.sum(axis=1)), across], [across.T, np.diag(across.sum(axis=0))]])
        step = np.linalg.solve(bent + 1e-12 * max(1.0, float(bent.max())) * np.eye(len(place)), times * missing)
        now, size = likelihood(place), 1.0
        while size > 1e-6 and likelihood(np.clip(place + size * step, -FAR, FAR)) < now:
            size /= 2
        place = np.clip(place + size * step, -FAR, FAR)
    if np.abs(missing).max() > 1e-4:
        raise SettingsError(
            "--backbone sdsm: no probabilities fit these counts. Use --backbone disparity or noise-corrected."
        )
    return made


def tails(plus: Floats, minus: Floats | None, observed: Ints, *, which: Ints) -> tuple[Floats, Floats]:
    """Return how likely a sum of independent terms is at least, and at most, what was observed.

    A term is 1 with a probability of `plus` and -1 with one of `minus`. Distributions are added up term by term, and
    cut off where Bernstein's inequality leaves less than 1e-19.

    Args:
        plus: Shape `(n_sums, n_terms)`.
        minus: The same; None where no term is -1.
        observed: What was observed, shape `(n_cases,)`.
        which: The sum that each case is one of, shape `(n_cases,)`.

    Returns:
        Two arrays of shape `(n_cases,)`.
    """
    above, below = np.ones(len(observed)), np.ones(len(observed))
    order = np.argsort(which, kind="stable")
    high, low = _reach(plus), 0 if minus is None else _reach(minus)
    width = high + low + 1
    step = max(1, CHUNK // width)
    for first in range(0, len(plus), step):
        chosen = slice(first, first + step)
        made = _distribution(plus[chosen], None if minus is None else minus[chosen], high, low)
        cases = order[np.searchsorted(which[order], first) : np.searchsorted(which[order], first + step)]
        place = np.clip(observed[cases] + low, -1, width)
        upper = np.cumsum(np.pad(made[:, ::-1], ((0, 0), (1, 0))), axis=1)[:, ::-1]
        lower = np.cumsum(np.pad(made, ((0, 0), (1, 0))), axis=1)
        own = which[cases] - first
        above[cases] = np.minimum(upper[own, np.maximum(place, 0)], 1.0)
        below[cases] = np.minimum(lower[own, np.minimum(place + 1, width)], 1.0)
    return above, below


def _reach(chances: Floats) -> int:
    """Return how many of the terms may count before the rest of the distribution is below 1e-19."""
    mean = float(chances.sum(axis=1).max(initial=0.0))
    return min(chances.shape[1], int(mean + 12 * mean**0.5 + 30) + 1)


def _distribution(plus: Floats, minus: Floats | None, high: int, low: int) -> Floats:
    """Return the probabilities of sums from -low to high, shape `(n_sums, low + high + 1)`."""
    made = np.zeros((len(plus), low + high + 1))
    made[:, low] = 1.0
    for term in range(plus.shape[1]):
        up = plus[:, term, None]
        down = 0.0 if minus is None else minus[:, term, None]
        moved = made * (1.0 - up - down)
        moved[:, 1:] += made[:, :-1] * up
        if minus is not None:
            moved[:, :-1] += made[:, 1:] * minus[:, term, None]
        made = moved
    return made
