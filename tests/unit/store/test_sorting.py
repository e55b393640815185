"""Lines sorted in memory and beyond."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.store.sorting import LineSorter

LINES = st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"") + b"\n"))


@given(LINES, st.integers(1, 40), st.integers(1, 7))
def test_any_block_size_gives_the_same(lines: list[bytes], block: int, step: int) -> None:
    """However small the blocks and the writes are, lines come sorted and once."""
    data = b"".join(lines)
    with LineSorter(block=block) as sorter:
        for start in range(0, len(data), step):
            sorter.write(data[start : start + step])
        assert list(sorter) == sorted(set(lines))
