"""Windows that move through time: by units of the calendar, or by numbers of statements."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.discourse.options import NetworkOptions
from kg.discourse.table import IntArray, Times
from kg.errors import SettingsError

MAX_WINDOWS = 1_000_000
SPANS = {
    "seconds": dt.timedelta(seconds=1),
    "minutes": dt.timedelta(minutes=1),
    "hours": dt.timedelta(hours=1),
    "days": dt.timedelta(days=1),
    "weeks": dt.timedelta(weeks=1),
}
MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A slice of time; `chosen` are the numbers of its statements."""

    start: np.datetime64
    middle: np.datetime64
    stop: np.datetime64
    chosen: IntArray | slice


def later(time: dt.datetime, unit: str, number: int) -> dt.datetime:
    """Return a time so many units later; where the month has no such day, its last."""
    if unit in SPANS:
        return time + number * SPANS[unit]
    years, month = divmod(time.year * 12 + time.month - 1 + number * MONTHS[unit], 12)
    day = min(time.day, calendar.monthrange(years, month + 1)[1])
    return time.replace(year=years, month=month + 1, day=day)


def time_windows(times: Times, options: NetworkOptions) -> Iterator[Window]:
    """Yield the windows that lie wholly inside the range, one for each unit.

    Each reaches half of `size` - 1 units, rounded up, to both sides of its middle, and includes both ends.

    Args:
        times: Times of the statements, ascending.
        options: The window and the range.
    """
    start, stop = _range(options)
    half = options.size // 2
    for middle in _steps(start, stop, options.window):
        first, last = later(middle, options.window, -half), later(middle, options.window, half)
        if first >= start and last <= stop:
            ends = (np.datetime64(first, "s"), np.datetime64(last, "s"))
            a, b = np.searchsorted(times, ends[0], "left"), np.searchsorted(times, ends[1], "right")
            yield Window(start=ends[0], middle=np.datetime64(middle, "s"), stop=ends[1], chosen=slice(int(a), int(b)))


def _range(options: NetworkOptions) -> tuple[dt.datetime, dt.datetime]:
    if options.start is None or options.stop is None:
        raise SettingsError("a window needs times. Give --start and --stop.", option="window")
    return _plain(options.start), _plain(options.stop)


def _plain(time: np.datetime64) -> dt.datetime:
    found = time.astype("datetime64[s]").item()
    if not isinstance(found, dt.datetime):
        raise SettingsError(f"time {time}: out of the years 1 to 9999.", option="start")
    return found


def _steps(first: dt.datetime, last: dt.datetime, unit: str) -> Iterator[dt.datetime]:
    """Yield times one unit apart; after 31 January comes 28 February, and from then on the 28th."""
    rough = (last - first) / SPANS.get(unit, dt.timedelta(days=28))
    if rough > MAX_WINDOWS:
        raise SettingsError(f"--window {unit}: {rough:,.0f} slices. Take a larger unit or a shorter range.")
    time = first
    while time <= last:
        yield time
        time = later(time, unit, 1)


def kernel_windows(times: Times, options: NetworkOptions) -> Iterator[Window]:
    """Yield the mid-points with what their kernel reaches, from the first to the last statement in the range.

    Mid-points keep half a width from both ends unless `indent` is off. Under `compat dna` there are none by seconds or
    events, as in the reference.

    Args:
        times: Times of the statements, ascending.
        options: The window, the kernel and the range.
    """
    unit, half = options.window, (options.size + 1) // 2
    if options.dna and unit in ("seconds", "events"):
        return
    start, stop = _range(options)
    first, last = max(start, _plain(times[0])), min(stop, _plain(times[-1]))
    inner = (later(first, unit, half), later(last, unit, -half)) if options.indent else (first, last)
    for middle in _steps(*inner, unit):
        reach = (first, last)
        if options.kernel != "gaussian":
            reach = max(first, later(middle, unit, -half)), min(last, later(middle, unit, half))
        yield Window(
            start=np.datetime64(reach[0], "s"),
            middle=np.datetime64(middle, "s"),
            stop=np.datetime64(reach[1], "s"),
            chosen=slice(None),
        )


def event_windows(times: Times, options: NetworkOptions) -> Iterator[Window]:
    """Yield a window around each statement that has half of `size` statements on both sides.

    Which of several statements of the same time belong to it at its edges is drawn with `seed`. Under `compat dna` they
    are drawn from all statements of that time, even from those of the other side, as in the reference.

    Args:
        times: Times of the statements, ascending.
        options: The size and the seed.
    """
    half = options.size // 2
    chance = np.random.default_rng(options.seed)
    for t in range(half, len(times) - half):
        before = _side(times, t, t - half, options, chance)
        after = _side(times, t, t + half, options, chance)
        yield Window(
            start=times[t - half],
            middle=times[t],
            stop=times[t + half],
            chosen=np.concatenate((before, [t], after)).astype(np.int64),
        )


def _side(times: Times, t: int, edge: int, options: NetworkOptions, chance: np.random.Generator) -> IntArray:
    """Return the statements between the focal one and the edge, with as many of the edge's time as are missing."""
    if edge == t:
        return np.array([], dtype=np.int64)
    left, right = np.searchsorted(times, times[edge], "left"), np.searchsorted(times, times[edge], "right")
    inner = np.arange(right, t) if edge < t else np.arange(t + 1, left)
    tied = np.arange(left, right)
    if not options.dna:
        tied = tied[tied < t] if edge < t else tied[tied > t]
    missing = abs(t - edge) - len(inner)
    drawn = np.sort(chance.permutation(tied)[:missing]) if missing < len(tied) else tied
    return np.concatenate((drawn, inner) if edge < t else (inner, drawn))
