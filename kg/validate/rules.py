"""SPARQL constraints, each asked once a graph.

pySHACL asks a constraint's query anew for every node; here its targets stand in the query and Oxigraph answers it, some
hundred times as fast. The results are the same, which `tests/unit/validate/test_reference.py` checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib.term import BNode, Literal, Node

from kg.rdf.namespaces import TEXT, clean
from kg.validate.report import SHACL, Violation
from kg.validate.shapes import Rule, rules

_VARIABLE = re.compile(r"\{[?$](\w+)\}")


class Facts:
    """Triples that rules can be asked of."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.refused: list[Violation] = []
        self._terms: dict[Node, Any] = {}

    def add(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        """Add rdflib's triples; those that RDF does not allow are kept as results."""
        self.store.extend(list(self._quads(triples)))

    def add_texts(self, texts: Mapping[str, str]) -> None:
        """Add the texts of documents, by the documents' IRIs."""
        for document, text in texts.items():
            literal = ox.Literal(clean(text))
            self.store.add(ox.Quad(ox.NamedNode(document), ox.NamedNode(str(TEXT)), literal))

    def _quads(self, triples: Iterable[tuple[Node, Node, Node]]) -> Iterator[ox.Quad]:
        known = self._terms
        for triple in triples:
            for term in triple:
                if term not in known:
                    try:
                        known[term] = _to_oxigraph(term)
                    except ValueError as exc:
                        self.refused.append(_refused(triple, term, exc))
                        break
            else:
                subject, predicate, value = triple
                yield ox.Quad(known[subject], known[predicate], known[value])


def _to_oxigraph(term: Node) -> Any:  # noqa: ANN401 - a node, predicate or literal, by place
    if isinstance(term, Literal):
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype and not term.language else None
        return ox.Literal(str(term), datatype=datatype, language=term.language)
    return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))


def _refused(triple: tuple[Node, Node, Node], term: Node, exc: ValueError) -> Violation:
    message = f"This cannot stand in RDF ({exc}): correct the IRI, language or text."
    return Violation(focus=str(triple[0]), path=str(triple[1]), message=message, value=str(term))


def ask_rules(facts: Facts, *, across: bool = False) -> tuple[Violation, ...]:
    """Return what breaks a rule, in order.

    Args:
        facts: The graph.
        across: Ask only the rules that hold for all graphs of a dataset together.
    """
    found = {one for rule in rules() if rule.across or not across for one in _ask(facts.store, rule)}
    return tuple(sorted(found | (set() if across else set(facts.refused))))


def _ask(store: ox.Store, rule: Rule) -> Iterator[Violation]:
    solutions: Any = store.query(rule.query)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        bound = {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
        yield Violation(
            focus=bound["this"],
            path=bound.get("path", ""),
            message=_told(rule.message, bound),
            value=bound.get("value", bound["this"]),
            component=f"{SHACL}SPARQLConstraintComponent",
            shape=rule.name,
            severity=rule.severity,
        )


def _told(message: str, bound: Mapping[str, str]) -> str:
    """Return a message with the values that it speaks of."""
    return _VARIABLE.sub(lambda match: bound.get(match[1], match[0]), message)
