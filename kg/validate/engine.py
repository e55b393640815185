"""pySHACL over kg's shapes, with the shapes read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pyshacl
import pyshacl.shape
import rdflib
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from rdflib import Graph
from rdflib.namespace import Namespace
from rdflib.term import Node, URIRef

from kg.errors import MappingError
from kg.resources import resource_folder
from kg.validate.report import ValidationReport, Violation

SH = Namespace("http://www.w3.org/ns/shacl#")


def validate(graphs: Sequence[Graph]) -> list[ValidationReport]:
    """Return one report a graph. Each is checked alone: what another graph says can neither hide nor cause a result."""
    return [_check(graph) for graph in graphs]


def validate_file(path: Path, *, format: str | None = None) -> ValidationReport:  # noqa: A002 - the field's word
    """Return the report on a Turtle, TriG, JSON-LD, N-Triples, N-Quads or RDF/XML file; named graphs are joined.

    Raises:
        MappingError: If the file cannot be read or parsed.
    """
    dataset = rdflib.Dataset(default_union=True)
    try:
        dataset.parse(path, format=format or rdflib.util.guess_format(str(path)) or "turtle")
    except Exception as exc:
        raise MappingError(f"{path}: cannot be read as RDF ({' '.join(str(exc).split())[:300]}).", path=path) from exc
    joined = Graph()
    for s, p, o, _ in dataset.quads((None, None, None, None)):
        joined.add((s, p, o))
    return _check(joined)


@cache
def _shapes() -> Graph:
    graph = Graph(store="SimpleMemory")
    for path in sorted(resource_folder("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    _hand_down_targets(graph)
    return graph


def _hand_down_targets(shapes: Graph) -> None:
    """Let property shapes have the targets of their node shape, in place of hanging on it: the results are the same.

    pySHACL reads a property shape once for all targets of its own, but once for each node of the shape that it hangs on.
    """
    for shape, target in list(shapes.subject_objects(SH.targetClass)):
        for part in list(shapes.objects(shape, SH.property)):
            shapes.add((part, SH.targetClass, target))
            shapes.remove((shape, SH.property, part))


class _Parameters(list[URIRef]):
    """A list in which finding an IRI takes one step."""

    def __init__(self, iris: Iterable[URIRef]) -> None:
        super().__init__(iris)
        self._known = frozenset(self)

    def __contains__(self, iri: object) -> bool:
        return iri in self._known


# For each shape and node pySHACL walks the list of all parameters of constraints that it keeps in `pyshacl.shape`. Ours has
# the same members; with the shapes in a store without contexts, validation takes about a third less time.
pyshacl.shape.CONSTRAINT_PARAMS = (  # type: ignore[attr-defined]
    _Parameters(ALL_CONSTRAINT_PARAMETERS),
    CONSTRAINT_PARAMETERS_MAP,
)


def _check(graph: Graph) -> ValidationReport:
    conforms, report, _ = pyshacl.validate(
        graph, shacl_graph=_shapes(), inference="none", advanced=False, inplace=True, do_owl_imports=False
    )
    if conforms:
        return ValidationReport(conforms=True)
    return ValidationReport(conforms=False, results=_results(report))


def _results(report: Graph) -> tuple[Violation, ...]:
    def one(node: Node, name: str) -> str:
        value = report.value(node, SH[name])
        return "" if value is None else str(value)

    found = [
        Violation(
            focus=one(node, "focusNode"),
            path=one(node, "resultPath"),
            message=one(node, "resultMessage"),
            value=one(node, "value"),
            component=one(node, "sourceConstraintComponent"),
            shape=one(node, "sourceShape"),
            severity=one(node, "resultSeverity").removeprefix(str(SH)) or "Violation",
        )
        for node in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    ]
    return tuple(sorted(found))
