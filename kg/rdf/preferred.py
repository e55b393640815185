"""One value where documents tell several: how most of them spell a name, and what kind of thing most take an issue for."""

from __future__ import annotations

from collections import Counter, defaultdict

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS


class Preferred:
    """Counts what documents tell of a property that has one value, and settles on one.

    Args:
        path: The property.
        other: Under which the values that were not chosen stay; None drops them.
    """

    def __init__(self, path: URIRef, *, other: URIRef | None = None) -> None:
        self._path = path
        self._other = other
        self._told: dict[URIRef, Counter[Literal]] = defaultdict(Counter)

    def tell(self, node: URIRef, value: Literal) -> None:
        """Count what one document says."""
        self._told[node][value] += 1

    def settle(self, graph: Graph) -> None:
        """Leave each node one value in the graph: the most frequent, of equals the first by alphabet."""
        for node, told in self._told.items():
            chosen = min(told, key=lambda value: (-told[value], str(value)))
            for value in told.keys() - {chosen}:
                graph.remove((node, self._path, value))
                if self._other is not None:
                    graph.add((node, self._other, value))
            if self._other is not None:
                graph.remove((node, self._other, chosen))


def preferred_name(path: URIRef) -> Preferred:
    """Return what settles names: one is preferred, the others stay as `skos:altLabel`."""
    return Preferred(path, other=SKOS.altLabel)
