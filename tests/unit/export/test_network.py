"""Tests of networks as files."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.errors import ExportError
from kg.export import write_network, write_network_html

HOSTILE = "</script><!--\u2028<b>&"


def small() -> nx.Graph:
    """Return one actor who stands for and against one issue."""
    graph: nx.Graph = nx.Graph(view="position")
    graph.add_node("a", label=f"=Kenya{HOSTILE}", kind="actor", type="Country")
    graph.add_node("i", label="reef pact", kind="issue", type="Issue")
    quotes = [{"text": HOSTILE, "stance": "support", "document": "Talks", "date": "2025-02-24"}]
    counts = {"support": 1, "oppose": 1, "ambivalent": 0, "sign": 0}
    graph.add_edge("a", "i", weight=2, **counts, first="", last="", positions=["p", "q"], quotes=quotes)
    return graph


def written(graph: nx.Graph, format_: str) -> bytes:
    """Return what is written to a stream."""
    out = io.BytesIO()
    write_network(graph, out, format_)
    return out.getvalue()


def page_data(page: bytes) -> dict[str, Any]:
    """Return the JSON inside a page."""
    text = page.decode().partition('id="data">')[2].partition("</script>")[0]
    found: dict[str, Any] = json.loads(text)
    return found


def test_graphml_and_gexf_are_read_back() -> None:
    """Both give the edge with its counts."""
    plain = small()
    plain.nodes["a"]["label"] = "Kenya"
    graphml = nx.parse_graphml(written(plain, "graphml").decode())
    assert graphml.edges["a", "i"]["oppose"] == 1
    gexf = nx.read_gexf(io.BytesIO(written(plain, "gexf").replace(b"gexf.net/1.3", b"www.gexf.net/1.2draft")))
    assert gexf.edges["a", "i"]["positions"] == "p; q"


def test_json_keeps_the_quotes() -> None:
    """Node-link JSON is read back whole."""
    back = nx.node_link_graph(json.loads(written(small(), "json")), edges="edges")
    assert back.edges["a", "i"]["quotes"] == small().edges["a", "i"]["quotes"]


def test_csv_cells_are_no_formulas() -> None:
    """A label that begins with = is guarded."""
    row = next(csv.DictReader(io.StringIO(written(small(), "csv").decode())))
    assert row["source_label"].startswith("'=Kenya")
    assert (row["weight"], row["target_label"]) == ("2", "reef pact")


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_may_be_text(tmp_path: Path, kind: type) -> None:
    """Both kinds of path give the bytes of the stream."""
    target = tmp_path / "n.html"
    write_network_html(small(), kind(target))
    assert target.read_bytes() == written(small(), "html")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """The message lists the formats."""
    with pytest.raises(ExportError, match=r"csv, csv-zip, cyjs, .*graphml"):
        written(small(), "paj")


def test_text_from_documents_cannot_leave_the_data_of_the_page() -> None:
    """Markup in names and quotations stays data, and comes back as it was."""
    page = written(small(), "html")
    assert HOSTILE.encode() not in page
    assert b"<!--" not in page
    assert "\u2028".encode() not in page
    data = page_data(page)
    assert data["nodes"][0][1] == f"=Kenya{HOSTILE}"
    assert data["statements"][0][5] == HOSTILE


def test_a_page_loads_nothing() -> None:
    """No address but the SVG namespace stands in the page."""
    page = written(small(), "html").decode()
    assert page.replace("http://www.w3.org/2000/svg", "").count("://") == 0
    assert " src=" not in page


LARGE = """
import io, sys, networkx as nx
from kg.export import write_network
g = nx.Graph(view="position")
for n in range(800):
    g.add_node(f"a{n:03}", label=f"A{n}", kind="actor", type="Person")
    g.add_node(f"i{n:03}", label=f"I{n}", kind="issue", type="Issue")
for n in range(7000):
    g.add_edge(f"a{n % 800:03}", f"i{(n // 800 + n) % 800:03}", weight=n * 37 % 97, support=1, oppose=0, ambivalent=0, quotes=[])
write_network(g, sys.stdout.buffer, "html")
"""


def test_a_large_network_is_cut_and_gives_the_same_bytes_in_each_process() -> None:
    """The strongest 5,000 edges are in it, and how many there are in all, whatever the hash seed."""
    pages = [
        subprocess.run(
            [sys.executable, "-c", LARGE], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert pages[0] == pages[1]
    data = page_data(pages[0])
    assert (len(data["pairs"]), data["edges_in_all"]) == (5000, 7000)
    assert min(pair[2] for pair in data["pairs"]) >= 27
