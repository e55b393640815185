"""Whatever is changed in a sound graph is found, but for what no shape can know."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from rdflib import Graph

from kg.validate import ValidationReport, validate
from kg.validate.shapes import SHAPES, shape_names
from tests.unit.validate.dataset import sound, texts
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
NEVER_BROKEN: set[str] = set()
"""Shapes that no mutation breaks: what they are about does not stand in the sound graph."""


def spoilt(mutation: Mutation) -> Graph:
    graph = Graph()
    graph += SOUND
    mutation(graph)
    return graph


@cache
def report_of(mutation: Mutation) -> ValidationReport:
    return report_on(spoilt(mutation))


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


@pytest.mark.parametrize("mutation", [one for one in ALL if one.name not in SURVIVORS], ids=lambda one: one.name)
def test_mutation_is_found(mutation: Mutation) -> None:
    """A spoilt property or a broken rule gives a result with words."""
    report = report_of(mutation)
    assert report.results
    assert all(result.message and result.shape for result in report.results)


@pytest.mark.parametrize("name", SURVIVORS)
def test_survivor_survives(name: str) -> None:
    """What is listed as not to be found is not: a rule that finds it takes it off the list."""
    (mutation,) = (one for one in ALL if one.name == name)
    assert not report_of(mutation).results


def test_every_shape_is_needed() -> None:
    """Each shape and rule finds some mutation, but for those that are listed."""
    found = {one.shape for mutation in ALL for one in report_of(mutation).results}
    assert {name.removeprefix(str(SHAPES)) for name in shape_names().keys() - found} == NEVER_BROKEN


def optional() -> Iterator[Mutation]:
    for kind, path in properties(SOUND):
        if is_optional(kind, path):
            yield Mutation(f"{kind} {path}", dropped(kind, path))


@pytest.mark.parametrize("mutation", list(optional()), ids=lambda one: one.name)
def test_optional_property_may_be_left_out(mutation: Mutation) -> None:
    """What need not be said can be left out without a violation."""
    report = report_on(spoilt(mutation))
    assert report.conforms, report.to_text()
