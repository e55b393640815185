"""Tables read with arrays are those that `csv` reads; what is in doubt is left to it."""

from __future__ import annotations

import csv
import io
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.discourse import quick_csv
from kg.discourse.quick_csv import quick_columns

CELL = st.text(st.sampled_from('ab ,;"\n\r\té🌍='), max_size=6)
PIECES = st.text(st.sampled_from('ab,"\n\ré'), max_size=40)


def by_csv(text: str, width: int) -> list[list[str]] | None:
    """Return the columns that `csv` finds, without the first row; None where a row has another number of cells."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if any(len(row) != width for row in rows):
        return None
    return [[row[i] for row in rows[1:]] for i in range(width)]


def quickly(text: str, width: int, *, block: int = 2**22) -> list[list[str]] | None:
    """Return the columns that arrays find."""
    with patch.object(quick_csv, "BLOCK", block):
        found = quick_columns(io.BytesIO(text.encode()), ",", width, range(width))
    return None if found is None else [column.texts() for column in found]


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 60),
)
def test_what_csv_writes_is_read(rows: list[list[str]], quoting: int, end: str, block: int) -> None:
    """Whatever the cells hold, in blocks of any size; only lone carriage returns are left to `csv`."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting, lineterminator=end).writerows([["x", "y", "z"], *rows])
    text = out.getvalue()
    found = quickly(text, 3, block=block)
    if found is None:
        assert text.count("\r") != text.count("\r\n") or "\r" in "".join(map("".join, rows))
    else:
        assert found == by_csv(text, 3)


@given(PIECES, st.integers(1, 4), st.integers(1, 50))
@example('a"b,c\n', 2, 9)
@example('"a"b,"c"\n', 2, 9)
@example('"a""b",c\n"a""b",c', 2, 9)
@example("a,b\n\nc,d\n", 2, 9)
@example('a,"b\n', 2, 9)
def test_anything_is_read_as_csv_does_or_not_at_all(text: str, width: int, block: int) -> None:
    """No table, however broken, is read otherwise."""
    found = quickly(text, width, block=block)
    assert found is None or found == (by_csv(text, width) or [[] for _ in range(width)])


def test_values_that_differ_in_quotes_alone_are_one() -> None:
    """`x` and `"x"` are the same."""
    (column,) = quick_columns(io.BytesIO(b'h,i\nx,1\n"x",1\n'), ",", 2, [0]) or []
    assert (column.codes.tolist(), column.values) == ([0, 0], ("x",))


def test_what_is_no_utf8_is_refused() -> None:
    """As any other reader does."""
    with pytest.raises(UnicodeDecodeError):
        quick_columns(io.BytesIO(b"a,b\n\xff,c\n"), ",", 2, [0])
