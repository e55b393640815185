"""A store as a build leaves it, made of two hand-written documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from kg.export import About
from kg.rdf import actor_graph, derived_graph, document_graph, issue_graph, provenance_graph
from kg.store import GraphStore, MemoryStore
from tests.unit.export.sample import TEXT, sample

ABOUT = About(
    title="Bay positions",
    licence="CC-BY-4.0",
    publisher="Bay Institute",
    made=dt.datetime(2026, 11, 29, 15, tzinfo=dt.UTC),
)
SILENT = sample(f"{TEXT} Again.", title=None, publisher='"Q" & <R>')
RECORDS = (
    sample(url="https://example.org/bay?a=1&b=2"),
    replace(SILENT, statements=(), positions=(), relations=()),
)


def fill(store: GraphStore) -> None:
    """Put the documents into a store, and what stands beside them."""
    graphs = [document_graph(record) for record in RECORDS]
    graphs += [actor_graph(RECORDS), issue_graph(RECORDS), derived_graph(RECORDS)]
    graphs.append(provenance_graph(documents=[record.document.id for record in RECORDS]))
    store.replace_many({str(graph.identifier): graph for graph in graphs})


def sample_store() -> MemoryStore:
    """Return such a store in memory."""
    store = MemoryStore.open()
    fill(store)
    return store


def built_folder(path: Path) -> Path:
    """Return a folder that looks as if `kg build` had left it."""
    with GraphStore.open(path / "store") as store:
        fill(store)
    (path / "run.json").write_text(
        '{"started": "2026-11-29T14:00:00+00:00", "ended": "2026-11-29T15:00:00+00:00", '
        '"versions": {"kg": "0.1.0", "rdflib": "7.6.0"}, "counts": {"documents": 2, "failed": 0}}',
        encoding="utf-8",
    )
    return path
