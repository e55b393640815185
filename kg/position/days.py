"""The day of an act, as the words beside it tell: "on Monday", "yesterday", "on 3 May 2021"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_BACK = {"today": 0, "yesterday": 1}
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})|(?P<month2>{'|'.join(_MONTHS)}) (?P<day2>\d{{1,2}}),?)"
    r" (?P<year>\d{4})\b"
)
_TO_COME = frozenset({"next", "coming"})


def day_of(words: Iterable[Token], *, published: dt.date | None) -> dt.date | None:
    """Return the day that a phrase beside one of the words names, a weekday counted back from publication."""
    for word in words:
        for child in word.children:
            if child.dep_.startswith(("obl", "nmod", "advmod")):
                text = " ".join(token.lower_ for token in child.subtree)
                if (day := read_day(text, published)) is not None:
                    return day
    return None


def read_day(text: str, published: dt.date | None) -> dt.date | None:
    """Return the day that lower-case words name.

    >>> read_day("on monday", dt.date(2023, 9, 20))
    datetime.date(2023, 9, 18)
    >>> read_day("on 3 may 2021", None)
    datetime.date(2021, 5, 3)
    """
    if found := _DATE.search(text):
        month = _MONTHS.index(found["month"] or found["month2"]) + 1
        try:
            return dt.date(int(found["year"]), month, int(found["day"] or found["day2"]))
        except ValueError:
            return None
    tokens = text.split()
    if published is None or _TO_COME & set(tokens):
        return None
    for token in tokens:
        if token in _BACK:
            return published - dt.timedelta(days=_BACK[token])
        if token in _WEEKDAYS:
            return published - dt.timedelta(days=(published.weekday() - _WEEKDAYS.index(token)) % 7)
    return None
