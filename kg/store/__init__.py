"""RDF graphs on disk: named graphs replaced whole, SPARQL over their union, bulk load and sorted dump.

Each name is loaded from its module when it is first used, so that writing a file does not wait for RDF libraries.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

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


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.store' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"kg.store.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
