"""Coalitions of a network's nodes: those it was given, else communities of actors who say the same on the same issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from kg.export.network_flat import Item

SEED = 20
SMALLEST = 2
"""Fewer are no coalition."""
PARTED = frozenset({"conflict"})
"""Views whose edges join opponents: no communities are sought there."""


def coalitions(
    nodes: Sequence[Item], pairs: Iterable[Sequence[Any]], statements: Sequence[Sequence[Any]], *, view: str
) -> list[int]:
    """Return the number of each node's coalition, the largest 0; -1 for a node without.

    The nodes' attribute `cluster` is taken where any actor has it. Else, with actors and issues, communities are sought
    among actors and stances on issues (a supported and an opposed issue are two things); with actors alone, among actors
    by the weights of their edges.

    Args:
        nodes: As in the page's data.
        pairs: Likewise.
        statements: Likewise; those of pairs of an actor and an issue know both.
        view: What the network shows.

    Reference: Blondel, Guillaume, Lambiotte and Lefebvre 2008 (Louvain), by networkx, with a fixed seed.
    """
    actors = [number for number, node in enumerate(nodes) if node.values.get("kind") != "issue"]
    given = {number: str(nodes[number].values["cluster"]) for number in actors if "cluster" in nodes[number].values}
    if not given and view not in PARTED:
        given = _communities(pairs, statements, set(actors))
    return _ranked(given, nodes)


def _communities(
    pairs: Iterable[Sequence[Any]], statements: Sequence[Sequence[Any]], actors: set[int]
) -> dict[int, str]:
    weights: dict[tuple[Any, Any], float] = defaultdict(float)
    for a, b, weight, sign, _, said, _ in pairs:
        if a in actors and b in actors:
            weights[a, b] += max(float(weight), 0.0)
        else:
            actor, issue = (a, b) if a in actors else (b, a)
            stances = [statements[number][2] for number in said] or [sign]
            for stance in stances:
                weights[actor, (issue, stance)] += 1.0
    joined: nx.Graph = nx.Graph()
    joined.add_weighted_edges_from((a, b, weight) for (a, b), weight in weights.items() if weight)
    if not joined:
        return {}
    found = nx.community.louvain_communities(joined, seed=SEED)
    return {node: str(number) for number, part in enumerate(found) for node in part if node in actors}


def _ranked(given: Mapping[int, str], nodes: Sequence[Item]) -> list[int]:
    """Number the coalitions by size, then by the first of their names."""
    members: dict[str, list[int]] = defaultdict(list)
    for number, name in given.items():
        members[name].append(number)
    real = [name for name, inside in members.items() if len(inside) >= SMALLEST]
    real.sort(key=lambda name: (-len(members[name]), min(nodes[number].label for number in members[name])))
    rank = {name: number for number, name in enumerate(real)}
    return [rank.get(given[number], -1) if number in given else -1 for number in range(len(nodes))]
