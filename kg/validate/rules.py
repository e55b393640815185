"""SPARQL constraints, each asked once a graph.

pySHACL asks a constraint's query anew for every node; here its targets stand in the query and Oxigraph answers it, some
hundred times as fast. It is not asked of a graph that has none of the nodes that the constraint speaks of. The results are the
same, which `tests/unit/validate/test_reference.py` checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib.namespace import RDFS
from rdflib.term import BNode, Literal, Node

from kg.validate.report import SHACL, Violation
from kg.validate.shapes import Rule, rules

Triple = tuple[Node, Node, Node]
_VARIABLE = re.compile(r"\{[?$](\w+)\}")


class OxigraphRules:
    """Triples that Oxigraph asks the rules of."""

    def __init__(self) -> None:
        self._store = ox.Store()
        self._refused: list[Violation] = []
        self._nodes = _Nodes()
        """All IRIs and blank nodes that were added."""

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples; those that RDF does not allow are kept as results."""
        self._store.extend(list(self._quads(triples)))

    def _quads(self, triples: Iterable[Triple]) -> Iterator[ox.Quad]:
        nodes = self._nodes
        for triple in triples:
            subject, predicate, value = triple
            try:
                made = _literal(value, nodes) if isinstance(value, Literal) else nodes[value]
                yield ox.Quad(nodes[subject], nodes[predicate], made)
            except ValueError:
                self._refused.extend(filter(None, [refused(triple)]))

    def ask(self, *, across: bool = False) -> tuple[Violation, ...]:
        """Return in order what breaks a rule, and what was refused; `across`, what breaks those that span all graphs."""
        nodes = self._nodes.keys()
        has_subclasses = RDFS.subClassOf in nodes
        found = {
            one
            for rule in rules()
            if (rule.across or not across) and (has_subclasses or rule.may_be_broken(nodes))
            for one in _ask(self._store, rule, rule.query_with_subclasses if has_subclasses else rule.query)
        }
        return tuple(sorted(found if across else found.union(self._refused)))


class _Nodes(dict[Node, Any]):
    """Oxigraph's terms, by rdflib's, made as they are asked for."""

    def __missing__(self, term: Node) -> Any:  # noqa: ANN401 - a node, predicate or literal, by place
        if isinstance(term, Literal):
            return _literal(term, self)
        made = ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))
        self[term] = made
        return made


def _literal(term: Literal, nodes: _Nodes) -> ox.Literal:
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=nodes[term.datatype]) if term.datatype else ox.Literal(str(term))


def refused(triple: Triple) -> Violation | None:
    """Return the result that tells of the first term of a triple that RDF does not allow; None where it allows all."""
    for term in triple:
        try:
            _Nodes()[term]
        except ValueError as exc:
            message = f"This cannot stand in RDF ({exc}): correct the IRI, language or text."
            return Violation(focus=str(triple[0]), path=str(triple[1]), message=message, value=str(term))
    return None


def _ask(store: ox.Store, rule: Rule, query: str) -> Iterator[Violation]:
    solutions: Any = store.query(query)
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
