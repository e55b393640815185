"""Positions as networks: actor x issue (signed), and actor x actor by shared or opposed stances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy import sparse

from kg.errors import SettingsError
from kg.view.rows import PositionRow, position_rows

if TYPE_CHECKING:
    from kg.store import GraphStore

STANCES = ("support", "oppose", "ambivalent")


def view_network(
    store: GraphStore,
    view: str = "position",
    *,
    since: str | None = None,
    until: str | None = None,
    min_score: float = 0.0,
    min_weight: float = 0.0,
    top: int | None = None,
    only: Collection[str] | None = None,
    around: Collection[str] | None = None,
) -> nx.Graph:
    """Return a view of the graph; whatever no edge is left of is left out.

    Args:
        store: An open graph.
        view: `position`, `congruence` or `conflict`.
        since: First day of publication, `YYYY-MM-DD`.
        until: Last day.
        min_score: Positions scored lower are left out.
        min_weight: Edges of a lower weight are left out.
        top: Only so many edges, the strongest.
        only: IRIs of the positions that count; None takes all.
        around: IRIs of actors; only edges of theirs are kept. None keeps all.

    Raises:
        SettingsError: If there is no such view.
    """
    if view not in VIEWS:
        raise SettingsError(f"--view {view}: unknown. Known: {', '.join(sorted(VIEWS))}.", view=view)
    rows = position_rows(store, since=since, until=until, min_score=min_score)
    graph = VIEWS[view](row for row in rows if only is None or row.position in only)
    graph.graph["view"] = view
    if around is not None:
        graph.remove_edges_from([(a, b) for a, b in graph.edges if a not in around and b not in around])
    return strongest(graph, min_weight=min_weight, top=top)


def position_network(rows: Iterable[PositionRow]) -> nx.Graph:
    """Return actors and issues; an edge counts supporting, opposing and ambivalent positions and keeps their quotes."""
    edges: dict[tuple[str, str], list[PositionRow]] = defaultdict(list)
    nodes: dict[str, dict[str, str]] = {}
    for row in rows:
        nodes[row.holder] = {"label": row.holder_name, "kind": "actor", "type": row.holder_type}
        nodes[row.issue] = {"label": row.issue_label, "kind": "issue", "type": "Issue"}
        edges[row.holder, row.issue].append(row)
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes.items()))
    for (holder, issue), found in sorted(edges.items()):
        graph.add_edge(holder, issue, **_edge(found))
    return graph


def _edge(found: list[PositionRow]) -> dict[str, object]:
    counts = {stance: sum(row.stance == stance for row in found) for stance in STANCES}
    days = sorted(row.date for row in found if row.date)
    return {
        "weight": len(found),
        **counts,
        "sign": int(np.sign(counts["support"] - counts["oppose"])),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "positions": [row.position for row in found],
        "quotes": [
            {"text": row.quote, "stance": row.stance, "document": row.title or row.document, "date": row.date}
            for row in found
        ],
    }


def congruence_network(rows: Iterable[PositionRow]) -> nx.Graph:
    """Return actors; an edge's weight is the sum over issues and stances of the products of their counts."""
    return _actor_network(rows, lambda counts: sum((c @ c.T for c in counts[1:]), start=counts[0] @ counts[0].T))


def conflict_network(rows: Iterable[PositionRow]) -> nx.Graph:
    """Return actors; an edge's weight is the sum over issues of one's supporting times the other's opposing count."""
    return _actor_network(rows, lambda counts: counts[0] @ counts[1].T + counts[1] @ counts[0].T)


def _actor_network(
    rows: Iterable[PositionRow], combine: Callable[[list[sparse.csr_array]], sparse.csr_array]
) -> nx.Graph:
    found = list(rows)
    actors = {row.holder: {"label": row.holder_name, "kind": "actor", "type": row.holder_type} for row in found}
    labels = {row.issue: row.issue_label for row in found}
    names, issues = sorted(actors), sorted(labels)
    combined = combine([_counts(found, stance, names, issues) for stance in STANCES])
    weights = sparse.coo_array(sparse.triu(combined, k=1))
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from((name, actors[name]) for name in names)
    touched: dict[str, set[str]] = defaultdict(set)
    for row in found:
        touched[row.holder].add(row.issue)
    for i, j, weight in sorted(zip(weights.row, weights.col, weights.data, strict=True)):
        a, b = names[i], names[j]
        shared = sorted(labels[issue] for issue in touched[a] & touched[b])
        graph.add_edge(a, b, weight=float(weight), issues=shared)
    return graph


def _counts(found: list[PositionRow], stance: str, names: list[str], issues: list[str]) -> sparse.csr_array:
    """Return how often each actor (row) takes a stance on each issue (column)."""
    rows = {name: i for i, name in enumerate(names)}
    columns = {issue: i for i, issue in enumerate(issues)}
    chosen = [row for row in found if row.stance == stance]
    place = ([rows[row.holder] for row in chosen], [columns[row.issue] for row in chosen])
    return sparse.csr_array((np.ones(len(chosen)), place), shape=(len(names), len(issues)))


def strongest(graph: nx.Graph, *, min_weight: float, top: int | None, isolates: bool = False) -> nx.Graph:
    """Return the network with its strongest edges alone, by absolute weight, and the nodes that they join or all."""
    edges = [(a, b, abs(float(edge["weight"]))) for a, b, edge in graph.edges(data=True)]
    ranked = sorted(edges, key=lambda e: (-e[2], e[0], e[1]))
    kept = {frozenset(e[:2]) for e in ranked[: len(ranked) if top is None else top] if e[2] >= min_weight}
    graph.remove_edges_from([e for e in graph.edges if frozenset(e) not in kept])
    if not isolates:
        graph.remove_nodes_from([n for n in list(graph) if graph.degree(n) == 0])
    return graph


VIEWS: dict[str, Callable[[Iterable[PositionRow]], nx.Graph]] = {
    "position": position_network,
    "congruence": congruence_network,
    "conflict": conflict_network,
}
