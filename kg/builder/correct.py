"""Decisions of people into a built graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from kg.builder.codebook import with_codebook
from kg.builder.directory import BuildDirectory, disk_errors, locked, open_built
from kg.builder.journal import Journal
from kg.builder.loaded import base_of
from kg.builder.outputs import write_outputs
from kg.errors import StoreError
from kg.review import FILE, Decision, IssueDecision, add_decisions
from kg.settings import Settings, load_settings


def correct(root: Path, decisions: Sequence[Decision | IssueDecision]) -> None:
    """Keep decisions in a graph's folder and bring its store and files up to them.

    Raises:
        StoreError: If there is no finished build in the folder.
        StoreUnavailableError: If another build is writing there, or the disk is full; the decisions are kept, and the
            next build carries them out.
    """
    directory = open_built(root)
    settings = settings_of(directory)
    with locked(directory), disk_errors(root), Journal(directory.journal) as journal:
        add_decisions(directory.file(FILE), decisions)
        write_outputs(directory, journal, settings=settings)


def graph_base(directory: BuildDirectory) -> str:
    """Return the base under which the instances of a graph stand.

    Raises:
        StoreError: If its `run.json` cannot be read. Without one, as in a loaded folder, the names of the graphs tell.
    """
    path = directory.file("run.json")
    if not path.exists():
        return _base_of_graphs(directory)
    try:
        return str(json.loads(path.read_bytes())["settings"]["graph"]["base"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise StoreError(f"{path}: does not tell how the graph was built. Build it again first.", path=path) from exc


def _base_of_graphs(directory: BuildDirectory) -> str:
    from kg.rdf.namespaces import DEFAULT_BASE
    from kg.store import GraphStore

    with GraphStore.open(directory.store, read_only=True) as store:
        return base_of(store.graph_iris()) or DEFAULT_BASE


def settings_of(directory: BuildDirectory) -> Settings:
    """Return the settings under which a folder's outputs are written anew."""
    settings = load_settings(environ={}, overrides={"graph.base": graph_base(directory)})
    return with_codebook(directory, settings)
