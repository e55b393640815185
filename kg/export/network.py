"""Networks as files: GEXF, GraphML, node-link JSON, an edge list, a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import networkx as nx

from kg.errors import ExportError
from kg.export.network_html import network_page
from kg.export.spreadsheet import guarded


def to_gexf(graph: nx.Graph) -> bytes:
    """Return GEXF 1.2 for Gephi; lists are joined by semicolons."""
    lines = "\n".join(nx.generate_gexf(_flat(graph), version="1.2draft"))
    kept = (line for line in lines.splitlines() if not line.lstrip().startswith(("<meta ", "<creator", "</meta")))
    return ("\n".join(kept) + "\n").encode()


def to_graphml(graph: nx.Graph) -> bytes:
    """Return GraphML for igraph, visone and Cytoscape; lists are joined by semicolons."""
    return ("\n".join(nx.generate_graphml(_flat(graph), named_key_ids=True)) + "\n").encode()


def to_json(graph: nx.Graph) -> bytes:
    """Return networkx's node-link JSON, with every quotation."""
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1).encode() + b"\n"


def to_csv(graph: nx.Graph) -> bytes:
    """Return one row an edge: ends, labels, weight and counts; cells are safe in spreadsheets."""
    names = sorted({key for _, _, edge in graph.edges(data=True) for key in edge if key not in ("quotes", "positions")})
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["source", "source_label", "target", "target_label", *names])
    for a, b, edge in graph.edges(data=True):
        cells = (_cell(edge.get(name, "")) for name in names)
        labels = (graph.nodes[a]["label"], graph.nodes[b]["label"])
        writer.writerow([a, guarded(labels[0]), b, guarded(labels[1]), *cells])
    return out.getvalue().encode()


def to_html(graph: nx.Graph) -> bytes:
    """Return one page that opens from disk."""
    return network_page(graph).encode()


FORMATS: dict[str, Callable[[nx.Graph], bytes]] = {
    "csv": to_csv,
    "gexf": to_gexf,
    "graphml": to_graphml,
    "html": to_html,
    "json": to_json,
}


def write_network(graph: nx.Graph, target: str | Path | BinaryIO, format: str) -> None:  # noqa: A002 - the field's word
    """Write a network to a file or stream.

    Raises:
        ExportError: If the format is unknown or the file cannot be written.
    """
    if format not in FORMATS:
        raise ExportError(f"--format {format}: unknown. Known: {', '.join(FORMATS)}.", format=format)
    content = FORMATS[format](graph)
    if not isinstance(target, (str, Path)):
        target.write(content)
        return
    try:
        Path(target).write_bytes(content)
    except OSError as exc:
        raise ExportError(f"{target}: cannot be written ({exc.strerror}). Name another file.", path=target) from exc


def write_network_html(graph: nx.Graph, path: str | Path) -> None:
    """Write the page of a network."""
    write_network(graph, path, "html")


def _flat(graph: nx.Graph) -> nx.Graph:
    """Return the network with plain values alone, as the XML formats want them."""
    plain: nx.Graph = nx.Graph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **{key: _cell(value) for key, value in data.items()})
    for a, b, data in graph.edges(data=True):
        plain.add_edge(a, b, **{key: _cell(value) for key, value in data.items() if key != "quotes"})
    return plain


def _cell(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value
