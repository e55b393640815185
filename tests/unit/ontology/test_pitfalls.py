"""The ontology falls into none of the known pitfalls, nor do its concept schemes; each query finds the fault it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.resources import resource_folder

HERE = Path(__file__).parent
QUERIES = [path for folder in ("pitfalls", "schemes") for path in sorted((HERE / folder).glob("*.rq"))]
IDS = [f"{path.parent.name}/{path.stem}" for path in QUERIES]


@cache
def store(*paths: Path) -> ox.Store:
    found = ox.Store()
    for path in paths:
        found.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return found


def terms(query: Path, *paths: Path) -> list[str]:
    return [str(row["term"]) for row in store(*paths).query(query.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_ontology_has_no_such_fault(query):
    """The first line of each query says what holds."""
    files = sorted(resource_folder("ontology").glob("*.ttl"))
    assert terms(query, *files) == [], query.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_query_finds_its_fault(query):
    """A query that finds nothing in a file full of faults would prove nothing."""
    assert terms(query, query.with_name("faulty.ttl"))
