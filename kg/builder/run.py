"""`kg build`: from inputs to a folder with a validated graph, in steps that a kill cannot spoil."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg.builder.codebook import keep_codebook, with_codebook
from kg.builder.directory import BuildDirectory, disk_errors, locked, prepare
from kg.builder.journal import Built, Journal
from kg.builder.outputs import write_outputs
from kg.builder.report import write_report
from kg.builder.sources import Sources
from kg.builder.work import build_documents, fingerprint
from kg.errors import KgError, ReadError
from kg.model import Document, Unread
from kg.progress import Progress
from kg.settings import Settings

log = logging.getLogger("kg")


@dataclass(slots=True)
class BuildResult:
    """What a run did. Lists hold (input, reason)."""

    directory: BuildDirectory
    built: int = 0
    unchanged: int = 0
    quarantined: int = 0
    removed: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def build(
    inputs: Iterable[str | Path],
    *,
    out: Path,
    settings: Settings,
    remove: Sequence[str] = (),
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Read the inputs, extract, validate, and write the graph and its files into `out`.

    Documents already built with the same text, model and settings are skipped; a changed one replaces its graph.

    Args:
        inputs: Files, folders, archives, URLs, or `-` for standard input.
        out: The folder to write; made when missing, refused when it holds something else.
        settings: Everything that can be set.
        remove: Ids, inputs or URLs of documents to take out first.
        stdin: Where `-` reads from.
        progress: Told how far the work is.

    Raises:
        KgError: If the run cannot go on; what was built so far is kept and the next run continues from there.
    """
    started = dt.datetime.now(dt.UTC)
    clock = time.perf_counter()
    directory = prepare(out)
    result = BuildResult(directory=directory)
    with locked(directory), disk_errors(out), Journal(directory.journal) as journal:
        keep_codebook(directory, settings)
        settings = with_codebook(directory, settings)
        for name in remove:
            _remove(journal, name, result)
        named = list(inputs)
        if named:
            _Run(journal, settings, result, progress).build(named, stdin)
        if progress:
            progress.phase("writing the graph")
        before = time.perf_counter()
        write_outputs(directory, journal, settings=settings)
        result.seconds["write"] = time.perf_counter() - before
        result.seconds["total"] = time.perf_counter() - clock
        result.quarantined = journal.count(conforms=False)
        write_report(result, journal, settings=settings, started=started)
    return result


def _remove(journal: Journal, name: str, result: BuildResult) -> None:
    gone = journal.remove(name)
    if not gone:
        raise KgError(f"--remove {name}: no such document here. Ids and inputs stand in documents.jsonl.", name=name)
    result.removed += gone


class _Run:
    """The reading and building half of a run, with what both ends of the stream share."""

    def __init__(self, journal: Journal, settings: Settings, result: BuildResult, progress: Progress | None) -> None:
        self.journal = journal
        self.settings = settings
        self.result = result
        self.progress = progress
        self.met: set[str] = set()
        self.model = model_name(settings)

    def build(self, inputs: list[str | Path], stdin: BinaryIO | None) -> None:
        """Build every document that the inputs hold, a batch at a time."""
        for batch in build_documents(self._fresh(inputs, stdin), settings=self.settings):
            for failure in batch.failures:
                self._fail(failure.document.input, failure.reason, detail=failure.detail)
            self._keep(batch.built)
            for name, seconds in batch.seconds.items():
                self.result.seconds[name] = self.result.seconds.get(name, 0.0) + seconds
            self._advance(len(batch.built) + len(batch.failures))

    def _keep(self, built: tuple[Built, ...]) -> None:
        self.result.removed += self.journal.put(built, keep=self.met)
        self.result.built += len(built)
        for one in built:
            if not one.conforms:
                log.warning("%s: the graph does not conform; see quarantine/%s.report.ttl", one.input, one.id)

    def _fresh(self, inputs: list[str | Path], stdin: BinaryIO | None) -> Iterator[tuple[Document, str]]:
        """Yield what has to be built, with its fingerprint; count what has not."""
        from kg.read import list_inputs, read_inputs

        read = self.settings.read
        if self.progress:
            self.progress.phase("reading texts")
            self.progress.start(len(list_inputs(inputs)))
        documents = read_inputs(
            inputs,
            max_bytes=read.max_bytes,
            text_column=read.text_column,
            title_column=read.title_column,
            date_column=read.date_column,
            publisher_column=read.publisher_column,
            url_column=read.url_column,
            timeout=read.timeout,
            delay=read.delay,
            languages=frozenset(read.languages) or None,
            stdin=stdin,
            memory=Sources(self.journal, self.settings, model=self.model, passed=self._pass),
        )
        for found in documents:
            if isinstance(found, Unread):
                self._unread(found)
                continue
            self.met.add(found.id)
            mark = fingerprint(found, self.settings, model=self.model)
            if self.journal.fingerprint(found.id) == mark:
                self.result.unchanged += 1
                self._advance(1)
            else:
                yield found, mark

    def _pass(self, ids: Sequence[str]) -> None:
        """Count the documents of an input that need not be read."""
        self.met.update(ids)
        self.result.unchanged += len(ids)
        self._advance(len(ids))

    def _unread(self, unread: Unread) -> None:
        self._advance(1)
        if unread.skipped:
            log.info("skipped %s: %s", unread.input, unread.reason)
            self.result.skipped.append((unread.input, unread.reason))
        else:
            self._fail(unread.input, unread.reason)

    def _fail(self, name: str, reason: str, *, detail: str = "") -> None:
        log.error("%s: %s", name, reason)
        if detail:
            log.debug("%s", detail)
        self.result.failed.append((name, reason))
        if self.settings.build.strict:
            raise ReadError(f"{name}: {reason} (stopped here because of --strict)", input=name)

    def _advance(self, inputs: int) -> None:
        if self.progress:
            self.progress.advance(inputs)


def model_name(settings: Settings) -> str:
    """Return what names the trained models and the codebook in fingerprints, without loading the models."""
    from kg.annotate import describe_model
    from kg.extract.attribution import describe_attribution
    from kg.taxonomy import describe_codebook

    parts = (
        describe_model(settings.annotate.model or None),
        describe_attribution(settings.extract.attribution),
        describe_codebook(settings.position.issues_file),
    )
    return " ".join(filter(None, parts))
