"""Names as labels: on a few short lines, each another one, whatever the names hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kg.export.network_flat import held
from kg.picture.fonts import drawable, measure

LONGEST = 400
"""Characters of a name that are looked at: more never fit."""
LEADING = 1.22
"""From line to line, in heights of the font."""
HEAPED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]+"
)
"""More than two marks on one letter, which would reach into other lines."""
JOINERS = "\u200c\u200d"
Lines = tuple[str, ...]


def line_height(size: float) -> float:
    """Return the distance of two lines in inches, for a font of `size` points."""
    return size * LEADING / 72


def tidy(name: str) -> str:
    r"""Return a name on one line, without what cannot be seen: control characters and marks that turn the direction.

    >>> tidy(" Kiribati\n and\u202e Nauru "), tidy("")
    ('Kiribati and Nauru', '(no name)')
    """
    spaced = unicodedata.normalize("NFC", held(re.sub(r"\s+", " ", name[: 4 * LONGEST]))).strip()
    seen = "".join(one for one in spaced if unicodedata.category(one) not in ("Cc", "Cf", "Cs") or one in JOINERS)
    seen = HEAPED.sub(r"\1", seen)
    return (seen if len(seen) <= LONGEST else seen[:LONGEST].rstrip() + "…") or "(no name)"


def labels(names: Sequence[str], *, size: float, width: float, lines: int = 1) -> list[Lines]:
    """Return a label for each name; two that would look the same get numbers.

    Args:
        names: As they are known.
        size: Of the font, in points.
        width: At most so many inches wide.
        lines: At most so many lines.
    """
    tidied = [tidy(name) for name in names]
    made = [wrapped(name, size=size, width=width, lines=lines) for name in tidied]
    looks = [drawable("\n".join(label)) for label in made]
    times, seen = Counter(looks), Counter[str]()
    for place, look in enumerate(looks):
        seen[look] += 1
        if times[look] > 1 and seen[look] > 1:
            made[place] = wrapped(tidied[place], size=size, width=width, lines=lines, end=f" ({seen[look]})")
    return made


def wrapped(text: str, *, size: float, width: float, lines: int = 1, end: str = "") -> Lines:
    """Return text on at most so many lines, what is too much cut off with `…`; `end` always stands behind."""
    made: list[str] = []
    rest = text
    while len(made) < lines - 1 and _width(rest + end, size) > width:
        head = _head(rest, width, size)
        cut = head.rfind(" ") if rest[len(head) : len(head) + 1] != " " else len(head)
        if cut <= 0:
            cut = len(head)
        made.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if _width(rest + end, size) > width:
        rest = _head(rest, width - _width("…" + end, size), size).rstrip(" ,;:.…") + "…"
    return *made, rest + end


def block_size(label: Lines, size: float, weight: str = "normal") -> tuple[float, float]:
    """Return width and height of a label in inches."""
    return max(_width(line, size, weight) for line in label), len(label) * line_height(size)


def _head(text: str, width: float, size: float) -> str:
    """Return as much of the text's beginning as fits, at least one character; a letter keeps its marks."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _width(text[:middle], size) <= width:
            low = middle
        else:
            high = middle - 1
    while low > 1 and low < len(text) and (unicodedata.combining(text[low]) or text[low] in JOINERS):
        low -= 1
    return text[:low]


def _width(text: str, size: float, weight: str = "normal") -> float:
    return measure(drawable(text), size, weight)[0]
