"""Clusters of a network by modularity: friends inside, foes outside, more than chance would have it.

Modularity compares the ties within clusters with what chance gives nodes of the same strengths. Ties are signed, so
friendly ones should be inside and hostile ones between clusters (Gómez, Jensen & Arenas 2009, Physical Review E 80,
016114); without hostile ties this is Newman and Girvan's (2004) modularity. In networks with a direction chance goes by
what nodes send and receive (Leicht & Newman 2008, Physical Review Letters 100, 118703), in two-mode networks from actors
to issues alone (Barber 2007, Physical Review E 76, 066102). A cluster of a two-mode network holds actors and issues.

The search is that of Blondel and others (2008, Journal of Statistical Mechanics P10008, "Louvain"): nodes move to the
cluster where modularity gains most, clusters become nodes, and so on; at last single nodes move once more. With hostile
ties a good cluster may be one that a node has no tie with, so all clusters are tried, not only those of neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.view.ties import Ties

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
RUNS, MANY = 12, 1000
"""So many searches in other orders, of which the best counts; a single one with more nodes than this. Every other one
begins with nodes thrown together at random, which leads to other optima."""
LEAST = 1e-10
"""A gain below this is a rounding error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """`members` is the cluster of each node, shape `(n_nodes,)`, from 1, the largest first; `modularity` at most 1."""

    members: Ints
    modularity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Nodes or clusters as nodes: `links` is symmetric; chance links two by the sum of `share` times `sent` times `got`.

    `sent` and `got` have shape `(n_terms, n_nodes)`, `share` has shape `(n_terms,)`.
    """

    links: sparse.csr_array
    share: Floats
    sent: Floats
    got: Floats

    def joined(self, members: Ints) -> _Level:
        """Return the level whose nodes are these clusters, numbered from 0."""
        size = len(members)
        place = sparse.csr_array((np.ones(size), (np.arange(size), members)))
        return _Level(
            links=sparse.csr_array(place.T @ self.links @ place),
            share=self.share,
            sent=np.asarray(self.sent @ place),
            got=np.asarray(self.got @ place),
        )


def communities(ties: Ties, *, seed: int = 0) -> Communities:
    """Return the clusters of the highest modularity that was found; a node without ties is one of its own.

    Args:
        ties: The network.
        seed: Of the orders in which nodes are tried; the same seed gives the same clusters.
    """
    size = ties.friendly.shape[0]
    total = float(ties.friendly.sum() + ties.hostile.sum())
    if not total:
        return Communities(members=np.arange(1, size + 1), modularity=0.0)
    level = _level(ties)
    chance = np.random.default_rng(seed)
    found = [_search(level, chance, thrown=run % 2 == 1) for run in range(RUNS if size <= MANY else 1)]
    scores = [_score(level, members) for members in found]
    best = int(np.argmax(np.round(scores, 10)))
    return Communities(members=_numbered(found[best]), modularity=modularity(ties, found[best]))


def modularity(ties: Ties, members: Ints) -> float:
    """Return the modularity of given clusters, shape `(n_nodes,)`."""
    total = float(ties.friendly.sum() + ties.hostile.sum())
    whole = total if ties.first is None else total / 2
    return _score(_level(ties), np.unique(members, return_inverse=True)[1]) / whole if total else 0.0


def _level(ties: Ties) -> _Level:
    parts = [ties.friendly, ties.hostile]
    if ties.first is not None:
        side = sparse.diags_array(ties.first.astype(np.float64))
        parts = [sparse.csr_array(side @ part) for part in parts]
    links = sparse.csr_array(parts[0] - parts[1])
    sums = [float(part.sum()) for part in parts]
    kept = [(part, sign / whole) for part, sign, whole in zip(parts, (1.0, -1.0), sums, strict=True) if whole]
    return _Level(
        links=sparse.csr_array((links + links.T) / 2),
        share=np.array([share for _, share in kept]),
        sent=np.array([part.sum(axis=1) for part, _ in kept]),
        got=np.array([part.sum(axis=0) for part, _ in kept]),
    )


def _score(level: _Level, members: Ints) -> float:
    """Return the sum over pairs in one cluster of what they have minus what chance gives them."""
    made = level.joined(members)
    return float(made.links.diagonal().sum() - (made.share @ (made.sent * made.got)).sum())


def _search(level: _Level, chance: np.random.Generator, *, thrown: bool) -> Ints:
    size = level.links.shape[0]
    members = np.arange(size)
    if thrown:
        start = _moved(level, chance.integers(0, 1 + size // 2, size), chance)
        members = np.unique(start, return_inverse=True)[1]
    made = level.joined(members)
    while True:
        moved = np.unique(_moved(made, np.arange(made.links.shape[0]), chance), return_inverse=True)[1]
        members = moved[members]
        if moved.max() + 1 == len(moved):
            break
        made = made.joined(moved)
    return np.unique(_moved(level, members, chance), return_inverse=True)[1]


def _moved(level: _Level, start: Ints, chance: np.random.Generator) -> Ints:
    """Return clusters, numbered below the number of nodes, after nodes have moved as long as that gains anything."""
    members, size = start.copy(), len(start)
    sent, got = (np.array([np.bincount(members, part, size) for part in parts]) for parts in (level.sent, level.got))
    links = level.links
    own_sent, own_got = level.sent * level.share[:, None], level.got * level.share[:, None]
    while True:
        still = True
        for i in chance.permutation(size):
            was = members[i]
            sent[:, was] -= level.sent[:, i]
            got[:, was] -= level.got[:, i]
            near = links.indices[links.indptr[i] : links.indptr[i + 1]]
            ties = np.where(near == i, 0.0, links.data[links.indptr[i] : links.indptr[i + 1]])
            gains = 2 * np.bincount(members[near], ties, size) - own_sent[:, i] @ got - own_got[:, i] @ sent
            best = int(np.argmax(gains))
            if gains[best] > gains[was] + LEAST:
                members[i], still = best, False
            sent[:, members[i]] += level.sent[:, i]
            got[:, members[i]] += level.got[:, i]
        if still:
            return members


def _numbered(members: Ints) -> Ints:
    """Return the clusters numbered from 1: the largest first, of equals that of the first node."""
    names, first, sizes = np.unique(members, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(names), dtype=np.int64)
    number[order] = np.arange(1, len(names) + 1)
    return number[np.searchsorted(names, members)]
