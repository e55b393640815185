"""Kg's own questions, answered for the whole graph before anybody asks them.

Each is asked in a process of its own, which keeps the answer beside the store if it took long; so they are found side by side.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from kg.query.library import question_names
from kg.query.run import run_named
from kg.store.graph_store import LONG, GraphStore

MANY = 1_000
"""Graphs of documents from which on questions take long."""
PROCESSES = 4
"""At most so many at a time: each holds an answer in memory."""


def answer_ahead(path: Path, *, processes: int | None = None) -> None:
    """Answer each question of a store that is large and has its union, so that it keeps the answers.

    Nothing depends on it: a question whose process fails, or cannot be started, is answered when it is asked.

    Args:
        path: The store; nobody may be writing to it.
        processes: At most so many at a time; None takes as many as there are processors. Never more than `PROCESSES`.
    """
    with GraphStore.open(path, read_only=True) as store:
        if not store.state.union or len(store.graph_iris()) < MANY:
            return
    with ThreadPoolExecutor(min(PROCESSES, processes or os.cpu_count() or 1)) as pool:
        # from the last in the alphabet: `timeline` takes longest
        deque(pool.map(partial(_answer, path), reversed(question_names())), maxlen=0)


def _answer(path: Path, question: str) -> None:
    # -P: a folder that is called as a module and stands where the user does is not imported
    work = [sys.executable, "-P", "-c", "from kg.query.ahead import main; main()", str(path), question, str(LONG)]
    with contextlib.suppress(OSError):  # no memory for a process, or no interpreter to start
        subprocess.run(work, check=False, stdin=subprocess.DEVNULL, capture_output=True)


def main() -> None:
    """Answer one question, whose rows nobody wants yet: the work of a process."""
    path, question, long = sys.argv[1:]
    with GraphStore.open(path, read_only=True) as store:
        store.long = float(long)
        run_named(store, question, limit=0)
