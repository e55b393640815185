"""Which issues make a coalition: where its members' support differs from that of all others.

For each coalition and issue that it speaks of: the share of support in the statements of both, the difference with
Newcombe's (1998) hybrid score interval, and the logarithm of the odds ratio with 0.5 added to each count (Haldane 1956,
Anscombe 1956) and its Wald interval. `attention` is the issue's share of the coalition's statements, compared likewise.
Statements of one actor hang together, so intervals are too narrow where few actors speak; `count="actors"` takes each
actor once, by the side it takes most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy.special import ndtri

from kg.analysis.clusters import clusters
from kg.analysis.coded import Coded, coded
from kg.analysis.tables import Table, table_of
from kg.discourse import Source
from kg.discourse.cells import Floats
from kg.errors import SettingsError

COUNTS = ("statements", "actors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How a coalition differs from all others on an issue.

    `difference` to `z` are of support, NaN where the coalition or all others take no side; the last four are of speaking
    of the issue at all.
    """

    coalition: int
    issue: str
    support: int
    oppose: int
    other_support: int
    other_oppose: int
    difference: float
    low: float
    high: float
    log_odds: float
    log_odds_low: float
    log_odds_high: float
    z: float
    attention: float
    other_attention: float
    attention_log_odds: float
    attention_z: float

    @property
    def weight(self) -> float:
        """How much the issue tells of the coalition: the larger of the two z, whatever their signs."""
        return max(abs(self.attention_z), 0.0 if np.isnan(self.z) else abs(self.z))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The members of each coalition, and what sets it apart, the most telling issue first."""

    members: tuple[tuple[str, ...], ...]
    reasons: tuple[Reason, ...]

    def tables(self) -> tuple[Table, ...]:
        """Return `reasons`, one row a coalition and issue, and `members`."""
        columns = tuple(field.name for field in fields(Reason))
        rows = [tuple(getattr(reason, name) for name in columns) for reason in self.reasons]
        members = [(number, name) for number, names in enumerate(self.members, 1) for name in names]
        return table_of("reasons", columns, rows), table_of("members", ("coalition", "actor"), members)


def explain(
    source: Source,
    *,
    coalitions: Mapping[str, object] | None = None,
    method: str | None = None,
    k: int | None = None,
    count: str = "statements",
    level: float = 0.95,
    neutral: int = 0,
    seed: int = 0,
    **options: Any,  # noqa: ANN401 - of several types
) -> Explanation:
    """Return what sets each coalition apart.

    Args:
        source: A table of statements, or the path of one.
        coalitions: The coalition of each actor, under any names; found by `clusters` unless given.
        method: The method of clustering, if coalitions are found here; the best by modularity unless given.
        k: How many coalitions are to be found.
        count: `statements` or `actors`.
        level: The probability that intervals are to hold.
        neutral: The value of an integer qualifier that is neither for nor against.
        seed: For methods of clustering that draw.
        **options: As `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option does not fit, or an actor of `coalitions` is unknown.
        ReadError: If the table cannot be read.
    """
    if count not in COUNTS or not 0 < level < 1:
        raise SettingsError("explain: --count statements or actors; --level between 0 and 1.", option="count")
    said = coded(source, neutral=neutral, **options)
    if coalitions is None:
        found = clusters(source, method=method or (), k=k, seed=seed, **options)
        coalitions = dict(zip(found.actors, found.best.clusters.tolist(), strict=True))
    return explained(said, coalitions, count=count, level=level)


def explained(
    said: Coded, coalitions: Mapping[str, object], *, count: str = "statements", level: float = 0.95
) -> Explanation:
    """Return what sets coalitions apart; see `explain`.

    Args:
        said: The statements.
        coalitions: The coalition of each actor; actors without one count as others.
        count: `statements` or `actors`.
        level: The probability that intervals are to hold.
    """
    unknown = sorted(coalitions.keys() - set(said.cells.rows))
    if unknown:
        raise SettingsError(f"coalition of {unknown[0]}: no such actor in the statements.", actor=unknown[0])
    names = list(dict.fromkeys(coalitions[actor] for actor in said.cells.rows if actor in coalitions))
    inside = [
        np.array([coalitions.get(actor) == name and actor in coalitions for actor in said.cells.rows]) for name in names
    ]
    sides = [said.counts(1), said.counts(-1)]
    spoken = sides[0] + sides[1] + said.counts(0)
    if count == "actors":
        sides = [(sides[0] > sides[1]).astype(np.float64), (sides[1] > sides[0]).astype(np.float64)]
    reasons: list[Reason] = []
    for number, mask in enumerate(inside, 1):
        taken = np.array([side[where].sum(axis=0) for where in (mask, ~mask) for side in sides])
        about = np.array([spoken[where].sum(axis=0) for where in (mask, ~mask)])
        spoken_by = about.sum(axis=1)
        own = [
            _reason(number, said.cells.columns[j], taken[:, j], about[:, j], spoken_by, level)
            for j in np.flatnonzero(about[0])
        ]
        reasons += sorted(own, key=lambda one: (-one.weight, one.issue))
    members = tuple(tuple(name for name, there in zip(said.cells.rows, mask, strict=True) if there) for mask in inside)
    return Explanation(members=members, reasons=tuple(reasons))


def _reason(number: int, issue: str, taken: Floats, about: Floats, spoken: Floats, level: float) -> Reason:
    """Return how a coalition differs on an issue that it speaks of.

    Args:
        number: The coalition.
        issue: The issue.
        taken: How many support and oppose it in the coalition, and among all others, shape `(4,)`.
        about: Statements on it, the coalition's and all others', shape `(2,)`.
        spoken: Statements on anything, likewise.
        level: The probability that intervals are to hold.
    """
    counts = taken.tolist()
    own, other = zip(about.tolist(), spoken.tolist(), strict=True)
    known = bool(counts[0] + counts[1] and counts[2] + counts[3])
    difference, low, high = np.nan, np.nan, np.nan
    if known:
        difference, low, high = newcombe((counts[0], counts[1]), (counts[2], counts[3]), level)
    odds, error = _log_odds(*counts) if known else (np.nan, np.nan)
    spoken_odds, spoken_error = _log_odds(own[0], own[1] - own[0], other[0], other[1] - other[0])
    reach = float(ndtri((1 + level) / 2)) * error
    return Reason(
        coalition=number,
        issue=issue,
        support=int(counts[0]),
        oppose=int(counts[1]),
        other_support=int(counts[2]),
        other_oppose=int(counts[3]),
        difference=difference,
        low=low,
        high=high,
        log_odds=odds,
        log_odds_low=odds - reach,
        log_odds_high=odds + reach,
        z=odds / error,
        attention=own[0] / own[1],
        other_attention=other[0] / (other[1] or 1.0),
        attention_log_odds=spoken_odds,
        attention_z=spoken_odds / spoken_error,
    )


def _log_odds(yes: float, no: float, other_yes: float, other_no: float) -> tuple[float, float]:
    """Return the logarithm of the odds ratio, 0.5 added to each count, and its standard error."""
    counts = np.array([yes, no, other_yes, other_no]) + 0.5
    return float(np.log(counts) @ [1, -1, -1, 1]), float(np.sqrt((1 / counts).sum()))


def newcombe(one: tuple[float, float], other: tuple[float, float], level: float) -> tuple[float, float, float]:
    """Return the difference of two shares with Newcombe's hybrid score interval (his method 10).

    Args:
        one: How many have something, and how many have not.
        other: Likewise, of the others.
        level: The probability that the interval is to hold.
    """
    (p, low, high), (q, other_low, other_high) = (_wilson(*counts, level) for counts in (one, other))
    below = np.hypot(p - low, other_high - q)
    above = np.hypot(high - p, q - other_low)
    return p - q, float(p - q - below), float(p - q + above)


def _wilson(yes: float, no: float, level: float) -> tuple[float, float, float]:
    """Return a share with Wilson's score interval."""
    z, number = float(ndtri((1 + level) / 2)), yes + no
    share = yes / number
    centre = (share + z**2 / (2 * number)) / (1 + z**2 / number)
    reach = z * np.sqrt(share * (1 - share) / number + z**2 / (4 * number**2)) / (1 + z**2 / number)
    return share, float(centre - reach), float(centre + reach)
