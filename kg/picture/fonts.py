"""What a text measures, and which characters can be drawn."""

from __future__ import annotations

import logging
import unicodedata
from functools import cache, lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_agg import RendererAgg

FONT = "DejaVu Sans"
"""It comes with matplotlib, so the same names measure the same on every machine."""
FURTHER = (
    *("Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR"),
    *("Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Microsoft YaHei"),
    *("SimHei", "Yu Gothic", "Malgun Gothic", "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo"),
    *("Arial Unicode MS", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali"),
    *("Noto Sans Tamil", "Noto Sans Thai", "Noto Sans Ethiopic", "Nirmala UI", "Segoe UI Symbol", "Noto Emoji"),
)
"""Fonts for characters that `FONT` lacks; those that are installed are used."""
UNDRAWN = "\u25a1"
"""□, in place of a character that no font has."""
DPI = 720
"""At which texts are measured: fine enough that hinting does not count."""


@cache
def families() -> tuple[str, ...]:
    """Return the fonts that texts are drawn with, the first that has a character first."""
    # Fonts without a bold face are drawn regular; matplotlib warns of that at each title.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return FONT, *(name for name in FURTHER if name in installed)


@cache
def _characters() -> frozenset[int]:
    """Return the code points that some font has."""
    found: set[int] = set()
    for name in families():
        found |= font_manager.get_font(font_manager.findfont(name)).get_charmap().keys()
    return frozenset(found)


def drawable(text: str) -> str:
    """Return the text with `UNDRAWN` for what no font has; marks and joiners without a glyph go.

    >>> drawable("Côte d\u2019Ivoire \U0001fae0")
    'Côte d’Ivoire □'
    """
    has = _characters()
    return "".join(
        one if ord(one) in has else "" if unicodedata.category(one) in ("Mn", "Me", "Cf", "Sk") else UNDRAWN
        for one in text
    )


@lru_cache(maxsize=65536)
def measure(text: str, size: float, weight: str = "normal") -> tuple[float, float]:
    """Return width and height of one line of text in inches.

    Args:
        text: What is drawn.
        size: Of the font, in points.
        weight: `normal` or `bold`.
    """
    if not text:
        return 0.0, 0.0
    width, height, _ = _renderer().get_text_width_height_descent(text, _font(size, weight), False)
    return width / DPI, height / DPI


@cache
def _font(size: float, weight: str) -> font_manager.FontProperties:
    return font_manager.FontProperties(family=list(families()), size=size, weight=weight)


@cache
def _renderer() -> Any:  # noqa: ANN401 - matplotlib has no types
    return RendererAgg(16, 16, DPI)
