"""What was sent to one server, beside the graph: a line of JSON for each graph, appended as soon as it is there.

The file only saves time: it is never believed against the server, which is asked how many triples it has of each graph.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import PublishError
from kg.store.atomic import writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A graph that a server has: the checksum of what was sent, how many triples it has there, read back or not."""

    sha256: str
    there: int
    verified: bool


class State:
    """What a server is known to have.

    Args:
        folder: Where the files of all servers stand; it exists.
        store: The address of the graph store.

    Raises:
        PublishError: If the file cannot be read or written.
    """

    def __init__(self, folder: Path, store: str) -> None:
        digest = hashlib.sha256(store.encode()).hexdigest()[:16]
        self.path = folder / f"published-{digest}.jsonl"
        self.graphs = self._read()

    def record(self, iri: str, sent: Sent | None) -> None:
        """Keep that the server has a graph, or that it has it no more, or not as it was sent (None)."""
        if sent is None:
            self.graphs.pop(iri, None)
        else:
            self.graphs[iri] = sent
        line = json.dumps({"graph": iri, **(asdict(sent) if sent else {})}) + "\n"
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line)
        except OSError as exc:
            raise self._unusable(exc) from exc

    def compact(self) -> None:
        """Write one line a graph, in place of all that was appended."""
        if not self.graphs and not self.path.exists():
            return
        lines = [json.dumps({"graph": iri, **asdict(sent)}) + "\n" for iri, sent in sorted(self.graphs.items())]
        with writing(self.path) as file:
            file.write("".join(lines).encode())

    def _read(self) -> dict[str, Sent]:
        found: dict[str, Sent] = {}
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        except (OSError, UnicodeDecodeError) as exc:
            raise self._unusable(exc) from exc
        for line in lines:
            try:
                entry = json.loads(line)
                iri = entry.pop("graph")
                if entry:
                    found[iri] = Sent(**entry)
                else:
                    found.pop(iri, None)
            except (ValueError, TypeError, KeyError, AttributeError):
                continue  # the last line of a run that was killed; the graph is compared with the server's
        return found

    def _unusable(self, exc: Exception) -> PublishError:
        return PublishError(
            f"{self.path}: cannot be read or written ({exc}). It remembers what a server has: make it writable, or delete it.",
            path=self.path,
        )
