"""Terms on the way between Oxigraph, rdflib and Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import StoreError

if TYPE_CHECKING:
    from rdflib.term import Node

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | dt.date | None

XSD = "http://www.w3.org/2001/XMLSchema#"
STRING = XSD + "string"
INTEGERS = frozenset(
    XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)
REALS = frozenset(XSD + name for name in ("decimal", "double", "float"))


def to_value(term: Term | None) -> Value:
    """Return a term as a plain Python value; an IRI as its text, an ill-formed or foreign literal as its words."""
    if isinstance(term, ox.Triple):
        return str(term)
    if not isinstance(term, ox.Literal):
        return None if term is None else term.value
    kind = term.datatype.value
    try:
        if kind in INTEGERS:
            return int(term.value)
        if kind in REALS:
            return float(term.value)
        if kind == XSD + "date":
            return dt.date.fromisoformat(term.value)
        if kind == XSD + "dateTime":
            return dt.datetime.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value in ("true", "1") if kind == XSD + "boolean" else term.value


def to_rdflib(term: Any) -> Node:  # noqa: ANN401 - a pyoxigraph term, quoted triples included
    """Return a pyoxigraph term as rdflib's."""
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise StoreError(f"{term}: triples about triples have no counterpart in rdflib. Select their parts instead.")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype)


def from_rdflib(term: Node) -> Any:  # noqa: ANN401 - a node, predicate or literal, by place
    """Return an rdflib term as pyoxigraph's, its lexical form unchanged.

    Raises:
        StoreError: If the term cannot stand in RDF: an invalid IRI, half a surrogate pair.
    """
    import rdflib

    try:
        if isinstance(term, rdflib.Literal):
            datatype = ox.NamedNode(str(term.datatype)) if term.datatype and not term.language else None
            return ox.Literal(str(term), datatype=datatype, language=term.language)
        return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))
    except ValueError as exc:
        raise StoreError(f"{term!r} cannot be stored: {exc}. Correct the term.", term=str(term)) from exc


def triples_of(graph: Iterable[Any]) -> Iterator[ox.Triple]:
    """Yield the triples of an rdflib graph, or of an iterable of rdflib or pyoxigraph triples, as pyoxigraph's."""
    for item in graph:
        if isinstance(item, ox.Triple):
            yield item
        elif isinstance(item, ox.Quad):
            yield item.triple
        else:
            subject, predicate, value = item
            yield ox.Triple(from_rdflib(subject), from_rdflib(predicate), from_rdflib(value))


def iri_node(iri: str) -> ox.NamedNode:
    """Return the IRI as a node.

    Raises:
        StoreError: If it is no absolute IRI.
    """
    try:
        return ox.NamedNode(str(iri))
    except ValueError as exc:
        raise StoreError(f"{iri!r} is no IRI: {exc}. Name the graph by an absolute IRI.", iri=iri) from exc


def skolemized(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> set[ox.Triple]:
    """Return the triples with blank nodes named after the graph (`<graph#_c14n0>`), the same for equal graphs.

    Blank nodes cannot be replaced, compared or written in a stable order; RDF 1.1 section 3.5 describes this way out.
    """
    found = set(triples)
    if not any(isinstance(node, ox.BlankNode) for triple in found for node in (triple.subject, triple.object)):
        return found
    dataset = ox.Dataset(ox.Quad(*triple) for triple in found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    stem = graph.value + ("_" if "#" in graph.value else "#_")

    def named(node: Any) -> Any:  # noqa: ANN401 - any term
        return ox.NamedNode(stem + node.value) if isinstance(node, ox.BlankNode) else node

    return {ox.Triple(named(quad.subject), quad.predicate, named(quad.object)) for quad in dataset}
