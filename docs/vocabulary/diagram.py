"""The classes and what joins them, as SVG: boxes stand where a hand put them, everything in them comes from the files.

Values of closed lists (stances, kinds of quotation) stand in the box, as do properties that lead to a box far away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import ORG, OWL, PROV, RDF, RDFS, SH, SKOS
from rdflib.term import Node

from docs.vocabulary.names import anchor, curie
from kg.rdf.namespaces import FPP, OA

PLACES: dict[URIRef, tuple[int, int]] = {
    FPP.Document: (0, 0),
    FPP.Claim: (0, 1),
    OA.SpecificResource: (0, 2),
    FPP.Statement: (1, 0),
    FPP.Relation: (1, 1),
    FPP.Position: (1, 2),
    ORG.Post: (2, 0),
    FPP.Actor: (2, 1),
    FPP.Issue: (2, 2),
}
"""Column and row of each box; a class of ours that is missing here, and is no kind of one that is, fails the tests."""
WIDTH, LINE, HEAD, GAP, ROW = 258, 17, 30, 134, 78


@dataclass(frozen=True, slots=True)
class Box:
    """A class: where it stands (top left), its title and the lines below."""

    name: str
    href: str
    x: float
    y: float
    height: float
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two boxes: from, to, the words at its middle; `kind` is `is` for a subclass, else `has`."""

    x1: float
    y1: float
    x2: float
    y2: float
    words: list[str]
    kind: str

    @property
    def middle(self) -> tuple[float, float]:
        """Where the words stand."""
        return round((self.x1 + self.x2) / 2, 1), round((self.y1 + self.y2) / 2 - (len(self.words) - 1) * 7 + 4, 1)


@dataclass(frozen=True, slots=True)
class Diagram:
    """All boxes and lines, and how large the drawing is."""

    boxes: list[Box]
    edges: list[Edge]
    width: float
    height: float
    box: float = WIDTH


def draw(graph: Graph) -> Diagram:
    """Return the diagram of the ontology, with what the shapes say of terms of other vocabularies."""
    links, lines = _links(graph), _lines(graph)
    joins: dict[tuple[URIRef, URIRef], list[str]] = defaultdict(list)
    for start, label, end in links:
        if _near(start, end):
            joins[start, end].append(label)
        else:
            lines[start].append(f"{label} → {_title(graph, end)}")
    boxes = _boxes(graph, lines)
    edges = [
        _edge(boxes, start, end, sorted(words), "has", (end, start) in joins) for (start, end), words in joins.items()
    ]
    edges += [
        _edge(boxes, node, above, [], "is", (above, node) in joins)
        for node in PLACES
        for above in graph.objects(node, RDFS.subClassOf)
        if above in PLACES
    ]
    height = max(box.y + box.height for box in boxes.values()) + 8
    return Diagram(
        list(boxes.values()), sorted(edges, key=lambda e: (e.kind, e.x1, e.y1)), 3 * WIDTH + 2 * GAP + 16, height
    )


def _links(graph: Graph) -> list[tuple[URIRef, str, URIRef]]:
    """Return (class, label, class) of each property between boxes, inverses left out."""
    found = set()
    inverses = set(graph.subjects(OWL.inverseOf, None))
    for node in graph.subjects(RDF.type, OWL.ObjectProperty):
        for start in graph.objects(node, RDFS.domain):
            for end in graph.objects(node, RDFS.range):
                if node not in inverses and start in PLACES and end in PLACES and start != end:
                    found.add((start, str(graph.value(node, RDFS.label)), end))
    for start in PLACES:
        for path, row in _shaped(graph, start):
            end = graph.value(row, SH["class"])
            if not str(path).startswith(str(FPP)) and end in PLACES and not _inherited(graph, start):
                found.add((start, curie(path), end))
    found.add((FPP.Claim, curie(PROV.wasQuotedFrom), FPP.Document))
    return sorted(found)


def _inherited(graph: Graph, node: URIRef) -> bool:
    """Say whether the class is a kind of another box, which has its links already."""
    return any(above in PLACES for above in graph.objects(node, RDFS.subClassOf))


def _lines(graph: Graph) -> dict[URIRef, list[str]]:
    """Return the properties with values, and those over closed lists, of each class."""
    lines: dict[URIRef, list[str]] = {node: [] for node in PLACES}
    kinds = sorted(str(graph.value(one, RDFS.label)) for one in graph.subjects(RDFS.subClassOf, FPP.Actor))
    lines[FPP.Actor] += kinds
    inverses = set(graph.subjects(OWL.inverseOf, None))
    for node in sorted(set(graph.subjects(RDF.type, OWL.ObjectProperty)) - inverses):
        for start in graph.objects(node, RDFS.domain):
            end = graph.value(node, RDFS.range)
            if start in lines and end not in PLACES and (end, RDFS.subClassOf, SKOS.Concept) in graph:
                values = sorted(str(graph.value(one, SKOS.prefLabel)) for one in graph.subjects(RDF.type, end))
                told = ", ".join(values) if len(values) < 4 else f"{len(values)} types"
                lines[start].append(f"{graph.value(node, RDFS.label)}: {told}")
            elif start in lines and start == end:
                lines[start].append(f"{graph.value(node, RDFS.label)} → {_title(graph, end)}")
    for node in sorted(graph.subjects(RDF.type, OWL.DatatypeProperty)):
        for start in graph.objects(node, RDFS.domain):
            if start in lines:
                lines[start].append(f"{graph.value(node, RDFS.label)}: {anchor(graph.value(node, RDFS.range) or '')}")
    return lines


def _shaped(graph: Graph, node: URIRef) -> list[tuple[Node, Node]]:
    """Return (path, property shape) of what shapes ask of instances of a class."""
    return sorted(
        (path, row)
        for shape in graph.subjects(SH.targetClass, node)
        for row in graph.objects(shape, SH.property)
        for path in graph.objects(row, SH.path)
    )


def _boxes(graph: Graph, lines: dict[URIRef, list[str]]) -> dict[URIRef, Box]:
    heights = {node: HEAD + LINE * len(lines[node]) + (10 if lines[node] else 2) for node in PLACES}
    rows = [max(heights[node] for node, (_, row) in PLACES.items() if row == number) for number in range(3)]
    tops = [8 + sum(rows[:number]) + ROW * number for number in range(3)]
    return {
        node: Box(
            name=_title(graph, node),
            href=f"ontology.html#{anchor(node)}" if node.startswith(str(FPP)) else str(node),
            x=8 + column * (WIDTH + GAP),
            y=tops[row] + (rows[row] - heights[node]) / 2,
            height=heights[node],
            lines=lines[node],
        )
        for node, (column, row) in PLACES.items()
    }


def _title(graph: Graph, node: Node) -> str:
    return str(graph.value(node, RDFS.label) or curie(node))


def _near(start: URIRef, end: URIRef) -> bool:
    return all(abs(a - b) <= 1 for a, b in zip(PLACES[start], PLACES[end], strict=True))


def _edge(boxes: dict[URIRef, Box], start: URIRef, end: URIRef, words: list[str], kind: str, both: bool) -> Edge:
    """Return the line between the borders of two boxes, moved aside where another goes the other way."""
    a, b = boxes[start], boxes[end]
    ax, ay, bx, by = a.x + WIDTH / 2, a.y + a.height / 2, b.x + WIDTH / 2, b.y + b.height / 2
    dx, dy = bx - ax, by - ay
    length = (dx * dx + dy * dy) ** 0.5
    across, down = -dy / length, dx / length
    room = [(box.height * 0.4 / abs(down) if down else WIDTH) for box in (a, b)]
    aside = min(44, *room) if both else 0
    ax, bx, ay, by = ax + across * aside, bx + across * aside, ay + down * aside, by + down * aside
    x1, y1 = _border(a, ax, ay, dx, dy)
    x2, y2 = _border(b, bx, by, -dx, -dy)
    return Edge(round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1), words, kind)


def _border(box: Box, x: float, y: float, dx: float, dy: float) -> tuple[float, float]:
    """Return where a line from inside a box leaves it."""
    steps = []
    if dx:
        steps.append(((box.x + WIDTH if dx > 0 else box.x) - x) / dx)
    if dy:
        steps.append(((box.y + box.height if dy > 0 else box.y) - y) / dy)
    step = min(step for step in steps if step >= 0)
    return x + dx * step, y + dy * step
