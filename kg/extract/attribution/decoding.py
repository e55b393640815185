"""A text in overlapping windows, and what the network says of each word as sets of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.encoder.graphs import Array
from kg.encoder.pieces import Window, WordPieces

SOURCE, CUE, CONTENT = range(3)
GAP = 2
"""So many words between two parts of a content belong to it, unless they are source or cue."""


class Cut(NamedTuple):
    """A window, and the range of words `[begin, end)` of the text in it."""

    begin: int
    end: int
    window: Window


class Roles(NamedTuple):
    """Words of a window in each role."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def overlapping(words: Sequence[str], starts: Sequence[bool], pieces: WordPieces) -> Iterator[Cut]:
    """Yield windows that each begin two thirds into the one before, so that every word has context on both sides.

    Args:
        words: The words of a text.
        starts: Whether each begins a paragraph.
        pieces: The word pieces of words.
    """
    begin = 0
    while begin < len(words):
        window = pieces.window(words, starts, begin)
        end = begin + len(window.first)
        yield Cut(begin, end, window)
        if end == len(words):
            return
        begin = max(begin + 1, begin + 2 * (end - begin) // 3)


def owners(cuts: Sequence[Cut], size: int) -> list[int]:
    """Return for each of `size` words the window in which it stands furthest from a cut; the text's ends are no cuts."""
    best = [(-1, 0)] * size
    for number, cut in enumerate(cuts):
        for i in range(cut.begin, cut.end):
            before = i - cut.begin if cut.begin else size
            after = cut.end - 1 - i if cut.end < size else size
            best[i] = max(best[i], (min(before, after), -number))
    return [-number for _, number in best]


def read_roles(probabilities: Array, at: int) -> Roles:
    """Return the words of each role, for the cue that begins at `at`; probabilities are (words, 3)."""
    picked = [set((probabilities[:, role] > 0.5).nonzero()[0].tolist()) for role in (SOURCE, CUE, CONTENT)]
    content = picked[CONTENT]
    taken = picked[SOURCE] | picked[CUE]
    for i in sorted(content):
        reach = next((k for k in range(1, GAP + 2) if i + k in content), 1)
        content |= {i + k for k in range(1, reach)} - taken
    return Roles(frozenset(picked[SOURCE]), frozenset(picked[CUE] | {at}), frozenset(content))
