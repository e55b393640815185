"""Named graphs of a store, with the checksum of their canonical form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.store import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """How many triples a graph has, and the SHA-256 of its canonical N-Triples (RDFC-1.0), in hexadecimal."""

    triples: int
    sha256: str


def read_graph(store: GraphStore, iri: str) -> set[ox.Triple]:
    """Return the triples of a named graph, exactly as they are stored."""
    return set(store.triples(graph_iri=iri))


def canonical_lines(triples: Set[ox.Triple]) -> list[bytes]:
    """Return the triples as canonical N-Triples, sorted: equal graphs give equal lines.

    Reference: RDF Dataset Canonicalization (RDFC-1.0), which only has to name blank nodes. Graphs of kg have none, those
    of servers may.
    """
    content = _serialized(triples)
    if b"_:" in content:
        dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        content = _serialized(quad.triple for quad in dataset)
    return sorted(content.splitlines(keepends=True))


def fingerprint(triples: Set[ox.Triple]) -> Fingerprint:
    """Return the number of triples and their checksum."""
    lines = canonical_lines(triples)
    return Fingerprint(triples=len(lines), sha256=hashlib.sha256(b"".join(lines)).hexdigest())


def _serialized(triples: Iterable[ox.Triple]) -> bytes:
    return cast("bytes", ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))
