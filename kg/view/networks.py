"""Positions as networks: actor x issue, actor x actor by shared or opposed stances, issue x issue by shared actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import networkx as nx
from scipy import sparse

from kg.view.draft import Draft
from kg.view.facts import edge_facts, sign_of
from kg.view.rows import PositionRow
from kg.view.table import Mode, Table, values_at


def position_network(rows: Iterable[PositionRow]) -> Draft:
    """Return actors and issues; an edge's weight counts positions, its sign says whether support or opposition prevails."""
    table = Table(tuple(rows))
    graph: nx.Graph = nx.Graph(view="position")
    table.add_nodes(graph, "actor")
    table.add_nodes(graph, "issue")
    for holder, issues in sorted(table.cells("actor").items()):
        for issue, stances in sorted(issues.items()):
            graph.add_edge(holder, issue, weight=sum(map(len, stances.values())))

    def describe(a: str, b: str) -> dict[str, object]:
        found = table.of_cell(*((a, b) if graph.nodes[a]["kind"] == "actor" else (b, a)))
        return {**edge_facts(found), "positions": [row.id for row in found]}

    return Draft(graph=graph, describe=describe, table=table)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMode:
    """A view that joins actors, or issues: its weights made of (congruence, conflict, products of all counts).

    `sign` is made of congruence minus conflict. `same` and `opposite` say which positions stand behind an edge: those
    that agree, those that disagree; with neither, all on what both have in common.
    """

    view: str
    mode: Mode
    weigh: Callable[[sparse.csr_array, sparse.csr_array, sparse.csr_array], sparse.csr_array]
    sign: Callable[[float], int]
    same: bool = False
    opposite: bool = False

    def __call__(self, rows: Iterable[PositionRow]) -> Draft:
        """Return the network, its edges with `weight`, `congruence` and `conflict`."""
        table = Table(tuple(rows))
        graph: nx.Graph = nx.Graph(view=self.view)
        table.add_nodes(graph, self.mode)
        names, counts = table.counts(self.mode)
        if counts:
            _add_edges(graph, names, self.weigh, *_products(counts))

        def describe(a: str, b: str) -> dict[str, object]:
            edge = graph.edges[a, b]
            sign = self.sign(edge["congruence"] - edge["conflict"])
            return table.pair_facts(a, b, self.mode, sign=sign, same=self.same, opposite=self.opposite)

        return Draft(graph=graph, describe=describe, table=table, mode=self.mode)


def _products(counts: dict[str, sparse.csr_array]) -> tuple[sparse.csr_array, sparse.csr_array, sparse.csr_array]:
    """Return congruence, conflict and the products of all counts, each of shape `(n, n)`."""
    first, *others = counts.values()
    total = sum(others, start=first)
    same = sum((c @ c.T for c in others), start=first @ first.T)
    against = 0 * same
    if {"support", "oppose"} <= counts.keys():
        crossed = counts["support"] @ counts["oppose"].T
        against = crossed + crossed.T
    return sparse.csr_array(same), sparse.csr_array(against), sparse.csr_array(total @ total.T)


def _add_edges(
    graph: nx.Graph,
    names: list[str],
    weigh: Callable[[sparse.csr_array, sparse.csr_array, sparse.csr_array], sparse.csr_array],
    same: sparse.csr_array,
    against: sparse.csr_array,
    every: sparse.csr_array,
) -> None:
    weights = sparse.coo_array(sparse.triu(weigh(same, against, every), k=1, format="csr"))
    place = weights.row, weights.col
    columns = (*place, weights.data, values_at(same, *place), values_at(against, *place))
    for i, j, weight, congruence, conflict in zip(*(column.tolist() for column in columns), strict=True):
        if weight:
            graph.add_edge(names[i], names[j], weight=weight, congruence=congruence, conflict=conflict)


ONE_MODE = (
    OneMode(
        view="congruence",
        mode="actor",
        weigh=lambda same, against, every: same,  # noqa: ARG005
        sign=lambda _: 1,
        same=True,
    ),
    OneMode(
        view="conflict",
        mode="actor",
        weigh=lambda same, against, every: against,  # noqa: ARG005
        sign=lambda _: -1,
        opposite=True,
    ),
    OneMode(
        view="subtract",
        mode="actor",
        weigh=lambda same, against, every: sparse.csr_array(same - against),  # noqa: ARG005
        sign=sign_of,
        same=True,
        opposite=True,
    ),
    OneMode(view="issue", mode="issue", weigh=lambda same, against, every: every, sign=sign_of),  # noqa: ARG005
)
POSITION_VIEWS: dict[str, Callable[[Iterable[PositionRow]], Draft]] = {
    "position": position_network,
    **{made.view: made for made in ONE_MODE},
}
"""Views of positions."""
