"""Tells quickly, without pySHACL, that a graph conforms to the shapes of single properties.

Nearly all graphs do, and pySHACL takes ten times as long to find no result. What this does not know, blank nodes, subclasses or
other constraints among it, is in doubt: then pySHACL is asked, whose results count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from rdflib import Graph
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Literal, Node, URIRef

from kg.validate.shapes import SH, property_shapes

Test = Callable[[Node, Mapping[Node, Container[Node]]], bool]
"""Tells whether a value is right, given the nodes of each class."""

_TOLD = frozenset(
    {RDF.type, SH.path, SH.targetClass, SH.targetSubjectsOf, SH.name, SH.group, SH.order, SH.severity, SH.message}
)
_COUNTS = frozenset({SH.minCount, SH.maxCount, SH.hasValue})
_VALUES = {
    XSD.string: str,
    RDF.langString: str,
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.boolean: bool,
    XSD.date: date,
    XSD.dateTime: datetime,
    XSD.anyURI: object,
}


@dataclass(frozen=True, slots=True)
class _Check:
    """A property shape."""

    path: Node
    least: int
    most: float
    """Below `least` where all nodes are in doubt."""
    member: Node | None
    tests: tuple[Test, ...]

    def holds(self, properties: Mapping[Node, Sequence[Node]], instances: Mapping[Node, Container[Node]]) -> bool:
        values = properties.get(self.path, ())
        if not self.least <= len(values) <= self.most or (self.member is not None and self.member not in values):
            return False
        for value in values:
            for test in self.tests:
                if not test(value, instances):
                    return False
        return True


def surely_conforms(triples: Iterable[tuple[Node, Node, Node]]) -> bool:
    """Tell whether these triples conform beyond doubt to all shapes of single properties."""
    nodes: dict[Node, dict[Node, list[Node]]] = {}
    for subject, predicate, value in triples:
        if type(subject) is not URIRef:
            return False
        properties = nodes.get(subject)
        if properties is None:
            properties = nodes[subject] = {}
        properties.setdefault(predicate, []).append(value)
    instances: dict[Node, set[Node]] = defaultdict(set)
    subjects: dict[Node, list[Node]] = defaultdict(list)
    for node, properties in nodes.items():
        for kind in properties.get(RDF.type, ()):
            instances[kind].add(node)
        for predicate in properties:
            subjects[predicate].append(node)
    if RDFS.subClassOf in subjects:
        return False
    of_classes, of_subjects = _checks()
    return all(
        check.holds(nodes[node], instances)
        for found, wanted in ((instances, of_classes), (subjects, of_subjects))
        for target in found.keys() & wanted.keys()
        for check in wanted[target]
        for node in found[target]
    )


@cache
def _checks() -> tuple[dict[Node, list[_Check]], dict[Node, list[_Check]]]:
    """Return the checks on instances of classes, and on subjects of predicates."""
    shapes = property_shapes()
    of_classes: dict[Node, list[_Check]] = defaultdict(list)
    of_subjects: dict[Node, list[_Check]] = defaultdict(list)
    for kind, checks in ((SH.targetClass, of_classes), (SH.targetSubjectsOf, of_subjects)):
        for shape, target in shapes.subject_objects(kind):
            checks[target].append(_check(shapes, shape))
    return dict(of_classes), dict(of_subjects)


def _check(shapes: Graph, shape: Node) -> _Check:
    given = [(name, value) for name, value in shapes.predicate_objects(shape) if name not in _TOLD]
    path = shapes.value(shape, SH.path)
    if path is None and given == [(SH.nodeKind, SH.IRI)]:
        return _Check(SH.path, 0, 0, None, ())  # subjects other than IRIs are in doubt already
    tests = [_test(shapes, name, value) for name, value in given if name not in _COUNTS]
    counts = {name: value for name, value in given if name in _COUNTS}
    if None in tests or len(tests) + len(counts) < len(given) or not isinstance(path, URIRef):
        return _Check(SH.path, 1, 0, None, ())
    return _Check(
        path=path,
        least=int(str(counts.get(SH.minCount, 0))),
        most=float(str(counts.get(SH.maxCount, "inf"))),
        member=counts.get(SH.hasValue),
        tests=tuple(filter(None, tests)),
    )


def _test(shapes: Graph, name: Node, given: Node) -> Test | None:
    """Return the test for a constraint, None for one that is not known here."""
    if name == SH["class"]:
        return lambda value, instances: type(value) is URIRef and value in instances.get(given, ())
    if name == SH.datatype and isinstance(given, URIRef) and given in _VALUES:
        return _datatype(given, _VALUES[given])
    if name == SH.nodeKind and given == SH.IRI:
        return lambda value, _: type(value) is URIRef
    if name == SH["in"]:
        known = frozenset(shapes.items(given))
        return lambda value, _: value in known
    if name == SH.languageIn:
        languages = frozenset(map(str, shapes.items(given)))
        return lambda value, _: getattr(value, "language", None) in languages
    if name == SH.minLength:
        least = int(str(given))
        return lambda value, _: len(str(value)) >= least
    if name == SH.pattern:
        pattern = re.compile(str(given))
        return lambda value, _: pattern.search(str(value)) is not None
    if name in (SH.minInclusive, SH.maxInclusive):
        return _bound(Decimal(str(given)), is_least=name == SH.minInclusive)
    return None


def _datatype(datatype: Node, python: Any) -> Test:  # noqa: ANN401 - a class
    if datatype == RDF.langString:
        return lambda value, _: type(value) is Literal and bool(value.language) and isinstance(value.value, str)
    plain = (None, datatype) if datatype == XSD.string else (datatype,)
    return lambda value, _: (
        type(value) is Literal
        and not value.language
        and value.datatype in plain
        and not value.ill_typed
        and isinstance(value.value, python)
    )


def _bound(bound: Decimal, *, is_least: bool) -> Test:
    def test(value: Node, _: object) -> bool:
        number = value.value if type(value) is Literal else None
        if not isinstance(number, (int, Decimal)):
            return False
        return number >= bound if is_least else number <= bound

    return test
