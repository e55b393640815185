"""Framed JSON-LD: nested objects that read plainly, one a position, in the words of `ontology/context.jsonld`.

A frame shows a part of a graph; what it does not name is left out. For all of it take `jsonld`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO, NoReturn

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.nodes import graph_triples, graphs_with
from kg.rdf.namespaces import FPP
from kg.resources import resource_folder
from kg.store import GraphStore
from kg.store.terms import STRING, XSD, Term
from kg.store.turtle import TYPE, by_subject, sort_key

CONTEXT_IRI = "https://w3id.org/fpp/ontology/context.jsonld"
FRAMES = ("positions",)
LARGEST = 2**53
"""Whole numbers from here on lose digits in many readers of JSON."""


def framed(
    triples: Iterable[ox.Triple],
    frame: str | Mapping[str, Any] = "positions",
    *,
    context: str | Mapping[str, Any] = CONTEXT_IRI,
) -> dict[str, Any]:
    """Return the objects that a frame makes of a graph.

    Args:
        triples: The graph, or the part of it that the objects are made of; a few thousand at a time.
        frame: The name of a frame in `ontology/frames`, or a frame, such as `{"id": iri}` for all about one node.
        context: What stands at `@context` of the result: the address of our context, or the context itself
            (`full_context()`), so that the result can be read without a network.

    Returns:
        `{"@context": context, "@graph": [object, ...]}`, objects in order of their ids; the same for equal graphs.

    Raises:
        ExportError: If there is no frame of that name, or it cannot be used.
    """
    from pyld import jsonld  # type: ignore[import-untyped]

    body = load_frame(frame) if isinstance(frame, str) else dict(frame)
    options = {"documentLoader": _refuse, "omitGraph": False, "processingMode": "json-ld-1.1"}
    try:
        found = jsonld.frame(expanded(triples), {**body, "@context": full_context()}, options)
    except jsonld.JsonLdError as exc:
        raise ExportError(f"the frame cannot be used: {exc}. Nothing is fetched for it.", frame=frame) from exc
    return {"@context": context, "@graph": found["@graph"]}


def write_framed(store: GraphStore, out: BinaryIO) -> None:
    """Write every position as one nested object, document by document; memory holds one document."""
    out.write(f'{{"@context": {json.dumps(full_context())},\n "@graph": ['.encode())
    comma = ""
    for graph in graphs_with(store, str(FPP.Position)):
        for item in framed(graph_triples(store, graph))["@graph"]:
            out.write(f"{comma}\n  {json.dumps(item, ensure_ascii=False)}".encode())
            comma = ","
    out.write(b"]}\n")


@cache
def full_context() -> dict[str, Any]:
    """Return what `ontology/context.jsonld` says; without `@version`, so that JSON-LD 1.0 readers take it as well."""
    text = (resource_folder("ontology") / "context.jsonld").read_text(encoding="utf-8")
    context: dict[str, Any] = json.loads(text)["@context"]
    return {name: meaning for name, meaning in context.items() if name != "@version"}


def load_frame(name: str) -> dict[str, Any]:
    """Return a frame of `ontology/frames`, without its context.

    Raises:
        ExportError: If there is none of that name.
    """
    if name not in FRAMES:
        raise ExportError(f"{name!r} is no frame. Known: {', '.join(FRAMES)}.", frame=name)
    text = (resource_folder("ontology") / "frames" / f"{name}.jsonld").read_text(encoding="utf-8")
    frame: dict[str, Any] = json.loads(text)
    del frame["@context"]
    return frame


def expanded(triples: Iterable[ox.Triple]) -> list[dict[str, Any]]:
    """Return triples as expanded JSON-LD, one object a subject."""
    return [_node(node) for node in by_subject(sorted(set(triples), key=sort_key))]


def native(literal: ox.Literal) -> bool | int | None:
    """Return what JSON has for a truth value or a whole number; None where that would change the literal.

    >>> native(ox.Literal(5)), native(ox.Literal("05", datatype=ox.NamedNode(XSD + "integer")))
    (5, None)
    """
    kind, text = literal.datatype.value, literal.value
    if kind == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == XSD + "integer" and len(text) < 18 and text.removeprefix("-").isdecimal() and str(int(text)) == text:
        return int(text) if abs(int(text)) < LARGEST else None
    return None


def _node(triples: list[ox.Triple]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _name(triples[0].subject)}
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate.value):
        objects = [triple.object for triple in group]
        if predicate == TYPE and not any(isinstance(one, ox.Literal) for one in objects):
            node["@type"] = [_name(one) for one in objects]
        else:
            node[predicate] = [_value(one) for one in objects]
    return node


def _name(node: Term) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _value(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.Triple):
        raise ExportError(f"{term}: triples about triples cannot be written as JSON-LD. Take trig or nq.")
    if not isinstance(term, ox.Literal):
        return {"@id": _name(term)}
    if term.language:
        direction = {"@direction": term.direction.value} if term.direction else {}
        return {"@value": term.value, "@language": term.language, **direction}
    plain = native(term)
    if isinstance(plain, bool) or term.datatype.value == STRING:
        return {"@value": term.value if plain is None else plain}
    return {"@value": term.value if plain is None else plain, "@type": term.datatype.value}


def _refuse(url: str, options: Mapping[str, Any]) -> NoReturn:  # noqa: ARG001 - what pyld calls a loader with
    raise ExportError(
        f"{url}: a frame wants a context from elsewhere; kg fetches none. Put it into the frame.", url=url
    )
