"""What is not asked for the sake of speed would have had no result."""

from __future__ import annotations

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from kg.rdf.namespaces import FPP, TEXT
from kg.validate import validate
from kg.validate.glance import surely_conforms
from kg.validate.reference import check_by_pyshacl
from kg.validate.rules import OxigraphRules
from kg.validate.shapes import SH, property_shapes, rules
from tests.unit.validate.dataset import sound, texts, with_texts
from tests.unit.validate.mutations import Mutation, by_hand, systematic
from tests.unit.validate.test_engines import spoilt

ALL = [*systematic(sound()), *by_hand(sound())]
THING = URIRef("https://example.org/thing")


def changed(mutation: Mutation) -> Graph:
    graph = sound()
    mutation(graph)
    return graph


def test_a_sound_graph_needs_no_pyshacl(monkeypatch) -> None:
    monkeypatch.setattr("kg.validate.engine.check_by_pyshacl", lambda *_: pytest.fail("pySHACL was asked"))
    (report,) = validate([sound()], texts=texts())
    assert report.conforms


def test_what_surely_conforms_conforms() -> None:
    seen = [graph for graph in map(changed, ALL) if surely_conforms(graph)]
    assert 50 < len(seen) < len(ALL) / 2
    for graph in seen:
        assert check_by_pyshacl(graph, property_shapes()) == ()


@pytest.mark.parametrize(
    "triple",
    [
        (THING, RDFS.subClassOf, FPP.Actor),
        (BNode(), RDF.type, FPP.Actor),
        (THING, RDF.type, FPP.Actor),
    ],
)
def test_doubt(triple) -> None:
    assert surely_conforms(sound())
    assert not surely_conforms(sound().add(triple))


def test_all_targets_are_known() -> None:
    """Shapes have their nodes by class or as subjects of a predicate: no other kind of target is looked at."""
    shapes = property_shapes()
    kinds = set(shapes.predicates()) & {
        SH.targetNode,
        SH.targetObjectsOf,
        SH.target,
        SH.targetClass,
        SH.targetSubjectsOf,
    }
    assert kinds == {SH.targetClass, SH.targetSubjectsOf}
    assert RDFS.Class not in set(shapes.objects(None, RDF.type))


def test_subclasses_are_seen() -> None:
    """An instance of a subclass is checked by the shapes and the rules of the class."""
    graph = sound()
    graph.add((FPP.Report, RDFS.subClassOf, FPP.Document))
    graph.add((THING, RDF.type, FPP.Report))
    graph.add((THING, FPP.length, Literal(3)))
    graph.add((THING, TEXT, Literal("four", datatype=XSD.string)))
    (report,) = validate([graph])
    shapes = {one.shape.rpartition("#")[2] for one in report.results if one.focus == str(THING)}
    assert {"Document-identifier", "DocumentLength"} <= shapes


@pytest.mark.parametrize("gone", sorted({iri for rule in rules() for iri in rule.needs | rule.targets}))
def test_rules_that_are_left_out_find_nothing(gone, monkeypatch) -> None:
    facts = OxigraphRules()
    facts.add(triple for triple in with_texts(spoilt()) if gone not in triple)
    found = facts.ask()
    monkeypatch.setattr("kg.validate.shapes.Rule.may_be_broken", lambda *_: True)
    assert facts.ask() == found
