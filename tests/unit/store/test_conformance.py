"""Our two stores pass the conformance test."""

from __future__ import annotations

from pathlib import Path

from kg.store import GraphStore, MemoryStore
from tests.conformance.stores import StoreConformance


class TestGraphStore(StoreConformance):
    """The store on disk."""

    def open_store(self, path: Path) -> GraphStore:
        return GraphStore.open(path)


class TestMemoryStore(StoreConformance):
    """The store in memory."""

    def open_store(self, path: Path) -> MemoryStore:
        return MemoryStore.open(path)
