"""The reference pages tell everything that the files say, and every link in them leads somewhere."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html
from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from docs.vocabulary.diagram import PLACES, draw
from docs.vocabulary.names import anchor, curie, load
from docs.vocabulary.pages import TITLES, write_reference
from kg.rdf.namespaces import FPP
from kg.resources import resource_folder


@pytest.fixture(scope="module")
def graph():
    """Every file as one graph."""
    return load(resource_folder("ontology"), resource_folder("shapes"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages, written."""
    target = tmp_path_factory.mktemp("reference") / "docs"
    write_reference(target)
    return target


@pytest.fixture(scope="module")
def pages(folder):
    """The pages, parsed as XML forgives nothing."""
    return {name: html.parse(folder / f"{name}.html").getroot() for name in TITLES}


def test_pages_are_well_formed(folder):
    """Every page parses as XML and needs nothing from elsewhere."""
    for name in TITLES:
        page = (folder / f"{name}.html").read_bytes().lstrip()
        etree.fromstring(page)
        assert b"<script" not in page
        assert not re.search(rb'(?:src|rel="stylesheet" href)="https?:', page)


def test_links_lead_somewhere(pages):
    """Every link between the pages, and every fragment, has its target; ids are given once."""
    ids = {name: [one.get("id") for one in page.iter() if one.get("id")] for name, page in pages.items()}
    for name, page in pages.items():
        assert len(ids[name]) == len(set(ids[name])), name
        for link in page.iter("a"):
            target, _, fragment = link.get("href").partition("#")
            if "://" in target:
                continue
            other = target.removesuffix(".html") or name
            assert other in pages, (name, link.get("href"))
            assert not fragment or fragment in ids[other], (name, link.get("href"))


def test_every_term_is_told(graph, pages):
    """Each class and property stands under its anchor with label, definition, example, status and version."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    terms = {one for kind in kinds for one in graph.subjects(RDF.type, kind) if str(one).startswith(str(FPP))}
    assert len(terms) > 50
    for term in terms:
        (section,) = pages["ontology"].xpath(f"//section[@id='{anchor(term)}']")
        told = " ".join(section.text_content().split())
        for predicate in (RDFS.label, SKOS.definition, SKOS.example, FPP.since):
            assert all(" ".join(str(value).split()) in told for value in graph.objects(term, predicate)), term
        for predicate in (RDFS.domain, RDFS.range, OWL.inverseOf, SKOS.closeMatch):
            assert all(curie(value) in told for value in graph.objects(term, predicate)), term
        assert any(word in told for word in ("stable", "testing"))


def test_every_shape_is_told(graph, pages):
    """Each property shape and rule stands there with its message, its group and its query."""
    told = " ".join(pages["shapes"].text_content().split())
    for kind in (SH.PropertyShape, SH.SPARQLConstraint):
        shapes = list(graph.subjects(RDF.type, kind))
        assert shapes
        for shape in shapes:
            assert pages["shapes"].xpath(f"//*[@id='{anchor(shape)}']"), shape
            for predicate in (SH.message, SH.select):
                assert all(" ".join(str(value).split()) in told for value in graph.objects(shape, predicate)), shape
    for group in graph.subjects(RDF.type, SH.PropertyGroup):
        assert str(graph.value(group, RDFS.label)) in told


@pytest.mark.parametrize("scheme", ["issues", "relations", "stances", "quotations"])
def test_every_concept_is_told(graph, pages, scheme):
    """Each concept of a scheme stands below the one that is broader, with definition and notation."""
    concepts = list(graph.subjects(SKOS.inScheme, URIRef(f"https://w3id.org/fpp/ontology/{scheme}")))
    assert concepts
    for concept in concepts:
        nodes = pages[scheme].xpath(f"//details[@id='{anchor(concept)}']")
        assert nodes, concept
        told = nodes[0].text_content()
        for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.notation):
            assert all(str(value) in told for value in graph.objects(concept, predicate)), concept
        for broader in graph.objects(concept, SKOS.broader):
            assert pages[scheme].xpath(f"//details[@id='{anchor(broader)}']//details[@id='{anchor(concept)}']"), concept


def test_diagram_shows_every_class_and_property(graph):
    """No class or property of the ontology is missing in the diagram, but inverses and what terms say of themselves."""
    diagram = draw(graph)
    told = {word for edge in diagram.edges for word in edge.words} | {
        line for box in diagram.boxes for line in box.lines
    }
    text = "\n".join([*told, *(box.name for box in diagram.boxes)])
    inverses = set(graph.subjects(OWL.inverseOf, None))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in set(graph.subjects(RDF.type, kind)) - inverses:
            domains = [one for one in graph.objects(term, RDFS.domain) if one in PLACES]
            if str(term).startswith(str(FPP)) and domains:
                assert str(graph.value(term, RDFS.label)) in text, term
    for term in graph.subjects(RDF.type, OWL.Class):
        closed = (term, RDFS.subClassOf, SKOS.Concept) in graph
        if str(term).startswith(str(FPP)) and not closed:
            assert str(graph.value(term, RDFS.label)) in text, term
    assert all(box.x + diagram.box <= diagram.width and box.y + box.height <= diagram.height for box in diagram.boxes)


def test_lines_of_the_diagram_end_at_boxes(graph):
    """Every line leaves one box at its border and ends at that of another."""
    diagram = draw(graph)

    def touches(box, x, y):
        across = box.x - 0.2 <= x <= box.x + diagram.box + 0.2
        down = box.y - 0.2 <= y <= box.y + box.height + 0.2
        return across and down

    for edge in diagram.edges:
        ends = [
            [box.name for box in diagram.boxes if touches(box, x, y)]
            for x, y in ((edge.x1, edge.y1), (edge.x2, edge.y2))
        ]
        assert [len(names) for names in ends] == [1, 1], edge
        assert ends[0] != ends[1]
