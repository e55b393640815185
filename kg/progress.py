"""Who hears how far long work is. `kg.cli.progress` shows it as a bar."""

from __future__ import annotations

import logging
from typing import Protocol

NOTICE = (logging.INFO + logging.WARNING) // 2
"""Level of messages on long work that nobody asked for by name: shown unless kg is told to be quiet, and no warning."""


class Progress(Protocol):
    """Hears how far a run is, counted in what it works on: inputs, graphs, resources."""

    def start(self, total: int | None) -> None:
        """Work begins; `total` things, or None where that is not known."""

    def advance(self, number: int, /) -> None:
        """So many more are done with."""

    def phase(self, name: str) -> None:
        """Another kind of work begins, such as writing the files."""
