"""RDF files into the store, with the bulk loader.

Into a store in use a file is read twice, once to check and once to load, as the bulk loader does not take back what it
wrote before an error. Into a copy that is thrown away on errors (`snapshots`), Oxigraph reads N-Quads and N-Triples by
itself, once, unless they hold blank nodes, which need names.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import mmap
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.changes import with_union
from kg.store.terms import iri_node, skolemized, to_rdflib

if TYPE_CHECKING:
    import rdflib

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
}
DUMPS = 4
"""At most so many threads write out graphs at a time."""


def read_quads(path: Path) -> Iterator[ox.Quad]:
    """Yield the quads of an RDF file; its name's ending says the format.

    Raises:
        StoreError: If the ending is unknown, the file cannot be read, or does not parse.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise StoreError(f"{path}: not known as RDF. Known endings: {', '.join(FORMATS)}.", path=path)
    base = path.resolve().as_uri()
    with _reading(path), path.open("rb") as source:
        yield from ox.parse(source, format_, base_iri=base)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Turn what goes wrong while a file is read into `StoreError`."""
    try:
        yield
    except SyntaxError as exc:
        raise _does_not_parse(path, exc) from exc
    except OSError as exc:
        raise StoreError(f"{path}: cannot be read ({exc.strerror or exc}).", path=path) from exc


def _does_not_parse(path: Path, exc: SyntaxError) -> StoreError:
    return StoreError(f"{path}: does not parse: {exc}. Correct the file; nothing was loaded.", path=path)


def load_file(inner: ox.Store, path: Path, *, graph_iri: str | None = None, union: bool = True) -> int:
    """Add the file's quads, and return their number. Triples outside named graphs go to `graph_iri`.

    Args:
        inner: The store.
        path: The file.
        graph_iri: None makes a name from the file's content.
        union: Whether the default graph gets every triple too.

    Raises:
        StoreError: As `read_quads`; nothing is then added.
    """
    count, blank = 0, False
    for quad in read_quads(path):
        count += 1
        blank = blank or isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    quads = _named_quads(path, graph_iri, blank=blank)
    inner.bulk_extend(with_union(quads) if union else quads)
    return count


def load_into_copy(inner: ox.Store, path: Path, *, graph_iri: str | None = None) -> int:
    """Add the file's quads to the named graphs alone, reading it once where that can be; return how many were new.

    Raises:
        StoreError: As `read_quads`; a part of the file may then be in the store.
    """
    before = len(inner)
    plain = FORMATS.get(path.suffix.lower()) in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)
    if plain and not _holds(path, b"_:") and not _any_in_default_graph(inner):
        try:
            inner.bulk_load(path=str(path), format=FORMATS[path.suffix.lower()])
        except SyntaxError as exc:
            raise _does_not_parse(path, exc) from exc
        _name_the_nameless(inner, path, graph_iri)
    else:
        inner.bulk_extend(_named_quads(path, graph_iri, blank=True))
    return len(inner) - before


def make_union(inner: ox.Store, scratch: Path | None) -> None:
    """Put every triple of the named graphs into the default graph, without holding them in memory.

    Args:
        inner: The store.
        scratch: A folder for temporary files; None takes the system's.
    """
    graphs, parts = list(inner.named_graphs()), min(DUMPS, os.cpu_count() or 1)
    with ThreadPoolExecutor(parts) as pool, tempfile.TemporaryDirectory(dir=scratch) as folder:
        dump = partial(_dump, inner, Path(folder))
        for path in pool.map(dump, range(parts), (graphs[part::parts] for part in range(parts))):
            inner.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)


def _dump(inner: ox.Store, folder: Path, part: int, graphs: Iterable[Any]) -> Path:
    path = folder / f"{part}.nt"
    with path.open("wb") as file:
        for graph in graphs:
            inner.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return path


def _named_quads(path: Path, graph_iri: str | None, *, blank: bool) -> Iterator[ox.Quad]:
    """Yield the file's quads, each in a named graph; blank nodes get names, which takes memory."""
    graph = iri_node(graph_iri) if graph_iri else _graph_for(path)
    quads = (_in_graph(quad, graph) for quad in read_quads(path))
    return _skolemized(quads) if blank else quads


def _holds(path: Path, word: bytes) -> bool:
    """Say whether the bytes stand anywhere in the file."""
    with _reading(path), path.open("rb") as source:
        if not os.fstat(source.fileno()).st_size:
            return False
        with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(word) >= 0


def _any_in_default_graph(inner: ox.Store) -> bool:
    return next(inner.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None


def _name_the_nameless(inner: ox.Store, path: Path, graph_iri: str | None) -> None:
    """Move the triples that stand outside named graphs into one."""
    if not _any_in_default_graph(inner):
        return
    graph, nameless = iri_node(graph_iri) if graph_iri else _graph_for(path), ox.DefaultGraph()
    inner.bulk_extend(_in_graph(quad, graph) for quad in inner.quads_for_pattern(None, None, None, nameless))
    inner.clear_graph(nameless)


def _graph_for(path: Path) -> ox.NamedNode:
    """Return a graph name that depends on the content of the file alone."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return ox.NamedNode(f"urn:sha256:{digest}")


def _in_graph(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    named = isinstance(quad.graph_name, ox.NamedNode)
    return quad if named else ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _skolemized(quads: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield the quads with blank nodes named after their graph; reads a whole graph at a time into memory."""
    by_graph = sorted(quads, key=lambda quad: str(quad.graph_name))
    for name, group in itertools.groupby(by_graph, key=lambda quad: str(quad.graph_name)):
        graph = ox.NamedNode(name[1:-1])
        for triple in skolemized((quad.triple for quad in group), graph):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def read_graphs(path: Path) -> list[rdflib.Graph]:
    """Return the graphs of an RDF file: its named graphs, else everything as one graph named after the file.

    Raises:
        StoreError: As `read_quads`.
    """
    return _graphs(read_quads(path), path.resolve().as_uri())


def parse_graphs(content: bytes, name: str, *, ending: str = "") -> list[rdflib.Graph]:
    """Return the graphs of RDF that stands in no file, or in one whose name does not say what it is.

    Args:
        content: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, in UTF-8.
        name: What to call it in messages, and the graph where it names none.
        ending: The ending that a file of this kind has, such as `.ttl`; without it the content is looked at.

    Raises:
        StoreError: If the ending is unknown, or the content does not parse.
    """
    if ending and ending not in FORMATS:
        raise StoreError(f"{ending}: not known as RDF. Known endings: {', '.join(FORMATS)}.", ending=ending)
    format_ = FORMATS[ending] if ending else _guess(content)
    try:
        return _graphs(iter(list(ox.parse(content, format_, base_iri="urn:kg:input:"))), name)
    except SyntaxError as exc:
        read_as = f"does not parse as {format_.name}: {exc}"
        raise StoreError(f"{name}: {read_as}. Correct it, or say what it is with --from.", path=name) from exc


def _guess(content: bytes) -> ox.RdfFormat:
    """Return the format that content looks like; TriG, which Turtle and N-Triples are too, where nothing else does."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
        return ox.RdfFormat.TRIG if re.match(rb"[\[{]\s*[<_\[]", head) else ox.RdfFormat.JSON_LD
    if content.lstrip().startswith((b"<?xml", b"<rdf:RDF")):
        return ox.RdfFormat.RDF_XML
    first = next((line for line in content.splitlines() if line.strip() and not line.lstrip().startswith(b"#")), b"")
    try:
        list(ox.parse(first, ox.RdfFormat.N_QUADS))
    except SyntaxError:
        return ox.RdfFormat.TRIG
    return ox.RdfFormat.N_QUADS


def _graphs(quads: Iterator[ox.Quad], whole: str) -> list[rdflib.Graph]:
    import rdflib

    found: dict[str, rdflib.Graph] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else whole
        graph = found.setdefault(name, rdflib.Graph(identifier=rdflib.URIRef(name)))
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return [found[name] for name in sorted(found)]
