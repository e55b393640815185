"""Networks as GEXF and GraphML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
from lxml import etree  # type: ignore[import-untyped]  # it has no types

from kg.export.network_flat import Column, FlatNetwork, Item, Plain, flat_network
from kg.export.network_looks import (
    Span,
    edge_colours,
    edge_spans,
    edge_widths,
    joined,
    node_colours,
    node_sizes,
)

GEXF = "http://gexf.net/1.3"
VIZ = "http://gexf.net/1.3/viz"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF_KINDS = {"int": "integer"}


def to_gexf(graph: nx.Graph) -> bytes:
    """Return GEXF 1.3 for Gephi: attributes, colours, sizes, and the days on which each edge was spoken of.

    The days are those of the edge's statements; a node is there on the days of its edges. What has an undated
    statement is always there. Without any day the network is static.
    """
    network = flat_network(graph)
    spans = [edge_spans(data) for _, _, data in graph.edges(data=True)]
    root = etree.Element(f"{{{GEXF}}}gexf", {"version": "1.3"}, nsmap={None: GEXF, "viz": VIZ})
    mode = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if any(spans) else {}
    drawn = _sub(root, "graph", defaultedgetype="directed" if network.directed else "undirected", **mode)
    numbers = _gexf_columns(drawn, "node", network.node_columns)
    edge_numbers = _gexf_columns(drawn, "edge", [c for c in network.edge_columns if c.name != "weight"])
    nodes = _sub(drawn, "nodes")
    looks = zip(network.nodes, _node_spans(network, spans), node_colours(network), node_sizes(network), strict=True)
    for node, days, colour, size in looks:
        made = _sub(nodes, "node", id=node.key, label=node.label)
        _gexf_values(made, node, numbers)
        _gexf_spells(made, days)
        _viz(made, "size", value=str(size))
        _viz(made, "color", **_rgb(colour))
    edges = _sub(drawn, "edges")
    lines = zip(network.edges, spans, edge_colours(network), edge_widths(network), strict=True)
    for edge, days, colour, width in lines:
        source, target = (network.nodes[end].key for end in edge.ends)
        made = _sub(edges, "edge", id=edge.key, source=source, target=target)
        if "weight" in edge.values:
            made.set("weight", str(edge.weight))
        _gexf_values(made, edge, edge_numbers)
        _gexf_spells(made, days)
        _viz(made, "thickness", value=str(width))
        _viz(made, "color", **_rgb(colour))
    return _bytes(root)


def to_graphml(graph: nx.Graph) -> bytes:
    """Return GraphML for igraph, visone, Cytoscape and yEd; every attribute under its own name and type."""
    network = flat_network(graph)
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})
    label = Column(name="label", kind="string")
    keys = _graphml_keys(root, "node", [label, *network.node_columns])
    edge_keys = _graphml_keys(root, "edge", network.edge_columns)
    drawn = _sub(root, "graph", edgedefault="directed" if network.directed else "undirected")
    for node in network.nodes:
        made = _sub(drawn, "node", id=node.key)
        _graphml_values(made, {"label": node.label, **node.values}, keys)
    for edge in network.edges:
        source, target = (network.nodes[end].key for end in edge.ends)
        made = _sub(drawn, "edge", id=edge.key, source=source, target=target)
        _graphml_values(made, edge.values, edge_keys)
    return _bytes(root)


def _sub(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401 - lxml's elements
    namespace = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)


def _viz(parent: Any, name: str, **attributes: str) -> None:  # noqa: ANN401
    etree.SubElement(parent, f"{{{VIZ}}}{name}", attributes)


def _gexf_columns(parent: Any, owner: str, columns: Sequence[Column]) -> dict[str, str]:  # noqa: ANN401
    """Declare the columns, and return their ids."""
    ids = {column.name: str(number) for number, column in enumerate(columns)}
    if ids:
        declared = _sub(parent, "attributes", **{"class": owner, "mode": "static"})
        for column in columns:
            kind = GEXF_KINDS.get(column.kind, column.kind)
            _sub(declared, "attribute", id=ids[column.name], title=column.name, type=kind)
    return ids


def _gexf_values(parent: Any, item: Item, ids: dict[str, str]) -> None:  # noqa: ANN401
    kept = [(ids[name], value) for name, value in item.values.items() if name in ids]
    if kept:
        values = _sub(parent, "attvalues")
        for number, value in kept:
            _sub(values, "attvalue", **{"for": number, "value": _text(value)})


def _gexf_spells(parent: Any, spans: Sequence[Span]) -> None:  # noqa: ANN401
    if spans:
        spells = _sub(parent, "spells")
        for start, end in spans:
            _sub(spells, "spell", start=start, end=end)


def _node_spans(network: FlatNetwork, spans: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """Return the days of each node's edges; none if one of them is always there."""
    found: list[list[Span]] = [[] for _ in network.nodes]
    always: set[int] = set()
    for edge, days in zip(network.edges, spans, strict=True):
        for end in edge.ends:
            found[end].extend(days)
            if not days:
                always.add(end)
    return [[] if place in always else joined(days) for place, days in enumerate(found)]


def _rgb(colour: str) -> dict[str, str]:
    red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue}


def _graphml_keys(root: Any, owner: str, columns: Sequence[Column]) -> dict[str, str]:  # noqa: ANN401
    """Declare the columns, and return their ids; nodes and edges may have one of the same name."""
    ids = {}
    for number, column in enumerate(columns):
        ids[column.name] = f"{owner}_{number}"
        named = {"id": ids[column.name], "for": owner, "attr.name": column.name, "attr.type": column.kind}
        _sub(root, "key", **named)
    return ids


def _graphml_values(parent: Any, values: Mapping[str, Plain], ids: dict[str, str]) -> None:  # noqa: ANN401
    for name, value in values.items():
        _sub(parent, "data", key=ids[name]).text = _text(value)


def _text(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _bytes(root: Any) -> bytes:  # noqa: ANN401
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made
