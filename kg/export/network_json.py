"""Networks as JSON: networkx's node-link, Cytoscape's and graphology's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.export.network_flat import SURROGATES, Plain, flat_network, plain
from kg.export.network_looks import edge_colours, edge_widths, node_colours, node_sizes

CYTOSCAPE_OWN = frozenset({"id", "name", "shared_name", "value", "source", "target", "parent", "interaction", "SUID"})
"""Names that Cytoscape gives a meaning to; an attribute of the same name gets a line behind."""


def to_json(graph: nx.Graph) -> bytes:
    """Return networkx's node-link JSON, with every quotation."""
    return _bytes(json_values(nx.node_link_data(graph, edges="edges")))


def to_cyjs(graph: nx.Graph) -> bytes:
    """Return Cytoscape's JSON (.cyjs), for the program and for Cytoscape.js; `name` is what both show."""
    network = flat_network(graph, clean=False)
    nodes = [
        {"data": {"id": node.key, "value": node.key, "name": node.label, "label": node.label, **_apart(node.values)}}
        for node in network.nodes
    ]
    edges = []
    for edge in network.edges:
        source, target = (network.nodes[end].key for end in edge.ends)
        edges.append({"data": {"id": edge.key, "source": source, "target": target, **_apart(edge.values)}})
    head = {"format_version": "1.0", "target_cytoscapejs_version": "~3.0"}
    flags = {"directed": network.directed, "multigraph": network.multi}
    name = network.view or "network"
    return _bytes({**head, **flags, "data": {"name": name}, "elements": {"nodes": nodes, "edges": edges}})


def to_graphology(graph: nx.Graph) -> bytes:
    """Return graphology's JSON, with colours and sizes as sigma.js wants them, and every quotation."""
    network = flat_network(graph, clean=False)
    nodes = []
    drawn = zip(network.origins, network.nodes, node_colours(network), node_sizes(network), strict=True)
    for origin, node, colour, size in drawn:
        attributes = {"color": colour, "size": size, **json_values(graph.nodes[origin]), "label": node.label}
        nodes.append({"key": node.key, "attributes": attributes})
    edges = []
    looks = zip(graph.edges(data=True), network.edges, edge_colours(network), edge_widths(network), strict=True)
    for (_, _, data), edge, colour, width in looks:
        source, target = (network.nodes[end].key for end in edge.ends)
        attributes = {"color": colour, "size": width, **json_values(data)}
        made = {"key": edge.key, "source": source, "target": target, "attributes": attributes}
        edges.append(made if network.directed else {**made, "undirected": True})
    kind = "directed" if network.directed else "undirected"
    options = {"type": kind, "multi": network.multi, "allowSelfLoops": True}
    return _bytes({"options": options, "attributes": {"view": network.view}, "nodes": nodes, "edges": edges})


def json_values(value: Any) -> Any:  # noqa: ANN401 - any value of an attribute
    """Return the value with what JSON can hold: lists and records are kept, other things as in `plain`."""
    if isinstance(value, Mapping):
        return {json_values(str(name)): json_values(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_values(part) for part in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(json_values, value), key=str)
    if hasattr(value, "tolist"):
        return json_values(value.tolist())
    made = plain(value)
    return SURROGATES.sub("\ufffd", made) if isinstance(made, str) else made


def _apart(values: Mapping[str, Plain]) -> dict[str, Plain]:
    return {f"{name}_" if name in CYTOSCAPE_OWN else name: value for name, value in values.items()}


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
