"""The picture in a real browser: it draws itself from disk alone."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--virtual-time-budget=4000")

pytestmark = [pytest.mark.integration, pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")]


def rendered(page, tmp_path) -> str:
    """Return the page's DOM after its script ran."""
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_page_draws_nodes_and_edges(demo, tmp_path):
    """Actors, issues and coloured lines are there, each with a name for those who do not see them."""
    dom = rendered(demo / "network.html", tmp_path)
    assert len(re.findall(r'<g class="node actor"', dom)) > 10
    assert len(re.findall(r'class="edge support"', dom)) > 10
    assert len(re.findall(r'class="edge oppose"', dom)) > 5
    assert 'aria-label="actor Norway"' in dom


def test_hostile_names_stay_text(tmp_path):
    """A name with markup is shown as its characters and runs nothing."""
    import networkx as nx

    from kg.export import write_network_html

    graph = nx.Graph(view="position")
    evil = "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"
    graph.add_node("a", label=evil, kind="actor", type="Group")
    graph.add_node("b", label="plan", kind="issue", type="Issue")
    quote = {"text": evil, "stance": "oppose", "document": evil, "date": ""}
    graph.add_edge("a", "b", weight=1, support=0, oppose=1, ambivalent=0, quotes=[quote])
    page = tmp_path / "network.html"
    write_network_html(graph, page)
    dom = rendered(page, tmp_path)
    assert "<title>Who takes which position on what</title>" in dom
    assert "<img" not in dom
    assert dom.count('class="node actor"') == 1
