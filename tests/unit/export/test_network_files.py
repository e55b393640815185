"""Tests of networks as files, each opened by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import networkx as nx
import numpy as np
import openpyxl
import pytest
from lxml import etree

from kg.errors import ExportError
from kg.export import network_format, write_network
from kg.export.network import FORMATS

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
HOSTILE = "Ke\"n'ya\n<b> & &amp; \\N \u202eרם 🏝 ; , : é"


def signed() -> nx.Graph:
    """Return two actors who stand for and against two issues; the issues were put in first."""
    graph: nx.Graph = nx.Graph(view="position")
    graph.add_node("i1", label="reef pact", kind="issue", type="Issue")
    graph.add_node("i2", label="whaling", kind="issue", type="Issue")
    graph.add_node("a1", label=HOSTILE, kind="actor", type="Country", degree=2, polarity=0.5)
    graph.add_node("a2", label="Fiji", kind="actor", type="Person", degree=1)
    days = [("support", "2025-02-24"), ("support", "2025-02-24"), ("support", "2025-03")]
    graph.add_edge("a1", "i1", weight=3, sign=1, support=3, positions=["p", "q", "r"], quotes=_quotes(days))
    graph.add_edge("a1", "i2", weight=1.5, sign=-1, support=0, first="2024", last="2025-01-02")
    graph.add_edge("a2", "i2", weight=1, sign=0, support=1, positions=["s"], quotes=_quotes([("support", "")]))
    return graph


def _quotes(said: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"text": HOSTILE, "stance": stance, "document": "Talks", "date": day} for stance, day in said]


def written(graph: nx.Graph, format_: str) -> bytes:
    """Return what is written to a stream."""
    out = io.BytesIO()
    write_network(graph, out, format_)
    return out.getvalue()


def read_by_igraph(path: Path, graph: nx.Graph, format_: str):
    """Return igraph's reading of a network."""
    igraph = pytest.importorskip("igraph")
    reader = {"pajek": "Pajek", "graphml": "GraphML", "gml": "GML"}.get(format_, "DL")
    path.write_bytes(written(graph, format_))
    return getattr(igraph.Graph, f"Read_{reader}")(str(path))


def read_by_node(tmp_path: Path, script: str, package: str, content: bytes):
    """Return what a script of a Node package prints as JSON about a file."""
    node = shutil.which("node")
    modules = os.environ.get("NODE_PATH", "")
    if not node or not any((Path(folder) / package).is_dir() for folder in modules.split(os.pathsep) if folder):
        pytest.skip(f"needs node, and {package} in a folder of NODE_PATH")
    (tmp_path / "network").write_bytes(content)
    head = "const text = require('fs').readFileSync('network', 'utf8');"
    made = subprocess.run([node, "-e", head + script], cwd=tmp_path, capture_output=True, check=True, timeout=120)
    return json.loads(made.stdout)


def test_gexf_is_read_by_networkx() -> None:
    """Counts, labels and attributes; the reader knows another version's namespace only."""
    text = written(signed(), "gexf").replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
    back = nx.read_gexf(io.BytesIO(text))
    assert (len(back), back.size()) == (4, 3)
    assert back.nodes["a1"]["label"] == HOSTILE
    assert (back.nodes["a1"]["degree"], back.nodes["a1"]["polarity"]) == (2, 0.5)
    assert back.edges["a1", "i2"]["weight"] == 1.5
    assert back.edges["a1", "i1"]["sign"] == 1


def test_gexf_has_spells_from_the_days_of_statements() -> None:
    """Days once each, months whole, `first` and `last` where there are no statements; none where a day is missing."""
    root = etree.fromstring(written(signed(), "gexf"))
    graph = root.find("g:graph", NS)
    assert (root.get("version"), graph.get("mode"), graph.get("timeformat")) == ("1.3", "dynamic", "date")
    spells = {
        edge.get("target"): [(s.get("start"), s.get("end")) for s in edge.iterfind("g:spells/g:spell", NS)]
        for edge in graph.iterfind("g:edges/g:edge", NS)
        if edge.get("source") == "a1"
    }
    assert spells["i1"] == [("2025-02-24", "2025-02-24"), ("2025-03-01", "2025-03-31")]
    assert spells["i2"] == [("2024-01-01", "2025-01-02")]
    nodes = {node.get("id"): node for node in graph.iterfind("g:nodes/g:node", NS)}
    assert len(nodes["a1"].findall("g:spells/g:spell", NS)) == 3
    assert nodes["a2"].find("g:spells", NS) is None
    assert nodes["i2"].find("g:spells", NS) is None


def test_gexf_has_colours_and_sizes() -> None:
    """Types and signs have colours of their own; a node without days is static."""
    root = etree.fromstring(written(signed(), "gexf"))
    nodes = {node.get("id"): node for node in root.iterfind(".//g:node", NS)}
    colours = {key: tuple(node.find("viz:color", NS).attrib.values()) for key, node in nodes.items()}
    assert colours["i1"] == colours["i2"]
    assert len(set(colours.values())) == 3
    assert float(nodes["a1"].find("viz:size", NS).get("value")) > float(nodes["a2"].find("viz:size", NS).get("value"))
    assert len({tuple(c.attrib.values()) for c in root.iterfind(".//g:edge/viz:color", NS)}) == 3
    graph: nx.Graph = nx.Graph([("a", "b")])
    assert b"dynamic" not in written(graph, "gexf")


def test_graphml_has_plain_names_and_types() -> None:
    """Nodes and edges may have an attribute of the same name and another type."""
    graph = signed()
    graph.edges["a1", "i1"]["type"] = 7
    root = etree.fromstring(written(graph, "graphml"))
    keys = {(key.get("for"), key.get("attr.name"), key.get("attr.type")) for key in root.iterfind("{*}key")}
    assert {("node", "type", "string"), ("edge", "type", "int"), ("edge", "weight", "double")} <= keys
    back = nx.parse_graphml(written(graph, "graphml").decode())
    assert back.nodes["a1"]["label"] == HOSTILE
    assert (back.edges["a1", "i1"]["type"], back.edges["a1", "i1"]["weight"]) == (7, 3.0)
    assert back.edges["a1", "i1"]["positions"] == "p; q; r"


def test_graphml_is_read_by_igraph(tmp_path: Path) -> None:
    """Names, numbers and ends are the same."""
    back = read_by_igraph(tmp_path / "n", signed(), "graphml")
    assert back.vs["id"] == ["a1", "a2", "i1", "i2"]
    assert back.vs["label"] == [HOSTILE, "Fiji", "reef pact", "whaling"]
    assert {edge.tuple: edge["weight"] for edge in back.es} == {(0, 2): 3, (0, 3): 1.5, (1, 3): 1}


def test_pajek_is_read_by_igraph_in_two_modes(tmp_path: Path) -> None:
    """Actors come first; quotes and line breaks are replaced; the byte order mark does no harm."""
    back = read_by_igraph(tmp_path / "n", signed(), "pajek")
    assert back.vs["type"] == [False, False, True, True]
    assert back.vs["name"][0] == HOSTILE.replace('"', "'").replace("\n", " ").replace("\\", "/")
    assert {edge.tuple: edge["weight"] for edge in back.es} == {(0, 2): 3, (0, 3): 1.5, (1, 3): 1}


def test_pajek_of_one_mode_is_read_by_networkx() -> None:
    """Names that are the same are told apart."""
    graph: nx.Graph = nx.Graph(view="congruence")
    graph.add_node(1, label="é")
    graph.add_node(2, label="é")
    graph.add_edge(1, 2, weight=0.5)
    text = written(graph, "pajek")
    assert text.startswith(b"\xef\xbb\xbf")
    back = nx.parse_pajek(text.decode())
    assert back.get_edge_data("é", "é (2)")[0]["weight"] == 0.5


@pytest.mark.parametrize("format_", ["dl-full", "dl-edgelist"])
def test_dl_is_read_by_igraph(tmp_path: Path, format_: str) -> None:
    """Both hold the matrix; of a full one igraph reads zeros and ones alone."""
    graph = signed()
    for _, _, edge in graph.edges(data=True):
        edge["weight"] = 1.0
    if format_ == "dl-edgelist":
        graph.edges["a1", "i2"]["weight"] = 1e-7
    back = read_by_igraph(tmp_path / "n", graph, format_)
    assert back.vcount() == 4
    assert back.vs["name"][1:] == ["Fiji", "reef_pact", "whaling"]
    assert sorted(edge.tuple for edge in back.es) == [(0, 2), (0, 3), (1, 3), (2, 0), (3, 0), (3, 1)]
    if format_ == "dl-edgelist":
        assert back.es[back.get_eid(0, 3)]["weight"] == 1e-7


def test_dl_full_is_read_by_numpy() -> None:
    """The matrix of an undirected network is symmetric, and has the weights."""
    text = written(signed(), "dl-full").decode()
    matrix = np.loadtxt(io.StringIO(text.partition("data:\n")[2]))
    assert matrix.tolist() == [[0, 0, 3, 1.5], [0, 0, 0, 1], [3, 0, 0, 0], [1.5, 1, 0, 0]]


def test_a_matrix_too_large_is_refused() -> None:
    """The message says what to do."""
    with pytest.raises(ExportError, match="dl-edgelist"):
        written(nx.empty_graph(5001), "dl-full")


def test_gml_is_read_by_networkx(tmp_path: Path) -> None:
    """Names are whole, numbers keep their kind, keys are plain."""
    graph = signed()
    graph.nodes["a1"]["weighted degree"] = 1e-9
    graph.edges["a1", "i1"]["far"] = 2**40
    (tmp_path / "n.gml").write_bytes(written(graph, "gml"))
    back = nx.read_gml(tmp_path / "n.gml")
    assert back.nodes[HOSTILE]["node_id"] == "a1"
    assert back.nodes[HOSTILE]["weighteddegree"] == 1e-9
    assert back.edges[HOSTILE, "reef pact"]["far"] == str(2**40)
    assert back.edges[HOSTILE, "whaling"]["weight"] == 1.5


def test_gml_is_read_by_igraph(tmp_path: Path) -> None:
    """Counts, ASCII names and weights are the same."""
    graph = signed()
    graph.nodes["a1"]["label"] = 'a "b" & <c>'
    back = read_by_igraph(tmp_path / "n", graph, "gml")
    assert back.vs["label"][0] == 'a "b" & <c>'
    assert {edge.tuple: edge["weight"] for edge in back.es} == {(0, 2): 3, (0, 3): 1.5, (1, 3): 1}


def test_dot_is_read_by_pydot() -> None:
    """Nodes and edges are counted."""
    pydot = pytest.importorskip("pydot")
    (back,) = pydot.graph_from_dot_data(written(signed(), "dot").decode())
    assert {node.get_name() for node in back.get_nodes()} - {"node"} == {"n0", "n1", "n2", "n3"}
    assert {(edge.get_source(), edge.get_destination()) for edge in back.get_edges()} == {
        ("n0", "n2"),
        ("n0", "n3"),
        ("n1", "n3"),
    }


def test_dot_is_drawn_by_graphviz(tmp_path: Path) -> None:
    """Graphviz itself, through its WebAssembly build, shows the name as it is."""
    script = """require('@viz-js/viz').instance().then(
      v => console.log(JSON.stringify(v.renderString(text, {format: 'svg'}))));"""
    root = etree.fromstring(read_by_node(tmp_path, script, "@viz-js/viz", written(signed(), "dot")).encode())
    kinds = {kind: root.findall(f".//{{*}}g[@class='{kind}']") for kind in ("node", "edge")}
    assert "\n".join(kinds["node"][0].xpath(".//*[local-name()='text']/text()")) == HOSTILE
    assert (len(kinds["node"]), len(kinds["edge"])) == (4, 3)


def test_cyjs_is_read_by_networkx() -> None:
    """Names, ids and weights are the same."""
    back = nx.cytoscape_graph(json.loads(written(signed(), "cyjs")))
    assert back.nodes["a1"]["name"] == HOSTILE
    assert back.edges["a1", "i2"]["weight"] == 1.5


def test_cyjs_is_read_by_cytoscape(tmp_path: Path) -> None:
    """Cytoscape.js has the elements, even where a node is called like an edge."""
    graph = nx.relabel_nodes(signed(), {"a2": "e0"})
    script = """const cy = require('cytoscape')({headless: true, ...JSON.parse(text)});
    console.log(JSON.stringify({nodes: cy.nodes().map(n => n.data('name')), edges: cy.edges().map(e => e.data('weight'))}));"""
    back = read_by_node(tmp_path, script, "cytoscape", written(graph, "cyjs"))
    assert back["nodes"] == [HOSTILE, "Fiji", "reef pact", "whaling"]
    assert sorted(back["edges"]) == [1, 1.5, 3]


def test_graphology_is_read_by_graphology(tmp_path: Path) -> None:
    """Its own import takes the file, with every quotation."""
    script = """const {UndirectedGraph} = require('graphology'); const g = UndirectedGraph.from(JSON.parse(text));
    console.log(JSON.stringify({order: g.order, size: g.size, label: g.getNodeAttribute('a1', 'label'),
      edge: g.getEdgeAttributes(g.edge('a1', 'i1'))}));"""
    back = read_by_node(tmp_path, script, "graphology", written(signed(), "graphology"))
    assert (back["order"], back["size"], back["label"]) == (4, 3, HOSTILE)
    assert back["edge"]["weight"] == 3
    assert [quote["text"] for quote in back["edge"]["quotes"]] == [HOSTILE] * 3


@pytest.mark.parametrize("format_", ["gexf", "graphml"])
def test_xml_is_read_by_graphology(tmp_path: Path, format_: str) -> None:
    """Its readers of GEXF and GraphML find nodes, edges and weights."""
    package = f"graphology-{format_}"
    script = f"""const g = require('{package}').parse(require('graphology').Graph || require('graphology'), text);
    console.log(JSON.stringify({{order: g.order, size: g.size, label: g.getNodeAttribute('a1', 'label'),
      weight: g.getEdgeAttribute(g.edge('a1', 'i2'), 'weight')}}));"""
    back = read_by_node(tmp_path, script, package, written(signed(), format_))
    assert back == {"order": 4, "size": 3, "label": HOSTILE, "weight": 1.5}


def test_tables_have_nodes_edges_and_statements() -> None:
    """A zip of three; the same network gives the same bytes."""
    content = written(signed(), "csv-zip")
    assert content == written(signed(), "csv-zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tables = {name: archive.read(name).decode() for name in archive.namelist()}
    rows = {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in tables.items()}
    assert {name: len(found) for name, found in rows.items()} == {"nodes.csv": 4, "edges.csv": 3, "statements.csv": 4}
    assert rows["nodes.csv"][0]["label"] == HOSTILE
    assert [row["position"] for row in rows["statements.csv"]] == ["p", "q", "r", "s"]
    assert rows["statements.csv"][2] | {"text": ""} == {
        "source": "a1",
        "source_label": HOSTILE,
        "target": "i1",
        "target_label": "reef pact",
        "position": "r",
        "stance": "support",
        "date": "2025-03",
        "document": "Talks",
        "text": "",
    }
    assert tables["statements.csv"].encode() == written(signed(), "statements-csv")


def test_workbook_is_read_by_openpyxl() -> None:
    """Numbers are numbers, text is text whatever it begins with, and long text is cut with an ellipsis."""
    graph = signed()
    graph.nodes["a2"]["label"] = "=1+1"
    graph.nodes["i2"]["label"] = "x" * 40_000
    book = openpyxl.load_workbook(io.BytesIO(written(graph, "xlsx")))
    assert {sheet.title: sheet.max_row for sheet in book} == {"nodes": 5, "edges": 4, "statements": 5}
    labels = [cell for (cell,) in book["nodes"].iter_rows(min_row=2, min_col=2, max_col=2)]
    assert [cell.data_type for cell in labels] == ["s"] * 4
    assert labels[1].value == "=1+1"
    assert (len(labels[3].value), labels[3].value[-1]) == (32_767, "…")
    heads = [cell.value for cell in book["edges"][1]]
    assert [row[heads.index("weight")] for row in book["edges"].iter_rows(min_row=2, values_only=True)] == [3, 1.5, 1]


def odd() -> nx.MultiDiGraph:
    """Return a network with what networkx writers fail on."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node(("a", 1), label=None, when=np.datetime64("2025-01-01"), tags={"x", "y"})
    graph.add_node(2, weight=np.float64("nan"), flag=np.bool_(True), count=np.int64(3))
    graph.add_edge(("a", 1), 2, weight=np.float32(0.5), parent="p", id="i", label="l", source="s", graph="g")
    graph.add_edge(("a", 1), 2, weight=float("inf"))
    graph.add_edge(2, 2, weight=2**70)
    return graph


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"html"}))
@pytest.mark.parametrize("graph", [odd(), nx.Graph(), nx.empty_graph(2)], ids=["odd", "empty", "no edges"])
def test_any_network_is_written(graph: nx.Graph, format_: str) -> None:
    """None, sets, numpy's values, tuples as nodes, parallel edges and loops are no error."""
    content = written(graph, format_)
    if format_ in ("json", "cyjs", "graphology"):
        json.loads(content, parse_constant=pytest.fail)
    if format_ == "graphml":
        assert len(nx.parse_graphml(content.decode())) == len(graph)
    if format_ == "gml":
        assert len(nx.parse_gml(content.decode())) == len(graph)


def test_parallel_edges_and_direction_are_kept() -> None:
    """GraphML and node-link JSON are read back as the directed network with two edges between two nodes."""
    assert nx.parse_graphml(written(odd(), "graphml").decode(), force_multigraph=True).number_of_edges() == 3
    back = nx.parse_gml(written(odd(), "gml").decode())
    assert (back.is_directed(), back.is_multigraph(), back.number_of_edges()) == (True, True, 3)


def test_format_is_the_one_named_or_the_file_ending() -> None:
    """Endings of the programs are known."""
    assert network_format("gexf", "x.csv") == "gexf"
    endings = {"a.NET": "pajek", "a.dl": "dl-full", "a.gv": "dot", "a.zip": "csv-zip", "a.cyjs": "cyjs"}
    assert {name: network_format(None, name) for name in endings} == endings
    assert network_format(None, None) == "csv"
    for name in ("a", "a.doc"):
        with pytest.raises(ExportError, match=f"{name}: no format ends so"):
            network_format(None, name)
