"""JSON-LD 1.1 with a context: one line a node, nodes by named graph."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from kg.errors import ExportError
from kg.store.terms import STRING, XSD, Term
from kg.store.turtle import TYPE, Names


def context(names: Names) -> str:
    """Return the context: prefixes only, so that keys read as CURIEs."""
    return json.dumps(names.prefixes, ensure_ascii=False)


def node_text(triples: Iterable[ox.Triple], names: Names) -> str:
    """Return the sorted triples of one subject as one node object on one line."""
    node: dict[str, Any] = {}
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        same = list(group)
        node.setdefault("@id", _iri(same[0].subject, names))
        if predicate.value == TYPE and all(isinstance(triple.object, ox.NamedNode) for triple in same):
            node["@type"] = [_iri(triple.object, names) for triple in same]
        else:
            node[_iri(predicate, names)] = [_value(triple.object, names) for triple in same]
    return json.dumps(node, ensure_ascii=False)


def iri_text(node: ox.NamedNode, names: Names) -> str:
    """Return an IRI as a JSON string."""
    return json.dumps(_iri(node, names), ensure_ascii=False)


def _iri(node: Any, names: Names) -> str:  # noqa: ANN401 - a named or blank node
    return names.curie(node.value) or node.value if isinstance(node, ox.NamedNode) else str(node)


def _value(term: Term, names: Names) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value object; numbers other than integers keep their spelling."""
    if isinstance(term, ox.Triple):
        raise ExportError(f"{term}: triples about triples cannot be written as JSON-LD. Take trig or nq.")
    if not isinstance(term, ox.Literal):
        return {"@id": _iri(term, names)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == STRING:
        return term.value
    if kind == XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    return {"@value": term.value, "@type": _iri(term.datatype, names)}
