"""RDF graphs on disk: named graphs replaced whole, SPARQL over their union, bulk load and sorted dump."""

from __future__ import annotations

from kg.store.graph_store import GraphStore, MemoryStore, QueryResult
from kg.store.protocol import Store
from kg.store.table import Table

__all__ = ["GraphStore", "MemoryStore", "QueryResult", "Store", "Table"]
