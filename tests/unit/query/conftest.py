"""A small graph to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import MemoryStore


@pytest.fixture(scope="module")
def store() -> Iterator[MemoryStore]:
    """Two documents: Kenya opposes and Norway supports deep-sea mining."""
    with MemoryStore.open() as opened:
        opened.load(Path(__file__).with_name("summit.trig"))
        yield opened
