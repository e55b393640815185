"""Columns for people: aligned, wrapped where the terminal is narrow, and nothing cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.export.columns import BETWEEN, aligned, wrap

WORDS = st.text(st.sampled_from("ab c中é"), max_size=40).map(lambda text: " ".join(text.split()))
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6)
HEADER = ("who", "what", "n")


def letters(lines: list[str]) -> list[str]:
    return sorted("".join("".join(line.split()) for line in lines))


def test_as_wide_as_the_words() -> None:
    """Without a width each row is a line; numbers stand to the right."""
    rows = [("Wang Yi", "the quota", "10"), ("王毅", "", "9")]
    assert list(aligned(HEADER, rows, right=(False, False, True))) == [
        "who       what         n",
        "─" * 24,
        "Wang Yi   the quota   10",
        "王毅                   9",
    ]


def test_short_columns_stay_whole() -> None:
    """In a narrow terminal the widest column gives way, not the date."""
    rows = [("2025-02-24", "the ministers called for talks on the quota at once", "1")]
    lines = list(aligned(("date", "what", "n"), rows, right=(False, False, True), width=40))
    assert [line[:10].strip() for line in lines[2:]] == ["2025-02-24", "", ""]
    assert max(map(len, lines)) <= 40


@given(ROWS, st.integers(30, 60))
def test_fits_and_keeps_everything(rows: list[tuple[str, str, str]], width: int) -> None:
    """Lines fit the terminal, and every character of every cell is there."""
    lines = list(aligned(HEADER, rows, right=(False, False, False), width=width))
    assert max(map(cell_len, lines)) <= width
    assert letters([*lines[:1], *lines[2:]]) == letters([*HEADER, *(cell for row in rows for cell in row)])


def test_too_narrow_for_columns() -> None:
    """Rows stand upright: what is empty is left out, what is long is wrapped."""
    rows = [("2025-02-24", "the quota", ""), ("", "talks on the quota at once", "1")]
    assert list(aligned(("date", "what", "n"), rows, right=(False, False, True), width=22)) == [
        "date   2025-02-24",
        "what   the quota",
        "",
        "what   talks on the",
        "       quota at once",
        "n      1",
        "",
    ]


@pytest.mark.parametrize("width", [1, 3, 10])
def test_far_too_narrow(width: int) -> None:
    """A terminal of a few columns still gets everything."""
    lines = list(aligned(("a", "b"), [("some long words", "x")], right=(False, True), width=width))
    assert letters(lines) == letters(["a", "b", "some long words", "x"])
    assert max(map(len, lines)) <= 1 + len(BETWEEN) + 8


@pytest.mark.parametrize("width", [None, 80])
def test_no_columns(width: int | None) -> None:
    """`SELECT * {}` has a row and no columns."""
    assert list(aligned((), [()], right=(), width=width)) == [""]


@given(WORDS, st.integers(2, 20))
def test_wraps_between_words(text: str, width: int) -> None:
    """No line is wider; words are broken only where they are wider themselves."""
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    if all(cell_len(word) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()
