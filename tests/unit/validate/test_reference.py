"""The rules asked as queries give what pySHACL gives, which asks each of every node."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef

from kg.rdf.namespaces import SCHEMA
from kg.validate import validate
from kg.validate.engine import results_of
from kg.validate.shapes import all_shapes, property_shapes, rules
from tests.unit.validate.dataset import sound, texts
from tests.unit.validate.mutations import by_hand

EXCEPT = ("evidence: selector shared", "document: shorter than its evidence", "document: length of another text")
"""Those that undo others."""


def spoilt() -> Graph:
    """Return a graph in which many rules are broken at once."""
    graph = sound()
    for mutation in by_hand(sound()):
        if mutation.name not in EXCEPT:
            mutation(graph)
    return graph


def reference(graph: Graph) -> Graph:
    whole = Graph()
    whole += graph
    for document, text in texts().items():
        whole.add((URIRef(document), SCHEMA.text, Literal(text)))
    _, report, _ = pyshacl.validate(whole, shacl_graph=all_shapes(), advanced=False, inplace=True)
    return report


@pytest.mark.parametrize("make", [sound, spoilt])
def test_same_results(make) -> None:
    """Node, constraint, severity and path of every result are the same."""
    graph = make()
    (report,) = validate([graph], texts=texts())
    found = {(one.focus, one.shape, one.severity, one.path) for one in report.results}
    assert found == {(one.focus, one.shape, one.severity, one.path) for one in results_of(reference(graph))}
    assert (make is spoilt) == bool({one.shape for one in report.results} & {rule.name for rule in rules()})


def test_nothing_is_checked_twice() -> None:
    """What is asked as a query is taken out of what pySHACL checks."""
    assert (None, URIRef("http://www.w3.org/ns/shacl#sparql"), None) not in property_shapes()
    assert (None, URIRef("http://www.w3.org/ns/shacl#sparql"), None) in all_shapes()
