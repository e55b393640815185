"""Networks as pictures: what is drawn, and that it can be read."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg.errors import ExportError, SettingsError
from kg.picture import PALETTES, draw_network
from kg.picture.collisions import placed_labels
from kg.picture.columns import crossings, ordered_columns
from tests.unit.picture.sheet import SVG, Sheet, two_mode

REEF = two_mode(
    ("Chile", "reef", 4, 0),
    ("Nauru", "reef", 0, 6),
    ("Norway", "reef", 2, 2),
    ("Norway", "toll", 0, 1),
    ("Chile", "toll", 1, 0),
)
HOSTILE = (
    *(
        "a" * 10_000,
        "x " * 5000,
        "شركة النفط الوطنية",
        "עברית שלום",
        "中华人民共和国外交部",
        "日本国政府",
        "🇨🇳 China 🎉",
    ),
    *(
        "<b>&amp; \"q\" 'x'</b>",
        "$\\alpha_1$ 50% #_{}",
        "line\nbreak\ttab",
        "",
        "   ",
        "\u202eRLO",
        "\ud800 half",
        "nul\x00",
    ),
    *(
        "e" + "\u0301\u0302\u0303\u0304" * 100,
        "Same",
        "हिन्दी भाषा",
        "Ministry of Foreign Affairs of Somewhere Far Away (A)",
    ),
    "Ministry of Foreign Affairs of Somewhere Far Away (B)",
)


def hostile_network() -> nx.Graph:
    """Return actors and issues of hostile names, two of them with the same."""
    graph = nx.Graph(view="position")
    for number, name in enumerate((*HOSTILE, "Same")):
        graph.add_node(f"a{number}", label=name, kind="actor", type="Country")
        graph.add_node(f"i{number}", label=f"{name}?", kind="issue", type="Issue")
        for step in (0, 3):
            graph.add_edge(f"a{number}", f"i{(number + step) % 21}", weight=number + 1, sign=(-1) ** number)
            graph.add_node(f"i{(number + step) % 21}", kind="issue", type="Issue")
    return graph


def words_of(sheet: Sheet) -> list[str]:
    """Return the labels of nodes, each with its lines joined."""
    texts = {one.id: one.words for one in sheet.texts()}
    firsts = [name for name in texts if name.startswith("label-") and name.count("-") == 1]
    return [" ".join(texts[line] for line in (name, f"{name}-1", f"{name}-2") if line in texts) for name in firsts]


@pytest.mark.parametrize("layout", ["columns", "force"])
def test_every_node_tie_and_name_is_there_once(layout):
    """A picture has a mark and a name for each node, and a line for each edge."""
    sheet = Sheet(draw_network(REEF, layout=layout))
    assert len(sheet.groups("node")) == 5
    assert len(sheet.groups("tie")) == 5
    assert sorted(words_of(sheet)) == ["Chile", "Nauru", "Norway", "reef", "toll"]


def test_ties_look_as_they_are():
    """Support is green and whole, opposition purple and dashed, both alike grey and dotted; more weight is wider."""
    sheet = Sheet(draw_network(REEF))
    looks = {group.find(f"{SVG}title").text: sheet.style(group) for group in sheet.groups("tie")}
    for_, against, both = (
        looks["Chile – supports – reef: 4"],
        looks["Nauru – opposes – reef: 6"],
        looks["Norway – both or neither – reef: 4"],
    )
    palette = PALETTES["green-purple"]
    assert [one["stroke"] for one in (for_, against, both)] == [palette.support, palette.oppose, palette.mixed]
    assert "stroke-dasharray" not in for_
    assert against["stroke-dasharray"] != both["stroke-dasharray"]
    widths = [
        float(looks[name]["stroke-width"])
        for name in ("Chile – supports – toll: 1", "Chile – supports – reef: 4", "Nauru – opposes – reef: 6")
    ]
    assert widths == sorted(set(widths))


def test_actors_stand_left_and_issues_right():
    """The two modes are two columns, with their names on the outer sides."""
    sheet = Sheet(draw_network(REEF))
    places = {one.words: one for one in sheet.texts()}
    actors, issues = (
        [places[name] for name in ("Chile", "Nauru", "Norway")],
        [places[name] for name in ("reef", "toll")],
    )
    assert len({round(one.right, 2) for one in actors}) == 1
    assert len({round(one.left, 2) for one in issues}) == 1
    assert max(one.right for one in actors) < min(one.left for one in issues)


@pytest.mark.parametrize("layout", ["columns", "force"])
def test_hostile_names_neither_collide_nor_run_off(layout):
    """Whatever names hold, no text lies on another or runs off the page, and no two labels are the same."""
    sheet = Sheet(draw_network(hostile_network(), layout=layout, title="<&> 中文 $x$ " * 30, source="日本 " * 200))
    assert sheet.overlaps() == []
    assert sheet.outside() == []
    names = words_of(sheet)
    assert len(names) == len(set(names)) > 30
    assert max(map(len, names)) < 200


def test_characters_that_cannot_be_drawn_stay_in_svg():
    """An SVG keeps the letters that no font here has, and the whole name of a shortened one as a tip."""
    sheet = Sheet(draw_network(hostile_network()))
    assert "中华人民共和国外交部" in words_of(sheet)
    tips = [one.text for one in sheet.root.iter(f"{SVG}title")]
    assert any(tip.startswith("a" * 10_000) for tip in tips)


@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.text(max_size=60), min_size=2, max_size=12), st.sampled_from(["columns", "force"]))
def test_no_names_make_a_picture_collide(names, layout):
    """Texts stay apart and on the page whatever the names are."""
    graph = two_mode(*((f"a{i}", f"i{i // 2}", i % 3, i % 2 + 1) for i in range(len(names))))
    nx.set_node_attributes(graph, {f"a{i}": name for i, name in enumerate(names)}, "label")
    sheet = Sheet(draw_network(graph, layout=layout))
    assert sheet.overlaps() == []
    assert sheet.outside() == []


def test_large_networks_say_what_is_left_out():
    """Of 2,000 ties the strongest are drawn that a page holds; the picture says so, and `top` takes more."""
    graph = two_mode(*((f"actor {i % 200}", f"issue {i % 97}", i % 7 + 1, i % 3) for i in range(2000)))
    strongest = max(edge["weight"] for _, _, edge in graph.edges(data=True))
    picture = draw_network(graph)
    sheet = Sheet(picture)
    drawn = len(sheet.groups("tie"))
    assert drawn <= 150
    assert max(sum(one.id.startswith("label-") for one in sheet.texts()), 1) <= 90
    assert picture.left_out.startswith(f"The {drawn} strongest of 2,000 ties are drawn")
    assert picture.left_out in {one.words for one in sheet.texts()}
    assert sheet.groups("tie")[0].find(f"{SVG}title").text.endswith(f": {strongest}")
    assert picture.height < 11
    assert len(Sheet(draw_network(graph, top=200)).groups("tie")) == 200


def test_signs_of_one_mode_networks_are_those_of_their_view():
    """Congruence is agreement, conflict disagreement, a difference has both; what `sign` says of stances is no matter."""
    for view, weights, words in (
        ("congruence", (2, 1), {"agree"}),
        ("conflict", (2, 1), {"disagree"}),
        ("subtract", (2, -1), {"agree", "disagree"}),
    ):
        graph = nx.Graph(view=view)
        graph.add_edge("A", "B", weight=weights[0], sign=-1)
        graph.add_edge("B", "C", weight=weights[1], sign=1)
        texts = {one.words for one in Sheet(draw_network(graph)).texts()}
        assert texts & {"agree", "disagree"} == words


def test_directed_ties_have_heads_and_clusters_colours():
    """A tie with a direction has an arrow, and clusters of several nodes are coloured and told."""
    graph = nx.DiGraph(view="relation")
    for name, cluster in (("A", 1), ("B", 1), ("C", 2), ("D", 2)):
        graph.add_node(name, label=name, kind="actor", type="Country", cluster=cluster)
    graph.add_edges_from([("A", "B", {"weight": 1, "sign": 1}), ("C", "D", {"weight": 2, "sign": -1})])
    picture = draw_network(graph)
    sheet = Sheet(picture)
    assert len({sheet.style(group)["fill"] for group in sheet.groups("node")}) == 2
    assert {"cooperation", "conflict", "Cluster:"} <= {one.words for one in sheet.texts()}
    heads = [patch for patch in picture.sheet.patches if patch.get_zorder() == 1.5]
    assert len(heads) == 2


def test_source_line_tells_counts_and_period():
    """The source line has counts and the period; without a source there is none."""
    graph = two_mode(("A", "x", 1, 0))
    graph.edges["A", "x"].update(first="2024-03-19", last="2025-01-02", statement_ids=["1", "2"])
    line = "Hearings. 1 actor, 1 issue, 1 tie from 2 statements, 2024-03-19 to 2025-01-02."
    assert line in {one.words for one in Sheet(draw_network(graph, source="Hearings.")).texts()}
    assert not any("statements" in one.words for one in Sheet(draw_network(graph)).texts())


def test_nothing_is_no_picture():
    """A network without edges, an unknown layout, columns of one mode and no ties asked for are refused."""
    with pytest.raises(ExportError, match="no tie is left"):
        draw_network(nx.Graph())
    with pytest.raises(SettingsError, match="Known: columns, force"):
        draw_network(REEF, layout="round")
    with pytest.raises(SettingsError, match="one kind"):
        draw_network(nx.Graph([("A", "B")]), layout="columns")
    with pytest.raises(SettingsError, match="1 or more"):
        draw_network(REEF, top=0)
    with pytest.raises(SettingsError, match="Known: green-purple"):
        draw_network(REEF, palette="pink")


@settings(max_examples=40)
@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=25))
def test_columns_cross_no_more_than_as_they_came(ties):
    """The order of columns is one of all, has no more crossings than the given one, and counts them rightly."""
    ends = np.array(sorted(ties))
    rows, columns = ordered_columns(7, 7, [(a, b, 1.0) for a, b in sorted(ties)])
    assert sorted(rows) == sorted(columns) == list(range(7))

    def counted(left: list[int], right: list[int]) -> int:
        at = [(left.index(a), right.index(b)) for a, b in sorted(ties)]
        return sum((a < c and b > d) or (a > c and b < d) for i, (a, b) in enumerate(at) for c, d in at[:i])

    assert crossings(ends, np.array(rows), np.array(columns)) == counted(rows, columns)
    assert counted(rows, columns) <= counted(list(range(7)), list(range(7))) or counted(rows, columns) <= len(ties)


def test_two_camps_do_not_cross():
    """Camps that share no issue are drawn apart."""
    ties = [(0, 1, 1.0), (2, 1, 1.0), (1, 0, -1.0), (3, 0, -1.0), (1, 2, 1.0), (3, 2, 1.0)]
    rows, columns = ordered_columns(4, 3, ties)
    assert crossings(np.array([tie[:2] for tie in ties]), np.array(rows), np.array(columns)) == 1


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 5), st.floats(0.1, 2)), min_size=1, max_size=30))
def test_placed_labels_keep_apart(nodes):
    """Labels lie within the page, on no other label and on no node; the first one of a free place gets one."""
    places, radii = np.array([node[:2] for node in nodes]), np.full(len(nodes), 0.05)
    made = placed_labels(
        places, radii, [(node[2], 0.1) for node in nodes], [], order=range(len(nodes)), page=(-1, -1, 6, 6)
    )
    boxes = [place.box for place in made if place is not None]
    for i, (left, lower, right, upper) in enumerate(boxes):
        assert left >= -1
        assert lower >= -1
        assert right <= 6
        assert upper <= 6
        others = [*boxes[:i], *((x - 0.05, y - 0.05, x + 0.05, y + 0.05) for x, y in places)]
        assert not any(a < right and c > left and b < upper and d > lower for a, b, c, d in others)
    if len(nodes) == 1:
        assert made[0] is not None
