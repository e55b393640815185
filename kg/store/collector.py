"""Python's collector of cycles, told to wait.

It goes through all objects again and again while many are made, which takes as long as making the rows of a large answer;
terms and rows hold no cycles.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Let no collection start inside the block, unless none would have started anyway."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
