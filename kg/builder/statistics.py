"""`kg stats`: how much of what a folder holds."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from kg.builder.directory import STATE, BuildDirectory, open_built
from kg.store import GraphStore

CLASSES = {
    "documents": "fpp:Document",
    "statements": "fpp:Statement",
    "positions": "fpp:Position",
    "relations": "fpp:Relation",
    "actors": "fpp:Actor",
    "issues": "fpp:Issue",
}
DAYS = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { GRAPH ?graph { ?document dcterms:issued ?day } }"


def stats(root: Path) -> dict[str, object]:
    """Return counts, sizes in bytes, the schema version and dates of what a folder holds.

    Keys: those of `CLASSES`, `graphs`, `triples` (distinct ones, None while their union is not made), `quads`, `published`
    (first and last day), `built` (when, with which kg; None for a loaded folder), `schema`, `bytes` (by part, and `total`).

    Raises:
        StoreError: If there is no graph in the folder.
    """
    directory = open_built(root)
    with GraphStore.open(directory.store, read_only=True) as store:
        found: dict[str, object] = {name: _distinct(store, kind) for name, kind in CLASSES.items()}
        found["graphs"] = len(store.graph_iris())
        found["triples"] = store.count() if store.state.union else None
        found["quads"] = _number(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }")
        first, last = _row(store, DAYS)
        found["published"] = None if first is None else {"first": str(first), "last": str(last)}
        found["schema"] = store.state.schema
    found["built"] = _built(directory)
    sizes = disk_sizes(directory)
    found["bytes"] = {**sizes, "total": sum(sizes.values())}
    return found


def disk_sizes(directory: BuildDirectory) -> dict[str, int]:
    """Return the bytes on disk of the store, the journal and the other files."""
    sizes = {"store": 0, "journal": 0, "files": 0}
    for path in directory.root.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # a writer's, gone meanwhile
            if path.is_file() and not path.is_symlink():
                top = path.relative_to(directory.root).parts[0]
                part = "store" if top.startswith(".store.") or top == "store" else "files"
                sizes["journal" if top == STATE else part] += path.lstat().st_size
    return sizes


def _distinct(store: GraphStore, kind: str) -> int:
    return _number(store, f"SELECT (COUNT(DISTINCT ?one) AS ?n) {{ GRAPH ?graph {{ ?one a {kind} }} }}")


def _number(store: GraphStore, sparql: str) -> int:
    return int(str(_row(store, sparql)[0]))


def _row(store: GraphStore, sparql: str) -> tuple[object, ...]:
    return tuple(next(iter(store.select(sparql, named_only=True))))


def _built(directory: BuildDirectory) -> dict[str, str] | None:
    path = directory.file("run.json")
    if not path.is_file():
        return None
    report = json.loads(path.read_bytes())
    return {"started": report["started"], "ended": report["ended"], "kg": report["versions"]["kg"]}
