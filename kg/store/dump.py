"""Everything in a store as one file, sorted: the same triples give the same bytes.

Oxigraph writes N-Triples, a named graph at a time; they are sorted as lines, and lines become Turtle. So no triple becomes a
Python object, and memory holds one block of lines at most, however large the store is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import ExportError
from kg.rdf.prefixes import PREFIXES
from kg.store import jsonld, turtle
from kg.store.atomic import writing
from kg.store.sorting import LineSorter
from kg.store.turtle import Names

KINDS = ("actor", "document", "evidence", "graph", "issue", "membership", "position", "post", "relation", "statement")
PIECE = 1000
INSTANCE = re.compile(rf"(.*[/#:])({'|'.join(KINDS)})/[^/]+")


def write_dump(
    inner: ox.Store,
    target: str | Path | BinaryIO,
    *,
    format: str,  # noqa: A002 - the field's word
    union: bool = True,
) -> None:
    """Write the store to a path, which is replaced at once and whole, or to an open binary file.

    Args:
        inner: The store.
        target: A path, or an open binary file.
        format: One of `WRITERS`.
        union: Whether the default graph holds the union of the named graphs.

    Raises:
        ExportError: If the format is unknown or the file cannot be written.
    """
    write = (WRITERS if union else WITHOUT_UNION).get(format)
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
    nodes = list(turtle.by_subject(found))
    if format == "ttl":
        out.write("\n".join([turtle.header(names), *(turtle.subject_block(node, names) for node in nodes)]).encode())
    elif format == "nt":
        serialized = ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
        out.write(b"".join(sorted(serialized.splitlines(keepends=True))))
    elif format == "jsonld":
        lines = ",\n  ".join(jsonld.node_text(node, names) for node in nodes)
        out.write(f'{{"@context": {jsonld.context(names)},\n "@graph": [\n  {lines}]}}\n'.encode())
    else:
        raise ExportError(f"{format!r} is no format of triples. Known: jsonld, nt, ttl.", format=format)


def graph_lines(inner: ox.Store, graph: ox.NamedNode, *, named: bool) -> Iterator[bytes]:
    """Yield a named graph as N-Triples, or as N-Quads if `named`, sorted, in pieces of many lines."""
    ending = f" {graph} .\n".encode()
    for piece in _joined(_sorted_lines(inner, (graph,))):
        yield piece.replace(b" .\n", ending) if named else piece  # a literal has no line end


def triple_lines(inner: ox.Store, *, union: bool) -> Iterator[bytes]:
    """Yield each triple of all graphs once, as a line of N-Triples, sorted; `union` as in `write_dump`."""
    return _sorted_lines(inner, [ox.DefaultGraph()] if union else _graphs(inner))


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
        yield from graph_lines(inner, graph, named=True)


def _ntriples(inner: ox.Store, *, union: bool = True) -> Iterator[bytes]:
    yield from _joined(triple_lines(inner, union=union))


def _turtle(inner: ox.Store, *, union: bool = True) -> Iterator[bytes]:
    names = _names(inner)
    yield turtle.header(names).encode()
    blocks = turtle.subject_blocks(triple_lines(inner, union=union), names)
    yield from _joined(b"\n" + block for block in blocks)


def _trig(inner: ox.Store) -> Iterator[bytes]:
    names = _names(inner)
    yield turtle.header(names).encode()
    for graph in _graphs(inner):
        yield f"\n{turtle.term_text(graph, names)} {{\n".encode()
        yield from _joined(turtle.subject_blocks(_sorted_lines(inner, (graph,)), names, indent="    "))
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
WITHOUT_UNION: dict[str, Callable[[ox.Store], Iterator[bytes]]] = {
    **WRITERS,
    "ttl": partial(_turtle, union=False),
    "nt": partial(_ntriples, union=False),
}
"""Writers for a store whose union is not made yet: they give the same bytes."""


def _names(inner: ox.Store) -> Names:
    return names_for(graph.value for graph in inner.named_graphs())


def _graphs(inner: ox.Store) -> list[Any]:
    return sorted(inner.named_graphs(), key=lambda graph: graph.value)


def _by_subject(inner: ox.Store, graph: ox.NamedNode) -> Iterator[list[ox.Triple]]:
    """Yield the triples of a named graph, those of one subject at a time, sorted."""
    quads = inner.quads_for_pattern(None, None, None, graph)
    triples = sorted((quad.triple for quad in quads), key=turtle.sort_key)
    return turtle.by_subject(triples)


def _sorted_lines(inner: ox.Store, graphs: Iterable[Any]) -> Iterator[bytes]:
    """Yield the triples of the graphs as sorted lines of N-Triples, each once."""
    with LineSorter() as sorter:
        for graph in graphs:
            inner.dump(cast("IO[bytes]", sorter), ox.RdfFormat.N_TRIPLES, from_graph=graph)
        yield from sorter


def _joined(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts in larger pieces: a write each would cost more than making them."""
    stream = iter(parts)
    while piece := b"".join(islice(stream, PIECE)):
        yield piece
