"""A matrix as a networkx graph in which every edge knows its statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kg.discourse import Matrix, NetworkOptions, Statements, select
from kg.view.coded_rows import rows_of
from kg.view.draft import Draft
from kg.view.facts import edge_facts, node_facts, sign_of
from kg.view.table import Cells, Table
from kg.view.views import Cuts, finished, make_cuts

SIGNS = {"congruence": 1, "conflict": -1}
WHOLE = Cuts(isolates=True)


def graph_of(matrix: Matrix, statements: Statements, options: NetworkOptions, cuts: Cuts = WHOLE) -> nx.Graph:
    """Return the network with what each edge and node rests on.

    Nodes and edges have the attributes that views have (docs/reference/networks.md). In one-mode networks an edge rests
    on the statements of both ends about columns that both speak of, and `issues` lists these columns; its `sign` is that
    of its weight with `subtract`, 1 with `congruence`, -1 with `conflict`, else 0.

    Args:
        matrix: A network without a window.
        statements: The table that it was made of.
        options: The options that it was made with.
        cuts: What it is reduced to.
    """
    kept = select(statements, replace(options, isolates=False)).kept
    table = Table(tuple(rows_of(kept, options)))
    return finished(
        _two_mode(matrix, table, options) if matrix.type == "twomode" else _one_mode(matrix, table, options), cuts
    )


def within(matrix: Matrix, graph: nx.Graph, options: NetworkOptions) -> Matrix:
    """Return the matrix with the labels and weights alone that a network made of it still has."""
    two = matrix.type == "twomode"
    names = [f"{options.v1}:{label}" for label in matrix.rows]
    others = [f"{options.v2}:{label}" for label in matrix.columns] if two else names
    rows, columns = ([i for i, name in enumerate(some) if name in graph] for some in (names, others))
    entries = sparse.coo_array(matrix.values[rows][:, columns])
    places = zip(entries.row.tolist(), entries.col.tolist(), strict=True)
    kept = np.array([graph.has_edge(names[rows[i]], others[columns[j]]) for i, j in places], dtype=np.bool_)
    place = (entries.row[kept], entries.col[kept])
    return replace(
        matrix,
        rows=tuple(matrix.rows[i] for i in rows),
        columns=tuple(matrix.columns[i] for i in columns),
        values=sparse.csr_array((entries.data[kept], place), shape=entries.shape),
    )


def is_cut(cuts: Mapping[str, Any]) -> bool:
    """Say whether a network is to be made smaller, by options named as in `Cuts`."""
    return any(cuts.get(name) for name in ("backbone", "min_weight", "ego", "giant")) or cuts.get("top") is not None


def cut_matrix(matrix: Matrix, statements: Statements, options: NetworkOptions, cuts: Mapping[str, Any]) -> Matrix:
    """Return the matrix with the weights of those edges alone that are left of its network.

    Args:
        matrix: A network without a window.
        statements: The table that it was made of.
        options: The options that it was made with.
        cuts: Options as in `Cuts`.
    """
    if not is_cut(cuts):
        return matrix
    return within(matrix, graph_of(matrix, statements, options, make_cuts(**cuts)), options)


def _two_mode(matrix: Matrix, table: Table, options: NetworkOptions) -> Draft:
    graph: nx.Graph = nx.Graph(type="twomode", v1=options.v1, v2=options.v2, view="position", agg=options.agg)
    rows = _add_nodes(graph, matrix.rows, options.v1, "actor", table, table.cells("actor"))
    columns = _add_nodes(graph, matrix.columns, options.v2, "issue", table, table.cells("issue"))
    for i, j, weight in _entries(matrix):
        graph.add_edge(rows[i], columns[j], weight=weight)

    def describe(a: str, b: str) -> dict[str, object]:
        return edge_facts(table.of_cell(*((a, b) if graph.nodes[a]["kind"] == "actor" else (b, a))))

    return Draft(graph=graph, describe=describe, table=table)


def _one_mode(matrix: Matrix, table: Table, options: NetworkOptions) -> Draft:
    view = options.agg if options.agg in ("conflict", "subtract") else "congruence"
    graph: nx.Graph = nx.Graph(type="onemode", v1=options.v1, v2=options.v2, view=view, agg=options.agg)
    names = _add_nodes(graph, matrix.rows, options.v1, "actor", table, table.cells("actor"))
    for i, j, weight in _entries(matrix):
        if i < j:
            graph.add_edge(names[i], names[j], weight=weight)

    def describe(a: str, b: str) -> dict[str, object]:
        sign = sign_of(graph.edges[a, b]["weight"]) if options.agg == "subtract" else SIGNS.get(options.agg, 0)
        return table.pair_facts(a, b, "actor", sign=sign, same=False, opposite=False)

    return Draft(graph=graph, describe=describe, table=table, mode="actor")


def _add_nodes(
    graph: nx.Graph, labels: tuple[str, ...], variable: str, kind: str, table: Table, cells: Cells
) -> list[str]:
    names = [f"{variable}:{label}" for label in labels]
    for name, label in zip(names, labels, strict=True):
        others = cells.get(name, {}).values()
        found = [table.rows[i] for stances in others for some in stances.values() for i in some]
        graph.add_node(name, label=label, kind=kind, type=variable, **node_facts(found))
    return names


def _entries(matrix: Matrix) -> list[tuple[int, int, float]]:
    """Return the weights that are not 0, with their places, in order."""
    entries = matrix.values.tocoo()
    found = zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True)
    return sorted((i, j, weight) for i, j, weight in found if weight)
