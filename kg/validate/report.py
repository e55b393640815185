"""What a validation found, as a result to read, store or print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rdflib import Graph

SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One result: which node, along which path, breaks what, and what to do. IRIs are spelled out."""

    focus: str
    path: str
    message: str
    value: str = ""
    component: str = ""
    shape: str = ""
    severity: str = "Violation"

    def to_text(self) -> str:
        """Return the result on one line."""
        found = f" Found: {self.value}" if self.value not in ("", self.focus) else ""
        return f"{self.severity}: {' '.join(filter(None, (self.focus, self.path)))}: {self.message}{found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """Whether a graph conforms, and every result in a fixed order. Warnings may stand in a graph that conforms."""

    conforms: bool
    results: tuple[Violation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {"conforms": self.conforms, "results": [asdict(result) for result in self.results]}

    @staticmethod
    def from_json(values: dict[str, Any]) -> ValidationReport:
        """Return the report whose `to_json` these values are."""
        results = tuple(Violation(**result) for result in values["results"])
        return ValidationReport(conforms=values["conforms"], results=results)

    def to_text(self) -> str:
        """Return one line a result, and a last line that counts them."""
        lines = [result.to_text() for result in self.results]
        broken = sum(result.severity == "Violation" for result in self.results)
        return "\n".join([*lines, "conforms" if self.conforms else f"does not conform: {broken} violations"])

    def to_graph(self) -> Graph:
        """Return the report in the SHACL vocabulary."""
        return reports_graph([self])


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The report on one graph of an input; `problem` tells instead why the input could not be read."""

    input: str
    graph: str
    report: ValidationReport = ValidationReport(conforms=True)
    problem: str = ""


def report_of(results: Iterable[Violation]) -> ValidationReport:
    """Return the report on these results; warnings and notes leave a graph conforming."""
    found = tuple(sorted(set(results)))
    return ValidationReport(conforms=all(one.severity != "Violation" for one in found), results=found)


def reports_graph(reports: Sequence[ValidationReport]) -> Graph:
    """Return several reports as one `sh:ValidationReport`, without blank nodes."""
    from rdflib import Graph, Literal, Namespace, URIRef
    from rdflib.namespace import RDF, XSD

    sh = Namespace(SHACL)
    graph = Graph()
    graph.bind("sh", sh)
    whole = URIRef("urn:kg:validation-report")
    graph.add((whole, RDF.type, sh.ValidationReport))
    conforms = all(report.conforms for report in reports)
    graph.add((whole, sh.conforms, Literal(conforms, datatype=XSD.boolean)))
    for number, result in enumerate(sorted(r for report in reports for r in report.results), 1):
        iri = URIRef(f"{whole}:{number}")
        graph.add((whole, sh.result, iri))
        graph.add((iri, RDF.type, sh.ValidationResult))
        graph.add((iri, sh.resultMessage, Literal(result.message)))
        graph.add((iri, sh.resultSeverity, sh[result.severity]))
        for name, value in (
            ("focusNode", result.focus),
            ("resultPath", result.path),
            ("sourceConstraintComponent", result.component),
        ):
            if value.startswith(("http", "urn:")):
                graph.add((iri, sh[name], URIRef(value)))
        if result.value:
            graph.add((iri, sh.value, Literal(result.value)))
    return graph
