"""Pictures taken apart again: what an SVG holds, and where its texts stand."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import networkx as nx
from lxml import etree

from kg.discourse import Statements, column_of
from kg.picture import Picture, save
from kg.picture.fonts import drawable, measure

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Text:
    """A line of text and its box, from the upper left corner of the page, in points."""

    id: str
    words: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Text, slack: float = 0.05) -> bool:
        """Whether two boxes overlap."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack


class Sheet:
    """A picture as its SVG shows it."""

    def __init__(self, picture: Picture, **options: object) -> None:
        stream = io.BytesIO()
        save(picture, stream, "svg", **options)
        self.content = stream.getvalue()
        self.root = etree.fromstring(self.content)
        self.width, self.height = (float(part) for part in self.root.get("viewBox").split()[2:])

    def groups(self, name: str) -> list[etree._Element]:
        """Return the parts whose ids are this word and numbers."""
        wanted = re.compile(rf"{name}(-\d+)+")
        return [group for group in self.root.iter(f"{SVG}g") if wanted.fullmatch(group.get("id", ""))]

    def style(self, group: etree._Element) -> dict[str, str]:
        """Return how a part's path is drawn."""
        pairs = (pair.split(":", 1) for pair in group.find(f"{SVG}path").get("style").split(";"))
        return {name.strip(): value.strip() for name, value in pairs}

    def texts(self) -> list[Text]:
        """Return every line of text."""
        return [
            _text(group.get("id", ""), text)
            for group in self.root.iter(f"{SVG}g")
            for text in group.findall(f"{SVG}text")
        ]

    def overlaps(self) -> list[tuple[str, str]]:
        """Return the texts that lie on each other."""
        found = self.texts()
        return [(a.words, b.words) for i, a in enumerate(found) for b in found[:i] if a.meets(b)]

    def outside(self) -> list[str]:
        """Return the texts that run off the page."""
        return [
            one.words
            for one in self.texts()
            if one.left < 0 or one.top < 0 or one.right > self.width or one.bottom > self.height
        ]


def _text(name: str, text: etree._Element) -> Text:
    style = text.get("style")
    size = float(re.search(r"([\d.]+)px", style)[1])
    bold = "bold" if "bold" in style or "700" in style else "normal"
    wide = float(text.get("textLength") or measure(drawable(text.text), size, bold)[0] * 72)
    turn = re.search(r"rotate\((-?[\d.]+) (-?[\d.]+) (-?[\d.]+)\)", text.get("transform", ""))
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    anchor = re.search(r"text-anchor: (\w+)", style)
    before = {"middle": wide / 2, "end": wide}.get(anchor[1] if anchor else "start", 0.0)
    left, right, top, bottom = -before, wide - before, -0.72 * size, 0.22 * size
    if turn and float(turn[1]) == -90:
        return Text(name, text.text, x + top, y - right, x + bottom, y - left)
    return Text(name, text.text, x + left, y + top, x + right, y + bottom)


def two_mode(*edges: tuple[str, str, int, int]) -> nx.Graph:
    """Return actors and issues of (actor, issue, supporting, opposing statements)."""
    graph = nx.Graph(view="position")
    for actor, issue, support, oppose in edges:
        graph.add_node(actor, label=actor, kind="actor", type="Country")
        graph.add_node(issue, label=issue, kind="issue", type="Issue")
        sign = (support > oppose) - (support < oppose)
        counts = {"support": support, "oppose": oppose, "ambivalent": 0}
        graph.add_edge(actor, issue, weight=support + oppose, sign=sign, **counts)
    return graph


def coded(*rows: tuple[str, str, str, str]) -> Statements:
    """Return statements of (organization, concept, agreement, day)."""
    names = ("organization", "concept", "agreement", "time")
    columns = {name: column_of(row[place] for row in rows) for place, name in enumerate(names)}
    return Statements(columns={"statement_id": column_of(map(str, range(len(rows)))), **columns})
