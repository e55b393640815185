"""`kg diff`: what one folder holds and another does not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.builder.directory import open_built
from kg.store import GraphStore

DOCUMENTS = """
SELECT ?document (MIN(?graph) AS ?in) (MIN(STR(?name)) AS ?called) { GRAPH ?graph {
  ?document a fpp:Document . OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document fpp:input ?input }
  BIND(COALESCE(?title, ?input, "") AS ?name) } }
GROUP BY ?document ORDER BY ?document
"""
POSITIONS = """
SELECT ?position (MIN(STR(?name)) AS ?who) (MIN(STRAFTER(STR(?stance), "#")) AS ?how) (MIN(STR(?label)) AS ?what)
{ GRAPH ?graph {
  ?position a fpp:Position ; fpp:holder ?holder ; fpp:stance ?stance ; fpp:issue ?issue .
  OPTIONAL { ?holder rdfs:label ?name } OPTIONAL { ?issue skos:prefLabel ?label } } }
GROUP BY ?position ORDER BY ?position
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs: names with what they are, for what only one side holds, and for what both hold differently."""

    only_first: dict[str, str]
    only_second: dict[str, str]
    changed: dict[str, str]

    def __bool__(self) -> bool:
        return bool(self.only_first or self.only_second or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The documents and positions of two folders that differ, and how many triples, with the first few of them."""

    documents: Difference
    positions: Difference
    triples_only_first: int
    triples_only_second: int
    triples: tuple[tuple[str, str], ...]

    @property
    def same(self) -> bool:
        """Whether both folders hold the same triples in the same graphs of documents."""
        return not (self.documents or self.positions or self.triples_only_first or self.triples_only_second)


def compare(first: Path, second: Path, *, limit: int | None = 20) -> Comparison:
    """Compare the stores of two folders.

    Args:
        first: A folder.
        second: Another one.
        limit: Triples to give; None gives all.

    Raises:
        StoreError: If one of them holds no graph.
    """
    roots = [open_built(first).store, open_built(second).store]
    with GraphStore.open(roots[0], read_only=True) as one, GraphStore.open(roots[1], read_only=True) as other:
        counts, shown = {"-": 0, "+": 0}, list[tuple[str, str]]()
        for side, line in _unlike(one.sorted_triples(), other.sorted_triples()):
            counts[side] += 1
            if limit is None or len(shown) < limit:
                shown.append((side, line.decode().removesuffix(" .\n")))
        return Comparison(
            documents=_difference(_documents(one), _documents(other)),
            positions=_difference(_positions(one), _positions(other)),
            triples_only_first=counts["-"],
            triples_only_second=counts["+"],
            triples=tuple(shown),
        )


def _unlike(first: Iterable[bytes], second: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield `-` and `+` with the lines that only one of two sorted streams holds."""
    one, other = iter(first), iter(second)
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        if left == right:
            left, right = next(one, None), next(other, None)
        elif right is None or (left is not None and left < right):
            yield "-", left or b""
            left = next(one, None)
        else:
            yield "+", right
            right = next(other, None)


Known = dict[str, tuple[str, str]]
"""From a name to what it is for people, and what it is exactly."""


def _documents(store: GraphStore) -> Known:
    found: Known = {}
    for document, graph, name in store.select(DOCUMENTS, named_only=True):
        digest = _Digest()
        store.dump_graph(str(graph), digest)  # type: ignore[arg-type]
        found[str(document)] = (str(name), digest.hexdigest())
    return found


def _positions(store: GraphStore) -> Known:
    found: Known = {}
    for position, who, how, what in store.select(POSITIONS, named_only=True):
        text = f"{who} -- {str(how).lower()} -- {what}"
        found[str(position)] = (text, text)
    return found


def _difference(first: Known, second: Known) -> Difference:
    return Difference(
        only_first={name: first[name][0] for name in sorted(first.keys() - second.keys())},
        only_second={name: second[name][0] for name in sorted(second.keys() - first.keys())},
        changed={
            name: second[name][0] for name in sorted(first.keys() & second.keys()) if first[name][1] != second[name][1]
        },
    )


class _Digest:
    """A file that keeps nothing but the digest of what is written to it."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        return len(data)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()
