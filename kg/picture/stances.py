"""Net stances of actors on issues, and who is near to whom by them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from kg.errors import SettingsError
from kg.picture.moments import Moments

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceTable:
    """Actors by issues.

    Attributes:
        actors: Names of the rows.
        issues: Names of the columns.
        net: Mean stance, from -1 (always opposed) to 1, `NaN` without a statement; shape `(n_actors, n_issues)`.
        counts: Numbers of statements, likewise.
        left_out: What is not among them for want of room, in words.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    net: Floats
    counts: Ints
    left_out: str = ""


def stance_table(
    moments: Moments, *, rows: int | None = None, columns: int | None = None, shared: bool = False
) -> StanceTable:
    """Return the table of those who speak most, on the issues that most speak of.

    Args:
        moments: Stances.
        rows: At most so many actors; None takes all who said something.
        columns: At most so many issues.
        shared: Whether issues that one actor alone speaks of are left out: they say nothing of who is near to whom.

    Raises:
        SettingsError: If statements have no stance.
    """
    if not moments.signed:
        raise SettingsError("this picture needs stances: name a boolean or integer --qualifier.", option="qualifier")
    shape = (len(moments.actors), len(moments.issues))
    counts, sums = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    np.add.at(counts, (moments.actor, moments.issue), 1)
    np.add.at(sums, (moments.actor, moments.issue), moments.stance)
    if shared and ((counts > 0).sum(axis=0) > 1).any():
        counts[:, (counts > 0).sum(axis=0) < 2] = 0
    chosen = _busiest(counts, columns, axis=0)
    picked = _busiest(counts[:, chosen], rows, axis=1)
    chosen = chosen[counts[picked][:, chosen].any(axis=0)]
    all_rows, all_columns = int(counts.any(axis=1).sum()), int(counts.any(axis=0).sum())
    part = np.ix_(picked, chosen)
    short = len(picked) < all_rows or len(chosen) < all_columns
    return StanceTable(
        actors=tuple(moments.actors[i] for i in picked),
        issues=tuple(moments.issues[i] for i in chosen),
        net=np.where(counts[part] > 0, sums[part] / np.maximum(counts[part], 1), np.nan),
        counts=counts[part],
        left_out=f"{len(picked):,} of {all_rows:,} actors and {len(chosen):,} of {all_columns:,} issues are shown, those "
        "with the most statements."
        if short
        else "",
    )


def _busiest(counts: Ints, most: int | None, *, axis: int) -> Ints:
    """Return which columns (axis 0) or rows (axis 1) have the most others in them, then the most statements; in order."""
    others, statements = (counts > 0).sum(axis=axis), counts.sum(axis=axis)
    keys = (statements, others) if axis == 0 else (others, statements)
    ranked = np.lexsort(tuple(-key for key in keys))
    return np.sort(ranked[: int((statements > 0).sum())][:most])


def distances_of(table: StanceTable) -> Floats:
    """Return how far actors are from each other, shape `(n_actors, n_actors)`, in [0, 1].

    It is the mean of the differences of their net stances over the issues that at least one of them speaks of, halved;
    who does not speak of an issue counts as 0. 0 are the same stances, 1 opposite ones on every issue.
    """
    spoken = ~np.isnan(table.net)
    stances = np.where(spoken, table.net, 0.0)
    apart = np.abs(stances[:, None] - stances[None]).sum(axis=2)
    either = (spoken[:, None] | spoken[None]).sum(axis=2)
    made: Floats = apart / np.maximum(either, 1) / 2
    np.fill_diagonal(made, 0)
    return made


def tree_of(table: StanceTable) -> Floats | None:
    """Return the actors' tree as scipy's linkage, leaves ordered so that neighbours are near; None with fewer than two.

    Reference: average linkage, Sokal and Michener (1958); leaf order, Bar-Joseph and others (2001).
    """
    if len(table.actors) < 2:
        return None
    near = squareform(np.round(distances_of(table), 12), checks=False)
    made: Floats = hierarchy.linkage(near, method="average", optimal_ordering=True)
    return made


def column_order(table: StanceTable) -> list[int]:
    """Return the issues in the order of their own tree."""
    turned = StanceTable(actors=table.issues, issues=table.actors, net=table.net.T, counts=table.counts.T)
    tree = tree_of(turned)
    return [0] if tree is None else hierarchy.leaves_list(tree).tolist()
