"""The store as an rdflib dataset."""

from __future__ import annotations

from typing import Any, NoReturn

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.errors import StoreError


class ReadingStore(OxigraphStore):
    """Oxigraph behind rdflib, for reading: its writes would leave the union of the graphs behind."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 - any write
        raise StoreError("the rdflib view is for reading. Write with GraphStore.replace, load or remove.")

    add = addN = remove = update = remove_graph = _refuse  # noqa: N815 - the names of rdflib

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Do nothing: rdflib announces the graphs that it looks at."""


def dataset(inner: ox.Store) -> rdflib.Dataset:
    """Return an rdflib dataset over the store; its default graph is the union of the named graphs."""
    from kg.rdf.prefixes import PREFIXES

    found = rdflib.Dataset(store=ReadingStore(store=inner), default_union=False)
    for prefix, iri in PREFIXES.items():
        found.bind(prefix, iri)
    return found
