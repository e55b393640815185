"""Who hears how far long work is. `kg.cli.progress` shows it as a bar."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears how far a run is, counted in what it works on: inputs, graphs, resources."""

    def start(self, total: int | None) -> None:
        """Work begins; `total` things, or None where that is not known."""

    def advance(self, number: int, /) -> None:
        """So many more are done with."""

    def phase(self, name: str) -> None:
        """Another kind of work begins, such as writing the files."""
