"""The day that a phrase names: "on Monday", "late yesterday", "on 3 May 2021"."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from kg.extract.attribution.lexicon import listed, numbered

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
AGO = re.compile(r"\b(\d{1,4}|[a-z]+) days? ago\b")
LEAP_CYCLE = 8
"""In any so many years after each other, 29 February comes at least once."""


def resolve_day(phrase: str, published: dt.date | None) -> dt.date | None:
    """Return the last day on or before publication that a phrase names.

    Args:
        phrase: The words, in any case.
        published: The day of publication; where None, only dates with a year are resolved.

    Returns:
        None where the phrase names no day ("in May"), a day to come ("next Monday") or one that does not exist.

    >>> resolve_day("on Monday", dt.date(2023, 9, 20))
    datetime.date(2023, 9, 18)
    >>> resolve_day("on 3 May 2021", None)
    datetime.date(2021, 5, 3)
    """
    lowered = " ".join(phrase.lower().split())
    if (named := _calendar_day(lowered)) is not None:
        day, month, year = named
        return _valid(year, month, day) if year else published and _last_such_day(month, day, published)
    if published is None or listed("date", "vague") & set(re.findall(r"\w+", lowered)):
        return None
    back = _days_back(lowered)
    if back is None:
        back = _weekday_back(lowered, published)
    return None if back is None else _minus(published, back)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = f"(?P<month>{'|'.join(numbered('date', 'months'))})\\b\\.?"
    day = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
    year = r"(?:,? ?(?P<year>\d{4})\b)?"
    return re.compile(rf"{day}(?: of)? {month}{year}"), re.compile(rf"\b{month} (?:the )?{day}{year}")


def _calendar_day(phrase: str) -> tuple[int, int, int | None] | None:
    """Return day, month and year, where given, of a date by the calendar."""
    if iso := ISO.search(phrase):
        return int(iso[3]), int(iso[2]), int(iso[1])
    found = next((m for p in _patterns() if (m := p.search(phrase))), None)
    if found is None:
        return None
    return int(found["day"]), numbered("date", "months")[found["month"]], int(found["year"]) if found["year"] else None


def _last_such_day(month: int, day: int, published: dt.date) -> dt.date | None:
    days = (_valid(published.year - back, month, day) for back in range(LEAP_CYCLE + 1))
    return next((d for d in days if d is not None and d <= published), None)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _days_back(phrase: str) -> int | None:
    """Return how many days ago it was: "yesterday", "last night", "two days ago"."""
    if ago := AGO.search(phrase):
        return int(ago[1]) if ago[1].isdecimal() else numbered("date", "numbers").get(ago[1])
    named = numbered("date", "days_before").items()
    return next((days for words, days in named if re.search(rf"\b{words}\b", phrase)), None)


def _weekday_back(phrase: str, published: dt.date) -> int | None:
    """Return how many days ago it was "Monday", day of publication included, or "last Monday", that day left out."""
    named = numbered("date", "weekdays").items()
    weekday = next((n for name, n in named if re.search(rf"\b{name}\b", phrase)), None)
    if weekday is None:
        return None
    back = (published.weekday() - weekday) % 7
    return 7 if back == 0 and re.search(r"\b(last|past)\b", phrase) else back


def _minus(published: dt.date, days: int) -> dt.date | None:
    try:
        return published - dt.timedelta(days=days)
    except OverflowError:
        return None
