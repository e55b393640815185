"""`Document` from text and what is known about it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from kg.model import Document
from kg.read.turns import find_turns

SURROGATES = re.compile("[\ud800-\udfff]")
KNOWN_LINE = re.compile(
    r"^(?:(?P<published>published(?: on)?|date|posted(?: on)?)|(?P<publisher>publisher|published by))\s*:[ \t]*"
    r"(?P<value>\S[^\r\n]{0,120})",
    re.I | re.M,
)
"""A line near the top that says when and by whom: "Published: 2024-05-01", "Publisher: The Courier"."""
TOP = 1000
DAY_FIRST = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})\b")
MONTH_FIRST = re.compile(r"(?:[A-Za-z]{3,9},\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})\b")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TITLE_LENGTH = 200


def make_document(
    text: str,
    *,
    input: str,  # noqa: A002 - the contract's name
    title: str | None = None,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> Document:
    """Return a document; the text stays as it is, but for lone surrogates, which become U+FFFD one for one.

    Args:
        text: The text that all offsets will count in.
        input: What the user named.
        title: None takes a short first line that stands alone.
        published: A date, or a text that begins with an ISO 8601 one; what is no date is dropped.
        publisher: Who published it.
        url: Where it stands.
        language: ISO 639-1 code.
    """
    text = SURROGATES.sub("\ufffd", text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    day, body = _known_lines(text)
    title = _clean(title) or title_of(text)
    return Document(
        id=f"doc-{digest[:16]}",
        input=SURROGATES.sub("\ufffd", input),
        sha256=digest,
        text=text,
        title=title,
        published=parse_date(published) or day,
        publisher=_clean(publisher) or body,
        url=_clean(url),
        language=language,
        turns=find_turns(text, title=title),
    )


def title_of(text: str) -> str | None:
    r"""Return the first line where it is short, followed by a blank line, and no sentence.

    >>> title_of("Ministers meet in Oslo\n\nThe talks began on Monday.")
    'Ministers meet in Oslo'
    """
    match = re.match(r"\s*(?:#+\s*)?(\S[^\n\r]*?)[ \t]*\r?\n\s*\r?\n", text[: 2 * TITLE_LENGTH])
    if not match or len(match[1]) > TITLE_LENGTH or match[1].endswith((".", "”", '"', ":")):
        return None
    return match[1]


def parse_date(value: dt.date | str | None) -> dt.date | None:
    """Return a date from a date or from text that begins with one; None where it is none, or an ambiguous 01/02/2024.

    >>> parse_date("2024-05-01T10:00:00Z"), parse_date("Wed, 1 May 2024"), parse_date("May 1, 2024")
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 1), datetime.date(2024, 5, 1))
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or not value:
        return value or None
    text = str(value).strip()
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        written = DAY_FIRST.match(text) or MONTH_FIRST.match(text)
    if not written or written["month"][:3].lower() not in MONTHS:
        return None
    try:
        return dt.date(int(written["year"]), 1 + MONTHS.index(written["month"][:3].lower()), int(written["day"]))
    except ValueError:
        return None


def _known_lines(text: str) -> tuple[dt.date | None, str | None]:
    """Return the date and the publisher that lines near the top give."""
    found: dict[str, str] = {}
    for match in KNOWN_LINE.finditer(text[:TOP]):
        found.setdefault("published" if match["published"] else "publisher", match["value"].strip("\"' \t"))
    return parse_date(found.get("published")), _clean(found.get("publisher"))


def _clean(value: str | None) -> str | None:
    """Return a one-line text without lone surrogates, None where nothing is left."""
    return SURROGATES.sub("\ufffd", " ".join(str(value).split())) or None if value else None
