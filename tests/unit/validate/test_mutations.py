"""Whatever is changed in a sound graph is found, but for what no shape can know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, RDF, RDFS

from kg.rdf.namespaces import FPP
from kg.validate import ValidationReport, validate
from tests.unit.validate.dataset import DATA, sound, texts
from tests.unit.validate.mutations import Mutation, by_hand, dropped, is_optional, properties, systematic

SOUND = sound()
ALL = (*systematic(SOUND), *by_hand(SOUND))
ELSEWHERE = "what the IRI names stands outside the graph"
MANY_LANGUAGES = "it may be in any language"
SURVIVORS: dict[str, str] = {
    "Country sameAs: dangling": ELSEWHERE,
    "Country sameAs: another class": ELSEWHERE,
    "Country altLabel: another language": MANY_LANGUAGES,
    "Issue altLabel: another language": MANY_LANGUAGES,
    "Issue definition: another language": MANY_LANGUAGES,
    "Issue broader: dangling": ELSEWHERE,
    "TextQuoteSelector prefix: empty": "how many words before a quotation are given is free",
    "TextQuoteSelector suffix: empty": "how many words after a quotation are given is free",
    "Activity used: dangling": "a position that a decision took out of the graph is still named",
}
"""Mutations that no shape finds, each with the reason."""


def spoilt(mutation: Mutation) -> Graph:
    graph = Graph()
    graph += SOUND
    mutation(graph)
    return graph


def report_on(graph: Graph) -> ValidationReport:
    (report,) = validate([graph], texts=texts())
    return report


def test_the_graph_is_sound() -> None:
    """Nothing is found, not even a warning, where nothing is wrong."""
    assert report_on(SOUND).results == ()


def test_there_are_enough() -> None:
    """At least 150 mutations, each with a name of its own; at most one in fifty survives, and the reason is known."""
    names = {mutation.name for mutation in ALL}
    assert len(names) == len(ALL) >= 150
    assert set(SURVIVORS) <= names
    assert len(SURVIVORS) <= 0.02 * len(ALL)


def test_a_post_of_unknown_days_excuses_a_statement() -> None:
    """Who also holds a post for the same, of which nobody knows the days, may have spoken at any time."""
    early = next(one for one in ALL if one.name == "statement: made before the speaker came into office")
    graph = spoilt(early)
    lund = next(graph.subjects(ORG.hasMembership))
    post = URIRef(f"{DATA}post/adviser")
    for triple in (
        (lund, ORG.holds, post),
        (post, RDF.type, ORG.Post),
        (post, RDFS.label, Literal("adviser", lang="en")),
        (post, FPP.represents, next(graph.objects(None, FPP.represents))),
    ):
        graph.add(triple)
    assert report_on(graph).conforms


@pytest.mark.parametrize("mutation", [one for one in ALL if one.name not in SURVIVORS], ids=lambda one: one.name)
def test_mutation_is_found(mutation: Mutation) -> None:
    """A spoilt property or a broken rule gives a result with words."""
    report = report_on(spoilt(mutation))
    assert report.results
    assert all(result.message and result.shape for result in report.results)


@pytest.mark.parametrize("name", SURVIVORS)
def test_survivor_survives(name: str) -> None:
    """What is listed as not to be found is not: a rule that finds it takes it off the list."""
    (mutation,) = (one for one in ALL if one.name == name)
    assert not report_on(spoilt(mutation)).results


def test_survivors_are_documented() -> None:
    """Readers find how many mutations there are, and each that is not found with its reason."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "validation.md").read_text(encoding="utf-8")
    assert f"in {len(ALL)} ways" in page
    assert f"find {len(ALL) - len(SURVIVORS)} ({100 - 100 * len(SURVIVORS) / len(ALL):.1f} %)" in page
    rows = re.findall("^[|] .* [|] .*$", page.partition("## What the shapes find")[2], flags=re.MULTILINE)
    for name, reason in SURVIVORS.items():
        assert any(f"`{name}`" in row and reason in row for row in rows), name
    assert set(re.findall("`([^`]+: [^`]+)`", "".join(rows))) == set(SURVIVORS)


def optional() -> Iterator[Mutation]:
    for kind, path in properties(SOUND):
        if is_optional(kind, path):
            yield Mutation(f"{kind} {path}", dropped(kind, path))


@pytest.mark.parametrize("mutation", list(optional()), ids=lambda one: one.name)
def test_optional_property_may_be_left_out(mutation: Mutation) -> None:
    """What need not be said can be left out without a violation."""
    report = report_on(spoilt(mutation))
    assert report.conforms, report.to_text()
