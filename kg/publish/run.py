"""The order of it all: look, send, prune, check.

    store, state, server's counts -> steps -> requests -> counts and checksums -> report

Killed at any moment, a second run finishes: what is not known to be there as it is here is compared, or sent again whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import PublishError
from kg.progress import Progress
from kg.publish.compare import Check, compare
from kg.publish.graphs import Fingerprint, canonical_lines, fingerprint, read_graph
from kg.publish.server import Server
from kg.publish.state import Sent, State
from kg.store import GraphStore

Action = Literal["send", "keep", "prune"]
BATCH = 50_000
"""Triples in one request, about 10 MB."""
REFUSALS = (400, 415, 422, 500)
"""Answers that may be about one graph: its texts are too long, or its IRIs not to the server's taste."""
PATIENCE = 3
"""So many refusals in a row are about the server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is done about one graph: sent (`why` says for what reason), kept, or pruned; `triples` in the store."""

    iri: str
    action: Action
    triples: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did, and how each graph of the store stands on the server; no checks after a dry run."""

    steps: tuple[Step, ...]
    checks: tuple[Check, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every graph is there without loss."""
        return all(check.holds for check in self.checks)

    def count(self, action: Action) -> int:
        """Return how many graphs were, or would be, sent, kept or pruned."""
        return sum(step.action == action for step in self.steps)


class _Silence:
    """Progress that nobody hears."""

    def start(self, total: int | None) -> None:
        """Say nothing."""

    def advance(self, graphs: int) -> None:
        """Say nothing."""

    def phase(self, name: str) -> None:
        """Say nothing."""


def publish(
    store: GraphStore,
    server: Server,
    *,
    folder: Path,
    prune: str | None = None,
    dry_run: bool = False,
    check_all: bool = False,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Report:
    """Make a server have the named graphs of a store, and see that it does.

    Args:
        store: The store, open for reading.
        server: The server, from `connect`.
        folder: Where the files stand that remember what servers have.
        prune: Graphs of the server that start with this and are not in the store are deleted; None deletes none.
        dry_run: Only say what would be done; nothing is written, here or there.
        check_all: Read back every graph, not only those sent since they were last read back.
        batch: Triples in one request; a longer graph takes several, and is not replaced at once.
        progress: Hears how far it is.

    Raises:
        PublishError: If the server refuses or goes away; what was sent stays, and another run goes on from there. A graph
            that alone is refused is told in the report.
        SettingsError: If graphs are to be pruned and the server cannot list them.
    """
    run = _Run(store, server, State(folder, server.at.store), progress or _Silence())
    steps = [*run.planned(), *(run.surplus(prune) if prune is not None else ())]
    if dry_run:
        return Report(steps=tuple(steps))
    run.state.compact()
    run.carry_out(steps, batch)
    checks = run.checked(check_all=check_all)
    run.state.compact()
    return Report(steps=tuple(steps), checks=tuple(checks))


class _Run:
    """One run, with what its parts share."""

    def __init__(self, store: GraphStore, server: Server, state: State, progress: Progress) -> None:
        self.store = store
        self.server = server
        self.state = state
        self.progress = progress
        self.here: dict[str, Fingerprint] = {}
        self.compared: dict[str, Check] = {}
        self.refused: dict[str, str] = {}
        self._refusals = 0

    def planned(self) -> list[Step]:
        """Return a step for each graph of the store, having compared those of which the state knows nothing."""
        iris = self.store.graph_iris()
        self.progress.start(len(iris))
        self.progress.phase("comparing graphs")
        there = self.server.counts(iris)
        steps = []
        for iri in iris:
            triples = read_graph(self.store, iri)
            self.here[iri] = fingerprint(triples)
            steps.append(self._step(iri, triples, there[iri]))
            self.progress.advance(1)
        return steps

    def _step(self, iri: str, triples: set[ox.Triple], there: int) -> Step:
        mark, known = self.here[iri], self.state.graphs.get(iri)
        action: Action = "send"
        if there == 0 < mark.triples:
            why = "not there"
        elif known is not None and known.sha256 != mark.sha256:
            why = "changed here"
        elif known is not None and known.there == there:
            action, why = "keep", "unchanged"
        elif there != mark.triples:
            why = "changed there"
        elif (check := self._compare(iri, triples, there)).holds:
            action, why = "keep", "the same there"
            self.compared[iri] = check
        else:
            why = "differs there"
        return Step(iri=iri, action=action, triples=mark.triples, why=why)

    def surplus(self, prefix: str) -> list[Step]:
        """Return a step for each graph of the server that starts with the prefix and is not in the store."""
        mine = set(self.here)
        names = [iri for iri in self.server.graphs_under(prefix) if iri not in mine]
        return [Step(iri=iri, action="prune", triples=0, why="not in the store") for iri in names]

    def carry_out(self, steps: Sequence[Step], batch: int) -> None:
        """Send and delete, and keep after each that it is done."""
        due = [step for step in steps if step.action != "keep"]
        self.progress.start(len(due))
        self.progress.phase("sending graphs")
        for step in due:
            if step.action == "prune":
                self.server.delete(step.iri)
                self.state.record(step.iri, None)
            else:
                self._send(step.iri, batch)
            self.progress.advance(1)

    def _send(self, iri: str, batch: int) -> None:
        """Send a graph; one that is refused for what it holds does not keep the others from being sent."""
        mark = self.here[iri]
        try:
            self.server.put(iri, canonical_lines(read_graph(self.store, iri)), batch=batch)
        except PublishError as exc:
            self.state.record(iri, None)
            self.refused[iri] = exc.message
            self._refusals += 1
            if getattr(exc, "status", None) not in REFUSALS or self._refusals == PATIENCE:
                raise
        else:
            self.state.record(iri, Sent(sha256=mark.sha256, there=mark.triples, verified=False))
            self._refusals = 0

    def checked(self, *, check_all: bool) -> list[Check]:
        """Return how each graph stands: counted, and read back where that was not done since it was sent."""
        self.progress.start(len(self.here))
        self.progress.phase("checking graphs")
        there = self.server.counts(list(self.here))
        return [self._check(iri, there[iri], check_all=check_all) for iri in self.here]

    def _check(self, iri: str, there: int, *, check_all: bool) -> Check:
        known, mark = self.state.graphs.get(iri), self.here[iri]
        self.progress.advance(1)
        if iri in self.refused:
            return Check(iri=iri, here=mark.triples, there=there, problem=self.refused[iri])
        if known is not None and known.verified and known.there == there and not check_all:
            return Check(iri=iri, here=mark.triples, there=there, by_checksum=True)
        check = self.compared.get(iri) or self._compare(iri, read_graph(self.store, iri), there)
        self.state.record(iri, Sent(sha256=mark.sha256, there=there, verified=True) if check.holds else None)
        return check

    def _compare(self, iri: str, here: set[ox.Triple], there: int) -> Check:
        """Return what reading the graph back tells."""
        try:
            back = self.server.read(iri, expected=there)
        except PublishError as exc:
            if not getattr(exc, "unreadable", False):
                raise
            return Check(iri=iri, here=len(here), there=there, problem=exc.message)
        if len(back) != there:
            problem = f"the server counts {there} triples, and gives back {len(back)}"
            return replace(compare(iri, here, back), there=there, problem=problem)
        if fingerprint(back) == self.here[iri]:
            return Check(iri=iri, here=len(here), there=there, by_checksum=True)
        return compare(iri, here, back)
