"""Pictures of the examples' graph, and the pages' own pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from kg.api import Graph
from kg.picture import draw_heatmap, draw_network, draw_timeline
from tests.pages import other_lines
from tests.unit.picture.sheet import Sheet

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
PAGE = IMAGES.parent / "reference" / "pictures.md"

FEW = 10
"""One text in so many may differ: what is near a bound falls on the other side of it on another processor."""

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("view", ["position", "congruence", "conflict"])
def test_views_can_be_read(demo, view):
    """Every tie that is drawn is one of the graph, and no names lie on each other."""
    graph = Graph(demo).network(view)
    sheet = Sheet(draw_network(graph, source="Examples"))
    assert 0 < len(sheet.groups("tie")) <= graph.number_of_edges()
    assert sheet.overlaps() == []
    assert sheet.outside() == []


def test_stances_of_a_graph_are_drawn(demo):
    """Heat map and time line of a graph's positions."""
    said = Graph(demo).statements()
    for picture in (draw_heatmap(said, v1="actor"), draw_timeline(said, v1="actor", by="issue")):
        sheet = Sheet(picture)
        assert sheet.overlaps() == []
        assert sheet.outside() == []
        assert len(sheet.groups("label")) > 5


def test_page_is_true(demo, tmp_path, monkeypatch, run_kg):
    """Each command of the page runs, and each of its pictures is the file that its command writes."""
    (tmp_path / "graph").symlink_to(demo)
    (tmp_path / "examples").symlink_to(IMAGES.parents[1] / "examples")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    kg (network .+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(commands) > 5
    for command in commands:
        words = [one or two for one, two in re.findall(r'"([^"]*)"|(\S+)', command)]
        assert run_kg(*words)[0] == 0, command
    shown = re.findall(r"\.\./images/([\w-]+\.svg)", PAGE.read_text(encoding="utf-8"))
    assert shown
    for name in shown:
        drawn, kept = (etree.parse(folder / name).getroot() for folder in (tmp_path, IMAGES))
        now, before = ("\n".join(one.text for one in each.iter("{*}text")) for each in (drawn, kept))
        assert len(other_lines(before, now)) <= len(before.splitlines()) // FEW, name
