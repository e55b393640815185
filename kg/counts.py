"""Numbers of things in words."""

from __future__ import annotations


def number_of(number: int, word: str) -> str:
    """Return a number and its word.

    >>> number_of(1, "slice"), number_of(2000, "slice")
    ('1 slice', '2,000 slices')
    """
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
