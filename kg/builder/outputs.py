"""The files and the store that a build leaves, made from the journal: whole, or as they were before."""

from __future__ import annotations

import json
import multiprocessing
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from kg.builder.directory import BuildDirectory, disk_errors, replacing, write_bytes
from kg.builder.journal import Journal
from kg.builder.work import ignore_interrupts
from kg.errors import StoreError
from kg.model import Record
from kg.settings import Settings
from kg.store import GraphStore
from kg.taxonomy import codebook_of, describe_codebook, load_taxonomy

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


def write_outputs(directory: BuildDirectory, journal: Journal, *, settings: Settings) -> bool:
    """Bring the store and every file up to the journal; return False where they already were.

    Interrupted at any point, the next call finishes the work: the store's content is compared with the journal, and
    files are replaced one by one.
    """
    state = f"{journal.state()} {settings.graph.base} {describe_codebook(settings.position.issues_file)}".rstrip()
    complete = directory.store.is_dir() and all(directory.file(name).is_file() for name in FILES)
    if complete and journal.note("outputs") == state:
        return False
    with disk_errors(directory.root):
        journal.write_note("outputs", "unfinished")
        _write_records(directory, journal)
        _write_store(directory, journal, settings)
        _write_views(directory, workers=settings.build.workers)
        _write_validation(directory, journal)
        journal.write_note("outputs", state)
    return True


def records(journal: Journal) -> Iterator[Record]:
    """Yield the conforming documents' records in order of id."""
    from kg.export import record_from_line

    for built in journal.rows(conforms=True):
        yield record_from_line(built.record)


def _write_records(directory: BuildDirectory, journal: Journal) -> None:
    from kg.export import write_actors_csv, write_positions_csv, write_statements_csv

    with replacing(directory.file("documents.jsonl")) as path, path.open("wb") as out:
        for built in journal.rows(conforms=True):
            out.write(built.record + b"\n")
    for name, write in (
        ("positions.csv", write_positions_csv),
        ("statements.csv", write_statements_csv),
        ("actors.csv", write_actors_csv),
    ):
        with replacing(directory.file(name)) as path:
            write(records(journal), path)


def _write_store(directory: BuildDirectory, journal: Journal, settings: Settings) -> None:
    if not directory.store.is_dir():
        journal.forget_store()
    try:
        _fill_store(directory, journal, settings)
    except StoreError as exc:
        if exc.facts.get("corrupted"):
            shutil.rmtree(directory.store)
            journal.forget_store()
            _fill_store(directory, journal, settings)
        else:
            raise


def _fill_store(directory: BuildDirectory, journal: Journal, settings: Settings) -> None:
    from kg.rdf import actor_graph, derived_graph, document_graph_iri, issue_graph, provenance_graph

    base = settings.graph.base
    with GraphStore.open(directory.store) as store:
        gone = journal.overstored()
        for one in gone:
            store.remove(document_graph_iri(one, base=base))
        journal.mark_stored((), gone=gone)
        fresh = journal.unstored()
        while batch := list(islice(fresh, STORE_BATCH)):
            store.replace_quads({document_graph_iri(built.id, base=base): built.quads for built in batch})
            journal.mark_stored([(built.id, built.fingerprint) for built in batch])
        taxonomy = load_taxonomy(codebook_of(settings.position.issues_file))
        for graph in (
            actor_graph(records(journal), base=base),
            issue_graph(records(journal), base=base, taxonomy=taxonomy),
            derived_graph(records(journal), base=base),
        ):
            store.replace(str(graph.identifier), graph)
        provenance = provenance_graph(base=base, documents=[built.id for built in journal.rows(conforms=True)])
        store.replace(str(provenance.identifier), provenance)


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


def _write_turtle(directory: BuildDirectory) -> None:
    with GraphStore.open(directory.store, read_only=True) as store:
        store.dump(directory.file("graph.ttl"), format="ttl")


def _write_nquads(directory: BuildDirectory) -> None:
    with GraphStore.open(directory.store, read_only=True) as store:
        store.dump(directory.file("graph.nq"), format="nq")


def _write_network(directory: BuildDirectory) -> None:
    from kg.export import write_network_html
    from kg.view import network

    with GraphStore.open(directory.store, read_only=True) as store, replacing(directory.file("network.html")) as path:
        write_network_html(network(store, view="position"), path)


VIEWS = (_write_turtle, _write_nquads, _write_network)
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
