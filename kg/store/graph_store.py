"""The store: named graphs on disk in Oxigraph, or in memory."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import StoreError, StoreUnavailableError
from kg.progress import NOTICE
from kg.store.answers import KeptAnswers
from kg.store.changes import plan
from kg.store.dump import WITHOUT_UNION, graph_lines, triple_lines, write_dump
from kg.store.failures import store_errors
from kg.store.folder import check_folder
from kg.store.load import load_file, load_into_copy, make_union
from kg.store.locks import StoreLock
from kg.store.query import Bindings, Streamed, run_query, stream_query, watched
from kg.store.snapshots import WAIT_FOR_UNION, present, rewriting
from kg.store.state import SCHEMA, StoreState, read_state, write_state
from kg.store.table import Table
from kg.store.terms import iri_node, skolemized, to_rdflib, triples_of

if TYPE_CHECKING:
    import rdflib

QueryResult: TypeAlias = "Table | rdflib.Graph | bool"
TRIES = 20
LONG = 0.3
"""Seconds after which an answer is kept, unless `GraphStore.long` says otherwise: who asks again should not wait again."""
log = logging.getLogger("kg")


class GraphStore:
    """Named graphs, each replaced whole, and SPARQL over their union. Use as a context manager.

    Several processes may read one store at a time, or one may write in place; to write beside readers, write to the copy
    that `kg.store.snapshots.rewriting` makes.

    Examples:
        >>> with GraphStore.memory() as store:
        ...     store.count()
        0
    """

    def __init__(
        self,
        inner: ox.Store,
        *,
        path: Path | None,
        read_only: bool,
        lock: StoreLock | None = None,
        folder: Path | None = None,
    ) -> None:
        self._inner: ox.Store | None = inner
        self._lock = lock
        self.path = path
        self.read_only = read_only
        self.long = LONG
        self._folder = folder or path
        self.state = StoreState() if self._folder is None else read_state(self._folder)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False, wait: float = 5.0) -> Self:
        """Open the store in a folder; a missing one is made, unless `read_only`.

        Args:
            path: The folder of the database.
            read_only: Many may read at once; nobody can write meanwhile.
            wait: Seconds to wait while another process has it.

        Raises:
            StoreUnavailableError: If another process has it, it cannot be reached, or the folder holds something else.
            StoreError: If the database is damaged (`corrupted` is then true).
        """
        given = Path(path)
        for _ in range(TRIES):
            present(given)
            folder = given.resolve()
            check_folder(folder, read_only=read_only)
            with store_errors(given):
                if not given.is_symlink():
                    folder.mkdir(parents=True, exist_ok=True)
                opened = cls._try_to_open(given, folder, read_only=read_only, wait=wait)
            if opened is not None:
                return opened
        raise StoreUnavailableError(f"{given}: is being replaced again and again. Try later.", path=given)

    @classmethod
    def _try_to_open(cls, path: Path, folder: Path, *, read_only: bool, wait: float) -> Self | None:
        """Return the store whose database is in the folder, None where it was deleted, as newer ones took its place."""
        try:
            lock = StoreLock(folder, exclusive=not read_only, wait=wait)
        except FileNotFoundError:
            return None
        try:
            inner = ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
            store = cls(inner, path=path, read_only=read_only, lock=lock, folder=folder)
            store._keep_state()
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def memory(cls) -> Self:
        """Return an empty store in memory."""
        return cls(ox.Store(), path=None, read_only=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"GraphStore({'memory' if self.path is None else str(self.path)!r})"

    def close(self) -> None:
        """Write everything to disk and let the store go. Doing so twice does nothing."""
        inner, self._inner = self._inner, None
        try:
            if inner is not None and self.path is not None and not self.read_only:
                with store_errors(self.path):
                    inner.flush()
        finally:
            del inner
            gc.collect(0)
            if self._lock is not None:
                self._lock.release()

    def replace(self, graph_iri: str, graph: Iterable[Any]) -> None:
        """Make the named graph hold exactly these triples, at once.

        Args:
            graph_iri: The graph's name.
            graph: An rdflib graph, or an iterable of rdflib or pyoxigraph triples.

        Raises:
            StoreError: If the name is no IRI, or a term cannot be stored; nothing is changed.
        """
        self.replace_many({graph_iri: graph})

    def replace_many(self, graphs: Mapping[str, Iterable[Any]]) -> None:
        """Replace several named graphs, in one transaction where any of them held something before.

        Raises:
            StoreError: As `replace`.
        """
        wanted = {}
        for iri, graph in graphs.items():
            node = iri_node(iri)
            wanted[node] = skolemized(triples_of(graph), node)
        self._writable()
        inner = self._with_union()
        with store_errors(self.path):
            plan(inner, wanted).apply(inner)

    def replace_quads(self, graphs: Mapping[str, bytes]) -> None:
        """Replace several named graphs, each given as N-Quads or N-Triples; graph names inside are not looked at.

        Raises:
            StoreError: If the bytes do not parse; nothing is changed.
        """
        try:
            parsed = {
                iri: [quad.triple for quad in ox.parse(quads, ox.RdfFormat.N_QUADS)] for iri, quads in graphs.items()
            }
        except SyntaxError as exc:
            raise StoreError(f"not N-Quads: {exc}. Nothing was stored.") from exc
        self.replace_many(parsed)

    def remove(self, graph_iri: str) -> None:
        """Take a named graph out; do nothing where there is none."""
        self.replace_many({graph_iri: ()})

    def graph_iris(self) -> tuple[str, ...]:
        """Return the names of the graphs, sorted."""
        with store_errors(self.path):
            return tuple(sorted(name.value for name in self._open().named_graphs()))

    def graph(self, graph_iri: str) -> rdflib.Graph:
        """Return a copy of a named graph, empty where there is none."""
        import rdflib

        copy = rdflib.Graph(identifier=rdflib.URIRef(graph_iri))
        for triple in self.triples(graph_iri=graph_iri):
            copy.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
        return copy

    def triples(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        value: str | None = None,
        *,
        graph_iri: str | None = None,
    ) -> Iterator[ox.Triple]:
        """Yield the triples with these IRIs, in no order, each once; None stands for any, and for the union of all graphs."""
        parts: list[Any] = [None if iri is None else ox.NamedNode(iri) for iri in (subject, predicate, value)]
        inner = self._with_union() if graph_iri is None else self._open()
        graph = ox.DefaultGraph() if graph_iri is None else iri_node(graph_iri)
        with store_errors(self.path):
            for quad in inner.quads_for_pattern(parts[0], parts[1], parts[2], graph):
                yield quad.triple

    def query(
        self, sparql: str, *, bindings: Bindings | None = None, named_only: bool = False
    ) -> Table | rdflib.Graph | bool:
        """Answer a SPARQL query; the prefixes of kg need not be declared.

        Args:
            sparql: The query.
            bindings: From variable to the terms that it stands for; no term can change the query.
            named_only: It looks at named graphs alone, so that their union need not be made for it.

        Returns:
            A `Table` for SELECT, an rdflib graph for CONSTRUCT and DESCRIBE, a bool for ASK.

        Raises:
            QueryError: If it is an update, does not parse, or fails; the message shows where.
        """
        inner = self._open() if named_only else self._with_union()
        with store_errors(self.path):
            return run_query(inner, sparql, bindings)

    def stream(self, sparql: str, *, bindings: Bindings | None = None) -> Streamed:
        """Answer as `query` does, with rows or triples that are looked for as they are read."""
        inner = self._with_union()
        with store_errors(self.path):
            return watched(stream_query(inner, sparql, bindings), self.path)

    def select(self, sparql: str, *, named_only: bool = False) -> Table:
        """Answer a SELECT query; arguments as for `query`.

        Raises:
            QueryError: As `query`, or if it is no SELECT.
        """
        from kg.errors import QueryError

        answer = self.query(sparql, named_only=named_only)
        if not isinstance(answer, Table):
            raise QueryError("a SELECT query is wanted here.", query=sparql)
        return answer

    def kept(self, asked: str, find: Callable[[], Table]) -> Table:
        """Return the answer that was found before in the store as it is, or find it, and keep it where that took long.

        Args:
            asked: What is asked: the same words must mean the same answer.
            find: Finds the answer.
        """
        if not self.read_only or self._folder is None or self.path is None:
            return find()
        answer = KeptAnswers(self.path, self._folder).find(asked)
        if answer is None:
            began = time.perf_counter()
            answer = find()
            if time.perf_counter() - began > self.long:
                KeptAnswers(self.path, self._folder).keep(asked, answer)
        return answer

    def count(self, graph_iri: str | None = None) -> int:
        """Return how many triples a named graph, or the union of all, holds."""
        graph = ox.DefaultGraph() if graph_iri is None else iri_node(graph_iri)
        inner = self._with_union() if graph_iri is None else self._open()
        with store_errors(self.path):
            found: Any = inner.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graph=graph)
            return int(next(found)["n"].value)

    def load(self, path: str | Path, *, graph_iri: str | None = None) -> int:
        """Add what an RDF file holds (.nq, .trig, .ttl, .nt, .jsonld, .rdf) with the bulk loader.

        Args:
            path: The file.
            graph_iri: The named graph for triples that stand in none; None makes one from the file's content.

        Returns:
            How many quads the file holds.

        Raises:
            StoreError: If the file cannot be read or does not parse; nothing is then added.
        """
        self._writable()
        inner = self._with_union()
        with store_errors(self.path):
            return load_file(inner, Path(path), graph_iri=graph_iri)

    def load_all(self, path: str | Path, *, graph_iri: str | None = None) -> int:
        """Add what an RDF file holds as fast as can be, and leave the union of the graphs to whoever first needs it.

        Only for a copy of a store (`kg.store.snapshots.rewriting`): an error leaves a part of the file in it.

        Returns:
            How many quads are new.

        Raises:
            StoreError: If the file cannot be read or does not parse.
        """
        inner = self._writable()
        with store_errors(self.path):
            self._set_state(union=False)
            return load_into_copy(inner, Path(path), graph_iri=graph_iri)

    def make_union(self) -> bool:
        """Make the union of the graphs where it is not made yet, and say whether that was so."""
        missing = not self.state.union
        self._with_union()
        return missing

    def optimize(self) -> None:
        """Make the union where it is not made yet, and bring the database into its smallest and fastest form."""
        self._writable()
        inner = self._with_union()
        with store_errors(self.path):
            inner.flush()
            inner.optimize()

    def dump(self, target: str | Path | BinaryIO, format: str = "nq") -> None:  # noqa: A002 - the word of the field
        """Write everything, sorted: the same triples give the same bytes. A file is replaced at once and whole.

        Args:
            target: A path, or an open binary file.
            format: `nq`, `trig`, `jsonld` (named graphs); `ttl`, `nt` (their union).

        Raises:
            ExportError: If the format is unknown or the file cannot be written.
        """
        inner = self._open() if format in WITHOUT_UNION else self._with_union()
        write_dump(inner, target, format=format, union=self.state.union)

    def dump_graph(self, graph_iri: str, target: BinaryIO, *, named: bool = False) -> None:
        """Write one named graph to an open binary file, sorted, as N-Triples or, if `named`, N-Quads."""
        for piece in graph_lines(self._open(), iri_node(graph_iri), named=named):
            target.write(piece)

    def graph_triples(self, graph_iri: str) -> bytes:
        """Return one named graph as N-Triples, in no order."""
        return self._open().dump(None, ox.RdfFormat.N_TRIPLES, from_graph=iri_node(graph_iri)) or b""

    def sorted_triples(self) -> Iterator[bytes]:
        """Yield each triple of all graphs once, as a line of N-Triples, sorted."""
        return triple_lines(self._open(), union=self.state.union)

    def as_rdflib(self) -> rdflib.Dataset:
        """Return the store as an rdflib dataset for reading; its default graph is the union of the named graphs.

        It lives as long as the store is open. Write with `replace`, which keeps union and graphs together.
        """
        from kg.store.rdflib_view import dataset

        return dataset(self._with_union())

    def _open(self) -> ox.Store:
        if self._inner is None:
            raise StoreError("the store is closed. Open it again with GraphStore.open.", path=self.path)
        return self._inner

    def _with_union(self) -> ox.Store:
        """Return the database with the union of the named graphs in its default graph, made now if it was not."""
        inner = self._open()
        if self.state.union:
            return inner
        if not self.read_only:
            with store_errors(self.path):
                make_union(inner, self._folder)
                inner.flush()
                inner.optimize()
                self._set_state(union=True)
            return inner
        return self._reopened_with_union()

    def _reopened_with_union(self) -> ox.Store:
        """Let a copy of the store get its union, which others need too, and go on reading that."""
        path = cast("Path", self.path)
        log.log(NOTICE, "%s: preparing it for questions, once after kg load; kg compact would have done so", path)
        self.close()
        with rewriting(path, wait=WAIT_FOR_UNION) as copy, GraphStore.open(copy) as store:
            store._with_union()
        other = GraphStore.open(path, read_only=True)
        self._inner, self._lock, self.state, self._folder = other._inner, other._lock, other.state, other._folder
        return self._open()

    def _set_state(self, *, union: bool) -> None:
        state = StoreState(union=union)
        if self._folder is not None:
            write_state(self._folder, state)
        self.state = state

    def _keep_state(self) -> None:
        """Bring what an older kg wrote up to this schema, where it may be written."""
        if not self.read_only and self.state.schema < SCHEMA:
            self._set_state(union=self.state.union)

    def _writable(self) -> ox.Store:
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading. Open it without read_only to write.", path=self.path)
        return self._open()


class MemoryStore(GraphStore):
    """A store in memory under the same protocol: `open` starts an empty one, whatever the path."""

    @classmethod
    def open(cls, path: str | Path = "", *, read_only: bool = False, wait: float = 0.0) -> Self:  # noqa: ARG003
        """Return an empty store in memory."""
        return cls(ox.Store(), path=None, read_only=read_only)
