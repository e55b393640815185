"""Groups of issues that are the same, by agglomerative clustering with average linkage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from kg.issues.similarity import Similarity
from kg.issues.topics import Topic, TopicReader

THRESHOLD = 0.45
"""Groups are joined while their members are the same with at least this mean probability; see
`docs/decisions/0006-issues.md`."""
FAR = 0.05
"""A probability below which two issues are taken for different without a further look."""
NEVER = -1e9
"""Stands for the probability of two issues that people keep apart: no mean over other pairs makes up for it."""
COMMON = 400
"""Issues that share a concept or word with more others than so many are compared by what else they share."""


def cluster_labels(
    labels: Sequence[str],
    *,
    reader: TopicReader | None = None,
    similarity: Similarity | None = None,
    threshold: float = THRESHOLD,
) -> list[int]:
    """Return the number of each label's group, counted from 0 in order of first members.

    Args:
        labels: Preferred labels of issues, all different.
        reader: Tells what a label is about; None takes the shipped taxonomy and names.
        similarity: Tells how likely two are the same; None takes the shipped weights.
        threshold: In [0, 1]; higher makes smaller groups.
    """
    return cluster_issues([(label,) for label in labels], reader=reader, similarity=similarity, threshold=threshold)


def cluster_issues(
    names: Sequence[Sequence[str]],
    *,
    apart: Iterable[tuple[int, int]] = (),
    reader: TopicReader | None = None,
    similarity: Similarity | None = None,
    threshold: float = THRESHOLD,
) -> list[int]:
    """Return the number of each issue's group, counted from 0 in order of first members.

    Args:
        names: One or more names of each issue; the best pair of names counts as much as the mean of all.
        apart: Pairs of places of issues that never stand in one group.
        reader: Tells what a name is about; None takes the shipped taxonomy and names.
        similarity: Tells how likely two are the same; None takes the shipped weights.
        threshold: In [0, 1]; higher makes smaller groups.
    """
    reader = reader or TopicReader()
    similarity = similarity or Similarity()
    topics = [reader(name) for some in names for name in some]
    owners = [place for place, some in enumerate(names) for _ in some]
    chances: dict[tuple[int, int], list[float]] = {}
    for i, j in candidates(topics):
        if owners[i] != owners[j] and (chance := similarity(topics[i], topics[j])) > FAR:
            chances.setdefault((owners[i], owners[j]), []).append(chance)
    edges = {pair: _chance(some, len(names[pair[0]]) * len(names[pair[1]])) for pair, some in chances.items()}
    edges |= {(min(pair), max(pair)): NEVER for pair in apart}
    parts = _components(len(names), edges)
    numbers: dict[int, int] = {}
    found = [0] * len(names)
    for number, members in enumerate(parts):
        for place, group in zip(members, _groups(members, edges, threshold), strict=True):
            found[place] = number * len(names) + group
    return [numbers.setdefault(raw, len(numbers)) for raw in found]


def _chance(some: Sequence[float], pairs: int) -> float:
    """Return how likely two issues are the same, midway between the mean of all pairs of their names and the best one."""
    return (max(some) + sum(some) / pairs) / 2


def candidates(topics: Sequence[Topic]) -> list[tuple[int, int]]:
    """Return the pairs of places of topics that share a concept, name or word."""
    holders: dict[str, list[int]] = {}
    for place, topic in enumerate(topics):
        for key in topic.concepts | topic.names | topic.words | topic.stems:
            holders.setdefault(key, []).append(place)
    seen: set[tuple[int, int]] = set()
    for places in holders.values():
        if len(places) <= COMMON:
            seen.update(combinations(places, 2))
    return sorted(seen)


def _components(size: int, edges: dict[tuple[int, int], float]) -> list[list[int]]:
    rows, columns = (list(side) for side in zip(*edges, strict=True)) if edges else ([], [])
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    parts: dict[int, list[int]] = {}
    for place, label in enumerate(labels.tolist()):
        parts.setdefault(label, []).append(place)
    return list(parts.values())


def _groups(members: list[int], edges: dict[tuple[int, int], float], threshold: float) -> list[int]:
    """Return the group of each member of a part that hangs together."""
    if len(members) == 1:
        return [0]
    distances = np.ones((len(members), len(members)))
    np.fill_diagonal(distances, 0.0)
    for (i, one), (j, other) in combinations(enumerate(members), 2):
        distances[i, j] = distances[j, i] = 1 - edges.get((one, other), 0.0)
    tree = linkage(squareform(distances, checks=False), method="average")
    return [int(group) - 1 for group in fcluster(tree, t=1 - threshold, criterion="distance")]
