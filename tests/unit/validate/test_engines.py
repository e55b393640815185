"""Every engine gives the same report, to the last word, and Apache Jena, which nobody here wrote, the same results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from kg.errors import SettingsError
from kg.rdf.namespaces import FPP
from kg.resources import resource_folder
from kg.validate import ENGINES, Violation, validate, validate_dataset
from kg.validate.reference import results_of
from tests.unit.ontology.engines import why_no_jena
from tests.unit.validate.dataset import graphs, sound, texts, with_texts
from tests.unit.validate.jena import jena_reports
from tests.unit.validate.mutations import Mutation, by_hand, systematic

SOUND = sound()
ALL = (*systematic(SOUND), *by_hand(SOUND))
GROUPS = 68
"""Mutations are made eight at a time: pySHACL takes as long for one as for many."""
ALONE = ALL[::30]
EXCEPT = ("evidence: selector shared", "document: shorter than its evidence", "document: length of another text")
"""Those that undo others."""


def spoilt() -> Graph:
    """Return a graph in which many rules are broken at once."""
    graph = sound()
    for mutation in by_hand(sound()):
        if mutation.name not in EXCEPT:
            mutation(graph)
    return graph


def example() -> Graph:
    """Return the example that the competency questions are asked of."""
    return Graph().parse(resource_folder("ontology") / "competency" / "example.ttl")


def golden() -> Graph:
    """Return a document's graph as kg writes it."""
    return Graph().parse(Path(__file__).parents[2] / "golden" / "document_graph.ttl")


def mutated(*mutations: Mutation) -> Graph:
    """Return the sound graph with mutations made, each as if it were the only one."""
    gone, new = set(), set()
    before = set(SOUND)
    for mutation in mutations:
        graph = Graph()
        graph += SOUND
        mutation(graph)
        after = set(graph)
        gone |= before - after
        new |= after - before
    graph = Graph()
    for triple in (before - gone) | new:
        graph.add(triple)
    return graph


def assert_same(graph: Graph) -> None:
    """Check that all engines give one report on a graph."""
    reports = [validate([graph], texts=texts(), engine=name)[0] for name in ENGINES]
    assert all(report == reports[0] for report in reports)


@pytest.mark.parametrize("make", [sound, spoilt, example, golden])
def test_same_report(make: Callable[[], Graph]) -> None:
    assert_same(make())


@pytest.mark.parametrize("group", range(GROUPS))
def test_same_report_on_mutations(group: int) -> None:
    """Each mutation is in one of the groups."""
    assert_same(mutated(*ALL[group::GROUPS]))


@pytest.mark.parametrize("mutation", ALONE, ids=lambda one: one.name)
def test_same_report_on_a_mutation(mutation: Mutation) -> None:
    assert_same(mutated(mutation))


def test_same_report_on_what_rdf_does_not_allow() -> None:
    """An IRI with a space is told of, whichever engine is asked."""
    graph = sound()
    graph.add((URIRef("https://a.example/a b"), FPP.holder, Literal("Norway")))
    assert_same(graph)
    assert any("cannot stand in RDF" in one.message for one in validate([graph])[0].results)


def test_same_report_on_datasets() -> None:
    """Documents by themselves, then what holds for all together: each engine says the same of derived triples."""
    documents, others = graphs()
    others[2].remove((None, FPP.supports, None))
    found = [list(validate_dataset(documents, others, text_of=texts().get, engine=name)) for name in ENGINES]
    assert found[0] == found[1]
    assert [report.conforms for _, report in found[0]] == [True, True, False]


def test_unknown_engine() -> None:
    """An engine that does not exist is refused with those that do."""
    with pytest.raises(SettingsError, match="auto, pyshacl"):
        validate([], engine="none")


@pytest.fixture(scope="module")
def of_jena(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Graph, Graph]]:
    """Return graphs with their texts, and Jena's reports on them, by name."""
    made = {make.__name__: make() for make in (sound, spoilt, example, golden)}
    made |= {f"group {number}": mutated(*ALL[number::GROUPS]) for number in range(GROUPS)}
    made |= {mutation.name: mutated(mutation) for mutation in ALONE}
    made = {name: with_texts(graph) for name, graph in made.items()}
    reports = jena_reports(made, folder=tmp_path_factory.mktemp("jena"))
    return {name: (graph, reports[name]) for name, graph in made.items()}


def parts(results: tuple[Violation, ...], graph: Graph) -> Iterator[tuple[str, ...]]:
    """Yield what programs of two makers can agree on; a blank node has another name in each."""
    blank = {str(node) for node in graph.all_nodes() if isinstance(node, BNode)}
    for one in results:
        yield "_:" if one.focus in blank else one.focus, one.component, one.path, one.severity


@pytest.mark.skipif(bool(why_no_jena()), reason=why_no_jena())
def test_jena_agrees(of_jena: dict[str, tuple[Graph, Graph]]) -> None:
    """Focus node, constraint component, path and severity of every result on every graph are the same, without exception.

    Which of several queries of a shape had the result Jena does not say.
    """
    for name, (graph, reported) in of_jena.items():
        (ours,) = validate([graph])
        theirs = results_of(reported)
        assert set(parts(ours.results, graph)) == set(parts(theirs, reported)), name
