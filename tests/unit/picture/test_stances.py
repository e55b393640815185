"""Pictures of stances: heat map, tree, time line and slope."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageColor

from kg.discourse import Statements, column_of, make_options, matrices
from kg.errors import ExportError, SettingsError
from kg.picture import (
    PALETTES,
    draw_dendrogram,
    draw_heatmap,
    draw_slope,
    draw_timeline,
    moments_of,
    stance_table,
)
from kg.picture.calendar import UNITS, tick_days, unit_for
from kg.picture.stances import distances_of
from kg.view import graph_of
from tests.unit.picture.sheet import SVG, Sheet, coded, two_mode

SAID = coded(
    ("Chile", "reef", "1", "2024-01-05"),
    ("Chile", "reef", "1", "2024-01-06"),
    ("Chile", "toll", "0", "2025-03-05"),
    ("Norway", "reef", "0", "2024-02-05"),
    ("Norway", "reef", "1", "2025-04-05"),
    ("Norway", "toll", "0", "2025-04-06"),
    ("Nauru", "reef", "0", "2024-02-05"),
    ("Nauru", "reef", "0", "2025-02-05"),
    ("Palau", "reef", "1", ""),
)


def tips(sheet: Sheet, name: str) -> list[str]:
    """Return what the parts of a name stand for."""
    return [group.find(f"{SVG}title").text for group in sheet.groups(name)]


def test_net_stances_are_means():
    """A cell is the mean of its statements' stances, empty where there is none."""
    table = stance_table(moments_of(SAID))
    assert (table.actors, table.issues) == (("Chile", "Norway", "Nauru", "Palau"), ("reef", "toll"))
    np.testing.assert_array_equal(table.net, [[1, -1], [0, -1], [-1, np.nan], [1, np.nan]])
    assert table.counts.tolist() == [[2, 1], [2, 1], [2, 0], [1, 0]]


def test_statements_network_and_matrix_give_the_same_table():
    """A network of the statements gives their table; a matrix of differences its signs."""
    options = make_options(SAID, type="twomode", agg="subtract")
    matrix = next(matrices(SAID, options))
    counted = make_options(SAID, type="twomode")
    graph = graph_of(next(matrices(SAID, counted)), SAID, counted)
    expected = stance_table(moments_of(SAID))

    def cells(table) -> dict[tuple[str, str], float]:
        return {
            (actor, issue): table.net[i, j]
            for i, actor in enumerate(table.actors)
            for j, issue in enumerate(table.issues)
            if table.counts[i, j]
        }

    assert cells(stance_table(moments_of(graph))) == cells(expected)
    of_matrix = cells(stance_table(moments_of(matrix)))
    assert of_matrix == {place: np.sign(net) for place, net in cells(expected).items()}
    days = moments_of(graph).day
    assert sorted(map(str, days)) == sorted(map(str, moments_of(SAID).day))


def test_distances_tell_how_far_stances_are():
    """0 are the same stances, 1 opposite ones, and what one alone speaks of counts half."""
    table = stance_table(moments_of(SAID))
    apart = distances_of(table)
    chile, norway, nauru, palau = range(4)
    assert apart[chile, chile] == 0
    assert apart[nauru, palau] == 1
    assert apart[chile, norway] == pytest.approx((1 + 0) / 2 / 2)
    assert apart[chile, palau] == pytest.approx((0 + 1) / 2 / 2)
    np.testing.assert_allclose(apart, apart.T)


def test_heat_map_shows_every_cell():
    """Each cell that has statements has its colour and count, those of opposition a minus."""
    sheet = Sheet(draw_heatmap(SAID, source=""))
    assert sorted(tips(sheet, "cell")) == [
        "Chile – reef: net stance +1.00, statements 2",
        "Chile – toll: net stance -1.00, statements 1",
        "Nauru – reef: net stance -1.00, statements 2",
        "Norway – reef: net stance +0.00, statements 2",
        "Norway – toll: net stance -1.00, statements 1",
        "Palau – reef: net stance +1.00, statements 1",
    ]
    fills = dict(zip(tips(sheet, "cell"), (sheet.style(one)["fill"] for one in sheet.groups("cell")), strict=True))
    palette = PALETTES["green-purple"]
    assert fills["Chile – reef: net stance +1.00, statements 2"] == palette.support
    assert fills["Nauru – reef: net stance -1.00, statements 2"] == palette.oppose
    assert len(set(ImageColor.getrgb(fills["Norway – reef: net stance +0.00, statements 2"]))) == 1
    counts = sorted(one.words for one in sheet.texts() if one.id.startswith("count-"))
    assert counts == sorted(["2", "−1", "−2", "±2", "−1", "1"])
    assert "4 actors, 2 issues, 9 statements, 2024-01-05 to 2025-04-06." in {one.words for one in sheet.texts()}


def test_like_actors_are_neighbours():
    """Rows are in the order of the tree: two camps, however their names are sorted."""
    rows = [
        (name, issue, str(int((name in "ACE") == (issue < "r"))), "2024-01-01") for name in "ABCDEF" for issue in "pqrs"
    ]
    for picture in (draw_heatmap(coded(*rows)), draw_dendrogram(coded(*rows))):
        sheet = Sheet(picture)
        named = sorted((one.top, one.words) for one in sheet.texts() if one.id.startswith("label-"))
        order = "".join(name for _, name in named)
        assert {frozenset(order[:3]), frozenset(order[3:])} == {frozenset("ACE"), frozenset("BDF")}
        assert len(sheet.groups("fork")) == 5


def test_large_tables_say_what_is_left_out():
    """Of many actors and issues those are shown that a page holds; `top` takes another number."""
    rows = [(f"actor {i % 90}", f"issue {i % 41}", str(i % 2), "2024-01-01") for i in range(800)]
    picture = draw_heatmap(coded(*rows))
    assert picture.left_out == "36 of 90 actors and 18 of 41 issues are shown, those with the most statements."
    assert picture.is_short
    assert picture.height < 10
    sheet = Sheet(picture)
    assert sheet.overlaps() == []
    assert sheet.outside() == []
    assert draw_heatmap(coded(*rows), top=5).left_out.startswith("5 of 90 actors and 5 of 41 issues")
    assert draw_dendrogram(coded(*rows)).left_out.startswith("60 of 90 actors")
    assert draw_timeline(coded(*rows), by="issue").left_out.startswith("16 of 41 issues")


def test_time_line_has_a_bar_for_each_span():
    """Support stands above an actor's line and opposition below, as high as there are statements."""
    sheet = Sheet(draw_timeline(SAID))
    assert sorted(tips(sheet, "bar")) == [
        "Chile, 2024-01: support 2",
        "Chile, 2025-03: opposition 1",
        "Nauru, 2024-02: opposition 1",
        "Nauru, 2025-02: opposition 1",
        "Norway, 2024-02: opposition 1",
        "Norway, 2025-04: opposition 1",
        "Norway, 2025-04: support 1",
    ]
    bars = dict(zip(tips(sheet, "bar"), sheet.groups("bar"), strict=True))
    lines = {one.words: (one.top + one.bottom) / 2 for one in sheet.texts() if one.id.startswith("label-")}

    def heights(tip: str) -> list[float]:
        words = bars[tip].find(f"{SVG}path").get("d").replace("M", "").replace("L", "").replace("z", "").split()
        return [float(word) for word in words[1::2]]

    above, below = heights("Chile, 2024-01: support 2"), heights("Chile, 2025-03: opposition 1")
    assert max(above) == pytest.approx(min(below), abs=0.01)
    assert min(above) < lines["Chile"] < max(below)
    assert max(above) - min(above) == pytest.approx(2 * (max(below) - min(below)), abs=0.01)
    assert "1 statement without a day left out." in draw_timeline(SAID).left_out


@settings(max_examples=60)
@given(st.dates(), st.dates())
def test_spans_of_time_leave_nothing_out(first, last):
    """Every day is in one span, spans follow each other, and there is room for them and for the days at the axis."""
    low, high = (np.datetime64(day) for day in sorted((first, last)))
    unit = unit_for(low, high)
    starts = unit.starts(low, high)
    assert starts[0] <= low
    assert unit.after(starts[-1]) > high
    assert all(unit.after(one) == following for one, following in pairwise(starts))
    assert len(starts) <= 130
    ticks = tick_days(low, unit.after(starts[-1]))
    assert 1 <= len(ticks) <= 12 or high - low < np.timedelta64(800, "D")


def test_weeks_begin_on_monday():
    """A week is that of ISO 8601."""
    starts = UNITS[1].starts(np.datetime64("2024-12-31"), np.datetime64("2025-01-13"))
    assert [str(day) for day in starts] == ["2024-12-30", "2025-01-06", "2025-01-13"]


def test_slope_shows_who_moved():
    """Norway moved on the reef, Nauru did not; who does not speak in both periods has no line."""
    sheet = Sheet(draw_slope(SAID, split="2025"))
    assert sorted(tips(sheet, "change")) == ["Nauru on reef: -1.00 to -1.00", "Norway on reef: -1.00 to +1.00"]
    looks = dict(zip(tips(sheet, "change"), map(sheet.style, sheet.groups("change")), strict=True))
    palette = PALETTES["green-purple"]
    assert looks["Norway on reef: -1.00 to +1.00"]["stroke"] == palette.support
    assert looks["Nauru on reef: -1.00 to -1.00"]["stroke"] == palette.mixed
    assert {"before 2025-01-01", "from 2025-01-01", "Norway", "Nauru"} <= {one.words for one in sheet.texts()}


def test_slope_joins_those_who_move_alike_and_keeps_names_apart():
    """Forty actors who make the same move are one line, and names do not lie on each other."""
    many = [
        (f"Republic of Nowhere {i}", "reef", str(int(day > "2024")), day) for i in range(40) for day in ("2023", "2025")
    ]
    lone = [
        (f"State {i}", f"issue {i % 9}", str((i + int(day > "2024")) % 2), day)
        for i in range(30)
        for day in ("2023", "2025")
    ]
    sheet = Sheet(draw_slope(coded(*many, *lone)))
    assert any(one.words.endswith("more") for one in sheet.texts())
    assert sheet.overlaps() == []
    assert sheet.outside() == []
    assert len([one for one in sheet.texts() if one.id.startswith("panel-")]) == 6


def test_what_cannot_be_drawn_is_said():
    """Nothing to draw, no stances, no days, no second period, and options that do not exist."""
    empty = coded()
    undated = coded(("A", "x", "1", ""), ("B", "x", "0", ""))
    words = coded(("A", "x", "risky", "2024-01-01"))
    for draw in (draw_heatmap, draw_dendrogram, draw_timeline, draw_slope):
        with pytest.raises(ExportError, match="no statement is left"):
            draw(empty)
        with pytest.raises(ExportError, match="needs actors and issues"):
            draw(nx.Graph([("A", "B")]))
    for draw in (draw_timeline, draw_slope):
        with pytest.raises(ExportError, match="no statement has a day"):
            draw(undated)
    for draw in (draw_heatmap, draw_dendrogram, draw_slope):
        with pytest.raises(SettingsError, match="boolean or integer"):
            draw(words)
    assert "statements" in {one.words for one in Sheet(draw_timeline(words)).texts()}
    with pytest.raises(ExportError, match="nobody speaks of an issue both before 2030-01-01"):
        draw_slope(SAID, split="2030")
    with pytest.raises(SettingsError, match="not a day"):
        draw_slope(SAID, split="soon")
    with pytest.raises(SettingsError, match="Known: actor, issue"):
        draw_timeline(SAID, by="year")


def test_counts_without_quotations_make_a_heat_map():
    """A network whose edges only count their statements is enough for net stances, though not for a time line."""
    graph = two_mode(("Chile", "reef", 3, 1), ("Nauru", "reef", 0, 2))
    table = stance_table(moments_of(graph))
    assert table.net.tolist() == [[0.5], [-1.0]]
    with pytest.raises(ExportError, match="no statement has a day"):
        draw_timeline(graph)


def test_what_has_no_stance_is_not_drawn() -> None:
    """An empty cell is no opposition; the statement is left out, as in views."""
    texts = {"organization": "AABB", "concept": "xxxx", "agreement": ("1", "", "0", "1")}
    table = Statements(columns={name: column_of(values) for name, values in texts.items()})
    assert moments_of(table).stance.tolist() == [1, -1, 1]
