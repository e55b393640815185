"""Replacing graphs: what has to go, what has to come, and both in one transaction.

The store's default graph holds every triple of the named graphs once, so that a query over it counts a triple that five
documents state as one (Oxigraph's own union would give it five times). Whatever changes a named graph changes the
default graph in the same transaction; `GraphStore.load_all` alone leaves it to be made later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

BULK = 20_000
"""From this many new quads on, and nothing to delete, Oxigraph's bulk loader is worth its own files."""


@dataclass(slots=True)
class Changes:
    """Quads to delete, triples to insert into each named graph and the default graph, and named graphs that end empty."""

    gone: list[ox.Quad] = field(default_factory=list)
    fresh: dict[ox.NamedNode, set[ox.Triple]] = field(default_factory=dict)
    emptied: list[ox.NamedNode] = field(default_factory=list)

    def apply(self, inner: ox.Store) -> None:
        """Make the changes, all or none."""
        if self.gone or self.emptied:
            inner.update(self._update())
        elif 2 * sum(map(len, self.fresh.values())) >= BULK:
            inner.bulk_extend(self._inserted())
        else:
            inner.extend(self._inserted())

    def _inserted(self) -> Iterator[ox.Quad]:
        """Yield the quads to insert one by one: a list of so many objects costs more than making them."""
        for graph, triples in self.fresh.items():
            for triple in triples:
                yield _quad(triple, graph)
                yield _quad(triple, ox.DefaultGraph())

    def _update(self) -> str:
        parts = [f"DELETE DATA {{ {_data(self.gone)} }}"] if self.gone else []
        parts += [f"INSERT DATA {{ {_data(self._inserted())} }}"] if any(self.fresh.values()) else []
        parts += [f"DROP SILENT GRAPH {graph}" for graph in self.emptied]
        return " ;\n".join(parts)


def plan(inner: ox.Store, graphs: Mapping[ox.NamedNode, set[ox.Triple]]) -> Changes:
    """Return what turns each named graph into the triples given for it, and keeps the default graph their union."""
    changes = Changes()
    gone: dict[ox.Triple, None] = {}
    for graph, wanted in graphs.items():
        present = {quad.triple for quad in inner.quads_for_pattern(None, None, None, graph)}
        lost = present - wanted
        changes.gone += [_quad(triple, graph) for triple in lost]
        gone.update(dict.fromkeys(lost))
        changes.fresh[graph] = wanted - present
        if not wanted:
            changes.emptied.append(graph)
    union = ox.DefaultGraph()
    changes.gone += [_quad(triple, union) for triple in gone if not _stated_elsewhere(inner, triple, graphs)]
    return changes


def _stated_elsewhere(inner: ox.Store, triple: ox.Triple, graphs: Mapping[ox.NamedNode, set[ox.Triple]]) -> bool:
    """Say whether a named graph still states the triple once `graphs` are as wanted."""
    if any(triple in wanted for wanted in graphs.values()):
        return True
    holders = (quad.graph_name for quad in inner.quads_for_pattern(triple.subject, triple.predicate, triple.object))
    return any(holder not in graphs for holder in holders if isinstance(holder, ox.NamedNode))


def _quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield each quad, and its triple for the default graph."""
    for quad in quads:
        yield quad
        yield _quad(quad.triple, ox.DefaultGraph())


def _data(quads: Iterable[ox.Quad]) -> str:
    """Return quads as SPARQL quad data. Every term is written by Oxigraph itself, so no text can end its literal."""
    lines = []
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {quad.object}"
        named = isinstance(quad.graph_name, ox.NamedNode)
        lines.append(f"GRAPH {quad.graph_name} {{ {triple} }}" if named else f"{triple} .")
    return "\n".join(lines)
