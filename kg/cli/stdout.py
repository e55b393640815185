"""`--out -` means standard output."""

from __future__ import annotations

from pathlib import Path


def standard_output(out: Path | None) -> Path | None:
    """Return None for `-`."""
    return None if out == Path("-") else out
