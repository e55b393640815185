"""The rules asked as queries give what pySHACL gives, which asks each of every node."""

from __future__ import annotations

import pyshacl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF

from kg.rdf.namespaces import FPP, SCHEMA
from kg.validate import validate
from kg.validate.engine import results_of
from kg.validate.shapes import SH, all_shapes, property_shapes, rules, target_classes
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
    assert (None, SH.sparql, None) not in property_shapes()
    assert (None, SH.sparql, None) in all_shapes()


def test_forms_can_be_made() -> None:
    """Every property shape has a name, an order, a group, a severity and a message; every constraint a message."""
    shapes = all_shapes()
    properties = set(shapes.objects(None, SH.property))
    assert len(properties) > 80
    for shape in properties:
        for path in (SH.path, SH.name, SH.order, SH.group, SH.severity, SH.message):
            assert len(list(shapes.objects(shape, path))) == 1, f"{shape} {path}"
        assert (shapes.value(shape, SH.group), None, SH.PropertyGroup) in shapes
    for node in set(shapes.subjects(SH.property)):
        orders = [shapes.value(shape, SH.order) for shape in shapes.objects(node, SH.property)]
        assert len(set(orders)) == len(orders)
    for constraint in shapes.objects(None, SH.sparql):
        assert shapes.value(constraint, SH.message)


def test_every_class_that_is_written_has_a_shape() -> None:
    """No type in a graph of kg is unknown to the shapes, but for the kinds of actors and what provenance calls a graph."""
    kinds = set(sound().objects(None, RDF.type))
    actors = {one for one in kinds if str(one).startswith(str(FPP)) and one not in target_classes()}
    assert {str(one).removeprefix(str(FPP)) for one in actors} == {"Country", "GovernmentBody", "Person"}
    assert kinds - actors <= target_classes() | {PROV.Entity}
