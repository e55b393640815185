"""Coalitions: actors clustered by many methods, the best by modularity, and how well it stands resampling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kg.analysis.coded import Coded, coded
from kg.analysis.methods import METHODS, Clustering, Near, chosen_methods, cluster
from kg.analysis.tables import Table, table_of, texts
from kg.discourse import Source
from kg.discourse.cells import Cells, Floats
from kg.discourse.table import IntArray
from kg.discourse.weights import one_mode
from kg.errors import SettingsError

MIDDLE = (0.025, 0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How alike clusters of resampled statements are to those of all: adjusted Rand indices, mean and 95 % of them."""

    mean: float
    low: float
    high: float
    samples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """The clusters of actors by each method, best modularity first, and the stability of each where it was asked for.

    `left_out` are methods that would have taken too long.
    """

    actors: tuple[str, ...]
    found: tuple[Clustering, ...]
    stability: dict[str, Stability]
    left_out: tuple[str, ...] = ()

    @property
    def best(self) -> Clustering:
        """The clusters of the highest modularity."""
        return self.found[0]

    def tables(self) -> tuple[Table, ...]:
        """Return `methods`, one row a method, and `members`, one row an actor with its cluster by the best method.

        `all-members` has one row an actor and method.
        """
        rows = []
        for one in self.found:
            stable = self.stability.get(one.method)
            told = (stable.mean, stable.low, stable.high) if stable else (None, None, None)
            rows.append((one.method, one.k, one.modularity, *told))
        every = [(c.method, a, int(n) + 1) for c in self.found for a, n in zip(self.actors, c.clusters, strict=True)]
        best = sorted((n, a) for m, a, n in every if m == self.best.method)
        return (
            table_of("methods", ("method", "clusters", "modularity", "stability", "low", "high"), rows),
            table_of("members", ("cluster", "actor"), best),
            table_of("all-members", ("method", "actor", "cluster"), every),
        )


def clusters(
    source: Source,
    *,
    method: str | Iterable[str] = (),
    k: int | None = None,
    k_min: int = 2,
    k_max: int = 6,
    samples: int = 0,
    seed: int = 0,
    heard: Callable[[int], None] | None = None,
    **options: Any,  # noqa: ANN401 - of several types
) -> Clusters:
    """Return clusters of actors.

    Distances are Jaccard's over the (column, level) cells that actors use; ties are the positive weights of the network,
    which is `subtract` with the norm `average` unless options say otherwise. Modularity is that of these ties.

    Args:
        source: A table of statements, or the path of one.
        method: One or several of `kg.analysis.METHODS`; all that are installed and do not take too long unless given.
        k: How many clusters; methods that cannot be told are then left out, unless named. None chooses by modularity.
        k_min: The least number that is tried.
        k_max: The largest number that is tried.
        samples: How often statements are resampled for stability; 0 for not at all.
        seed: For methods that draw, and for samples.
        heard: Told 1 whenever a method is done.
        **options: As `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option does not fit, a library is not there, or there are fewer than three actors.
        ReadError: If the table cannot be read.
    """
    if (k is not None and k < 2) or not 2 <= k_min <= k_max:
        raise SettingsError("--k, --k-min, --k-max: at least 2 clusters, and --k-min not above --k-max.", option="k")
    said = coded(source, **{"norm": "average", **options})
    if len(said.cells.rows) < max(3, k or 0):
        raise SettingsError(f"{len(said.cells.rows)} actors are too few to cluster. Loosen the filters.")
    methods = texts(method)
    names = chosen_methods(methods)
    if k is not None and not methods:
        names = tuple(name for name in names if METHODS[name].fixed or (name == "concor" and k == 2))
    near = nearness(said.cells, said)
    ties = int(np.count_nonzero(near.ties)) // 2
    slow = () if methods else tuple(name for name in names if ties > (METHODS[name].most_ties or ties))
    names = tuple(name for name in names if name not in slow)
    found = []
    for name in names:
        found.append(cluster(near, name, k=k, k_min=k_min, k_max=k_max, seed=seed))
        if heard:
            heard(1)
    found.sort(key=lambda one: -one.modularity)
    stable = {one.method: stability(said, one, samples=samples, seed=seed) for one in found} if samples else {}
    return Clusters(actors=said.cells.rows, found=tuple(found), stability=stable, left_out=slow)


def nearness(cells: Cells, said: Coded) -> Near:
    """Return distances and ties of the actors, whatever statements `cells` has of them."""
    weights = one_mode(cells, said.options).toarray()
    return Near(distances=jaccard_distances(cells), ties=np.maximum(weights, 0.0))


def jaccard_distances(cells: Cells) -> Floats:
    """Return 1 - the share of common cells in those that either of two actors uses; 1 where neither uses any."""
    used = np.minimum(cells.counts().toarray(), 1.0)
    both = used @ used.T
    either = used.sum(axis=1)[:, None] + used.sum(axis=1)[None, :] - both
    apart = 1.0 - np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    np.fill_diagonal(apart, 0.0)
    return np.asarray(apart, dtype=np.float64)


def stability(said: Coded, one: Clustering, *, samples: int, seed: int) -> Stability:
    """Return how alike the same method's clusters of resampled statements are to these.

    Statements are drawn with replacement (bootstrap), as many as there are; the number of clusters stays. Actors that a
    sample leaves out are left out of the comparison.

    Args:
        said: The statements.
        one: The clusters of all of them.
        samples: How many samples.
        seed: The same seed gives the same samples.
    """
    chance = np.random.default_rng([seed, 7])
    indices = []
    for _ in range(samples):
        drawn = chance.integers(len(said.cells.row), size=len(said.cells.row))
        part = said.cells.take(drawn, all_labels=True)
        there = np.flatnonzero(np.bincount(part.row, minlength=len(part.rows)))
        if len(there) <= one.k:
            continue
        near = nearness(replace(part, rows=part.rows), said)
        place = np.ix_(there, there)
        inner = Near(distances=near.distances[place], ties=near.ties[place])
        k = one.k if METHODS[one.method].fixed and one.k > 1 else None
        again = cluster(inner, one.method, k=k, seed=seed)
        indices.append(adjusted_rand(one.clusters[there], again.clusters))
    if not indices:
        return Stability(mean=np.nan, low=np.nan, high=np.nan, samples=0)
    low, high = np.quantile(indices, MIDDLE)
    return Stability(mean=float(np.mean(indices)), low=float(low), high=float(high), samples=len(indices))


def adjusted_rand(a: IntArray, b: IntArray) -> float:
    """Return Hubert & Arabie's (1985) adjusted Rand index: 1 for the same partition, 0 as expected by chance.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(a.max()) + 1, int(b.max()) + 1))
    np.add.at(table, (a, b), 1.0)
    both, rows, columns = (float((n * (n - 1) / 2).sum()) for n in (table, table.sum(axis=1), table.sum(axis=0)))
    pairs = len(a) * (len(a) - 1) / 2
    expected = rows * columns / pairs if pairs else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
