"""The files of `shapes/`, read once: what pySHACL checks, and the rules that are asked as queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache

from rdflib import Graph
from rdflib.namespace import Namespace
from rdflib.term import Node, URIRef

from kg.resources import resource_folder

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Namespace("https://w3id.org/fpp/shapes#")
_TARGETS = (SH.targetClass, SH.targetSubjectsOf)
_ANY_CLASS = "a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A SPARQL constraint with the targets of its shape written into its query; `?this` is the node that breaks it."""

    name: str
    severity: str
    message: str
    targets: frozenset[Node]
    """The classes and predicates that make nodes its targets."""
    needs: frozenset[Node]
    """The IRIs that stand in all that breaks it."""
    query: str
    query_with_subclasses: str
    across: bool

    def may_be_broken(self, nodes: Set[Node]) -> bool:
        """Tell, by the IRIs that stand in a graph without subclasses, whether anything there can break the rule."""
        return self.needs <= nodes and not self.targets.isdisjoint(nodes)


@cache
def all_shapes() -> Graph:
    """Return the shapes as the files have them."""
    graph = Graph(store="SimpleMemory")
    for path in sorted(resource_folder("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def _targeting(keep: Callable[[Node], bool]) -> Graph:
    """Return the shapes as the files have them, but with targets for these alone: shapes without check nothing."""
    graph = Graph(store="SimpleMemory")
    for triple in all_shapes():
        if triple[1] not in _TARGETS or keep(triple[0]):
            graph.add(triple)
    return graph


@cache
def single_property_shapes() -> Graph:
    """Return the shapes of single properties: those without SPARQL constraints."""
    return _targeting(lambda shape: (shape, SH.sparql, None) not in all_shapes())


@cache
def rule_shapes(*, across: bool) -> Graph:
    """Return the shapes with SPARQL constraints; `across`, only those that hold for all graphs together."""
    mark = SHAPES.acrossGraphs if across else SH.sparql
    return _targeting(lambda shape: (shape, mark, None) in all_shapes())


@cache
def property_shapes() -> Graph:
    """Return the shapes of single properties in the form that pySHACL reads fastest; its results are the same."""
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
    for kind in _TARGETS:
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
            targets=frozenset(one for kind in _TARGETS for one in shapes.objects(shape, kind)),
            needs=_needs(shapes, constraint),
            query=_query(shapes, shape, constraint, "a"),
            query_with_subclasses=_query(shapes, shape, constraint, _ANY_CLASS),
            across=(shape, SHAPES.acrossGraphs, None) in shapes,
        )
        for shape, constraint in shapes.subject_objects(SH.sparql)
    ]
    return tuple(sorted(found, key=lambda rule: rule.name))


def _query(shapes: Graph, shape: Node, constraint: Node, is_a: str) -> str:
    """Return the constraint's query for all targets of its shape at once."""
    targets = [f"{{ ?this {is_a} <{one}> }}" for one in shapes.objects(shape, SH.targetClass)]
    targets += [f"{{ ?this <{one}> [] }}" for one in shapes.objects(shape, SH.targetSubjectsOf)]
    select = str(shapes.value(constraint, SH.select)).replace("$this", "?this")
    select = select.replace("SELECT", "SELECT DISTINCT", 1)
    select = re.sub(r"WHERE\s*\{", f"WHERE {{ {' UNION '.join(sorted(targets))}", select, count=1)
    prefixes = [
        f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in _prefixes(shapes, constraint) if f"{prefix}:" in select
    ]
    return f"{''.join(prefixes)}{select}"


def _needs(shapes: Graph, constraint: Node) -> frozenset[Node]:
    """Return the IRIs in the patterns at the beginning of the query, but for those of which one of several is enough."""
    select = str(shapes.value(constraint, SH.select))
    (start,) = re.findall(r"WHERE\s*\{(.*?)(?:FILTER|OPTIONAL|BIND|[{}])", select, flags=re.DOTALL)
    iris = dict(_prefixes(shapes, constraint))
    names = re.findall(r"(?<![|!:\w])(\w+):(\w+)(?![|*?\w])", start)
    return frozenset(URIRef(iris[prefix] + name) for prefix, name in names)


def _prefixes(shapes: Graph, constraint: Node) -> list[tuple[str, str]]:
    return sorted(
        (str(shapes.value(one, SH.prefix)), str(shapes.value(one, SH.namespace)))
        for ontology in shapes.objects(constraint, SH.prefixes)
        for one in shapes.objects(ontology, SH.declare)
    )


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
