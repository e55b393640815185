"""Ways to cluster, each under one name, over distances and over ties between the same things.

By distances: single, complete, average, ward (hierarchical: scipy), kmeans (on rows of distances, as the reference has it),
pam (partitioning around medoids: kmedoids), spectral (Ng, Jordan & Weiss 2002: scikit-learn).
By correlations of ties: concor (Breiger, Boorman & Arabie 1975), always two clusters; equivalence (complete linkage over
Euclidean distances of ties, for structural equivalence).
By ties: louvain, fast-greedy, walktrap, leading-eigenvector, edge-betweenness, infomap, label-propagation, spinglass
(igraph), leiden (leidenalg).
"""

from __future__ import annotations

import importlib.util
import random
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.hierarchy import cut_tree, linkage
from scipy.spatial.distance import pdist, squareform

from kg.analysis.search import named_in_order
from kg.discourse.cells import Floats
from kg.discourse.table import IntArray
from kg.errors import SettingsError

if TYPE_CHECKING:
    import igraph

ROUNDS = 50
"""Rounds after which correlations that do not converge are taken as they are."""
RUNS, COOLINGS, CUTS = 10, 3, 50
EXTRA = 'Install it with: pip install "kg[analysis]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """How near the same things are to each other: distances and ties, both `(n, n)`, symmetric; ties not negative."""

    distances: Floats
    ties: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to cluster.

    `find` takes what is near, a number of clusters (None lets the method choose) and a seed, and returns the cluster of
    each thing. `needs` is the library that it takes; `free` says that it chooses the number of clusters itself, `fixed`
    that it takes a number; one that does neither always finds two. With more ties than `most_ties` it takes long, and is
    left out unless it is named.
    """

    find: Callable[[Near, int | None, int], IntArray]
    needs: str | None = None
    free: bool = False
    fixed: bool = True
    most_ties: int | None = None

    def is_installed(self) -> bool:
        """Say whether its library is there."""
        return self.needs is None or importlib.util.find_spec(self.needs) is not None


def modularity(ties: Floats, clusters: IntArray) -> float:
    """Return Newman's (2004) weighted modularity; ties without negative weights, the diagonal not counted."""
    weights = np.array(ties, dtype=np.float64)
    np.fill_diagonal(weights, 0.0)
    total = weights.sum()
    if not total:
        return 0.0
    degrees = weights.sum(axis=1)
    same = clusters[:, None] == clusters[None, :]
    return float(((weights / total - np.outer(degrees, degrees) / total**2) * same).sum())


def _linked(name: str) -> Callable[[Near, int | None, int], IntArray]:
    def find(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - nothing is drawn
        tree = linkage(squareform(near.distances, checks=False), method=name)
        return _cut(tree, k)

    return find


def _cut(tree: Floats, k: int | None) -> IntArray:
    return np.asarray(cut_tree(tree, n_clusters=k or 2).ravel(), dtype=np.int64)


def _equivalence(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - nothing is drawn
    return _cut(linkage(pdist(near.ties), method="complete"), k)


def _kmeans(near: Near, k: int | None, seed: int) -> IntArray:
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        # Where fewer things differ than clusters are wanted, there are fewer clusters.
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = KMeans(n_clusters=k or 2, n_init=10, random_state=seed).fit_predict(near.distances)
    return np.asarray(found, dtype=np.int64)


def _pam(near: Near, k: int | None, seed: int) -> IntArray:
    import kmedoids

    found = kmedoids.fasterpam(near.distances, k or 2, init="build", random_state=seed)
    return np.asarray(found.labels, dtype=np.int64)


def _spectral(near: Near, k: int | None, seed: int) -> IntArray:
    from sklearn.cluster import SpectralClustering

    alike = np.exp(-(near.distances**2) / 2)
    made = SpectralClustering(n_clusters=k or 2, affinity="precomputed", random_state=seed).fit_predict(alike)
    return np.asarray(made, dtype=np.int64)


def _concor(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - nothing is drawn, and there are two
    alike: Floats = near.ties
    for _ in range(ROUNDS):
        with np.errstate(invalid="ignore", divide="ignore"):
            alike = np.nan_to_num(np.asarray(np.corrcoef(alike, rowvar=False), dtype=np.float64), nan=0.0)
        if (np.abs(alike) > 0.999).all():
            break
    return np.asarray(alike[0] > 0, dtype=np.int64)


def _graph(near: Near) -> igraph.Graph:
    import igraph

    rows, columns = np.nonzero(np.triu(near.ties, 1))
    made = igraph.Graph(n=len(near.ties), edges=np.stack([rows, columns], axis=1).tolist())
    made.es["weight"] = near.ties[rows, columns].tolist()
    return made


@contextmanager
def _drawn(seed: int) -> Iterator[None]:
    """Let igraph draw from this seed, and afterwards as before."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - nothing secret
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _repeated(name: str) -> Callable[[Near, int | None, int], IntArray]:
    """Return a method of igraph that draws: the best by modularity of several runs."""

    def find(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - it chooses the number
        graph = _graph(near)
        with _drawn(seed):
            made = [getattr(graph, name)(weights="weight").membership for _ in range(RUNS)]
        return max((np.array(one, dtype=np.int64) for one in made), key=lambda one: modularity(near.ties, one))

    return find


def _tree(name: str) -> Callable[[Near, int | None, int], IntArray]:
    """Return a method of igraph whose tree is cut at `k`, or where modularity is highest; parts stay apart."""

    def find(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - nothing is drawn
        graph = _graph(near)
        tree, least = getattr(graph, name)(weights="weight"), len(graph.connected_components())
        numbers = range(least, min(graph.vcount(), least + CUTS) + 1) if k is None else (max(k, least),)
        cuts = [np.array(tree.as_clustering(number).membership, dtype=np.int64) for number in numbers]
        return max(cuts, key=lambda one: modularity(near.ties, one))

    return find


def _infomap(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - it chooses the number
    graph = _graph(near)
    with _drawn(seed):
        return np.array(graph.community_infomap(edge_weights="weight").membership, dtype=np.int64)


def _leading(near: Near, k: int | None, seed: int) -> IntArray:
    graph = _graph(near)
    with _drawn(seed):
        return np.array(graph.community_leading_eigenvector(clusters=k, weights="weight").membership, dtype=np.int64)


def _leiden(near: Near, k: int | None, seed: int) -> IntArray:  # noqa: ARG001 - it chooses the number
    import leidenalg

    found = leidenalg.find_partition(
        _graph(near), leidenalg.ModularityVertexPartition, weights="weight", seed=seed, n_iterations=-1
    )
    return np.array(found.membership, dtype=np.int64)


def _spinglass(near: Near, k: int | None, seed: int) -> IntArray:
    """Cluster each part that hangs together by itself, as spin glasses take no other; `k` is the number of spins."""
    graph = _graph(near)
    made = np.zeros(len(near.ties), dtype=np.int64)
    for part in graph.connected_components():
        inner = np.zeros(len(part), dtype=np.int64)
        if len(part) > 2:
            hot = graph.subgraph(part)
            with _drawn(seed):
                made_of = [hot.community_spinglass(weights="weight", spins=k or 25).membership for _ in range(COOLINGS)]
            ties = near.ties[np.ix_(part, part)]
            inner[:] = max(map(np.array, made_of), key=lambda one: modularity(ties, one))
        made[part] = made.max() + 1 + inner
    return made


METHODS: dict[str, Method] = {
    "single": Method(find=_linked("single")),
    "complete": Method(find=_linked("complete")),
    "average": Method(find=_linked("average")),
    "ward": Method(find=_linked("ward")),
    "kmeans": Method(find=_kmeans, needs="sklearn"),
    "pam": Method(find=_pam, needs="kmedoids"),
    "spectral": Method(find=_spectral, needs="sklearn"),
    "concor": Method(find=_concor, fixed=False),
    "equivalence": Method(find=_equivalence),
    "louvain": Method(find=_repeated("community_multilevel"), needs="igraph", free=True, fixed=False),
    "leiden": Method(find=_leiden, needs="leidenalg", free=True, fixed=False),
    "fast-greedy": Method(find=_tree("community_fastgreedy"), needs="igraph", free=True),
    "walktrap": Method(find=_tree("community_walktrap"), needs="igraph", free=True),
    "leading-eigenvector": Method(find=_leading, needs="igraph", free=True),
    "edge-betweenness": Method(find=_tree("community_edge_betweenness"), needs="igraph", free=True, most_ties=4000),
    "infomap": Method(find=_infomap, needs="igraph", free=True, fixed=False),
    "label-propagation": Method(find=_repeated("community_label_propagation"), needs="igraph", free=True, fixed=False),
    "spinglass": Method(find=_spinglass, needs="igraph", free=True, fixed=False, most_ties=5000),
}


def chosen_methods(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the methods that are wanted, or all that are installed where none is named.

    Raises:
        SettingsError: If a method is unknown, or its library is not there.
    """
    for name in names:
        if name not in METHODS:
            raise SettingsError(f"--method {name}: unknown. Known: {', '.join(METHODS)}.", option="method")
        if not METHODS[name].is_installed():
            raise SettingsError(f"--method {name}: needs {METHODS[name].needs}. {EXTRA}", option="method")
    return names or tuple(name for name, method in METHODS.items() if method.is_installed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """What one method found: the cluster of each thing, numbered from 0 in the order of their first things."""

    method: str
    clusters: IntArray
    modularity: float

    @property
    def k(self) -> int:
        """The number of clusters."""
        return int(self.clusters.max()) + 1


def cluster(
    near: Near, name: str, *, k: int | None = None, k_min: int = 2, k_max: int = 6, seed: int = 0
) -> Clustering:
    """Return the clusters that a method finds, of several numbers of them those of the highest modularity.

    Args:
        near: Distances and ties.
        name: One of `METHODS`.
        k: How many clusters; None tries all from `k_min` to `k_max`, or takes what a method chooses by itself.
        k_min: The least number.
        k_max: The largest number; always fewer than there are things.
        seed: For methods that draw.
    """
    method = METHODS[name]
    numbers: list[int | None] = [k]
    if k is None and method.fixed and not method.free:
        numbers = list(range(k_min, max(k_min, min(k_max, len(near.ties) - 1)) + 1))
    found = [named_in_order(method.find(near, number, seed)) for number in numbers]
    best = max(found, key=lambda clusters: modularity(near.ties, clusters))
    return Clustering(method=name, clusters=best, modularity=modularity(near.ties, best))
