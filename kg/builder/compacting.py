"""`kg compact`: a folder in its smallest and fastest form."""

from __future__ import annotations

from pathlib import Path

from kg.builder.directory import disk_errors, locked, open_built
from kg.builder.journal import Journal
from kg.builder.statistics import disk_sizes
from kg.query.ahead import answer_ahead
from kg.store import GraphStore
from kg.store.snapshots import WAIT_FOR_UNION, rewriting


def compact(root: Path) -> tuple[int, int]:
    """Make the union of what was loaded, merge the database's files and free what is gone; return bytes before and after.

    Answers to kg's own questions that take long are found ahead, so that nobody waits for them.

    Readers go on meanwhile. For a while the disk holds the store twice.

    Raises:
        StoreError: If there is no graph in the folder.
        StoreUnavailableError: If another process writes to it, or the disk is full; nothing is then changed.
    """
    directory = open_built(root)
    before = sum(disk_sizes(directory).values())
    with locked(directory), disk_errors(root):
        with rewriting(directory.store, wait=WAIT_FOR_UNION) as copy, GraphStore.open(copy) as store:
            store.optimize()
        answer_ahead(directory.store)
        with Journal(directory.journal) as journal:
            journal.compact()
    return before, sum(disk_sizes(directory).values())
