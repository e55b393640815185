"""pySHACL, whose results are the reference: for all shapes, or where the quick way is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyshacl
import pyshacl.shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node, URIRef

from kg.validate.report import Violation
from kg.validate.rules import Triple, refused
from kg.validate.shapes import SH, rule_shapes


def check_by_pyshacl(graph: Graph, shapes: Graph) -> tuple[Violation, ...]:
    """Return what pySHACL finds, in order."""
    conforms, report, _ = pyshacl.validate(
        graph, shacl_graph=shapes, inference="none", advanced=False, inplace=True, do_owl_imports=False
    )
    return () if conforms else results_of(report)


def results_of(report: Graph) -> tuple[Violation, ...]:
    """Return the results of a report in the SHACL vocabulary, in order."""

    def one(node: Node, *names: str) -> str:
        values = (report.value(node, SH[name]) for name in names)
        return str(next((value for value in values if value is not None), ""))

    def shape(node: Node) -> str:
        values = (report.value(node, SH[name]) for name in ("sourceConstraint", "sourceShape"))
        return str(next((value for value in values if isinstance(value, URIRef)), ""))

    found = [
        Violation(
            focus=one(node, "focusNode"),
            path=one(node, "resultPath"),
            message=one(node, "resultMessage"),
            value=one(node, "value"),
            component=one(node, "sourceConstraintComponent"),
            shape=shape(node),
            severity=one(node, "resultSeverity").removeprefix(str(SH)) or "Violation",
        )
        for node in report.subjects(RDF.type, SH.ValidationResult)
    ]
    return tuple(sorted(found))


class PyshaclRules:
    """Triples that pySHACL asks the rules of, each query anew for every node."""

    def __init__(self) -> None:
        self._graph = _QueriesReadOnce()
        self._refused: list[Violation] = []

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those that RDF does not allow are kept as results."""
        for triple in triples:
            problem = refused(triple)
            if problem:
                self._refused.append(problem)
            else:
                self._graph.add(triple)

    def ask(self, *, across: bool = False) -> tuple[Violation, ...]:
        """Return what breaks a rule, and what was refused; `across`, only what breaks those that span all graphs."""
        found = check_by_pyshacl(self._graph, rule_shapes(across=across))
        return found if across else (*found, *self._refused)


class _QueriesReadOnce(Graph):
    """A graph that reads the text of each query once: rdflib takes ten times as long for that as for the answer."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - as rdflib's
        query = _read(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **kwargs)


@cache
def _read(query: str) -> Query:
    return prepareQuery(query)


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
