"""Positions by who holds them and by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.view.facts import MAX_QUOTES, edge_facts, node_facts, quote_of
from kg.view.rows import PositionRow

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
OPPOSITE = {"support": "oppose", "oppose": "support"}
Mode = Literal["actor", "issue"]
Cells = dict[str, dict[str, dict[str, list[int]]]]
"""Numbers of rows by one end, by the other, by stance."""


@dataclass(frozen=True)
class Table:
    """Positions, and which of them each actor and issue, and each pair of the two, has."""

    rows: tuple[PositionRow, ...]

    @cached_property
    def _by_actor(self) -> Cells:
        return self._by([(row.holder, row.issue, row.stance) for row in self.rows])

    @cached_property
    def _by_issue(self) -> Cells:
        return self._by([(row.issue, row.holder, row.stance) for row in self.rows])

    @staticmethod
    def _by(keys: Iterable[tuple[str, str, str]]) -> Cells:
        found: Cells = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for i, (end, other, stance) in enumerate(keys):
            found[end][other][stance].append(i)
        return found

    def cells(self, mode: Mode) -> Cells:
        """Return the rows of actors by issue, or of issues by actor."""
        return self._by_actor if mode == "actor" else self._by_issue

    @cached_property
    def _actors(self) -> dict[str, str]:
        return {row.holder: row.holder_name for row in self.rows}

    @cached_property
    def _issues(self) -> dict[str, str]:
        return {row.issue: row.issue_label for row in self.rows}

    @cached_property
    def _quotes(self) -> list[dict[str, str]]:
        """The words of each row, with whose they are and about what; edges share them."""
        return [{**quote_of(row), "actor": row.holder_name, "issue": row.issue_label} for row in self.rows]

    def labels(self, mode: Mode) -> dict[str, str]:
        """Return the name of each actor or issue."""
        return self._actors if mode == "actor" else self._issues

    def add_nodes(self, graph: nx.Graph, mode: Mode) -> None:
        """Add actors or issues, in order of their IRI."""
        types = {row.holder: row.holder_type for row in self.rows} if mode == "actor" else {}
        labels = self.labels(mode)
        for name, others in sorted(self.cells(mode).items()):
            found = (self.rows[i] for stances in others.values() for some in stances.values() for i in some)
            kind = types.get(name, "Issue")
            graph.add_node(name, label=labels[name], kind=mode, type=kind, **node_facts(found))

    def counts(self, mode: Mode) -> tuple[list[str], dict[str, sparse.csr_array]]:
        """Return names, and by stance how often each (row) has it in each of the other mode (column)."""
        names, others = sorted(self._by_actor), sorted(self._by_issue)
        rows, columns = ({name: i for i, name in enumerate(known)} for known in (names, others))
        shape = (len(names), len(others))
        found = {}
        for stance in sorted({row.stance for row in self.rows}):
            chosen = [row for row in self.rows if row.stance == stance]
            place = ([rows[row.holder] for row in chosen], [columns[row.issue] for row in chosen])
            made = sparse.csr_array((np.ones(len(chosen)), place), shape=shape)
            found[stance] = made if mode == "actor" else sparse.csr_array(made.T)
        return (names if mode == "actor" else others), found

    def of_cell(self, holder: str, issue: str) -> list[PositionRow]:
        """Return an actor's positions on an issue."""
        return [self.rows[i] for i in sorted(i for some in self._by_actor[holder][issue].values() for i in some)]

    def of_pair(self, a: str, b: str, mode: Mode, *, same: bool, opposite: bool) -> tuple[list[int], list[str]]:
        """Return the numbers of the positions of two actors (of two issues) that meet, and the labels of what they meet on.

        Args:
            a: One.
            b: The other.
            mode: What they are.
            same: Whether positions of the same stance meet.
            opposite: Whether support and opposition do; with neither, all positions on the same issue do.
        """
        mine, theirs = self.cells(mode)[a], self.cells(mode)[b]
        labels = self.labels("issue" if mode == "actor" else "actor")
        found: list[int] = []
        met = []
        every = not (same or opposite)
        for other in sorted(mine.keys() & theirs.keys(), key=lambda name: (labels[name], name)):
            ours, others = mine[other], theirs[other]
            pairs = [
                (one, two)
                for one in ours
                for two in others
                if every or (same and one == two) or (opposite and OPPOSITE.get(one) == two)
            ]
            if pairs:
                met.append(labels[other])
                for stance in dict.fromkeys(one for one, _ in pairs):
                    found += ours[stance]
                for stance in dict.fromkeys(two for _, two in pairs):
                    found += others[stance]
        return found, met

    def pair_facts(self, a: str, b: str, mode: Mode, *, sign: int, same: bool, opposite: bool) -> dict[str, object]:
        """Return the facts of an edge between two actors or issues, with what they meet on as `issues` or `actors`."""
        found, met = self.of_pair(a, b, mode, same=same, opposite=opposite)
        quotes = [self._quotes[i] for i in found[:MAX_QUOTES]]
        facts = edge_facts([self.rows[i] for i in found], sign=sign, quotes=quotes)
        return {"issues" if mode == "actor" else "actors": met, **facts}


def values_at(matrix: sparse.csr_array, rows: Ints, columns: Ints) -> Floats:
    """Return the values at these places, of the same shape as `rows`."""
    if not len(rows):
        return np.zeros(0)
    return np.asarray(matrix[rows, columns], dtype=np.float64)
