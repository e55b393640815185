"""The files of `shapes/`, read once: what pySHACL checks, and the rules that are asked as queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rdflib import Graph
from rdflib.namespace import Namespace
from rdflib.term import Node

from kg.resources import resource_folder

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Namespace("https://w3id.org/fpp/shapes#")
_ANY_CLASS = "a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A SPARQL constraint with the targets of its shape written into its query; `?this` is the node that breaks it."""

    name: str
    severity: str
    message: str
    query: str
    across: bool


@cache
def all_shapes() -> Graph:
    """Return the shapes as the files have them."""
    graph = Graph(store="SimpleMemory")
    for path in sorted(resource_folder("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def property_shapes() -> Graph:
    """Return the shapes for pySHACL: all but those with SPARQL constraints."""
    graph = Graph(store="SimpleMemory")
    whole = all_shapes()
    asked = set(whole.subjects(SH.sparql))
    for triple in whole:
        if triple[0] not in asked:
            graph.add(triple)
    _hand_down_targets(graph)
    return graph


def _hand_down_targets(shapes: Graph) -> None:
    """Let property shapes have the targets of their node shape, in place of hanging on it: the results are the same.

    pySHACL reads a property shape once for all targets of its own, but once for each node of the shape that it hangs on.
    """
    for kind in (SH.targetClass, SH.targetSubjectsOf):
        for shape, target in list(shapes.subject_objects(kind)):
            for part in list(shapes.objects(shape, SH.property)):
                shapes.add((part, kind, target))
    for shape, part in list(shapes.subject_objects(SH.property)):
        shapes.remove((shape, SH.property, part))


@cache
def rules() -> tuple[Rule, ...]:
    """Return every SPARQL constraint, in order of name."""
    shapes = all_shapes()
    found = [
        Rule(
            name=str(constraint),
            severity=str(shapes.value(shape, SH.severity)).removeprefix(str(SH)),
            message=str(shapes.value(constraint, SH.message)),
            query=_query(shapes, shape, constraint),
            across=(shape, SHAPES.acrossGraphs, None) in shapes,
        )
        for shape, constraint in shapes.subject_objects(SH.sparql)
    ]
    return tuple(sorted(found, key=lambda rule: rule.name))


def _query(shapes: Graph, shape: Node, constraint: Node) -> str:
    """Return the constraint's query for all targets of its shape at once."""
    targets = [f"{{ ?this {_ANY_CLASS} <{one}> }}" for one in shapes.objects(shape, SH.targetClass)]
    targets += [f"{{ ?this <{one}> [] }}" for one in shapes.objects(shape, SH.targetSubjectsOf)]
    select = str(shapes.value(constraint, SH.select)).replace("$this", "?this")
    select = select.replace("SELECT", "SELECT DISTINCT", 1)
    select = re.sub(r"WHERE\s*\{", f"WHERE {{ {' UNION '.join(sorted(targets))}", select, count=1)
    return f"{_prefixes(shapes, constraint)}{select}"


def _prefixes(shapes: Graph, constraint: Node) -> str:
    declared = [
        (shapes.value(one, SH.prefix), shapes.value(one, SH.namespace))
        for ontology in shapes.objects(constraint, SH.prefixes)
        for one in shapes.objects(ontology, SH.declare)
    ]
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))


@cache
def target_classes() -> frozenset[Node]:
    """Return the classes whose nodes are checked."""
    return frozenset(all_shapes().objects(None, SH.targetClass))


def shape_names() -> dict[str, tuple[str, str, str]]:
    """Return what every constraint is called: by its IRI its name, message and severity."""
    shapes = all_shapes()
    found = {rule.name: (rule.name.removeprefix(str(SHAPES)), rule.message, rule.severity) for rule in rules()}
    for shape, message in shapes.subject_objects(SH.message):
        if str(shape) not in found:
            severity = str(shapes.value(shape, SH.severity)).removeprefix(str(SH))
            found[str(shape)] = (str(shape).removeprefix(str(SHAPES)), str(message), severity)
    return found
