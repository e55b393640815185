"""Lines in order, however many: sorted in memory block by block, blocks put aside in temporary files."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import IO

BLOCK = 32 * 1024 * 1024
"""Bytes of lines that are sorted in memory."""


class LineSorter:
    r"""A file to write lines to, which then gives them sorted, each distinct line once. Use as a context manager.

    Args:
        block: Bytes to hold in memory at most, about.

    Examples:
        >>> with LineSorter() as sorter:
        ...     _ = sorter.write(b"b\na\n")
        ...     list(sorter)
        [b'a\n', b'b\n']
    """

    def __init__(self, *, block: int = BLOCK) -> None:
        self._block = block
        self._parts: list[bytes] = []
        self._size = 0
        self._aside: list[IO[bytes]] = []
        self._files = ExitStack()

    def __enter__(self) -> LineSorter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, data: bytes) -> int:
        """Take some bytes of lines; they need not end with a line."""
        self._parts.append(bytes(data))
        self._size += len(data)
        if self._size >= self._block:
            self._put_aside()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what is written is there."""

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines, sorted as bytes, with their line ends."""
        last = self._sorted(b"".join(self._parts))
        if not self._aside:
            yield from last
            return
        for file in self._aside:
            file.seek(0)
        before = b""
        for line in heapq.merge(*self._aside, last):
            if line != before:
                yield line
            before = line

    def _put_aside(self) -> None:
        whole, newline, rest = b"".join(self._parts).rpartition(b"\n")
        file = self._files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the others
        file.writelines(self._sorted(whole + newline))
        self._aside.append(file)
        self._parts, self._size = [rest], len(rest)

    @staticmethod
    def _sorted(data: bytes) -> list[bytes]:
        lines = data.splitlines(keepends=True)
        lines.sort()
        distinct = dict.fromkeys(lines)
        return lines if len(distinct) == len(lines) else list(distinct)
