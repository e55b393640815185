"""A network with plain values in typed columns: made once, here, for every format that holds nothing else."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import networkx as nx

Plain = str | int | float | bool | None

NESTED = frozenset({"quotes"})
"""Attributes that hold records: rows of the table of statements, not cells."""
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""
SURROGATES = re.compile("[\ud800-\udfff]")
INT32, INT64 = 2**31, 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An attribute: its name, and the kind of its values: `string`, `int`, `long`, `double` or `boolean`."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A node (`ends` is empty) or an edge (`ends` are the places of its two nodes)."""

    key: str
    label: str
    ends: tuple[int, ...]
    values: Mapping[str, Plain]

    @property
    def weight(self) -> float | int:
        """The edge's weight; 1 where it has none."""
        weight = self.values.get("weight")
        return weight if isinstance(weight, (int, float)) else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatNetwork:
    """A network of plain values.

    Attributes:
        directed: Whether edges have a direction.
        multi: Whether two nodes may have several edges.
        view: What the network shows, such as `position`; may be empty.
        origins: The nodes as networkx has them, in the order of `nodes`.
        nodes: In a two-mode network those of the first mode come first.
        first_mode: How many nodes are of the first mode; 0 in a one-mode network.
        edges: In the order of networkx; their `ends` count from 0. Undirected ones of a two-mode network begin at the
            first mode.
        node_columns: In order of their names.
        edge_columns: Likewise.
    """

    directed: bool
    multi: bool
    view: str
    origins: tuple[Any, ...]
    nodes: tuple[Item, ...]
    first_mode: int
    edges: tuple[Item, ...]
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]


def flat_network(graph: nx.Graph, *, clean: bool = True) -> FlatNetwork:
    """Return the network with plain values, ids as text, and a label for each node.

    Lists are joined by semicolons, days and times written as ISO 8601, numbers that are not finite left out, other
    things written as text. Ids that become the same are told apart by a number.

    Args:
        graph: Any graph of networkx.
        clean: Whether characters that XML cannot hold (control characters) become U+FFFD; surrogates always do.
    """
    tidy = held if clean else _encodable
    order, first_mode = _modes(graph)
    keys = unique([tidy(str(node)) or "_" for node in order])
    places = {node: place for place, node in enumerate(order)}
    nodes = []
    for node, key in zip(order, keys, strict=True):
        values = _plain_values(graph.nodes[node], tidy)
        label = values.pop("label", None)
        nodes.append(Item(key=key, label=key if label is None else str(label), ends=(), values=values))
    turned = first_mode and not graph.is_directed()

    def ends(a: int, b: int) -> tuple[int, int]:
        return (min(a, b), max(a, b)) if turned else (a, b)

    prefix = _free_prefix(keys, graph.number_of_edges())
    edges = [
        Item(key=f"{prefix}{number}", label="", ends=ends(places[a], places[b]), values=_plain_values(data, tidy))
        for number, (a, b, data) in enumerate(graph.edges(data=True))
    ]
    return FlatNetwork(
        directed=graph.is_directed(),
        multi=graph.is_multigraph(),
        view=tidy(str(graph.graph.get("view", ""))),
        origins=tuple(order),
        nodes=tuple(nodes),
        first_mode=first_mode,
        edges=tuple(edges),
        node_columns=_columns(nodes),
        edge_columns=_columns(edges),
    )


def plain(value: object) -> Plain:
    """Return a value as text, number or truth; None where it says nothing."""
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item() if getattr(value, "ndim", 0) == 0 else value.tolist()  # type: ignore[attr-defined]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return "; ".join(sorted(str(plain(part)) for part in value))
    if isinstance(value, (list, tuple)):
        return "; ".join(str(plain(part)) for part in value)
    return str(value)


def held(text: str) -> str:
    """Return text with U+FFFD for each character that XML cannot hold."""
    return UNHELD.sub("\ufffd", text)


def unique(names: Sequence[str], form: str = "{} ({})") -> list[str]:
    """Return the names, those that came before with a number behind: `a`, `a (2)`.

    >>> unique(["a", "a", "a (2)"])
    ['a', 'a (3)', 'a (2)']
    """
    taken, numbers = set(names), dict[str, Iterator[int]]()
    made = []
    for name in names:
        if name in numbers:
            new = next(new for number in numbers[name] if (new := form.format(name, number)) not in taken)
            taken.add(new)
        else:
            numbers[name] = count(2)
            new = name
        made.append(new)
    return made


def statement_rows(graph: nx.Graph) -> list[dict[str, Plain]]:
    """Return a row for each statement behind an edge: both ends with their labels, its position, and what it holds."""
    network = flat_network(graph, clean=False)
    rows: list[dict[str, Plain]] = []
    for (_, _, edge), flat in zip(graph.edges(data=True), network.edges, strict=True):
        a, b = (network.nodes[end] for end in flat.ends)
        ends = {"source": a.key, "source_label": a.label, "target": b.key, "target_label": b.label}
        quotes = edge.get("quotes") or []
        positions = edge.get("positions") or edge.get("statement_ids") or []
        aligned = positions[: len(quotes)] if len(positions) >= len(quotes) else [None] * len(quotes)
        for position, quote in zip(aligned, quotes, strict=True):
            rows.append({**ends, "position": plain(position), **_plain_values(quote, _encodable)})
    return rows


def _free_prefix(keys: Sequence[str], edges: int) -> str:
    """Return what edges' keys begin with: an edge may not be called as a node, for some programs."""
    prefix, taken = "e", set(keys)
    while any(f"{prefix}{number}" in taken for number in range(edges)):
        prefix += "_"
    return prefix


def _encodable(text: str) -> str:
    return SURROGATES.sub("\ufffd", text)


def _plain_values(data: Mapping[Any, object], tidy: Callable[[str], str]) -> dict[str, Plain]:
    kept = {tidy(str(name)): plain(value) for name, value in data.items() if name not in NESTED}
    return {name: tidy(value) if isinstance(value, str) else value for name, value in kept.items() if value is not None}


def _columns(items: Iterable[Item]) -> tuple[Column, ...]:
    seen: dict[str, list[Plain]] = {}
    for item in items:
        for name, value in item.values.items():
            seen.setdefault(name, []).append(value)
    return tuple(Column(name=name, kind=_kind(values)) for name, values in sorted(seen.items()))


def _kind(values: Sequence[Plain]) -> str:
    if all(isinstance(value, bool) for value in values):
        return "boolean"
    if any(isinstance(value, (bool, str)) for value in values):
        return "string"
    whole = [value for value in values if isinstance(value, int)]
    if any(not -INT64 <= value < INT64 for value in whole):
        return "string"
    if len(whole) < len(values):
        return "double"
    return "int" if all(-INT32 <= value < INT32 for value in whole) else "long"


def _modes(graph: nx.Graph) -> tuple[list[Any], int]:
    """Return the nodes, first mode first, and how many are of it; 0 if edges join nodes of one kind.

    The mode is the node's `bipartite` (networkx's word), else its `kind`.
    """
    nodes = list(graph)
    modes = {node: str(data.get("bipartite", data.get("kind", ""))) for node, data in graph.nodes(data=True)}
    if len(set(modes.values())) != 2 or any(modes[a] == modes[b] for a, b in graph.edges()):
        return nodes, 0
    first = min(modes.values())
    ordered = sorted(nodes, key=lambda node: modes[node] != first)
    return ordered, sum(mode == first for mode in modes.values())
