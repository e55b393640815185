"""Queries in a process of their own, which can be ended: when their time is up, or when the user has seen enough.

Oxigraph looks for an answer without pause, so nothing short of ending its process stops it for certain.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import KgError, QueryTimeoutError, StoreError
from kg.query.library import Library
from kg.query.run import run_named, stream_sparql
from kg.store.table import Rows, Table, Triples

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from types import TracebackType

    from kg.store import GraphStore

BATCH = 500
START = 120.0
"""Seconds for the process to start and open the graph."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A named question or a SPARQL query, and what goes with it."""

    sparql: str | None = None
    question: str | None = None
    library: Library | None = None
    bind: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, object] = field(default_factory=dict)
    limit: int | None = None


def answer(store: GraphStore, request: Request) -> Rows | Table | Triples | bool:
    """Answer a request in this process.

    Raises:
        QueryError: As `run_named` and `stream_sparql`.
    """
    if request.question is not None:
        limit = {} if request.limit is None else {"limit": request.limit}
        named = {**request.filters, **limit}
        return run_named(store, request.question, request.library, request.bind, **named)
    return stream_sparql(store, request.sparql or "", bind=request.bind, limit=request.limit)


class Engine:
    """A process that has a store open for reading and answers one request at a time. Use as a context manager.

    It starts with the first request, and again after one that was ended.

    Args:
        path: The folder of the store.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ask(self, request: Request, *, timeout: float | None = None) -> Rows | Triples | bool:
        """Answer a request; rows and triples come as they are found.

        Args:
            request: What is asked.
            timeout: Seconds that may be waited for the answer, in all; the time to start is not counted.

        Raises:
            QueryTimeoutError: When the time is up; the query has then been ended. Also while rows are read.
            QueryError: If the query cannot be answered.
        """
        connection = self._started()
        messages = self._messages(connection, request, timeout)
        kind, content = next(messages)
        if kind == "truth":
            return bool(content)
        batches = itertools.chain.from_iterable(batch for _, batch in messages)
        return Rows(content, batches) if kind == "columns" else Triples(batches)

    def stop(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process is not None:
            process.kill()
            process.join()
        if connection is not None:
            connection.close()

    def _started(self) -> Connection:
        if self._connection is None:
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs, self.path), daemon=True)
            self._process.start()
            theirs.close()
            self._receive(START)
        return self._connection

    def _messages(self, connection: Connection, request: Request, timeout: float | None) -> Iterator[tuple[str, Any]]:
        """Yield what the process says of a request; end the process where it is not heard to the end."""
        left, done = timeout, False
        try:
            connection.send(request)
            while not done:
                began = time.monotonic()
                kind, content = self._receive(left)
                left = None if left is None else max(0.0, left - (time.monotonic() - began))
                done = kind in ("end", "error", "truth")
                if kind == "error":
                    raise content
                if kind != "end":
                    yield kind, content
        except TimeoutError as exc:
            raise QueryTimeoutError(
                f"the query was ended: no answer within {timeout:g} seconds. Narrow it (a LIMIT without ORDER BY, an "
                "actor, an issue), or give more time with --timeout.",
                timeout=timeout,
            ) from exc
        finally:
            if not done:
                self.stop()

    def _receive(self, seconds: float | None) -> tuple[str, Any]:
        connection = self._connection
        try:
            if connection is None or not connection.poll(seconds):
                raise TimeoutError
            kind, content = connection.recv()
        except EOFError as exc:
            self.stop()
            raise StoreError("the process that answers queries has ended; memory may be short. Try again.") from exc
        if kind == "broken":
            self.stop()
            raise content
        return kind, content


def serve(connection: Connection, path: Path) -> None:
    """Answer requests until the other end closes: the work of the process."""
    from kg.store import GraphStore

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        store = GraphStore.open(path, read_only=True)
    except KgError as exc:
        connection.send(("broken", exc))
        return
    with store:
        connection.send(("ready", None))
        while True:
            try:
                request = connection.recv()
            except EOFError:
                return
            try:
                for message in _answered(store, request):
                    connection.send(message)
            except KgError as exc:
                connection.send(("error", exc))
            except BrokenPipeError:
                return


def _answered(store: GraphStore, request: Request) -> Iterator[tuple[str, Any]]:
    found = answer(store, request)
    if isinstance(found, bool):
        yield "truth", found
        return
    if isinstance(found, Triples):
        yield "triples", None
        items: Iterator[Any] = iter(found.triples)
    else:
        yield "columns", found.columns
        items = iter(found.terms)
    while batch := list(itertools.islice(items, BATCH)):
        yield "batch", batch
    yield "end", None
