"""Node shapes with what they ask of each property, and the rules in SPARQL."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from docs.vocabulary.names import Names, Ref, anchor, curie, text

CONSTRAINTS: Mapping[Node, Callable[[str], str]] = MappingProxyType(
    {
        SH.datatype: lambda value: f"a {value}",
        SH["class"]: lambda value: f"an instance of {value}",
        SH.nodeKind: lambda value: f"a node of kind {value}",
        SH.minLength: lambda value: f"at least {value} character",
        SH.pattern: lambda value: f"matches {value}",
        SH.minInclusive: lambda value: f"at least {value}",
        SH.maxInclusive: lambda value: f"at most {value}",
        SH.hasValue: lambda value: f"{value} among them",
    }
)


@dataclass(frozen=True, slots=True)
class Property:
    """What a shape asks of one property."""

    anchor: str
    path: Ref
    name: str
    group: str
    number: str
    asks: list[str]
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A query for what breaks a rule."""

    anchor: str
    name: str
    severity: str
    message: str
    query: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape: which nodes it looks at, what it asks of them, and which rules they keep."""

    anchor: str
    curie: str
    name: str
    targets: list[tuple[str, list[Ref]]]
    severity: str
    message: str
    properties: list[Property]
    rules: list[Rule]


def node_shapes(graph: Graph, names: Names) -> list[Shape]:
    """Return the shapes by the name of what they look at; those with properties before those with rules."""
    found = [_shape(graph, node, names) for node in graph.subjects(RDF.type, SH.NodeShape)]
    return sorted(found, key=lambda one: (one.name, not one.properties, one.anchor))


def groups(graph: Graph) -> list[str]:
    """Return the titles of the groups of properties, in their order."""
    nodes = sorted(graph.subjects(RDF.type, SH.PropertyGroup), key=lambda node: _order(graph, node))
    return [text(graph, node, RDFS.label) for node in nodes]


def _shape(graph: Graph, node: Node, names: Names) -> Shape:
    severity = _severity(graph, node)
    targets = [
        ("every", names.refs(graph.objects(node, SH.targetClass))),
        ("whatever has", names.refs(graph.objects(node, SH.targetSubjectsOf))),
        ("whatever is the value of", names.refs(graph.objects(node, SH.targetObjectsOf))),
    ]
    rows = sorted(graph.objects(node, SH.property), key=lambda one: (_group(graph, one)[0], _order(graph, one)))
    rules = [
        Rule(
            anchor(rule),
            curie(rule),
            severity,
            text(graph, rule, SH.message),
            textwrap.dedent(text(graph, rule, SH.select)).strip("\n"),
        )
        for rule in sorted(graph.objects(node, SH.sparql))
    ]
    return Shape(
        anchor=anchor(node),
        curie=curie(node),
        name=text(graph, node, SH.name) or anchor(node),
        targets=[(word, refs) for word, refs in targets if refs],
        severity=severity,
        message=text(graph, node, SH.message),
        properties=[_property(graph, row, names) for row in rows],
        rules=rules,
    )


def _property(graph: Graph, node: Node, names: Names) -> Property:
    path = next(graph.objects(node, SH.path))
    asks = [
        words(curie(value) if not isinstance(value, Literal) else str(value))
        for predicate, words in CONSTRAINTS.items()
        for value in graph.objects(node, predicate)
    ]
    for words, predicate in (("one of", SH["in"]), ("in the language", SH.languageIn)):
        asks += [f"{words} {', '.join(map(curie, Collection(graph, all_)))}" for all_ in graph.objects(node, predicate)]
    return Property(
        anchor=anchor(node),
        path=names.ref(path),
        name=text(graph, node, SH.name),
        group=_group(graph, node)[1],
        number=_number(text(graph, node, SH.minCount), text(graph, node, SH.maxCount)),
        asks=asks,
        severity=_severity(graph, node),
        message=text(graph, node, SH.message),
    )


def _number(least: str, most: str) -> str:
    """Return how many values there are.

    >>> _number("1", "1"), _number("", "1"), _number("1", ""), _number("", "")
    ('exactly 1', 'at most 1', '1 or more', 'any number')
    """
    if least and least == most:
        return f"exactly {least}"
    if least and least != "0":
        return f"{least} to {most}" if most else f"{least} or more"
    return f"at most {most}" if most else "any number"


def _severity(graph: Graph, node: Node) -> str:
    return anchor(text(graph, node, SH.severity)) or "Violation"


def _group(graph: Graph, node: Node) -> tuple[float, str]:
    group = next(graph.objects(node, SH.group), None)
    return (_order(graph, group), text(graph, group, RDFS.label)) if group is not None else (99.0, "Other")


def _order(graph: Graph, node: Node) -> float:
    return float(text(graph, node, SH.order) or 99)
