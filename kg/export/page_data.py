"""What the page of a network holds: names, documents, days and quotations once each, and links that point to them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from kg.export.network_flat import SURROGATES, Item, flat_network, plain, unique
from kg.export.network_looks import day_span, edge_sign
from kg.export.page_coalitions import coalitions

MAX_EDGES = 5000
"""The strongest edges stand in the page; it says where there are more."""
MAX_QUOTES = 200
"""So many quotations of an edge have their words in the page; of the others it holds stance, day and document."""
STANCES = {"support": 1, "oppose": -1, "ambivalent": 0}
UNSIGNED = 2
"""The code of a statement without a stance."""
WEB = re.compile(r"https?://", re.IGNORECASE)


def page_data(graph: nx.Graph) -> dict[str, Any]:
    """Return a network as the page reads it.

    Returns:
        `view`; `directed`; `edges_in_all`, before the weakest were left out; `counted`, whether each weight is the number
        of the edge's statements; `nodes`, each `[key, label, 1 if issue else 0, type, coalition or -1]`, at the end those
        that only quotations name; `documents`, `[title, publisher, address]`; `days`, `[as written, first, last]`, ISO, the
        last two empty where it is none; `statements`, `[actor or -1, issue or -1, stance, document, day, words]`; `pairs`,
        `[node, node, weight, sign, issues, statements, counts]`, where `counts` are those of support, opposition and
        ambivalence if they are not those of the statements, else null. Numbers refer to the lists, counted from 0.
    """
    network = flat_network(graph, clean=False)
    attributes = [data for _, _, data in graph.edges(data=True)]
    kept = _strongest(network.edges)
    ends = sorted({end for number in kept for end in network.edges[number].ends})
    place = {old: new for new, old in enumerate(ends)}
    nodes = [network.nodes[end] for end in ends]
    found = Quoted(nodes)
    pairs: list[list[Any]] = []
    for number in kept:
        edge, data = network.edges[number], attributes[number]
        a, b = (place[end] for end in edge.ends)
        issues = [_text(one) for one in data.get("issues") or []]
        said = found.statements_of(data, a, b)
        sign = edge_sign(edge.values, weight=edge.weight)
        pairs.append([a, b, edge.weight, sign, issues, said, _counts(edge, len(said))])
    return {
        "view": network.view,
        "directed": network.directed,
        "edges_in_all": len(network.edges),
        "counted": bool(pairs) and all(pair[2] == len(pair[5]) for pair in pairs),
        "nodes": _node_rows(nodes, coalitions(nodes, pairs, list(found.statements), view=network.view)) + found.named,
        "documents": [list(one) for one in found.documents],
        "days": [[day, *(day_span(day) or ("", ""))] for day in found.days],
        "statements": [[*one[:5], found.words.get(number, "")] for one, number in found.statements.items()],
        "pairs": pairs,
    }


class Quoted:
    """What the quotations of edges hold, each thing once, with the number of its first appearance."""

    def __init__(self, nodes: Sequence[Item]) -> None:
        self.documents: dict[tuple[str, ...], int] = {}
        self.days: dict[str, int] = {}
        self.statements: dict[tuple[Any, ...], int] = {}
        self.words: dict[int, str] = {}
        self.named: list[list[Any]] = []
        """Actors and issues that are no nodes of the network, as rows of nodes."""
        self._nodes = nodes
        self._is_issue = [node.values.get("kind") == "issue" for node in nodes]
        self._places: dict[tuple[str, bool], int] = {}
        for number, (node, issue) in enumerate(zip(nodes, self._is_issue, strict=True)):
            self._places.setdefault((node.label, issue), number)

    def statements_of(self, edge: Mapping[str, Any], a: int, b: int) -> list[int]:
        """Return the numbers of an edge's statements, in their order, none twice."""
        quotes = [quote for quote in edge.get("quotes") or [] if isinstance(quote, Mapping)]
        ids = edge.get("statement_ids") or edge.get("positions") or []
        known = ids if len(ids) >= len(quotes) else [None] * len(quotes)
        found = [self._statement(quote, a, b, known[number], number) for number, quote in enumerate(quotes)]
        return list(dict.fromkeys(found))

    def _statement(self, quote: Mapping[str, Any], a: int, b: int, known: object, place: int) -> int:
        cell = {name: _text(quote.get(name)) for name in ("text", "document", "publisher", "url", "date", "stance")}
        address = cell["url"] if WEB.match(cell["url"]) else ""
        document = _numbered(self.documents, (cell["document"], cell["publisher"], address))
        day = _numbered(self.days, cell["date"])
        told = (*self._ends(quote, a, b), STANCES.get(cell["stance"], UNSIGNED), document, day)
        # Without an id two statements of an edge are two, of two edges between actors one where all is the same.
        two_mode = self._is_issue[a] != self._is_issue[b]
        apart = _text(known) or (f"{a} {b} {place}" if two_mode else cell["text"])
        number = _numbered(self.statements, (*told, apart))
        if place < MAX_QUOTES:
            self.words[number] = cell["text"]
        return number

    def _ends(self, quote: Mapping[str, Any], a: int, b: int) -> tuple[int, int]:
        """Return the numbers of the actor and the issue: the edge's own, else those that the quotation names, else -1."""
        if self._is_issue[a] != self._is_issue[b]:
            return (b, a) if self._is_issue[a] else (a, b)
        actor, issue = (self._named(_text(quote.get(name)), a, b, issue=name == "issue") for name in ("actor", "issue"))
        return actor, issue

    def _named(self, label: str, a: int, b: int, *, issue: bool) -> int:
        if not label:
            return -1
        for end in (a, b):
            if self._is_issue[end] is issue and self._nodes[end].label == label:
                return end
        if (label, issue) not in self._places:
            self._places[label, issue] = len(self._nodes) + len(self.named)
            self.named.append(
                [f"{'issue' if issue else 'actor'} {label}", label, int(issue), "Issue" if issue else "", -1]
            )
        return self._places[label, issue]


def _numbered(numbers: dict[Any, int], thing: Hashable) -> int:
    return numbers.setdefault(thing, len(numbers))


def _counts(edge: Item, known: int) -> list[float] | None:
    """Return what the edge says of support, opposition and ambivalence, where the quotations do not tell all of it."""
    found = [edge.values.get(name) for name in STANCES]
    counts = [value for value in found if isinstance(value, (int, float))]
    return counts if len(counts) == len(STANCES) and sum(counts) not in (0, known) else None


def _node_rows(nodes: Sequence[Item], groups: Sequence[int]) -> list[list[Any]]:
    """Return the rows of nodes; short names for addresses of the page are the ends of the nodes' IRIs."""
    keys = unique([node.key.rstrip("/").rpartition("/")[2] or node.key for node in nodes])
    return [
        [key, node.label, int(node.values.get("kind") == "issue"), str(node.values.get("type", "")), group]
        for key, node, group in zip(keys, nodes, groups, strict=True)
    ]


def _strongest(edges: Iterable[Item]) -> list[int]:
    """Return the numbers of the edges that the page holds, in their order."""
    ranked = sorted(enumerate(edges), key=lambda one: (-abs(one[1].weight), one[0]))
    return sorted(number for number, _ in ranked[:MAX_EDGES])


def _text(value: object) -> str:
    made = plain(value)
    return "" if made is None else SURROGATES.sub("\ufffd", str(made))
