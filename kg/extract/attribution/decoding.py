"""What the network says of each word, as sets of words."""

from __future__ import annotations

from typing import NamedTuple

from kg.encoder.graphs import Array

SOURCE, CUE, CONTENT = range(3)
GAP = 2
"""So many words between two parts of a content belong to it, unless they are source or cue."""


class Roles(NamedTuple):
    """Words of a window in each role."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def read_roles(probabilities: Array, at: int) -> Roles:
    """Return the words of each role, for the cue that begins at `at`; probabilities are (words, 3)."""
    picked = [set((probabilities[:, role] > 0.5).nonzero()[0].tolist()) for role in (SOURCE, CUE, CONTENT)]
    content = picked[CONTENT]
    taken = picked[SOURCE] | picked[CUE]
    for i in sorted(content):
        reach = next((k for k in range(1, GAP + 2) if i + k in content), 1)
        content |= {i + k for k in range(1, reach)} - taken
    return Roles(frozenset(picked[SOURCE]), frozenset(picked[CUE] | {at}), frozenset(content))
