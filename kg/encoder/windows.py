"""A text in overlapping windows, and which of them tells of a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.encoder.pieces import Window, WordPieces


class Cut(NamedTuple):
    """A window, and the range of words `[begin, end)` of the text in it."""

    begin: int
    end: int
    window: Window


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
