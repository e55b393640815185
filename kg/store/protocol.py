"""What every store does. Plugins of the group `kg.stores` offer a class with this shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, Self, runtime_checkable

if TYPE_CHECKING:
    import rdflib

    from kg.store.graph_store import QueryResult


@runtime_checkable
class Store(Protocol):
    """Named graphs that are replaced whole and asked in SPARQL; the default graph of a query is their union.

    `tests/conformance/stores.py` is the test that an implementation runs.
    """

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open the store at `path`, making it when missing and not `read_only`."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def close(self) -> None:
        """Let the store go; what was written stays."""

    def replace(self, graph_iri: str, graph: Iterable[Any]) -> None:
        """Make the named graph hold exactly these triples, at once."""

    def replace_many(self, graphs: Mapping[str, Iterable[Any]]) -> None:
        """Replace several named graphs, all or none."""

    def remove(self, graph_iri: str) -> None:
        """Take a named graph out; do nothing where there is none."""

    def graph_iris(self) -> tuple[str, ...]:
        """Return the names of the graphs, sorted."""

    def graph(self, graph_iri: str) -> rdflib.Graph:
        """Return a copy of a named graph."""

    def query(self, sparql: str) -> QueryResult:
        """Answer a SPARQL query."""

    def count(self, graph_iri: str | None = None) -> int:
        """Return how many triples a named graph, or the union of all, holds."""

    def load(self, path: str | Path, *, graph_iri: str | None = None) -> int:
        """Add what an RDF file holds; return how many quads were read."""

    def dump(self, target: str | Path | BinaryIO, format: str = "nq") -> None:  # noqa: A002 - the word of the field
        """Write everything, sorted: the same triples give the same bytes."""
