"""The key below a picture: samples with their meaning, set in rows like words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.picture.labels import tidy, wrapped
from kg.picture.page import MARGIN, WIDTH, Picture, text_width
from kg.picture.palettes import FAINT

SIZE = 7.0
ROW = 0.22
GAP, WIDE_GAP = 0.14, 0.3
"""Between entries, and between groups of them."""
AFTER_SAMPLE = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sample, `width` inches wide, that `draw` draws from a place's left middle, and what it means."""

    label: str
    width: float
    draw: Callable[[Picture, float, float], object]


class Key:
    """Groups of entries, each behind its heading, in as many rows as they need."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[Entry]]], *, width: float = WIDTH) -> None:
        self._placed: list[tuple[float, int, Entry | None, str]] = []
        x, row, room = MARGIN, 0, width - MARGIN
        for heading, entries in groups:
            for place, entry in enumerate(entries):
                label = wrapped(tidy(entry.label), size=SIZE, width=room / 2)[0]
                head = heading if not place else ""
                before = (text_width(head, SIZE) + AFTER_SAMPLE) if head else 0.0
                need = before + entry.width + AFTER_SAMPLE + text_width(label, SIZE)
                x += 0 if x == MARGIN else GAP if place else WIDE_GAP
                if x + need > room and x > MARGIN:
                    x, row = MARGIN, row + 1
                if head:
                    self._placed.append((x, row, None, head))
                self._placed.append((x + before, row, entry, label))
                x += need
        self.rows = row + 1 if self._placed else 0
        self.height = self.rows * ROW + (0.08 if self.rows else 0)

    def draw(self, page: Picture, top: float) -> None:
        """Draw the key below a height."""
        for number, (x, row, entry, label) in enumerate(self._placed):
            y = top - 0.08 - (row + 0.5) * ROW
            if entry is None:
                page.write(x, y, label, size=SIZE, color=FAINT, gid=f"key-{number}")
                continue
            entry.draw(page, x, y)
            page.write(x + entry.width + AFTER_SAMPLE, y, label, size=SIZE, gid=f"key-{number}")
