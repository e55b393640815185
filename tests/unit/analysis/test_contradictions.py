"""Contradictions, explanations and counts, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import contingency

from kg.analysis import bars, contradictions, explain
from kg.analysis.explain import newcombe
from kg.errors import SettingsError


def test_both_quotes_are_given(table):
    """Of an actor and issue the two closest in time; with `every` each change; `within` by days; neutral ones not."""
    rows = [("A", "x", "1"), ("A", "x", "-1"), ("A", "x", "0"), ("A", "x", "1"), ("A", "y", "1"), ("B", "x", "1")]
    days = ["2021-01-01", "2021-01-11", "2021-01-12", "2021-01-14", "2021-01-15", "2021-01-16"]
    said = table(rows, time=days)
    (one,) = contradictions(said).found
    assert (one.actor, one.issue, one.supporting, one.opposing, one.days) == ("A", "x", 2, 1, 3)
    assert (one.support.text, one.oppose.text) == ("A on x: 1", "A on x: -1")
    assert (one.support.date, one.support.document) == ("2021-01-14", "Of 2021-01-04")
    assert [c.days for c in contradictions(said, every=True).found] == [10, 3]
    assert not contradictions(said, within=2).found
    row = contradictions(said).tables()[0].to_dicts()[0]
    assert (row["support_statement"], row["oppose_statement"]) == ("3", "1")


def test_a_scale_has_a_middle(table):
    """On a scale of 1 to 5 `neutral` says what is for and what against."""
    rows = [("A", "x", "5"), ("A", "x", "1"), ("B", "x", "4"), ("B", "x", "3")]
    assert not contradictions(table(rows)).found
    assert [one.actor for one in contradictions(table(rows), neutral=3).found] == ["A"]


def test_statements_without_times_are_compared(table):
    """Without times the distance is not known, and pairs are found all the same."""
    said = table([("A", "x", "1"), ("A", "x", "0")], time=["", ""])
    (one,) = contradictions(said).found
    assert one.days is None


def test_issues_that_make_a_coalition(camps):
    """The camps differ on what they differ on; shares, differences and odds are those of the counts."""
    found = explain(camps, coalitions=dict.fromkeys("ABC", "ours") | dict.fromkeys("DEF", "theirs"))
    assert found.members == (tuple("ABC"), tuple("DEF"))
    first = {reason.issue: reason for reason in found.reasons if reason.coalition == 1}
    whole = first["i0"]
    assert (whole.support, whole.oppose, whole.other_support, whole.other_oppose) == (3, 0, 0, 3)
    assert whole.difference == 1.0
    assert whole.log_odds == pytest.approx(np.log((3.5 * 3.5) / (0.5 * 0.5)))
    mixed = first["i3"]
    assert mixed.difference == pytest.approx(1 / 3 - 2 / 3)
    assert mixed.low < mixed.difference < mixed.high
    assert abs(mixed.z) < abs(whole.z)
    assert mixed.attention == 0.25
    order = [max(abs(reason.z), abs(reason.attention_z)) for reason in found.reasons if reason.coalition == 2]
    assert order == sorted(order, reverse=True)


def test_actors_count_once(table):
    """`count="actors"` takes the side that an actor takes most."""
    rows = [("A", "x", "1")] * 5 + [("A", "x", "0"), ("B", "x", "1"), ("C", "x", "0"), ("D", "x", "0")]
    sides = {"A": 1, "B": 1, "C": 2, "D": 2}
    first = explain(table(rows), coalitions=sides, count="actors").reasons[0]
    assert (first.support, first.oppose, first.other_support, first.other_oppose) == (2, 0, 0, 2)
    assert explain(table(rows), coalitions=sides).reasons[0].support == 6
    with pytest.raises(SettingsError, match="no such actor"):
        explain(table(rows), coalitions={"Z": 1})


def test_what_others_do_not_speak_of_is_told(table):
    """An issue of one coalition alone has no difference of support, but attention that sets it apart."""
    rows = [("A", "x", "1"), ("A", "x", "1"), ("B", "x", "1"), ("C", "y", "0"), ("D", "y", "0"), ("D", "x", "1")]
    found = explain(table(rows), coalitions={"A": 1, "B": 1, "C": 2, "D": 2})
    only = next(one for one in found.reasons if one.coalition == 2 and one.issue == "y")
    assert np.isnan(only.difference)
    assert (only.attention, only.other_attention) == (2 / 3, 0.0)
    assert only.attention_log_odds == pytest.approx(np.log((2.5 * 3.5) / (1.5 * 0.5)))
    row = next(row for row in found.tables()[0].to_dicts() if row["issue"] == "y")
    assert row["difference"] is None
    assert row["z"] is None


def test_newcombe_is_the_published_interval():
    """56/70 and 48/80: 0.2, 0.0524 to 0.3339 (Newcombe 1998, method 10, example a)."""
    found = newcombe((56, 14), (48, 32), 0.95)
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_odds_are_scipys():
    """The logarithm of the odds ratio with 0.5 added is what scipy makes of the same counts."""
    odds = contingency.odds_ratio([[7, 1], [2, 6]], kind="sample").statistic
    assert np.log(odds) == pytest.approx(np.log(7 * 6 / 2))


def test_bars(camps):
    """Values by level, the most frequent first, with sums."""
    (found,) = bars(camps, v1="concept").tables()
    assert found.columns == ("concept", "level 0", "level 1", "statements")
    assert sorted(found.rows) == [("i0", 3, 3, 6), ("i1", 3, 3, 6), ("i2", 3, 3, 6), ("i3", 3, 3, 6)]
