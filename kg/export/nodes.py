"""A store's triples by graph and by subject, sorted: what the writers of formats take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from kg.store import GraphStore
from kg.store.turtle import sort_key

BATCH = 500
"""Subjects asked for at a time."""


def graph_triples(store: GraphStore, graph_iri: str) -> list[ox.Triple]:
    """Return the triples of a named graph, sorted by subject, type, label, other predicates and object."""
    return _triples(store, f"SELECT ?s ?p ?o {{ GRAPH {ox.NamedNode(graph_iri)} {{ ?s ?p ?o }} }}")


def union_by_subject(store: GraphStore, kind: str | None = None) -> Iterator[list[ox.Triple]]:
    """Yield the triples of all graphs, each once, those of one subject at a time, sorted.

    Memory holds the names of the subjects and the triples of a few hundred of them.

    Args:
        store: What to read.
        kind: The IRI of a class; only subjects that are of it.
    """
    wanted = f"?s a {ox.NamedNode(kind)}" if kind else "?s ?p ?o"
    subjects = sorted({str(row[0]) for row in store.select(f"SELECT DISTINCT ?s {{ {wanted} }}").terms})
    for first in range(0, len(subjects), BATCH):
        values = " ".join(subjects[first : first + BATCH])
        yield from by_subject(_triples(store, f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"))


def by_subject(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """Yield sorted triples, those of one subject at a time."""
    for _, group in groupby(triples, key=lambda triple: triple.subject):
        yield list(group)


def _triples(store: GraphStore, sparql: str) -> list[ox.Triple]:
    found = (ox.Triple(*row) for row in store.select(sparql).terms)  # type: ignore[arg-type]
    return sorted(found, key=sort_key)
