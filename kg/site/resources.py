"""One resource as Turtle and as JSON-LD: what is said of it, with the nodes that belong to it alone."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

import orjson
import pyoxigraph as ox
from rdflib.namespace import ORG

from kg.rdf.namespaces import FPP, OA
from kg.resources import resource_folder
from kg.store import turtle
from kg.store.dump import names_for
from kg.store.terms import STRING, XSD, Term

PARTS = frozenset(map(str, (FPP.evidence, OA.hasSelector, ORG.holds, ORG.hasMembership)))
"""What these lead to is told on the page of the resource itself, for it has none of its own."""


def describe(about: Callable[[str], Iterable[ox.Triple]], iri: str) -> list[list[ox.Triple]]:
    """Return the triples about an IRI and about its parts: a list a node, sorted, the IRI itself first.

    Args:
        about: Gives the triples about an IRI, such as `Facts.about` and `GraphStore.triples`.
        iri: The resource.
    """
    nodes, waiting, seen = [], [iri], {iri}
    while waiting:
        triples = sorted(about(waiting.pop(0)), key=turtle.sort_key)
        if triples:
            nodes.append(triples)
        parts = [t.object.value for t in triples if t.predicate.value in PARTS and isinstance(t.object, ox.NamedNode)]
        new = [part for part in parts if part not in seen]
        seen.update(new)
        waiting.extend(new)
    return nodes


class Writer:
    """Writes resources of a graph.

    Args:
        base: The IRI under which the graph's instances stand; Turtle has a prefix for each kind below it.
    """

    def __init__(self, base: str) -> None:
        self._names = names_for([f"{base}actor/a"])
        self._header = turtle.header(self._names)
        self._context = Context.shipped()

    def turtle(self, nodes: Iterable[list[ox.Triple]]) -> bytes:
        """Return the nodes as Turtle with prefixes."""
        return "\n".join([self._header, *(turtle.subject_block(node, self._names) for node in nodes)]).encode()

    def jsonld(self, nodes: Iterable[list[ox.Triple]]) -> bytes:
        """Return the nodes as JSON-LD 1.1, parts inside what they belong to, with the terms of our context that are used."""
        return self._context.document(list(nodes))


class Context:
    """Compacts nodes with a JSON-LD context: plain keys, and the part of the context that they need.

    Args:
        terms: What `@context` holds: prefixes, terms as IRIs, or as objects with `@id`, `@type`, `@language`.
    """

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self._terms = terms
        self._names: dict[str, str] = {}
        self._properties: dict[str, str] = {}
        self._definitions: dict[str, Any] = {}
        for term, said in terms.items():
            if term.startswith("@") or (isinstance(said, str) and (said.startswith("@") or said.endswith(("#", "/")))):
                continue
            definition = {"@id": said} if isinstance(said, str) else dict(said)
            if "@id" not in definition:
                continue
            definition |= {key: self._expanded(definition[key]) for key in ("@id", "@type") if key in definition}
            iri = definition["@id"]
            self._definitions[term] = definition if len(definition) > 1 else iri
            names = self._names if term[0].isupper() else self._properties
            names.setdefault(iri, term)

    @classmethod
    @functools.cache
    def shipped(cls) -> Context:
        """Return `ontology/context.jsonld`."""
        return cls(json.loads((resource_folder("ontology") / "context.jsonld").read_bytes())["@context"])

    def document(self, nodes: list[list[ox.Triple]]) -> bytes:
        """Return nodes as one JSON-LD document; the first is the root, those that none holds stand beside it."""
        used: set[str] = set()
        waiting = {str(node[0].subject): node for node in nodes}
        roots = []
        while waiting:
            first = next(iter(waiting))
            roots.append(self._node(waiting.pop(first), waiting, used))
        context = {"@version": 1.1, "id": "@id", "type": "@type"} | {
            term: self._definitions[term] for term in sorted(used)
        }
        body = roots[0] if len(roots) == 1 else {"@graph": roots}
        return orjson.dumps({"@context": context} | body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        namespace = self._terms.get(prefix)
        return namespace + local if colon and isinstance(namespace, str) else name

    def _node(self, triples: list[ox.Triple], waiting: dict[str, list[ox.Triple]], used: set[str]) -> dict[str, Any]:
        node: dict[str, Any] = {"id": _iri(triples[0].subject)}
        for predicate, group in groupby(triples, key=lambda triple: triple.predicate.value):
            values = [triple.object for triple in group]
            if predicate == turtle.TYPE and all(isinstance(value, ox.NamedNode) for value in values):
                node["type"] = [self._name(value, used) for value in values]
                continue
            key = self._properties.get(predicate, predicate)
            if key in self._definitions:
                used.add(key)
            definition = self._definitions.get(key)
            told = [self._value(value, definition, predicate, waiting, used) for value in values]
            alone = len(told) == 1 and not (isinstance(definition, dict) and definition.get("@container") == "@set")
            node[key] = told[0] if alone else told
        return node

    def _value(
        self,
        value: Term,
        definition: Any,  # noqa: ANN401 - an IRI, an object or nothing
        predicate: str,
        waiting: dict[str, list[ox.Triple]],
        used: set[str],
    ) -> Any:  # noqa: ANN401 - any JSON value
        kind = definition.get("@type") if isinstance(definition, dict) else None
        if isinstance(value, ox.Literal):
            return _literal(value, definition if isinstance(definition, dict) else {}, kind or "")
        if predicate in PARTS and str(value) in waiting:
            return self._node(waiting.pop(str(value)), waiting, used)
        if kind == "@vocab":
            return self._name(value, used)
        return _iri(value) if kind == "@id" else {"id": _iri(value)}

    def _name(self, value: Any, used: set[str]) -> str:  # noqa: ANN401 - a named or blank node
        term = self._names.get(_iri(value))
        if term is None:
            return _iri(value)
        used.add(term)
        return term


def _literal(value: ox.Literal, definition: Mapping[str, Any], datatype: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return a literal as plainly as its term's definition lets it be read back."""
    if value.language:
        same = definition.get("@language") == value.language
        return value.value if same else {"@value": value.value, "@language": value.language}
    kind = value.datatype.value
    if kind == datatype:
        return value.value
    plain = not datatype and "@language" not in definition
    if plain and kind == STRING:
        return value.value
    if plain and kind == XSD + "boolean" and value.value in ("true", "false"):
        return value.value == "true"
    return {"@value": value.value} if kind == STRING else {"@value": value.value, "@type": kind}


def _iri(node: Any) -> str:  # noqa: ANN401 - a named or blank node
    return node.value if isinstance(node, ox.NamedNode) else str(node)
