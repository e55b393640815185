"""A network before it is cut: edges with weights alone, and the way to what stands behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.view.table import Mode, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A network whose edges have `weight` alone, or what is quick to tell; `describe` returns the rest for two nodes.

    Facts of an edge are long (every quotation), so they are gathered for the edges that are left at the end. `table` are
    the positions that the network is made of, where it is made of positions, and `mode` what a one-mode network joins.
    """

    graph: nx.Graph
    describe: Callable[[Any, Any], dict[str, object]]
    table: Table | None = None
    mode: Mode | None = None

    def described(self) -> nx.Graph:
        """Return the network, each edge with what stands behind it; what the edge has already stays."""
        for a, b, data in self.graph.edges(data=True):
            known = dict(data)
            data.update(self.describe(a, b))
            data.update(known)
        return self.graph
