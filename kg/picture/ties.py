"""What of a network is drawn: its nodes and ties with their looks' reasons, the strongest where there are too many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from kg.counts import number_of
from kg.errors import ExportError, SettingsError
from kg.export.network_flat import FlatNetwork, Item, flat_network
from kg.export.network_looks import edge_sign

NOTHING = "nothing to draw: no tie is left. Loosen the filters, or check the names in them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor or issue; `statements` sets its size, `cluster` its colour."""

    key: str
    label: str
    type: str
    is_issue: bool
    statements: float
    cluster: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An edge between the nodes of these numbers. `sign` is 1, -1, or 0 for neither or both; `said` says it in words."""

    a: int
    b: int
    weight: float
    sign: int
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """A network to draw.

    Attributes:
        nodes: In a two-mode network those of the first mode come first.
        first_mode: How many nodes are of the first mode; 0 in a one-mode network.
        ties: None twice between the same nodes, the strongest first.
        directed: Whether they lead from `a` to `b`.
        view: What the network shows, such as `position`.
        counts: How many statements, actors, issues and ties there are, in words.
        period: First and last day, in words; empty if they are not known.
        sized_by: What the nodes' sizes say: `statements`, or `weights` of their ties where statements are not counted.
        left_out: What is not drawn, in words; empty if all is.
    """

    nodes: tuple[Node, ...]
    first_mode: int
    ties: tuple[Tie, ...]
    directed: bool
    view: str
    counts: str
    period: str
    sized_by: str
    left_out: str = ""


def ties_of(graph: nx.Graph) -> Ties:
    """Return what there is to draw of a network of networkx, as those of `kg.view`.

    Raises:
        ExportError: If it has no edge.
    """
    if not graph.number_of_edges():
        raise ExportError(NOTHING)
    flat = flat_network(graph)
    ties = _merged(flat)
    strengths = [0.0] * len(flat.nodes)
    for tie in ties:
        for end in {tie.a, tie.b}:
            strengths[end] += abs(tie.weight)
    counted = all(isinstance(item.values.get("statements"), (int, float)) for item in flat.nodes)
    nodes = tuple(_node(item, strength, counted) for item, strength in zip(flat.nodes, strengths, strict=True))
    # Of ties of the same weight those come first that join the busiest nodes: what many speak of tells more.
    busy = [min(strengths[tie.a], strengths[tie.b]) for tie in ties]
    order = sorted(
        range(len(ties)), key=lambda n: (-abs(ties[n].weight), -busy[n], nodes[ties[n].a].key, nodes[ties[n].b].key)
    )
    ranked = [ties[n] for n in order]
    return Ties(
        nodes=nodes,
        first_mode=flat.first_mode,
        ties=tuple(replace(tie, said=_said(nodes, tie, flat)) for tie in ranked),
        directed=flat.directed,
        view=flat.view,
        counts=_counts(graph, nodes, len(ties)),
        sized_by="statements" if counted else "weights",
        period=_period(str(item.values.get(name, "")) for item in flat.edges for name in ("first", "last")),
    )


def strongest_ties(network: Ties, *, ties: int, nodes: int) -> Ties:
    """Return the network with its strongest ties.

    Args:
        network: All of it.
        ties: No more than these.
        nodes: No more of one mode than these.
    """
    chosen: list[Tie] = []
    kept: tuple[set[int], set[int]] = (set(), set())
    for tie in network.ties:
        if len(chosen) == ties:
            break
        wider = [
            kept[mode] | {end for end in (tie.a, tie.b) if (end < network.first_mode) == (mode == 0)} for mode in (0, 1)
        ]
        if max(map(len, wider)) <= nodes:
            chosen.append(tie)
            kept = (wider[0], wider[1])
    if len(chosen) == len(network.ties):
        return network
    order = sorted(kept[0] | kept[1])
    new = {old: place for place, old in enumerate(order)}
    words = f"The {len(chosen):,} strongest of {len(network.ties):,} ties are drawn"
    return replace(
        network,
        nodes=tuple(network.nodes[old] for old in order),
        first_mode=len(kept[0]) if network.first_mode else 0,
        ties=tuple(replace(tie, a=new[tie.a], b=new[tie.b]) for tie in chosen),
        left_out=f"{words}, and {len(order):,} of {len(network.nodes):,} nodes.",
    )


def most_of(top: int | None, *, usual: int, asked: int) -> int:
    """Return how many are drawn: the usual number, or as many as are asked for, up to what can still be opened.

    Raises:
        SettingsError: If less than one is asked for.
    """
    if top is not None and top < 1:
        raise SettingsError(f"--top {top}: nothing to draw. Give 1 or more.", top=top)
    return usual if top is None else min(top, asked)


def _merged(flat: FlatNetwork) -> list[Tie]:
    found: dict[tuple[int, ...], Tie] = {}
    negative = any(edge.weight < 0 for edge in flat.edges)
    for edge in flat.edges:
        ends = edge.ends if flat.directed else tuple(sorted(edge.ends))
        tie = Tie(a=ends[0], b=ends[1], weight=float(edge.weight), sign=_sign(edge, flat, negative=negative))
        other = found.get(ends)
        if other is not None:
            tie = replace(tie, weight=tie.weight + other.weight, sign=tie.sign if tie.sign == other.sign else 0)
        found[ends] = tie
    return [tie for tie in found.values() if tie.weight]


def _sign(edge: Item, flat: FlatNetwork, *, negative: bool) -> int:
    """Return a tie's sign: between actors and issues the stance; between actors whether they agree."""
    if flat.first_mode or flat.view in ("issue", "relation", "statement"):
        return edge_sign(edge.values, weight=edge.weight)
    if negative:
        return edge_sign({}, weight=edge.weight)
    return {"congruence": 1, "subtract": 1, "conflict": -1}.get(flat.view, 0)


def _node(item: Item, strength: float, counted: bool) -> Node:
    values = item.values
    return Node(
        key=item.key,
        label=item.label,
        type=str(values.get("type", "")),
        is_issue=values.get("kind") == "issue",
        statements=float(values["statements"] or 0) if counted else strength,
        cluster=str(values.get("cluster", "")),
    )


def _said(nodes: tuple[Node, ...], tie: Tie, flat: FlatNetwork) -> str:
    between = verbs(flat.view, two_mode=bool(flat.first_mode))[tie.sign]
    return f"{nodes[tie.a].label} – {between} – {nodes[tie.b].label}: {tie.weight:g}"


def verbs(view: str, *, two_mode: bool) -> Mapping[int, str]:
    """Return what a sign means in a kind of network."""
    if two_mode:
        return {1: "supports", -1: "opposes", 0: "both or neither"}
    if view in ("congruence", "conflict", "subtract"):
        return {1: "agree", -1: "disagree", 0: "agree"}
    if view == "issue":
        return {1: "the same stances", -1: "opposite stances", 0: "both or neither"}
    return {1: "cooperation", -1: "conflict", 0: "tie"}


def _counts(graph: nx.Graph, nodes: tuple[Node, ...], ties: int) -> str:
    issues = sum(node.is_issue for node in nodes)
    parts = [(len(nodes) - issues, "actor"), (issues, "issue"), (ties, "tie")]
    said = ", ".join(number_of(number, word) for number, word in parts if number)
    known = _statements(data for _, _, data in graph.edges(data=True))
    return said + (f" from {number_of(known, 'statement')}" if known else "")


def _statements(edges: Iterable[Mapping[str, Any]]) -> int:
    """Return how many statements the edges rest on, each counted once."""
    seen: set[str] = set()
    for data in edges:
        seen.update(map(str, data.get("statement_ids") or data.get("positions") or ()))
    return len(seen)


def _period(days: Iterable[str]) -> str:
    known = sorted(day[:10] for day in days if day)
    return period_of(known[0], known[-1]) if known else ""


def period_of(first: str, last: str) -> str:
    """Return two days in words."""
    return first if first == last else f"{first} to {last}"
