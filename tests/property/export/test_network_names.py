"""Whatever nodes are called, files of networks are whole, and hold names and weights as their format can."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import openpyxl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.export import write_network

ANY = st.characters(exclude_categories=())
"""Surrogates and control characters too."""
SPECIAL = st.sampled_from(
    [
        '"',
        "\\",
        "\n",
        "\r",
        "<![CDATA[",
        "]]>",
        "&#10;",
        "&quot;",
        "=1+1",
        "data:",
        "_x000D_",
        "e0",
        "\u202e",
        "🏝",
        "'",
        ",",
    ]
)
NAME = st.one_of(st.text(ANY, max_size=12), st.lists(SPECIAL, max_size=4).map("".join))
NAMES = st.lists(NAME, min_size=2, max_size=5)
LEAST = sys.float_info.min
"""Numbers nearer to 0 are written as 0 where igraph takes them for an overflow."""
WEIGHT = st.one_of(st.integers(-(2**31), 2**31 - 1), st.floats(allow_nan=False, allow_infinity=False))
WORST = ["x" * 10_000, "a\0b", "a\x01b", "a\ufffdb", "", " ", "_"]

hostile = settings(deadline=None, max_examples=30)


def chain(names: list[str], weight: float) -> nx.Graph:
    """Return the names in a row, each joined with the next; ids are whole numbers."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from((number, {"label": name}) for number, name in enumerate(names))
    graph.add_edges_from(((n, n + 1) for n in range(len(names) - 1)), weight=weight)
    return graph


def written(graph: nx.Graph, format_: str) -> bytes:
    """Return what is written to a stream."""
    out = io.BytesIO()
    write_network(graph, out, format_)
    return out.getvalue()


def shown(name: str) -> str:
    """Return a name without surrogates, which UTF-8 cannot hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", name)


def held(name: str) -> str:
    """Return a name without what XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", shown(name))


def read_xml(content: bytes, format_: str) -> nx.Graph:
    """Return networkx's reading."""
    if format_ == "graphml":
        return nx.parse_graphml(content.decode())
    return nx.read_gexf(io.BytesIO(content.replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")))


@pytest.mark.parametrize("format_", ["gexf", "graphml"])
@hostile
@given(names=NAMES, weight=WEIGHT)
@example(names=WORST, weight=1e-300)
def test_xml_holds_names_and_weights(format_: str, names: list[str], weight: float) -> None:
    """As labels."""
    back = read_xml(written(chain(names, weight), format_), format_)
    assert [data.get("label", "") for _, data in back.nodes(data=True)] == [held(name) for name in names]
    assert [edge["weight"] for _, _, edge in back.edges(data=True)] == [weight] * (len(names) - 1)


@pytest.mark.parametrize("format_", ["gexf", "graphml", "json", "cyjs"])
@hostile
@given(names=st.lists(NAME, min_size=2, max_size=5, unique=True))
@example(names=WORST)
def test_nodes_called_so_stay_apart(format_: str, names: list[str]) -> None:
    """As ids: those that cleaning makes the same are told apart, the others are as they were."""
    graph = nx.path_graph(names)
    content = written(graph, format_)
    if format_ == "json":
        back = nx.node_link_graph(json.loads(content), edges="edges")
    elif format_ == "cyjs":
        back = nx.cytoscape_graph(json.loads(content))
    else:
        back = read_xml(content, format_)
    assert (len(back), back.size()) == (len(names), len(names) - 1)
    clean = [(held if format_ in ("gexf", "graphml") else shown)(name) for name in names]
    kept = {name for name in clean if clean.count(name) == 1 and name}
    assert kept <= set(back)


@hostile
@given(names=NAMES, weight=WEIGHT)
@example(names=WORST, weight=1e-300)
@example(names=["", ""], weight=1e308)
def test_json_holds_names_and_weights(names: list[str], weight: float) -> None:
    """All three kinds, as labels."""
    graph = chain(names, weight)
    wanted = [shown(name) for name in names]
    node_link = json.loads(written(graph, "json"))
    assert [node["label"] for node in node_link["nodes"]] == wanted
    graphology = json.loads(written(graph, "graphology"))
    assert [node["attributes"]["label"] for node in graphology["nodes"]] == wanted
    assert {edge["attributes"]["weight"] for edge in graphology["edges"]} == {weight}
    cytoscape = json.loads(written(graph, "cyjs"))["elements"]
    assert [node["data"]["name"] for node in cytoscape["nodes"]] == wanted
    assert {edge["data"]["weight"] for edge in cytoscape["edges"]} == {weight}


@hostile
@given(names=NAMES, weight=WEIGHT)
@example(names=WORST, weight=1e-300)
def test_csv_holds_names_and_weights(names: list[str], weight: float) -> None:
    """A name that a spreadsheet would take for a formula has a `'` in front."""
    graph = chain(names, weight)
    wanted = [f"'{name}" if name[:1] in tuple("=+-@\t\r") else name for name in map(shown, names)]
    nodes = csv.DictReader(io.StringIO(written(graph, "nodes-csv").decode(), newline=""))
    assert [row["label"] for row in nodes] == wanted
    edges = csv.DictReader(io.StringIO(written(graph, "csv").decode(), newline=""))
    assert [(row["source_label"], float(row["weight"])) for row in edges] == [(name, weight) for name in wanted[:-1]]


@settings(deadline=None, max_examples=10)
@given(names=NAMES, weight=WEIGHT)
@example(names=WORST, weight=sys.float_info.max)
@example(names=WORST, weight=1e-300)
def test_workbooks_hold_names_and_weights(names: list[str], weight: float) -> None:
    """Line breaks are of one kind; numbers have sixteen digits."""
    book = openpyxl.load_workbook(io.BytesIO(written(chain(names, weight), "xlsx")))
    labels = [row[1] or "" for row in book["nodes"].iter_rows(min_row=2, values_only=True)]
    assert labels == [re.sub("\r\n?", "\n", held(name)) for name in names]
    assert book["edges"].cell(2, 5).value == pytest.approx(weight, rel=1e-15, abs=0)


@hostile
@given(names=NAMES, weight=WEIGHT)
@example(names=WORST, weight=1e-300)
def test_gml_holds_names_and_weights(names: list[str], weight: float) -> None:
    """Names that are the same have a number behind; the others are as they were."""
    back = nx.parse_gml(written(chain(names, weight), "gml").decode("ascii"))
    assert (len(back), back.size()) == (len(names), len(names) - 1)
    clean = [held(name) for name in names]
    assert {name for name in clean if clean.count(name) == 1} <= set(back)
    assert {edge["weight"] for _, _, edge in back.edges(data=True)} == {weight if abs(weight) >= LEAST else 0.0}


@pytest.mark.parametrize("format_", ["Pajek", "DL", "GML", "GraphML"])
@hostile
@given(names=NAMES, weight=WEIGHT)
@example(names=WORST, weight=1e-300)
@example(names=WORST, weight=1e-310)
def test_igraph_opens_files_of_any_names(format_: str, names: list[str], weight: float) -> None:
    """Each node has a name of its own where names are the keys; numbers of nodes and edges, and weights, are right."""
    igraph = pytest.importorskip("igraph")
    # GraphML keeps such numbers for its other readers.
    assume(format_ != "GraphML" or weight == 0 or abs(weight) >= LEAST)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "network"
        path.write_bytes(written(chain(names, weight), "dl-edgelist" if format_ == "DL" else format_.lower()))
        back = getattr(igraph.Graph, f"Read_{format_}")(str(path))
    assert back.vcount() == len(names)
    assert back.ecount() == (len(names) - 1) * (2 if format_ == "DL" else 1)
    assert set(back.es["weight"]) == {float(weight) if abs(weight) >= LEAST else 0.0}
    if format_ in ("Pajek", "DL"):
        assert len(set(back.vs["name"])) == len(names)


@hostile
@given(names=NAMES)
@example(names=WORST)
def test_pydot_opens_files_of_any_names(names: list[str]) -> None:
    """All nodes and edges are there."""
    pydot = pytest.importorskip("pydot")
    (back,) = pydot.graph_from_dot_data(written(chain(names, 1), "dot").decode())
    assert len({node.get_name() for node in back.get_nodes()} - {"node"}) == len(names)
    assert len(back.get_edges()) == len(names) - 1
