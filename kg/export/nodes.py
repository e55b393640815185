"""A store's triples by graph and by subject, sorted: what the writers of formats take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

import pyoxigraph as ox

from kg.store import GraphStore
from kg.store.dump import INSTANCE
from kg.store.terms import Term
from kg.store.turtle import by_subject, sort_key
from kg.taxonomy import concept_id

BATCH = 500
"""Subjects asked for at a time."""


def graph_triples(store: GraphStore, graph_iri: str) -> list[ox.Triple]:
    """Return the triples of a named graph, sorted by subject, type, label, other predicates and object."""
    return sorted(store.triples(graph_iri=graph_iri), key=sort_key)


def union_by_subject(store: GraphStore, kind: str | None = None) -> Iterator[list[ox.Triple]]:
    """Yield the triples of all graphs, each once, those of one subject at a time, sorted.

    Memory holds the names of the subjects and the triples of a few hundred of them.

    Args:
        store: What to read.
        kind: The IRI of a class; only subjects that are of it.
    """
    wanted = f"?s a {ox.NamedNode(kind)}" if kind else "?s ?p ?o"
    subjects = sorted({str(row[0]) for row in store.select(f"SELECT DISTINCT ?s {{ {wanted} }}").terms})
    for start in range(0, len(subjects), BATCH):
        values = " ".join(subjects[start : start + BATCH])
        rows = store.select(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o }}").terms
        yield from by_subject(sorted((ox.Triple(*row) for row in rows), key=sort_key))  # type: ignore[arg-type]


def graphs_with(store: GraphStore, *kinds: str) -> list[str]:
    """Return the names of the graphs that describe something of these classes, sorted."""
    values = " ".join(str(ox.NamedNode(kind)) for kind in kinds)
    query = f"SELECT DISTINCT ?g {{ VALUES ?kind {{ {values} }} GRAPH ?g {{ ?s a ?kind }} }}"
    return sorted(str(row[0]) for row in store.select(query, named_only=True).rows)


Node = dict[str, list[Term]]
"""From properties to values, in order."""


def node_of(triples: Iterable[ox.Triple]) -> Node:
    """Return the properties of a subject."""
    found: Node = {}
    for triple in triples:
        found.setdefault(triple.predicate.value, []).append(triple.object)
    return found


def nodes_of(triples: Iterable[ox.Triple]) -> dict[str, Node]:
    """Return the subjects of sorted triples by IRI, with their properties."""
    return {name_of(node[0].subject): node_of(node) for node in by_subject(triples)}


def first(node: Node, prop: str) -> str | None:
    """Return the first value of a property, an IRI or the words of a literal; None where there is none."""
    return name_of(node[prop][0]) if node.get(prop) else None


def short_id(iri: str) -> str:
    """Return the id that tables have for an IRI: the end of an instance's, a concept's with its prefix, else the IRI.

    >>> short_id("https://w3id.org/fpp/data/actor/actor-chn"), short_id("https://w3id.org/fpp/ontology/issues#sanctions")
    ('actor-chn', 'fppi:sanctions')
    """
    instance = INSTANCE.fullmatch(iri)
    return unquote(iri.rpartition("/")[2]) if instance else concept_id(iri)


def name_of(node: Term) -> str:
    """Return an IRI, the words of a literal, or the spelling of anything else."""
    return str(node) if isinstance(node, ox.BlankNode | ox.Triple) else str(node.value)
