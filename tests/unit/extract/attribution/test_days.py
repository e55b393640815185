"""Days that phrases name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.attribution.days import resolve_day

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEDNESDAY = dt.date(2023, 9, 20)
DAYS = st.dates(min_value=dt.date(1, 1, 8))


@given(DAYS, st.sampled_from(range(7)))
def test_weekday_is_the_last_one(published, weekday):
    """It has that name and lies at most six days back, the day of publication included."""
    found = resolve_day(f"on {WEEKDAYS[weekday]}", published)
    assert found.weekday() == weekday
    assert 0 <= (published - found).days < 7


@given(DAYS, st.sampled_from(range(7)))
def test_last_weekday_is_before_publication(published, weekday):
    """On a Monday "last Monday" is a week ago, else it is the same as "on Monday"."""
    found = resolve_day(f"last {WEEKDAYS[weekday]}", published)
    assert found.weekday() == weekday
    assert 1 <= (published - found).days <= 7


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.one_of(st.none(), st.dates()))
def test_full_dates_do_not_depend_on_publication(day, published):
    """Day, month and year give that day in each spelling."""
    month = day.strftime("%B")
    for phrase in (f"on {day.day} {month} {day.year}", f"on {month} {day.day}, {day.year}", day.isoformat()):
        assert resolve_day(phrase, published) == day


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.dates(min_value=dt.date(1000, 1, 1)))
def test_day_and_month_are_the_last_such(day, published):
    """Without a year it is the last such day on or before publication."""
    found = resolve_day(f"on {day.strftime('%B')} {day.day}", published)
    assert found <= published
    assert (found.month, found.day) == (day.month, day.day)
    assert (published - found).days < 366 or (day.month, day.day) == (2, 29)


@given(st.text(max_size=40), st.one_of(st.none(), st.dates()))
def test_any_words_give_a_day_or_none(phrase, published):
    """No words break it."""
    assert isinstance(resolve_day(phrase, published), dt.date | None)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("yesterday", dt.date(2023, 9, 19)),
        ("earlier today", WEDNESDAY),
        ("last night", dt.date(2023, 9, 19)),
        ("this morning", WEDNESDAY),
        ("late on Tuesday", dt.date(2023, 9, 19)),
        ("two days ago", dt.date(2023, 9, 18)),
        ("10 days ago", dt.date(2023, 9, 10)),
        ("the 3rd of May", dt.date(2023, 5, 3)),
        ("Nov. 5", dt.date(2022, 11, 5)),
        ("Monday, September 11", dt.date(2023, 9, 11)),
        ("29 February", dt.date(2020, 2, 29)),
    ],
)
def test_days_seen_from_a_wednesday(phrase, day):
    """Words for days near publication, parts of the day, ordinals, short months, leap days."""
    assert resolve_day(phrase, WEDNESDAY) == day


@pytest.mark.parametrize(
    "phrase",
    ["in May", "next Monday", "last week", "Monday last week", "31 June", "on several days", "many days ago", ""],
)
def test_no_day(phrase):
    """Months, weeks, days to come and days that do not exist name none."""
    assert resolve_day(phrase, WEDNESDAY) is None


@pytest.mark.parametrize("phrase", ["on Monday", "yesterday", "3 May", "two days ago"])
def test_nothing_is_counted_from_an_unknown_day(phrase):
    """Where publication is unknown, only a date with its year is a day."""
    assert resolve_day(phrase, None) is None


def test_days_before_the_first_are_none():
    """What would lie before the calendar's first day is no day."""
    assert resolve_day("two days ago", dt.date.min) is None
