"""Two ways to the same report on a graph: pySHACL for all, or a quick way that asks it only in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kg.errors import SettingsError
from kg.rdf.namespaces import FPP, TEXT, clean
from kg.validate.glance import surely_conforms
from kg.validate.reference import PyshaclRules, check_by_pyshacl
from kg.validate.report import ValidationReport, Violation, report_of
from kg.validate.rules import OxigraphRules, Triple
from kg.validate.shapes import property_shapes, single_property_shapes


class Rules(Protocol):
    """Triples that the rules between properties and records can be asked of."""

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those that RDF does not allow are kept as results."""

    def ask(self, *, across: bool = False) -> tuple[Violation, ...]:
        """Return what breaks a rule, and what was refused; `across`, only what breaks those that span all graphs."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How shapes of single properties are checked, and how rules are asked."""

    check_properties: Callable[[Graph], tuple[Violation, ...]]
    rules: Callable[[], Rules]

    def check(self, graph: Graph, more: Iterable[Triple] = ()) -> ValidationReport:
        """Return the report on a graph; `more` is what rules look at but nothing is asked of, such as texts."""
        rules = self.rules()
        rules.add(graph)
        rules.add(more)
        return report_of((*self.check_properties(graph), *rules.ask()))


def _check_quickly(graph: Graph) -> tuple[Violation, ...]:
    return () if surely_conforms(graph) else check_by_pyshacl(graph, property_shapes())


def _check_thoroughly(graph: Graph) -> tuple[Violation, ...]:
    return check_by_pyshacl(graph, single_property_shapes())


ENGINES: Mapping[str, Engine] = {
    "auto": Engine(_check_quickly, OxigraphRules),
    "pyshacl": Engine(_check_thoroughly, PyshaclRules),
}
"""`auto` is the quick way. Both give the same report."""


def engine_named(name: str) -> Engine:
    """Return an engine.

    Raises:
        SettingsError: If there is none of this name.
    """
    if name not in ENGINES:
        raise SettingsError(f"--engine {name}: unknown. Known: {', '.join(ENGINES)}.", engine=name)
    return ENGINES[name]


def validate(
    graphs: Sequence[Graph],
    *,
    texts: Mapping[str, str] | None = None,
    decisions: Graph | None = None,
    engine: str = "auto",
) -> list[ValidationReport]:
    """Return one report a graph. Each is checked alone: what another graph says can neither hide nor cause a result.

    Args:
        graphs: Graphs that follow the ontology.
        texts: The texts of documents, by the documents' IRIs, against which quotations are checked; without it, or
            `schema:text` in the graph, only their lengths are.
        decisions: What people decided; whom they call a holder is the holder.
        engine: A name in `ENGINES`.

    Raises:
        SettingsError: If there is no such engine.
    """
    chosen = engine_named(engine)
    return [chosen.check(graph, (*_texts_of(graph, texts or {}), *_decisions_on(graph, decisions))) for graph in graphs]


def _texts_of(graph: Graph, texts: Mapping[str, str]) -> Iterator[Triple]:
    for name, text in texts.items():
        if (URIRef(name), None, None) in graph:
            yield URIRef(name), TEXT, Literal(clean(text))


def _decisions_on(graph: Graph, decisions: Graph | None) -> Iterator[Triple]:
    if decisions is not None and len(decisions):
        for position in graph.subjects(RDF.type, FPP.Position):
            yield from decisions.triples((position, None, None))
