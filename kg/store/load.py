"""RDF files into the store, with the bulk loader: read once to check, once to load."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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


def read_quads(path: Path) -> Iterator[ox.Quad]:
    """Yield the quads of an RDF file; its name's ending says the format.

    Raises:
        StoreError: If the ending is unknown, the file cannot be read, or does not parse.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise StoreError(f"{path}: not known as RDF. Known endings: {', '.join(FORMATS)}.", path=path)
    base = path.resolve().as_uri()
    try:
        with path.open("rb") as source:
            yield from ox.parse(source, format_, base_iri=base)
    except SyntaxError as exc:
        raise StoreError(f"{path}: does not parse: {exc}. Correct the file; nothing was loaded.", path=path) from exc
    except OSError as exc:
        raise StoreError(f"{path}: cannot be read ({exc.strerror or exc}).", path=path) from exc


def load_file(inner: ox.Store, path: Path, *, graph_iri: str | None = None) -> int:
    """Add the file's quads, and return their number. Triples outside named graphs go to `graph_iri`.

    Raises:
        StoreError: As `read_quads`; nothing is then added.
    """
    count, blank = 0, False
    for quad in read_quads(path):
        count += 1
        blank = blank or isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    graph = iri_node(graph_iri) if graph_iri else _graph_for(path)
    quads = (_in_graph(quad, graph) for quad in read_quads(path))
    inner.bulk_extend(with_union(_skolemized(quads) if blank else quads))
    return count


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
