"""The OWL 2 RL closure of graphs with the ontology holds no contradiction, and shows one where there is one."""

from __future__ import annotations

from functools import cache

import owlrl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, OWL, PROV, RDF, SKOS

from kg.rdf.namespaces import FPP
from kg.resources import resource_folder

FOLDER = resource_folder("ontology")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
EX = "https://example.org/herring/"


@cache
def ontology() -> Graph:
    found = Graph()
    for name in ("fpp", "stances", "quotations", "relations", "alignments"):
        found.parse(FOLDER / f"{name}.ttl")
    return found


def closure(*graphs: Graph) -> tuple[Graph, list[str]]:
    """Return everything that follows from graphs and the ontology, and what contradicts itself."""
    together = Graph()
    for graph in (ontology(), *graphs):
        together += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(together)
    messages = [str(text) for node in together.subjects(RDF.type, ERROR) for text in together.objects(node)]
    return together, [message for message in messages if message != str(ERROR)]


@cache
def example() -> tuple[Graph, list[str]]:
    return closure(Graph().parse(FOLDER / "competency" / "example.ttl"))


def test_example_holds_no_contradiction():
    """The graph of the competency questions."""
    assert example()[1] == []


@pytest.mark.model
@pytest.mark.integration
def test_built_graph_holds_no_contradiction(demo):
    """All documents of the examples together, as `kg build` writes them: nothing is of two kinds, or has two stances."""
    found, contradictions = closure(Graph().parse(demo / "graph.ttl"))
    assert contradictions == []
    assert any(found.subjects(RDF.type, FPP.Claim))


def test_what_follows():
    """Actors are agents of other vocabularies, claims are claims, inverses are there, speakers are who it is attributed to."""
    graph = example()[0]
    norway, position = URIRef(EX + "actor/norway"), URIRef(EX + "position/norway-quota-2025")
    for kind in (PROV.Agent, FOAF.Agent, FPP.Actor):
        assert (norway, RDF.type, kind) in graph
    assert (position, RDF.type, FPP.Claim) in graph
    assert (norway, FPP.holderOf, position) in graph
    assert (URIRef(EX + "statement/lund-2023"), PROV.wasAttributedTo, URIRef(EX + "actor/lund")) in graph


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (RDF.type, FPP.Person),
        (RDF.type, FPP.Position),
        (FPP.supports, URIRef(EX + "actor/iceland")),
        (OWL.sameAs, FPP.Support),
    ],
)
def test_contradiction_is_found(predicate, value):
    """A country that is a person, a position, or a stance, or that supports another actor as if it were an issue."""
    norway, iceland = URIRef(EX + "actor/norway"), URIRef(EX + "actor/iceland")
    wrong = Graph()
    for actor in (norway, iceland):
        wrong.add((actor, RDF.type, FPP.Country))
    wrong.add((URIRef(EX + "p"), FPP.stance, FPP.Support))
    wrong.add((norway, predicate, value))
    assert closure(wrong)[1]


def test_two_stances_contradict():
    """A position has one stance: two values would be the same one."""
    wrong = Graph()
    for stance in (FPP.Support, FPP.Oppose):
        wrong.add((URIRef(EX + "p"), FPP.stance, stance))
    assert closure(wrong)[1]
    assert (FPP.Support, RDF.type, SKOS.Concept) in ontology()
