"""What the page of a network holds: names, documents, days and quotations once each, and links that point to them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Numbered:
    """Things with the number of their first appearance."""

    numbers: dict[Any, int] = field(default_factory=dict)

    def __call__(self, thing: Hashable) -> int:
        return self.numbers.setdefault(thing, len(self.numbers))


def page_data(graph: nx.Graph) -> dict[str, Any]:
    """Return a network as the page reads it.

    Returns:
        `view`; `directed`; `edges_in_all`, before the weakest were left out; `counted`, whether each weight is the number
        of the edge's statements; `nodes`, each `[key, label, 1 if issue else 0, type, coalition or -1]`, issues that only the quotations
        of edges between actors name at the end; `documents`, `[title, publisher, address]`; `days`, `[as written, first, last]`, ISO, the last two empty where it is none;
        `statements`, `[actor or -1, issue or -1, stance, document, day, words]`; `pairs`,
        `[node, node, weight, sign, issues, statements]`. Numbers refer to the lists, counted from 0.
    """
    network = flat_network(graph, clean=False)
    attributes = [data for _, _, data in graph.edges(data=True)]
    kept = _strongest(network.edges)
    ends = sorted({end for number in kept for end in network.edges[number].ends})
    place = {old: new for new, old in enumerate(ends)}
    nodes = [network.nodes[end] for end in ends]
    issue = [node.values.get("kind") == "issue" for node in nodes]
    keys = _keys(nodes)
    found = _Found(nodes)
    pairs = []
    for number in kept:
        edge, data = network.edges[number], attributes[number]
        a, b = (place[end] for end in edge.ends)
        two = (a, b) if issue[b] and not issue[a] else (b, a) if issue[a] and not issue[b] else None
        said = found.statements_of(data.get("quotes") or [], two)
        issues = [_text(one) for one in data.get("issues") or []]
        pairs.append([a, b, edge.weight, edge_sign(edge.values, weight=edge.weight), issues, said])
    group = coalitions(nodes, pairs, list(found.statements.numbers), view=network.view)
    return {
        "view": network.view,
        "directed": network.directed,
        "edges_in_all": len(network.edges),
        "counted": bool(pairs) and all(pair[2] == len(pair[5]) for pair in pairs),
        "nodes": [
            *(
                [key, node.label, int(is_issue), str(node.values.get("type", "")), one]
                for key, node, is_issue, one in zip(keys, nodes, issue, group, strict=True)
            ),
            *([f"issue {label}", label, 1, "Issue", -1] for label in found.issues.numbers),
        ],
        "documents": [list(one) for one in found.documents.numbers],
        "days": [[day, *(day_span(day) or ("", ""))] for day in found.days.numbers],
        "statements": [[*one[:5], found.words.get(number, "")] for one, number in found.statements.numbers.items()],
        "pairs": pairs,
    }


class _Found:
    """What was found so far, each thing once."""

    def __init__(self, nodes: Sequence[Item]) -> None:
        self.actors, self.topics = _places(nodes, issue=False), _places(nodes, issue=True)
        self.documents, self.days, self.statements, self.issues = _Numbered(), _Numbered(), _Numbered(), _Numbered()
        self.words: dict[int, str] = {}
        self.known = len(nodes)

    def statements_of(self, quotes: Iterable[Any], two: tuple[int, int] | None) -> list[int]:
        """Return the numbers of an edge's statements; `two` are its actor and issue, where it has one of each."""
        told = [quote for quote in quotes if isinstance(quote, Mapping)]
        return [self._statement(quote, two, worded=number < MAX_QUOTES) for number, quote in enumerate(told)]

    def _statement(self, quote: Mapping[str, Any], two: tuple[int, int] | None, *, worded: bool) -> int:
        cell = {name: _text(quote.get(name)) for name in ("text", "document", "publisher", "url", "date", "stance")}
        address = cell["url"] if WEB.match(cell["url"]) else ""
        document = self.documents((cell["document"], cell["publisher"], address))
        stance = STANCES.get(cell["stance"], UNSIGNED)
        told = (*(two or self._named(quote)), stance, document, self.days(cell["date"]))
        apart = _text(quote.get("id")) or cell["text"]
        # Between actors one statement is behind many edges; between actor and issue each row is a statement of its own.
        number = self.statements((*told, apart, len(self.statements.numbers) if two else -1))
        if worded:
            self.words[number] = cell["text"]
        return number

    def _named(self, quote: Mapping[str, Any]) -> tuple[int, int]:
        """Return the numbers of the actor and the issue that a quotation names; -1 for what it does not."""
        actor, issue = _text(quote.get("actor")), _text(quote.get("issue"))
        if issue and issue not in self.topics:
            self.topics[issue] = self.known + self.issues(issue)
        return self.actors.get(actor, -1), self.topics.get(issue, -1)


def _places(nodes: Sequence[Item], *, issue: bool) -> dict[str, int]:
    """Return the numbers of the issues or of the other nodes by their keys, and by their labels."""
    chosen = [(number, node) for number, node in enumerate(nodes) if (node.values.get("kind") == "issue") is issue]
    return {node.label: number for number, node in chosen} | {node.key: number for number, node in chosen}


def _strongest(edges: Iterable[Item]) -> list[int]:
    """Return the numbers of the edges that the page holds, in their order."""
    ranked = sorted(enumerate(edges), key=lambda one: (-abs(one[1].weight), one[0]))
    return sorted(number for number, _ in ranked[:MAX_EDGES])


def _keys(nodes: Iterable[Item]) -> list[str]:
    """Return short names for addresses of the page: the ends of the nodes' IRIs."""
    return unique([node.key.rstrip("/").rpartition("/")[2] or node.key for node in nodes])


def _text(value: object) -> str:
    made = plain(value)
    return "" if made is None else SURROGATES.sub("\ufffd", str(made))
