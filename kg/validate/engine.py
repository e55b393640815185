"""pySHACL over kg's shapes, with the shapes read once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyshacl
import rdflib
from rdflib import Graph
from rdflib.namespace import Namespace
from rdflib.term import Node

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
    graph = Graph()
    for path in sorted(resource_folder("shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


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
