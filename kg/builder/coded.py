"""`kg code import`: statements that people coded into a folder, as documents made of their passages."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from kg.builder.codebook import with_codebook
from kg.builder.correct import graph_base
from kg.builder.directory import BuildDirectory, disk_errors, locked, prepare
from kg.builder.journal import Built, Journal
from kg.builder.outputs import records, write_outputs
from kg.coding import NamedActors
from kg.coding.passages import Coded, CodedDocument, coded_documents, coded_statements
from kg.discourse import Statements, make_options, select
from kg.errors import ReadError, SettingsError
from kg.model import HandCoding, Record
from kg.position.coding import Coder
from kg.position.issues import own_issue
from kg.review import FILE, Decided, read_decisions
from kg.settings import Settings, load_settings
from kg.store.snapshots import present
from kg.taxonomy import codebook_of

BATCH = 50
"""Documents validated at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did: documents that are new or changed, their positions, and documents as before or taken out.

    `left_out` counts statements that filters leave out, or without actor, issue or stance; `quarantined` documents that
    do not conform to the shapes.
    """

    positions: int
    documents: int
    unchanged: int
    removed: int
    quarantined: int
    left_out: int


def import_coded(
    root: Path,
    table: Statements,
    *,
    source: str,
    on: dt.date,
    by: str | None = None,
    unknown: str = "Group",
    phase: Callable[[str], None] = lambda _: None,
    **options: Any,  # noqa: ANN401 - as make_options takes them
) -> Imported:
    """Put coded statements into a folder, new or made by kg, in place of what an earlier table of that name had.

    Args:
        root: The folder.
        table: The statements.
        source: What the table is called.
        on: The day on which they are taken in; documents that were in before keep theirs.
        by: Who coded; None takes the table's column `coder`.
        unknown: The type of actors of whom nothing tells it.
        phase: Told what is being done.
        **options: Which columns are actor, issue and stance, and filters: `v1`, `v2`, `qualifier`, `start`, `stop`,
            `exclude`, `only`.

    Raises:
        KgError: If something cannot be used; nothing is then changed.
    """
    coded = _coded(table, source, by, options)
    phase("looking up names")
    named = NamedActors(unknown=unknown, kinds=(one.holder_type for one in coded))
    fresh = not root.exists()
    directory = prepare(root)
    try:
        with locked(directory), disk_errors(root), Journal(directory.journal) as journal:
            settings = _settings(directory)
            decided = Decided(read_decisions(directory.file(FILE)))
            named.know(actor for record in records(journal, decided) for actor in record.actors)
            documents = list(coded_documents(coded, source=source, actors=named, issue=own_issue))
            done = _put(journal, documents, settings, source=source, on=on, phase=phase)
            phase("writing the graph")
            write_outputs(directory, journal, settings=settings)
    except BaseException:
        if fresh:
            shutil.rmtree(root, ignore_errors=True)
        raise
    return replace(done, left_out=len(table) - len(coded))


def _coded(table: Statements, source: str, by: str | None, options: dict[str, Any]) -> list[Coded]:
    chosen = make_options(table, type="twomode", **options)
    if chosen.qualifier is None:
        raise SettingsError("no column of stances. Name it with --qualifier.", option="qualifier")
    kept = select(table, replace(chosen, agg="subtract")).kept
    if not len(kept):
        raise ReadError(
            f"{source}: no statement with actor, issue and stance. Check --v1, --v2, --qualifier and --only."
        )
    return list(coded_statements(kept, chosen, by=by))


def _settings(directory: BuildDirectory) -> Settings:
    known = {"graph.base": graph_base(directory)} if present(directory.store) else {}
    return with_codebook(directory, load_settings(environ={}, overrides=known))


def _put(
    journal: Journal,
    documents: Sequence[CodedDocument],
    settings: Settings,
    *,
    source: str,
    on: dt.date,
    phase: Callable[[str], None],
) -> Imported:
    """Write to the journal what is new or changed, and take out what the table has no more."""
    fresh = [one for one in documents if journal.fingerprint(one.record.document.id) != one.fingerprint]
    kept = {one.record.document.id for one in documents}
    gone = [name for name in journal.coded_in(source) if name not in kept]
    phase("checking")
    built = list(_built(fresh, settings))
    codings = [
        HandCoding(document=one.record.document.id, coder=coder, on=on, source=source, positions=positions)
        for one in fresh
        for coder, positions in one.coders.items()
    ]
    journal.put_coded(built, codings, gone=gone)
    return Imported(
        positions=sum(len(one.record.positions) for one in fresh),
        documents=len(fresh),
        unchanged=len(documents) - len(fresh),
        removed=len(gone),
        quarantined=sum(not one.conforms for one in built),
        left_out=0,
    )


def _built(documents: Sequence[CodedDocument], settings: Settings) -> Iterator[Built]:
    """Yield each document with its graph and what the shapes say of it."""
    from kg.export import record_line
    from kg.rdf import document_graph, document_iri, serialize_sorted
    from kg.validate import validate

    coder, base, stream = Coder(codebook_of(settings.position.issues_file)), settings.graph.base, iter(documents)
    while batch := list(islice(stream, BATCH)):
        found: list[Record] = [coder(one.record) for one in batch]
        graphs = [document_graph(record, base=base) for record in found]
        texts = {document_iri(record.document.id, base=base): record.document.text for record in found}
        for one, record, graph, report in zip(batch, found, graphs, validate(graphs, texts=texts), strict=True):
            yield Built(
                id=record.document.id,
                input=record.document.input,
                url=None,
                fingerprint=one.fingerprint,
                conforms=report.conforms,
                record=record_line(record),
                quads=serialize_sorted(graph, "nq"),
                report=json.dumps(report.to_json(), ensure_ascii=False).encode(),
            )
