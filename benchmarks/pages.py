"""Figures put into pages that people read, between marks."""

from __future__ import annotations

import re
from pathlib import Path


def fill(page: Path, name: str, text: str) -> None:
    """Put text between the marks `<!-- NAME: begin -->` and `<!-- NAME: end -->` of a page."""
    pattern = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
    old = page.read_text(encoding="utf-8")
    page.write_text(pattern.sub(lambda match: f"{match[1]}{text}\n{match[2]}", old), encoding="utf-8")
