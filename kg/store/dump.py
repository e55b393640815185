"""Everything in a store as one file, sorted: the same triples give the same bytes.

Memory holds one named graph at a time, or the names of the subjects and one subject's triples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any, BinaryIO

import pyoxigraph as ox

from kg.errors import ExportError
from kg.rdf.namespaces import PREFIXES
from kg.store import jsonld, turtle
from kg.store.atomic import writing
from kg.store.turtle import Names

KINDS = ("actor", "document", "evidence", "graph", "issue", "position", "post", "relation", "statement")
INSTANCE = re.compile(rf"(.*[/#:])({'|'.join(KINDS)})/[^/]+")


def write_dump(inner: ox.Store, target: str | Path | BinaryIO, *, format: str) -> None:  # noqa: A002 - the field's word
    """Write the store to a path, which is replaced at once and whole, or to an open binary file.

    Raises:
        ExportError: If the format is unknown or the file cannot be written.
    """
    write = WRITERS.get(format)
    if write is None:
        raise ExportError(f"{format!r} is no format of graphs. Known: {', '.join(sorted(WRITERS))}.", format=format)
    if isinstance(target, str | Path):
        with writing(target) as out:
            _write(inner, write, out)
    else:
        _write(inner, write, target)


def write_triples(triples: Iterable[ox.Triple], out: IO[bytes], *, format: str) -> None:  # noqa: A002 - the field's word
    """Write triples that stand in no store, such as the answer to CONSTRUCT, as `ttl`, `nt` or `jsonld`; sorted.

    Raises:
        ExportError: If the format is unknown.
    """
    found = sorted(set(triples), key=turtle.sort_key)
    names = names_for(str(triple.subject).strip("<>") for triple in found)
    nodes = [list(group) for _, group in groupby(found, key=lambda triple: triple.subject)]
    if format == "ttl":
        out.write("\n".join([turtle.header(names), *(turtle.subject_block(node, names) for node in nodes)]).encode())
    elif format == "nt":
        out.write(_sorted_lines(ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)))
    elif format == "jsonld":
        lines = ",\n  ".join(jsonld.node_text(node, names) for node in nodes)
        out.write(f'{{"@context": {jsonld.context(names)},\n "@graph": [\n  {lines}]}}\n'.encode())
    else:
        raise ExportError(f"{format!r} is no format of triples. Known: jsonld, nt, ttl.", format=format)


def names_for(iris: Iterable[str]) -> Names:
    """Return the prefixes of a dump: those of kg, and one for each kind of instance under the base of the IRIs."""
    bases = Counter(match[1] for match in map(INSTANCE.fullmatch, iris) if match)
    prefixes: dict[str, str] = {**PREFIXES}
    if bases:
        base = min(bases, key=lambda one: (-bases[one], one))
        prefixes |= {kind: f"{base}{kind}/" for kind in KINDS}
    return Names(prefixes)


def _write(inner: ox.Store, write: Callable[[ox.Store], Iterator[bytes]], out: IO[bytes]) -> None:
    for part in write(inner):
        out.write(part)


def _nquads(inner: ox.Store) -> Iterator[bytes]:
    for graph in _graphs(inner):
        quads = inner.quads_for_pattern(None, None, None, graph)
        yield _sorted_lines(ox.serialize(quads, format=ox.RdfFormat.N_QUADS))


def _ntriples(inner: ox.Store) -> Iterator[bytes]:
    for triples in _union(inner):
        yield _sorted_lines(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))


def _turtle(inner: ox.Store) -> Iterator[bytes]:
    names = _names(inner)
    yield turtle.header(names).encode()
    for triples in _union(inner):
        yield ("\n" + turtle.subject_block(triples, names)).encode()


def _trig(inner: ox.Store) -> Iterator[bytes]:
    names = _names(inner)
    yield turtle.header(names).encode()
    for graph in _graphs(inner):
        yield f"\n{turtle.term_text(graph, names)} {{\n".encode()
        for triples in _by_subject(inner, graph):
            yield turtle.subject_block(triples, names, indent="    ").encode()
        yield b"}\n"


def _jsonld(inner: ox.Store) -> Iterator[bytes]:
    names = _names(inner)
    yield f'{{"@context": {jsonld.context(names)},\n "@graph": ['.encode()
    for number, graph in enumerate(_graphs(inner)):
        nodes = ",\n   ".join(jsonld.node_text(triples, names) for triples in _by_subject(inner, graph))
        comma = "," if number else ""
        yield f'{comma}\n  {{"@id": {jsonld.iri_text(graph, names)}, "@graph": [\n   {nodes}]}}'.encode()
    yield b"]}\n"


WRITERS: dict[str, Callable[[ox.Store], Iterator[bytes]]] = {
    "nq": _nquads,
    "trig": _trig,
    "jsonld": _jsonld,
    "ttl": _turtle,
    "nt": _ntriples,
}


def _names(inner: ox.Store) -> Names:
    return names_for(graph.value for graph in inner.named_graphs())


def _graphs(inner: ox.Store) -> list[Any]:
    return sorted(inner.named_graphs(), key=lambda graph: graph.value)


def _by_subject(inner: ox.Store, graph: ox.NamedNode) -> Iterator[list[ox.Triple]]:
    """Yield the triples of a named graph, those of one subject at a time, sorted."""
    quads = inner.quads_for_pattern(None, None, None, graph)
    triples = sorted((quad.triple for quad in quads), key=turtle.sort_key)
    for _, group in groupby(triples, key=lambda triple: triple.subject):
        yield list(group)


def _union(inner: ox.Store) -> Iterator[list[ox.Triple]]:
    """Yield the triples of all graphs, each once, those of one subject at a time, sorted."""
    union = ox.DefaultGraph()
    solutions: Any = inner.query("SELECT DISTINCT ?subject { ?subject ?predicate ?object }", default_graph=union)
    for subject in sorted((solution["subject"] for solution in solutions), key=str):
        quads = inner.quads_for_pattern(subject, None, None, union)
        yield sorted((quad.triple for quad in quads), key=turtle.sort_key)


def _sorted_lines(serialized: bytes | None) -> bytes:
    return b"".join(sorted((serialized or b"").splitlines(keepends=True)))
