"""The files and the store that a build leaves, made from the journal: whole, or as they were before."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.builder.directory import BuildDirectory, disk_errors, replacing, write_bytes
from kg.builder.journal import Built, Journal
from kg.builder.loaded import add_loaded
from kg.builder.work import ignore_interrupts
from kg.errors import StoreError
from kg.model import Record
from kg.review import FILE as DECISIONS
from kg.review import Decided, read_decisions
from kg.settings import Settings
from kg.store.snapshots import WAIT_FOR_UNION, discard, present, rewriting
from kg.taxonomy import Taxonomy, codebook_of, describe_codebook, load_taxonomy

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.store import GraphStore

FILES = (
    "documents.jsonl",
    "positions.csv",
    "statements.csv",
    "actors.csv",
    "graph.nq",
    "graph.ttl",
    "network.html",
    "validation.ttl",
    "validation.json",
)
STORE_BATCH = 64
MUCH = 0.1
"""Share of a store's graphs from which on it is brought into its fastest form after they were written."""


def write_outputs(directory: BuildDirectory, journal: Journal, *, settings: Settings) -> bool:
    """Bring the store and every file up to the journal; return False where they already were.

    Interrupted at any point, the next call finishes the work: the store's content is compared with the journal, and
    files are replaced one by one. What people decided wins over what was extracted. The store of a large graph keeps the
    answers to kg's own questions, so that nobody waits for them.
    """
    from kg.query.ahead import answer_ahead

    decided = Decided(read_decisions(directory.file(DECISIONS)))
    book = describe_codebook(settings.position.issues_file)
    state = " ".join(part for part in (journal.state(), settings.graph.base, book, decided.digest()) if part)
    files = has_files(directory, journal)
    complete = present(directory.store) and all(directory.file(name).is_file() for name in FILES if files)
    if complete and journal.note("outputs") == state:
        return False
    with disk_errors(directory.root):
        journal.write_note("outputs", "unfinished")
        if files:
            _write_records(directory, journal, decided)
        _write_store(directory, journal, settings, decided)
        answer_ahead(directory.store, processes=settings.build.workers)
        if files:
            _write_views(directory, workers=settings.build.workers)
            _write_validation(directory, journal)
        journal.write_note("outputs", state)
    return True


def has_files(directory: BuildDirectory, journal: Journal) -> bool:
    """Say whether the folder has the files of a build; one that was only loaded has the store alone."""
    built = any(journal.count(conforms=conforms) for conforms in (True, False))
    return built or directory.file(FILES[0]).is_file() or not journal.loaded()


def records(journal: Journal, decided: Decided) -> Iterator[Record]:
    """Yield the conforming documents' records, as people decided them to be, in order of id."""
    for built in journal.rows(conforms=True):
        yield _record(built, decided)


def _record(built: Built, decided: Decided) -> Record:
    from kg.export import record_from_line

    return decided(record_from_line(built.record))


def _write_records(directory: BuildDirectory, journal: Journal, decided: Decided) -> None:
    from kg.export import record_line, write_actors_csv, write_positions_csv, write_statements_csv

    with replacing(directory.file("documents.jsonl")) as path, path.open("wb") as out:
        for built in journal.rows(conforms=True):
            line = record_line(_record(built, decided)) if decided.touches(built.id, built.record) else built.record
            out.write(line + b"\n")
    for name, write in (
        ("positions.csv", write_positions_csv),
        ("statements.csv", write_statements_csv),
        ("actors.csv", write_actors_csv),
    ):
        with replacing(directory.file(name)) as path:
            write(records(journal, decided), path)


def _write_store(directory: BuildDirectory, journal: Journal, settings: Settings, decided: Decided) -> None:
    if not present(directory.store):
        journal.forget_store()
    try:
        _fill_store(directory, journal, settings, decided)
    except StoreError as exc:
        if not exc.facts.get("corrupted"):
            raise
        if journal.loaded():
            raise _loaded_is_lost(directory.root, exc) from exc
        discard(directory.store)
        journal.forget_store()
        _fill_store(directory, journal, settings, decided)


def _fill_store(directory: BuildDirectory, journal: Journal, settings: Settings, decided: Decided) -> None:
    """Write to a copy of the store, beside its readers; what it holds is noted once it is the store."""
    from kg.rdf import document_graph_iri
    from kg.store import GraphStore

    base = settings.graph.base
    gone = journal.overstored()
    if decided.digest():
        journal.mark_stale([one.id for one in journal.rows(conforms=True) if decided.touches(one.id, one.record)])
    stored: list[tuple[str, str]] = []
    with rewriting(directory.store, wait=WAIT_FOR_UNION) as copy, GraphStore.open(copy) as store:
        _forget_lost(store, journal)
        for one in gone:
            store.remove(document_graph_iri(one, base=base))
        fresh = journal.unstored()
        while batch := list(islice(fresh, STORE_BATCH)):
            quads = {document_graph_iri(built.id, base=base): _quads(built, decided, base) for built in batch}
            store.replace_quads(quads)
            journal.drop_loaded(quads)
            stored += [(built.id, _stored_as(built, decided)) for built in batch]
        graphs = {str(graph.identifier): graph for graph in _shared_graphs(journal, settings, decided)}
        add_loaded(store, graphs, journal.loaded())
        store.replace_many(graphs)
        if len(stored) > MUCH * len(store.graph_iris()):
            store.optimize()
    journal.mark_stored(stored, gone=gone)


def _shared_graphs(journal: Journal, settings: Settings, decided: Decided) -> Iterator[Graph]:
    """Yield the graphs over all documents."""
    from kg.rdf import actor_graph, derived_graph, issue_graph, provenance_graph
    from kg.review.graph import review_graph

    base = settings.graph.base
    codebook = codebook_of(settings.position.issues_file)
    taxonomy = load_taxonomy(codebook)
    taxonomy = Taxonomy((*decided.issues.concepts(taxonomy), *taxonomy))
    yield actor_graph(records(journal, decided), base=base)
    yield issue_graph(records(journal, decided), base=base, taxonomy=taxonomy, codes={one.id for one in codebook})
    yield derived_graph(records(journal, decided), base=base)
    yield review_graph(decided.positions(), decided.decisions.issues, base=base)
    documents = [built.id for built in journal.rows(conforms=True)]
    there = set(documents)
    codings = [one for one in journal.codings() if one.document in there]
    yield provenance_graph(base=base, documents=documents, revisions=journal.revisions(), codings=codings)


def _forget_lost(store: GraphStore, journal: Journal) -> None:
    """Forget graphs of documents that a load noted before it was killed, so that they never came."""
    there = set(store.graph_iris())
    journal.drop_loaded(name for name, shared in journal.loaded().items() if shared is None and name not in there)


def _loaded_is_lost(root: Path, exc: StoreError) -> StoreError:
    return StoreError(
        f"{root}: the store is damaged, and graphs that were loaded into it stand nowhere else. Make a new folder from the "
        f"files they came from (kg load FILE --out NEW), then build into that. ({exc.message})",
        path=root,
    )


def _quads(built: Built, decided: Decided, base: str) -> bytes:
    """Return a document's graph, made anew where people decided on it."""
    from kg.rdf import document_graph, serialize_sorted

    if not decided.touches(built.id, built.record):
        return built.quads
    return serialize_sorted(document_graph(_record(built, decided), base=base), "nq")


def _stored_as(built: Built, decided: Decided) -> str:
    """Return the fingerprint of what the store holds, another one where decisions are in it."""
    return f"{built.fingerprint} decided" if decided.touches(built.id, built.record) else built.fingerprint


def _write_views(directory: BuildDirectory, *, workers: int) -> None:
    """Write what is read from the store alone, side by side where there is more than one worker."""
    if workers == 1:
        for write in VIEWS:
            write(directory)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(VIEWS)), mp_context=context, initializer=ignore_interrupts) as pool:
        for done in [pool.submit(write, directory) for write in VIEWS]:
            done.result()


def _write_graph(directory: BuildDirectory, *, suffix: str) -> None:
    from kg.store import GraphStore

    with GraphStore.open(directory.store, read_only=True) as store:
        store.dump(directory.file(f"graph.{suffix}"), format=suffix)


def _write_network(directory: BuildDirectory) -> None:
    from kg.export import write_network_html
    from kg.store import GraphStore
    from kg.view import network

    with GraphStore.open(directory.store, read_only=True) as store, replacing(directory.file("network.html")) as path:
        write_network_html(network(store, view="position"), path)


VIEWS = (partial(_write_graph, suffix="ttl"), partial(_write_graph, suffix="nq"), _write_network)
"""Longest first."""


def _write_validation(directory: BuildDirectory, journal: Journal) -> None:
    """Write one report over all documents, and put aside each document that did not conform."""
    from kg.rdf import serialize_sorted
    from kg.validate import ValidationReport, reports_graph

    failed = [(built, ValidationReport.from_json(json.loads(built.report))) for built in journal.rows(conforms=False)]
    directory.quarantine.mkdir(exist_ok=True)
    wanted = set()
    for built, report in failed:
        turtle = serialize_sorted(report.to_graph(), "ttl")
        for suffix, content in (("json", built.record + b"\n"), ("nq", built.quads), ("report.ttl", turtle)):
            path = directory.quarantine / f"{built.id}.{suffix}"
            write_bytes(path, content)
            wanted.add(path)
    for path in set(directory.quarantine.iterdir()) - wanted:
        path.unlink()
    whole = reports_graph([report for _, report in failed])
    write_bytes(directory.file("validation.ttl"), serialize_sorted(whole, "ttl"))
    summary = {
        "conforms": not failed,
        "documents": journal.count(conforms=True),
        "quarantined": [{"id": built.id, "input": built.input, **report.to_json()} for built, report in failed],
    }
    write_bytes(directory.file("validation.json"), json.dumps(summary, indent=2, ensure_ascii=False).encode() + b"\n")
