"""`kg remove`: documents out of a folder, those that were built and those that were loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.builder.correct import settings_of
from kg.builder.directory import BuildDirectory, disk_errors, locked, open_built
from kg.builder.journal import Journal
from kg.builder.loaded import OF_DOCUMENTS
from kg.builder.outputs import write_outputs
from kg.errors import StoreError
from kg.store import GraphStore
from kg.store.snapshots import rewriting

NAMES = """
SELECT ?graph ?document ?name { GRAPH ?graph { ?document a fpp:Document .
  OPTIONAL { VALUES ?key { dcterms:identifier fpp:input schema:url } ?document ?key ?name } } }
"""


def remove(root: Path, names: Sequence[str]) -> list[str]:
    """Take documents out of a folder's store and files, all or none, and return their ids.

    Args:
        root: The folder.
        names: Ids, IRIs, inputs or URLs.

    Raises:
        StoreError: If a name means no document here; nothing is then removed.
    """
    directory = open_built(root)
    settings = settings_of(directory)
    with locked(directory), disk_errors(root), Journal(directory.journal) as journal:
        graphs = _loaded_graphs(directory, journal)
        built: dict[str, list[str]] = {}
        loaded: dict[str, set[str]] = {}
        for name in names:
            built[name] = journal.find(name.removeprefix(f"{settings.graph.base}document/"))
            loaded[name] = graphs.get(name, set())
            if not built[name] and not loaded[name]:
                raise StoreError(
                    f"{name}: no such document in {root}. Name it by id, IRI, input or URL, or name a file of coded "
                    f"statements; `kg query {root} --sparql "
                    '"SELECT * { ?document a fpp:Document ; fpp:input ?input }"` lists them. Nothing was removed.',
                    name=name,
                )
        gone = {one for found in loaded.values() for one in found}
        if gone:
            with rewriting(directory.store) as copy, GraphStore.open(copy) as store:
                store.replace_many(dict.fromkeys(sorted(gone), ()))
            journal.drop_loaded(gone)
        ids = {one for found in built.values() for one in found}
        for one in ids:
            journal.remove(one)
        write_outputs(directory, journal, settings=settings)
    return sorted(ids | {_id_of(graph) for graph in gone})


def _loaded_graphs(directory: BuildDirectory, journal: Journal) -> dict[str, set[str]]:
    """Return the graphs of loaded documents by everything that a document can be called."""
    loaded = {graph for graph, shared in journal.loaded().items() if shared is None}
    found: dict[str, set[str]] = {}
    if loaded:
        with GraphStore.open(directory.store, read_only=True) as store:
            rows = store.select(NAMES, named_only=True)
        for graph, document, name in rows:
            if graph in loaded:
                for word in (str(graph), str(document), _id_of(str(graph)), str(name)):
                    found.setdefault(word, set()).add(str(graph))
    return found


def _id_of(graph: str) -> str:
    match = OF_DOCUMENTS.fullmatch(graph)
    return match[2] if match else graph
