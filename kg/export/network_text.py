"""Networks as the text formats of network programs: Pajek, UCINET DL, GML and DOT.

What these formats cannot write is replaced by the rules of docs/reference/network-files.md, so that no file is broken.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping

import networkx as nx

from kg.errors import ExportError
from kg.export.network_flat import Column, FlatNetwork, Plain, flat_network, unique
from kg.export.network_looks import SIGNS, edge_colours, edge_widths, node_colours

MAX_MATRIX = 5000
"""Nodes of a full matrix in text; one of 5,000 has 25 million cells."""
PAJEK_WORDS = str.maketrans({'"': "'", "\\": "/"})
DL_BREAKS = re.compile(r"[\s,;:\"]")
GML_KEY = re.compile(r"[^A-Za-z0-9_]")
GML_OWN = frozenset({"id", "label", "source", "target", "node_id", "edge", "node", "graph", "graphics"})
DOT_ENTITY = re.compile(r"&(?=#?\w+;)")
DOT_OWN = frozenset({"label", "color", "fillcolor", "penwidth", "shape", "style", "node_id"})


def to_pajek(graph: nx.Graph) -> bytes:
    """Return Pajek's .net: vertices, those of the first mode first and counted, and weighted edges, coloured by sign.

    UTF-8; with a byte order mark where a name is not ASCII, by which Pajek knows it.
    """
    network = flat_network(graph)
    names = unique([_one_line(node.label).translate(PAJEK_WORDS) for node in network.nodes])
    modes = f" {network.first_mode}" if network.first_mode else ""
    lines = [f"*Network {_one_line(network.view or 'network')}", f"*Vertices {len(names)}{modes}"]
    lines += [f'{number} "{name}"' for number, name in enumerate(names, 1)]
    lines.append("*Arcs" if network.directed else "*Edges")
    words = {SIGNS[1]: " c Green", SIGNS[-1]: " c Purple", SIGNS[0]: ""}
    for edge, colour in zip(network.edges, edge_colours(network), strict=True):
        a, b = edge.ends
        lines.append(f"{a + 1} {b + 1} {_number(edge.weight)}{words[colour]}")
    text = _lines(lines)
    return text.encode("ascii" if text.isascii() else "utf-8-sig")


def to_dl_full(graph: nx.Graph) -> bytes:
    """Return UCINET's DL with the whole matrix, square; parallel edges are added up.

    Raises:
        ExportError: If the network has more than 5,000 nodes.
    """
    network = flat_network(graph)
    size = len(network.nodes)
    if size > MAX_MATRIX:
        raise ExportError(
            f"--format dl-full: {size} nodes would make {size * size} cells. Use dl-edgelist, or --top and --min-weight."
        )
    matrix: list[list[float]] = [[0] * size for _ in network.nodes]
    for a, b, weight in _cells(network):
        matrix[a][b] += weight
    return _dl(network, "fullmatrix", (" ".join(map(_number, row)) for row in matrix))


def to_dl_edgelist(graph: nx.Graph) -> bytes:
    """Return UCINET's DL with one line a cell that is not empty; an undirected edge has two cells."""
    network = flat_network(graph)
    rows = (f"{a + 1} {b + 1} {_number(weight)}" for a, b, weight in _cells(network))
    return _dl(network, "edgelist1", rows)


def to_gml(graph: nx.Graph) -> bytes:
    """Return GML as its author defined it: ASCII, other characters as numbers, attribute names of letters and digits."""
    network = flat_network(graph)
    node_keys = _gml_keys(column.name for column in network.node_columns)
    edge_keys = _gml_keys(column.name for column in network.edge_columns)
    labels = unique([node.label for node in network.nodes])
    lines = ["graph [", f"  directed {int(network.directed)}"]
    lines += ["  multigraph 1"] if network.multi else []
    for number, (node, label) in enumerate(zip(network.nodes, labels, strict=True)):
        named: dict[str, Plain] = {"id": number, "label": label, "node_id": node.key}
        lines.append(_gml_block("node", named, node.values, node_keys, network.node_columns))
    for edge in network.edges:
        source, target = edge.ends
        ends: dict[str, Plain] = {"source": source, "target": target}
        lines.append(_gml_block("edge", ends, edge.values, edge_keys, network.edge_columns))
    return _lines([*lines, "]"]).encode("ascii")


def to_dot(graph: nx.Graph) -> bytes:
    """Return DOT for Graphviz, with colours and widths; nodes are n0, n1, ... and have their names as labels."""
    network = flat_network(graph)
    kind, arrow = ("digraph", "->") if network.directed else ("graph", "--")
    lines = [f"{kind} {_dot_text(network.view or 'network')} {{", "  overlap=false;", "  node [style=filled];"]
    for number, (node, colour) in enumerate(zip(network.nodes, node_colours(network), strict=True)):
        shape = "box" if node.values.get("kind") == "issue" else "ellipse"
        own = {"label": node.label, "node_id": node.key, "shape": shape, "fillcolor": f"{colour}80"}
        lines.append(f"  n{number} [{_dot_list(own, node.values)}];")
    looks = zip(network.edges, edge_colours(network), edge_widths(network), strict=True)
    for edge, colour, width in looks:
        a, b = edge.ends
        lines.append(f"  n{a} {arrow} n{b} [{_dot_list({'color': colour, 'penwidth': width}, edge.values)}];")
    return _lines([*lines, "}"]).encode()


def _cells(network: FlatNetwork) -> Iterable[tuple[int, int, float]]:
    for edge in network.edges:
        a, b = edge.ends
        yield a, b, edge.weight
        if not network.directed and a != b:
            yield b, a, edge.weight


def _dl(network: FlatNetwork, kind: str, rows: Iterable[str]) -> bytes:
    labels = unique([DL_BREAKS.sub("_", node.label) or "_" for node in network.nodes], "{}_{}")
    return _lines([f"dl n={len(labels)}", f"format = {kind}", "labels:", *labels, "data:", *rows]).encode()


def _gml_keys(names: Iterable[str]) -> dict[str, str]:
    """Return a GML key for each attribute, none twice and none that GML has a meaning for."""
    taken = set(GML_OWN)
    keys = {}
    for name in names:
        clean = GML_KEY.sub("", name)
        clean = clean if clean[:1].isalpha() else f"x{clean}"
        key = next(key for n in range(1, len(taken) + 2) if (key := clean if n == 1 else f"{clean}{n}") not in taken)
        taken.add(key)
        keys[name] = key
    return keys


def _gml_block(
    word: str, own: Mapping[str, Plain], values: Mapping[str, Plain], keys: Mapping[str, str], columns: Iterable[Column]
) -> str:
    kinds = {column.name: column.kind for column in columns}
    cells = [f"{name} {_gml_value(value, '')}" for name, value in own.items()]
    cells += [f"{keys[name]} {_gml_value(value, kinds[name])}" for name, value in values.items()]
    return "\n".join([f"  {word} [", *(f"    {cell}" for cell in cells), "  ]"])


def _gml_value(value: Plain, kind: str) -> str:
    """Return a number or quoted text; whole numbers beyond 32 bits are text, as GML wants it."""
    if isinstance(value, bool) and kind == "boolean":
        return str(int(value))
    if kind == "double":
        return _real(float(value or 0))
    if kind == "int" or (not kind and isinstance(value, int)):
        return str(value)
    text = str(value).replace("&", "&amp;").replace('"', "&quot;")
    return '"' + "".join(c if " " <= c <= "~" else f"&#{ord(c)};" for c in text) + '"'


def _real(value: float) -> str:
    """Return a number with a point, as GML wants it: 1.0e-07."""
    text = repr(_normal(value) if isinstance(value, float) else value)
    return text if "." in text else text.replace("e", ".0e")


def _dot_list(own: Mapping[str, Plain], values: Mapping[str, Plain]) -> str:
    kept = {name if name not in DOT_OWN else f"{name}_": value for name, value in values.items()}
    return ", ".join(f"{_dot_text(name)}={_dot_text(str(value))}" for name, value in {**own, **kept}.items())


def _dot_text(text: str) -> str:
    r"""Return quoted text that Graphviz draws as it is: `\N` or `&amp;` in a name are no codes."""
    plain = DOT_ENTITY.sub("&amp;", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub("\r\n?|\n", r"\\n", plain) + '"'


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(_normal(float(value)))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _normal(value: float) -> float:
    """Return a number, 0 for those below 2.3e-308, which igraph takes for an overflow."""
    return value if abs(value) >= sys.float_info.min else 0.0
