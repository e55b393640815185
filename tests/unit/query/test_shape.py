"""The questions fit the graphs that the rdf stage makes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.query import question_names, run_named
from kg.rdf import actor_graph, derived_graph, document_graph, issue_graph
from kg.store import MemoryStore
from tests.unit.export.sample import sample


@pytest.fixture(scope="module")
def store() -> Iterator[MemoryStore]:
    """One document as a build stores it."""
    record = sample()
    with MemoryStore.open() as opened:
        for graph in (document_graph(record), *(make([record]) for make in (actor_graph, issue_graph, derived_graph))):
            opened.replace(str(graph.identifier), graph)
        yield opened


def test_positions(store: MemoryStore) -> None:
    """A record's positions are found with all their columns."""
    row = run_named(store, "positions", stance="oppose").to_dicts()[0]
    assert (row["holder"], row["issue"], row["target"]) == ("Kenya", "mining", "“mining”")
    assert (row["speaker"], str(row["date"]), row["score"]) == ("Grace Otieno", "2025-02-23", 0.8)


def test_statements(store: MemoryStore) -> None:
    """A record's statement is found with the words of its roles."""
    (row,) = run_named(store, "statements").rows
    assert row[:6] == (
        *("Grace Otieno", "Kenya", "Grace Otieno", "told … said", "that Kenya … rejects “mining”", "mixed"),
    )


def test_evidence_slices_the_text(store: MemoryStore) -> None:
    """Offsets and quote of the evidence agree with the document's text."""
    rows = run_named(store, "evidence").to_dicts()
    text = sample().document.text
    assert [text[row["start"] : row["end"]] for row in rows] == [row["quote"] for row in rows]
    assert len(rows) == 2


@pytest.mark.parametrize(("name", "number"), [("actors", 3), ("issues", 2), ("disagreements", 0), ("positions", 2)])
def test_number_of_rows(store: MemoryStore, name: str, number: int) -> None:
    """Actors and issues that several graphs describe are one row each."""
    assert len(run_named(store, name)) == number


@pytest.mark.parametrize("name", question_names())
@pytest.mark.parametrize("document", ["-1 degrees", "bay.txt"])
def test_document_filter(store: MemoryStore, name: str, document: str) -> None:
    """Each question takes the document by its title or input."""
    assert len(run_named(store, name, document=document)) == len(run_named(store, name))
