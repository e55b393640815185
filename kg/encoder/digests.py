"""Names of what kg ships that change with its files; no library is loaded for them, for builds with nothing new ask too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

READER = Path(__file__).parent / "model"
"""The folder of the shipped network that reads texts."""


def digest_of(paths: Iterable[Path]) -> str:
    """Return the first 12 digits of a hash over files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def describe_reader() -> str:
    """Return a name of the shipped network that changes with its files."""
    return f"reader-{digest_of(READER.glob('*.onnx'))}"
