"""A matrix as a networkx graph in which every edge knows its statements."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import networkx as nx
import numpy as np

from kg.discourse import Matrix, NetworkOptions, Statements, select

MAX_QUOTES = 1000
"""An edge keeps so many quotes; counts and ids are those of all its statements."""

MAX_BETWEENNESS = 2000
"""Nodes up to which betweenness is computed; its time grows with nodes times edges."""


def graph_of(matrix: Matrix, statements: Statements, options: NetworkOptions) -> nx.Graph:
    """Return the network with what each edge and node rests on.

    Nodes have `label`, `kind` (actor or issue), `type` (the variable), `statements`, `degree`, `weighted_degree`,
    `betweenness` and `polarity` (supporting minus opposing, divided by both; absent without either). Edges have `weight`,
    `sign`, `support`, `oppose`, `ambivalent`, `statement_ids`, `documents`, `first` and `last`. In one-mode networks these
    are the statements of both ends about columns that both speak of, and `issues` lists these columns.

    Args:
        matrix: A network without a window.
        statements: The table that it was made of.
        options: The options that it was made with.
    """
    kept = select(statements, replace(options, isolates=False)).kept
    graph: nx.Graph = nx.Graph(type=matrix.type, v1=options.v1, v2=options.v2, view="position")
    two = matrix.type == "twomode"
    graph.graph["view"] = "position" if two else ("conflict" if options.agg == "conflict" else "congruence")
    facts = _Facts(kept, options)
    row_names = [f"{options.v1}:{label}" for label in matrix.rows]
    column_names = [f"{options.v2}:{label}" for label in matrix.columns] if two else row_names
    for name, label in zip(row_names, matrix.rows, strict=True):
        graph.add_node(name, label=label, kind="actor", type=options.v1, **facts.node(facts.by_row.get(label, [])))
    if two:
        for name, label in zip(column_names, matrix.columns, strict=True):
            found = facts.by_column.get(label, [])
            graph.add_node(name, label=label, kind="issue", type=options.v2, **facts.node(found))
    entries = matrix.values.tocoo()
    for i, j, weight in sorted(zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True)):
        if weight and (two or i < j):
            between = facts.of_cell if two else facts.of_pair
            graph.add_edge(row_names[i], column_names[j], weight=weight, **between(matrix.rows[i], matrix.columns[j]))
    return _measured(graph)


class _Facts:
    """What the statements of a row, a column, a cell or a pair of rows have in common."""

    def __init__(self, kept: Statements, options: NetworkOptions) -> None:
        self.by_row: dict[str, list[int]] = defaultdict(list)
        self.by_column: dict[str, list[int]] = defaultdict(list)
        self.cells: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for i, (row, column) in enumerate(
            zip(kept.columns[options.v1].texts(), kept.columns[options.v2].texts(), strict=True)
        ):
            self.by_row[row].append(i)
            self.by_column[column].append(i)
            self.cells[row][column].append(i)
        self.stance = _stances(kept, options)
        self.ids = _texts(kept, "statement_id")
        self.days = [text[:10] for text in _texts(kept, "time")]
        self.documents = _texts(kept, "document_id")
        self.titles = _texts(kept, "document_title")
        self.quotes = _texts(kept, "text")

    def node(self, found: list[int]) -> dict[str, object]:
        """Return the attributes of a node."""
        support, oppose = (sum(self.stance[i] == sign for i in found) for sign in (1, -1))
        spoken = support + oppose
        return {"statements": len(found), **({"polarity": (support - oppose) / spoken} if spoken else {})}

    def of_cell(self, row: str, column: str) -> dict[str, object]:
        """Return the attributes of an edge between a row and a column."""
        return self._edge(self.cells[row][column])

    def of_pair(self, a: str, b: str) -> dict[str, object]:
        """Return the attributes of an edge between two rows."""
        shared = sorted(self.cells[a].keys() & self.cells[b].keys())
        found = [i for column in shared for row in (a, b) for i in self.cells[row][column]]
        return {"issues": shared, **self._edge(found)}

    def _edge(self, found: list[int]) -> dict[str, object]:
        signs = [self.stance[i] for i in found]
        days = sorted(self.days[i] for i in found if self.days[i])
        return {
            "sign": int(np.sign(sum(s for s in signs if s is not None))),
            "support": signs.count(1),
            "oppose": signs.count(-1),
            "ambivalent": signs.count(0),
            "first": days[0] if days else "",
            "last": days[-1] if days else "",
            "statement_ids": [self.ids[i] for i in found],
            "documents": sorted({self.documents[i] for i in found}),
            "quotes": [self._quote(i) for i in found[:MAX_QUOTES]],
        }

    def _quote(self, i: int) -> dict[str, str]:
        words = {1: "support", -1: "oppose", 0: "ambivalent", None: ""}[self.stance[i]]
        title = self.titles[i] or self.documents[i]
        return {"text": self.quotes[i], "stance": words, "document": title, "date": self.days[i]}


def _stances(kept: Statements, options: NetworkOptions) -> list[int | None]:
    """Return 1, -1 or 0 for each statement; None where the qualifier is no number."""
    name = options.qualifier
    if name is None or kept.kind(name) == "text":
        return [None] * len(kept)
    numbers = kept.integers(name)
    return (numbers * 2 - 1 if kept.kind(name) == "boolean" else np.sign(numbers)).tolist()


def _texts(kept: Statements, name: str) -> list[str]:
    return kept.columns[name].texts() if name in kept.columns else [""] * len(kept)


def _measured(graph: nx.Graph) -> nx.Graph:
    between = nx.betweenness_centrality(graph) if len(graph) <= MAX_BETWEENNESS else {}
    for node, data in graph.nodes(data=True):
        data["degree"] = graph.degree(node)
        data["weighted_degree"] = float(graph.degree(node, weight="weight"))
        if node in between:
            data["betweenness"] = round(between[node], 12)
    return graph
