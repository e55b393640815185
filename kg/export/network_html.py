"""A network as one page that opens from disk: drawn here, so that nothing is loaded and nothing computed there."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jinja2
import networkx as nx

MAX_EDGES = 300
"""More cannot be read in a picture; the strongest are drawn, and the page says so."""
WIDTH, HEIGHT = 1500, 1000
FILLED = 0.9
"""The part of the drawing that nodes fill; the rest is for their labels."""

TITLES = {
    "position": ("Who takes which position on what", "positions"),
    "congruence": ("Who takes the same positions as whom", "they agree"),
    "conflict": ("Who stands against whom", "they disagree"),
}
"""By view: what the page shows, and what makes a line wide."""


def network_page(graph: nx.Graph) -> str:
    """Return the page; the same network gives the same bytes."""
    drawn = _strongest(graph)
    data = json.dumps(_data(drawn), ensure_ascii=True, separators=(",", ":"))
    safe = data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    template = (files("kg.export") / "data" / "network.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    view = str(graph.graph.get("view", "position"))
    title, wider = TITLES.get(view, TITLES["position"])
    return environment.from_string(template).render(
        data=safe,
        view=view,
        title=title,
        wider=wider,
        actors=_count(graph, "actor"),
        issues=_count(graph, "issue"),
        edges=graph.number_of_edges(),
        drawn=drawn.number_of_edges(),
        width=WIDTH,
        height=HEIGHT,
    )


def _count(graph: nx.Graph, kind: str) -> int:
    return sum(data["kind"] == kind for _, data in graph.nodes(data=True))


def _strongest(graph: nx.Graph) -> nx.Graph:
    if graph.number_of_edges() <= MAX_EDGES:
        return graph
    edges = [(a, b, float(edge["weight"])) for a, b, edge in graph.edges(data=True)]
    ranked = sorted(edges, key=lambda e: (-e[2], e[0], e[1]))[:MAX_EDGES]
    kept = {frozenset((a, b)) for a, b, _ in ranked}
    ends = {node for edge in kept for node in edge}
    drawn: nx.Graph = nx.Graph(**graph.graph)
    # A subgraph view of networkx goes through its nodes in the order of a set, another one in each process.
    drawn.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in ends)
    drawn.add_edges_from((a, b, edge) for a, b, edge in graph.edges(data=True) if frozenset((a, b)) in kept)
    return drawn


def _data(graph: nx.Graph) -> dict[str, Any]:
    places = _places(graph)
    nodes = [
        {
            "id": i,
            "label": data["label"],
            "kind": data["kind"],
            "type": data["type"],
            "x": places[node][0],
            "y": places[node][1],
            "degree": graph.degree(node),
        }
        for i, (node, data) in enumerate(graph.nodes(data=True))
    ]
    number = {node: i for i, node in enumerate(graph)}
    edges = [
        {
            "a": number[a],
            "b": number[b],
            "weight": edge["weight"],
            "stance": _stance(edge),
            "quotes": edge.get("quotes", []),
            "issues": edge.get("issues", []),
        }
        for a, b, edge in graph.edges(data=True)
    ]
    return {"nodes": nodes, "edges": edges}


def _stance(edge: dict[str, Any]) -> str:
    """Return how an edge is coloured: support, oppose, mixed, or none where it has no stance."""
    if "support" not in edge:
        return "none"
    if edge["ambivalent"] or (edge["support"] and edge["oppose"]):
        return "mixed"
    return "support" if edge["support"] else "oppose"


def _places(graph: nx.Graph) -> dict[Any, tuple[float, ...]]:
    """Return a place for each node within the drawing, parts that do not touch side by side."""
    if not graph:
        return {}
    spread = 4.0 / max(1, graph.number_of_nodes()) ** 0.5
    places = nx.spring_layout(graph, seed=20, iterations=100, k=spread, weight=None)
    reach = [max(abs(float(place[axis])) for place in places.values()) or 1.0 for axis in (0, 1)]
    half = (WIDTH / 2, HEIGHT / 2)
    return {
        node: tuple(round(half[axis] + float(place[axis]) / reach[axis] * half[axis] * FILLED, 1) for axis in (0, 1))
        for node, place in places.items()
    }
