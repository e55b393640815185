"""RDF graphs on disk: named graphs replaced whole, SPARQL over their union, bulk load and sorted dump.

Each name is loaded from its module when it is first used, so that writing a file does not wait for RDF libraries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import names_of

if TYPE_CHECKING:
    from kg.store.graph_store import GraphStore, MemoryStore, QueryResult
    from kg.store.protocol import Store
    from kg.store.table import Table

__all__ = ["GraphStore", "MemoryStore", "QueryResult", "Store", "Table"]

_HOMES = {
    "GraphStore": "graph_store",
    "MemoryStore": "graph_store",
    "QueryResult": "graph_store",
    "Store": "protocol",
    "Table": "table",
}

__getattr__ = names_of(__name__, {name: f"kg.store.{home}" for name, home in _HOMES.items()})
