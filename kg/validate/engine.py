"""pySHACL over the shapes of single properties, and the rules between them asked as queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyshacl
import pyshacl.shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node, URIRef

from kg.rdf.namespaces import FPP
from kg.validate.glance import surely_conforms
from kg.validate.report import ValidationReport, Violation, report_of
from kg.validate.rules import Facts, ask_rules
from kg.validate.shapes import SH, property_shapes


def validate(
    graphs: Sequence[Graph], *, texts: Mapping[str, str] | None = None, decisions: Graph | None = None
) -> list[ValidationReport]:
    """Return one report a graph. Each is checked alone: what another graph says can neither hide nor cause a result.

    Args:
        graphs: Graphs that follow the ontology.
        texts: The texts of documents, by the documents' IRIs, against which quotations are checked; without it, or
            `schema:text` in the graph, only their lengths are.
        decisions: What people decided; whom they call a holder is the holder.
    """
    return [_check(graph, texts or {}, decisions) for graph in graphs]


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


def _check(graph: Graph, texts: Mapping[str, str], decisions: Graph | None) -> ValidationReport:
    facts, triples = Facts(), list(graph)
    facts.add(triples)
    facts.add_texts({name: text for name, text in texts.items() if (URIRef(name), None, None) in graph})
    if decisions is not None and len(decisions):
        for position in graph.subjects(RDF.type, FPP.Position):
            facts.add(decisions.triples((position, None, None)))
    results = () if surely_conforms(triples) else check_properties(graph)
    return report_of((*results, *ask_rules(facts)))


def check_properties(graph: Graph) -> tuple[Violation, ...]:
    """Return what pySHACL finds by the shapes of single properties."""
    conforms, report, _ = pyshacl.validate(
        graph, shacl_graph=property_shapes(), inference="none", advanced=False, inplace=True, do_owl_imports=False
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
