"""Which attribution stands inside which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Attribution


def with_parents(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions with `parent` the index of the smallest one whose content holds all of theirs."""
    made = []
    for i, inner in enumerate(found):
        around = [
            (size(outer), k)
            for k, outer in enumerate(found)
            if k != i and size(outer) > size(inner) and holds(outer, inner)
        ]
        made.append(replace(inner, parent=min(around)[1] if around else None))
    return tuple(made)


def size(attribution: Attribution) -> int:
    """Return how many characters the content has."""
    return sum(end - start for start, end in attribution.content)


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether one's content holds the other's cue and content."""
    return all(any(a <= start and end <= b for a, b in outer.content) for start, end in (*inner.cue, *inner.content))
