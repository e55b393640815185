"""Columns for people to read: aligned under a header, words wrapped where the terminal is narrow, and nothing cut.

Where it is too narrow even for that, each row stands upright: a line for each of its cells.

A cell of a large answer costs little here: widths are looked at once, and only cells that are too wide are wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

BETWEEN = "   "
"""What stands between two columns."""
SHORT = 12
"""Columns up to this width stay whole while wider ones can give way: dates, numbers, stances."""
NARROW = 8
"""No column gives way below this width."""


def aligned(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[bool], width: int | None = None
) -> Iterator[str]:
    """Yield lines: the header, a rule, and the rows; or the rows upright, an empty line after each.

    Args:
        header: The columns' names.
        rows: Cells without line breaks, as many in each row as there are columns.
        right: For each column, whether it is aligned to the right.
        width: The terminal's columns; None takes as many as the cells need.
    """
    natural = [max(map(_wide, cells)) for cells in zip(header, *rows, strict=True)]
    widths: Sequence[int] | None = (
        natural if width is None else _fitted(natural, width - len(BETWEEN) * (len(natural) - 1))
    )
    if widths is None:
        for row in rows:
            yield from _upright(header, row, width or 0)
            yield ""
        return
    yield from _lines(header, widths, right)
    yield "─" * (sum(widths) + len(BETWEEN) * (len(widths) - 1))
    for row in rows:
        yield from _lines(row, widths, right)


def _fitted(widths: Sequence[int], room: int) -> list[int] | None:
    """Return widths that fit the room, None if none do: the widest give way first, short ones only where they must."""
    for short in (SHORT, NARROW):
        for most in range(max([*widths, NARROW]), NARROW - 1, -1):
            fitted = [wide if wide <= short else min(wide, most) for wide in widths]
            if sum(fitted) <= room:
                return fitted
    return None


def _upright(header: Sequence[str], cells: Sequence[str], width: int) -> Iterator[str]:
    """Yield a line for each cell of a row that holds something, its column's name before it."""
    names = max(map(_wide, header))
    room = max(width - names - len(BETWEEN), NARROW)
    for name, cell in zip(header, cells, strict=True):
        if cell:
            yield from _lines((name, cell), (names, room), (False, False))


def _lines(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a row."""
    wrapped = [
        (cell,) if _wide(cell) <= width else wrap(cell, width) for cell, width in zip(cells, widths, strict=True)
    ]
    for pieces in zip_longest(*wrapped, fillvalue=""):
        padded = map(_padded, pieces, widths, right)
        yield BETWEEN.join(padded).rstrip()


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _wide(text))
    return space + text if right else text + space


def _wide(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most this width, broken between words, and within one that is wider.

    >>> wrap("the international community", 9)
    ['the', 'internati', 'onal', 'community']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if _wide(longer) <= width:
            lines[-1] = longer
        else:
            lines += chop_cells(word, width)
    return lines if lines[0] else lines[1:]
