"""What the files of `shapes/` hold, and how they are taken apart."""

from __future__ import annotations

from rdflib.namespace import PROV, RDF

from kg.rdf.namespaces import FPP
from kg.validate.shapes import SH, all_shapes, property_shapes, rule_shapes, single_property_shapes, target_classes
from tests.unit.validate.dataset import sound


def test_nothing_is_checked_twice() -> None:
    """What is asked as a query is taken out of what pySHACL checks."""
    assert (None, SH.sparql, None) not in property_shapes()
    assert (None, SH.sparql, None) in all_shapes()


def test_everything_is_checked() -> None:
    """Each target of a shape is one of those with rules or of those without, and of all graphs where it is marked so."""
    for kind in (SH.targetClass, SH.targetSubjectsOf):
        whole, single, ruled = (
            set(shapes.subject_objects(kind))
            for shapes in (all_shapes(), single_property_shapes(), rule_shapes(across=False))
        )
        assert single | ruled == whole
        assert not single & ruled
        assert set(rule_shapes(across=True).subject_objects(kind)) < ruled


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
