"""Documents in, built documents out: the pipeline, the graph and its validation, here or in worker processes."""

from __future__ import annotations

import collections
import gc
import hashlib
import json
import multiprocessing
import signal
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from kg.builder.journal import Built
from kg.model import Document, Record
from kg.pipeline import Failure, Pipeline
from kg.settings import Settings
from kg.version import __version__

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.validate import ValidationReport

BATCH = 4
"""Documents a worker takes at once: enough to share the costs of a validation, few enough to lose little on a kill and
to leave no worker idle at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one batch of documents became, and the seconds that each part took."""

    built: tuple[Built, ...] = ()
    failures: tuple[Failure, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


class Worker:
    """Builds batches with a pipeline that is loaded once.

    Args:
        settings: All sections are used but `read`.
    """

    def __init__(self, settings: Settings) -> None:
        started = time.perf_counter()
        self.settings = settings
        self.pipeline = Pipeline(settings)
        gc.freeze()  # what is loaded stays: no collection need go through it again
        self._loading = time.perf_counter() - started

    def build(self, documents: list[Document], prints: list[str]) -> Batch:
        """Return the built documents, each with its fingerprint from `prints`."""
        from kg.rdf import document_iri
        from kg.validate import validate

        clock = _Clock()
        clock.seconds["load"], self._loading = self._loading, 0.0
        results = list(self.pipeline.records(documents))
        clock.lap("pipeline")
        pairs = [(r, p) for r, p in zip(results, prints, strict=True) if isinstance(r, Record)]
        graphs = [self._graph(record) for record, _ in pairs]
        clock.lap("graph")
        base = self.settings.graph.base
        texts = {document_iri(record.document.id, base=base): record.document.text for record, _ in pairs}
        reports = validate(graphs, texts=texts)
        clock.lap("validate")
        built = tuple(
            _built(record, fingerprint, graph, report)
            for (record, fingerprint), graph, report in zip(pairs, graphs, reports, strict=True)
        )
        clock.lap("serialize")
        return Batch(built=built, failures=tuple(r for r in results if isinstance(r, Failure)), seconds=clock.seconds)

    def _graph(self, record: Record) -> Graph:
        from kg.rdf import document_graph

        return document_graph(record, base=self.settings.graph.base)


class _Clock:
    """Adds up the seconds between laps under their names."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now


def fingerprint(document: Document, settings: Settings, *, model: str) -> str:
    """Return a digest of all that decides what a document becomes: itself, the settings, the model, the version."""
    parts = [*common_parts(settings, model=model), asdict(document)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]


def common_parts(settings: Settings, *, model: str) -> list[object]:
    """Return what decides what any document becomes."""
    return [
        __version__,
        model,
        asdict(settings.annotate),
        asdict(settings.extract),
        asdict(settings.link),
        asdict(settings.graph),
    ]


def build_documents(pairs: Iterable[tuple[Document, str]], *, settings: Settings) -> Iterator[Batch]:
    """Yield a `Batch` for every few (document, fingerprint), in order; `build.workers` above 1 are processes."""
    batches = _batched(pairs)
    if settings.build.workers == 1:
        worker: Worker | None = None
        for documents, prints in batches:
            worker = worker or Worker(settings)
            yield worker.build(documents, prints)
    else:
        yield from _in_processes(batches, settings)


def _batched(pairs: Iterable[tuple[Document, str]]) -> Iterator[tuple[list[Document], list[str]]]:
    stream = iter(pairs)
    while chunk := list(islice(stream, BATCH)):
        yield [document for document, _ in chunk], [mark for _, mark in chunk]


def _in_processes(batches: Iterator[tuple[list[Document], list[str]]], settings: Settings) -> Iterator[Batch]:
    """Keep every worker busy with at most two batches waiting for it, so that memory stays flat."""
    workers = settings.build.workers
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(settings,))
    waiting: collections.deque[Future[Batch]] = collections.deque()
    try:
        for documents, prints in batches:
            waiting.append(pool.submit(_work, documents, prints))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_worker: Worker | None = None


def _start_worker(settings: Settings) -> None:
    global _worker
    ignore_interrupts()
    _worker = Worker(settings)


def _work(documents: list[Document], prints: list[str]) -> Batch:
    if _worker is None:
        raise RuntimeError("the worker process was not started by its initializer")
    return _worker.build(documents, prints)


def _built(record: Record, mark: str, graph: Graph, report: ValidationReport) -> Built:
    from kg.export import record_line
    from kg.rdf import serialize_sorted

    return Built(
        id=record.document.id,
        input=record.document.input,
        url=record.document.url,
        fingerprint=mark,
        conforms=report.conforms,
        record=record_line(record),
        quads=serialize_sorted(graph, "nq"),
        report=json.dumps(report.to_json(), ensure_ascii=False).encode(),
    )
