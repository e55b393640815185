"""Graphs as bytes, the same bytes every time."""

from __future__ import annotations

from functools import cache

from rdflib import Graph

from kg.errors import ExportError
from kg.rdf.prefixes import PREFIXES


def serialize_sorted(graph: Graph, format: str) -> bytes:  # noqa: A002 - the field's word
    """Return a graph as sorted N-Quads (`nq`, its name as the graph's), sorted N-Triples (`nt`) or Turtle (`ttl`).

    Raises:
        ExportError: If the format is another one.
    """
    if format == "ttl":
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace, replace=True)
        return graph.serialize(format="turtle").encode()
    if format not in ("nq", "nt"):
        raise ExportError(f"format {format}: unknown here. Known: nq, nt, ttl.", format=format)
    name = f" {graph.identifier.n3()}" if format == "nq" else ""
    text = cache(_text)  # most terms stand in many triples
    lines = sorted(f"{text(s)} {text(p)} {text(o)}{name} .\n" for s, p, o in graph)
    return "".join(lines).encode()


def _text(term: object) -> str:
    """Return a term in N-Triples form: rdflib's n3 shortens numbers and breaks long strings over lines."""
    from rdflib import Literal
    from rdflib.plugins.serializers.nt import _quoteLiteral

    return _quoteLiteral(term) if isinstance(term, Literal) else term.n3()  # type: ignore[attr-defined]
