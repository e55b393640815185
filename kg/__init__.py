"""kg turns foreign-policy text into a citable, queryable knowledge graph of who takes which position on what.

    import kg

    graph = kg.build(["news/"], out="graph")
    graph.query("positions", actor="China", stance="oppose")

Importing kg is quick: the libraries behind it are loaded when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import names_of
from kg.version import __version__

if TYPE_CHECKING:
    from kg.api import Graph, build
    from kg.errors import KgError
    from kg.model import (
        Actor,
        Attribution,
        Cluster,
        Document,
        Issue,
        Mention,
        Position,
        Post,
        Record,
        Relation,
        Span,
        Statement,
        Turn,
    )
    from kg.settings import Settings, load_settings

__all__ = [
    "Actor",
    "Attribution",
    "Cluster",
    "Document",
    "Graph",
    "Issue",
    "KgError",
    "Mention",
    "Position",
    "Post",
    "Record",
    "Relation",
    "Settings",
    "Span",
    "Statement",
    "Turn",
    "__version__",
    "build",
    "load_settings",
]

_HOMES = {
    "Graph": "kg.api",
    "build": "kg.api",
    "KgError": "kg.errors",
    "Settings": "kg.settings",
    "load_settings": "kg.settings",
}

__getattr__ = names_of(__name__, {name: _HOMES.get(name, "kg.model") for name in __all__})


def __dir__() -> list[str]:
    return __all__
