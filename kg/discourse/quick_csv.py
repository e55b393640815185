"""Columns of a table of text, found with arrays: a few of many columns come out several times faster than row by row.

Only tables that leave no doubt are read so: every quote begins or ends a cell or is doubled in one, every row has as many
cells as the first. Of any other, nothing is returned, and `csv` reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from kg.discourse.table import Column, IntArray, numbering

Bytes = NDArray[np.uint8]
BLOCK = 2**19
"""Bytes at a time, few enough to stay in the cache of the processor; more where a row is longer."""
SHORT = 60
"""Bytes of a cell, on average, up to which cells are faster together than one by one."""
QUOTE, LINE, RETURN = 34, 10, 13


def quick_columns(lines: BinaryIO, delimiter: str, width: int, kept: Sequence[int]) -> list[Column] | None:
    """Return these columns of a table, without its first row; None where the table has to be read row by row.

    Args:
        lines: The file.
        delimiter: What separates cells, one byte.
        width: How many cells each row has.
        kept: The numbers of the columns.

    Raises:
        UnicodeDecodeError: If the file is not UTF-8.
    """
    known = [numbering() for _ in kept]
    codes: list[list[IntArray]] = [[] for _ in kept]
    head = True
    for block in _blocks(lines):
        if b"\0" in block or (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")):
            return None
        block.decode()
        data = np.frombuffer(block, dtype=np.uint8)
        cells = _cells(data, ord(delimiter), width)
        if cells is None:
            return None
        starts, ends = cells
        for i, values, found in zip(kept, known, codes, strict=True):
            texts = _texts(data, starts[int(head) :, i], ends[int(head) :, i])
            found.append(np.fromiter(map(values.__getitem__, texts), dtype=np.int64, count=len(texts)))
        head = False
    return [_column(parts, values) for parts, values in zip(codes, known, strict=True)]


def _blocks(lines: BinaryIO) -> Iterator[bytes]:
    """Yield the file in pieces of whole rows, each with a line end behind it."""
    rest = b""
    while part := lines.read(BLOCK):
        piece = rest + part
        cut = _whole_rows(piece)
        rest = piece[cut:]
        if cut:
            yield piece[:cut]
    if rest:
        yield rest + b"\n"


def _whole_rows(piece: bytes) -> int:
    """Return where the last row that is whole ends: behind a line end with an even number of quotes before it."""
    cut = piece.rfind(b"\n") + 1
    quotes = piece.count(b'"', 0, cut)
    while cut and quotes % 2:
        before = piece.rfind(b"\n", 0, cut - 1) + 1
        quotes -= piece.count(b'"', before, cut)
        cut = before
    return cut


def _cells(data: Bytes, delimiter: int, width: int) -> tuple[IntArray, IntArray] | None:
    """Return where cells start and end, each of shape `(n_rows, width)`; None if rows differ or quotes are odd."""
    places = np.flatnonzero((data == delimiter) | (data == LINE))
    quotes = np.flatnonzero(data == QUOTE)
    if len(quotes):
        if len(quotes) % 2 or not _plain(data, quotes, delimiter):
            return None
        opened, closed = (np.searchsorted(places, some) for some in (quotes[::2], quotes[1::2]))
        depth = np.bincount(opened, minlength=len(places) + 1) - np.bincount(closed, minlength=len(places) + 1)
        places = places[np.cumsum(depth[:-1]) == 0]
    if len(places) % width:
        return None
    ends = places.reshape(-1, width)
    lines = data[ends] == LINE
    if lines[:, :-1].any() or not lines[:, -1].all():
        return None
    starts = np.concatenate([[0], places[:-1] + 1]).reshape(-1, width)
    last = ends[:, -1]
    returns = (data[last - 1] == RETURN) & (last > starts[:, -1])
    if returns.any():
        ends = ends.copy()
        ends[:, -1] -= returns
    return None if width == 1 and (starts == ends).any() else (starts, ends)


def _texts(data: Bytes, starts: IntArray, ends: IntArray) -> list[bytes]:
    """Return the cells between these places; short ones are put together and split at zero bytes, which no cell has."""
    lengths = ends - starts + 1
    stops = np.cumsum(lengths)
    if not len(stops) or stops[-1] > SHORT * len(stops):
        return [data[start:end].tobytes() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    places = np.arange(stops[-1]) + np.repeat(starts - (stops - lengths), lengths)
    joined = data[places]
    joined[stops - 1] = 0
    content: bytes = joined.tobytes()
    return content.split(b"\0")[:-1]


def _plain(data: Bytes, quotes: IntArray, delimiter: int) -> bool:
    """Say whether every quote opens a cell, closes one, or is one of two beside each other within a cell."""
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening > 0, data[opening - 1], LINE)
    after = data[np.minimum(closing + 1, len(data) - 1)]
    doubled = opening[1:] == closing[:-1] + 1
    opens = (before == delimiter) | (before == LINE)
    opens[1:] |= doubled
    closes = (after == delimiter) | (after == LINE) | (after == RETURN)
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())


def _column(parts: list[IntArray], values: defaultdict[bytes, int]) -> Column:
    """Return the column; cells that differ in their quotes alone are one value."""
    codes = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    texts = [_text(value) for value in values]
    if len(set(texts)) == len(texts):
        return Column(codes, tuple(texts))
    same = numbering()
    number = np.array([same[text] for text in texts], dtype=np.int64)
    return Column(number[codes], tuple(same))


def _text(cell: bytes) -> str:
    return (cell[1:-1].replace(b'""', b'"') if cell[:1] == b'"' else cell).decode()
