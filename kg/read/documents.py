"""`Document` from text and what is known about it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from kg.model import Document
from kg.read.turns import find_turns

SURROGATES = re.compile("[\ud800-\udfff]")
DATE_LINE = re.compile(r"^(?:published|date|datum|posted)\s*:\s*(\d{4}-\d{2}-\d{2})\b", re.I | re.M)
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
    title = _clean(title) or title_of(text)
    return Document(
        id=f"doc-{digest[:16]}",
        input=SURROGATES.sub("\ufffd", input),
        sha256=digest,
        text=text,
        title=title,
        published=parse_date(published) or _date_line(text),
        publisher=_clean(publisher),
        url=_clean(url),
        language=language,
        turns=find_turns(text),
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
    """Return a date from a date or from text that begins with `YYYY-MM-DD`; None where there is none.

    >>> parse_date("2024-05-01T10:00:00Z")
    datetime.date(2024, 5, 1)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or not value:
        return value or None
    try:
        return dt.date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def _date_line(text: str) -> dt.date | None:
    match = DATE_LINE.search(text[:1000])
    return parse_date(match[1]) if match else None


def _clean(value: str | None) -> str | None:
    """Return a one-line text without lone surrogates, None where nothing is left."""
    return SURROGATES.sub("\ufffd", " ".join(str(value).split())) or None if value else None
