"""Datelines, as they open the reports of agencies: "LIMA, March 3 (Example Wire) - Peru ..."."""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"^[ \t]*[A-Z][A-Z.'’-]{2,}(?:[ \t,/]+[A-Z][\w.'’-]*){0,4},?"
    r"(?:[ \t]+\d{1,2})?(?:,?[ \t]+\d{4})?[ \t]*(?:\([^)\n]{2,40}\)[ \t]*)?(?:--|[-–—])[ \t]+(?=[“\"‘'(]?[A-Z0-9])",
    re.MULTILINE,
)


def after_datelines(text: str) -> frozenset[int]:
    """Return where the reports begin that datelines open, as character offsets.

    >>> after_datelines("LIMA, March 3 (Example Wire) -- Peru left.")
    frozenset({32})
    """
    return frozenset(match.end() for match in DATELINE.finditer(text))
