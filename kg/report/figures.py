"""Facts -> pictures, each with its data as a table and what it shows in words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np

from kg.analysis import Table
from kg.analysis.tables import table_of
from kg.discourse.cells import Floats
from kg.discourse.table import IntArray
from kg.picture import Moments, Picture, draw_heatmap, draw_network, draw_timeline, save
from kg.picture.ties import strongest_ties, ties_of
from kg.picture.timeline import MOST_ROWS
from kg.report.curve import draw_curve
from kg.report.gathering import Facts

TIES, ISSUES, COALITIONS = 80, 15, 12
"""Of the network the strongest, of the heat map the most frequent and the largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """A picture, its data, its title, and what it shows in words."""

    name: str
    title: str
    words: str
    picture: Picture
    data: Table

    def svg(self, *, prefix: str = "") -> bytes:
        """Return the picture as SVG, the same bytes for the same picture; `prefix` stands in front of its ids."""
        out = io.BytesIO()
        save(self.picture, out, "svg", prefix=prefix)
        return out.getvalue()


def illustrations(facts: Facts) -> tuple[Illustration, ...]:
    """Return the pictures of a report; those that the statements do not allow are left out."""
    made = [network_picture(facts)]
    if facts.explanation is not None:
        made.append(coalition_picture(facts))
    if facts.periods.names:
        made.append(timeline_picture(facts))
    if facts.series is not None:
        made.append(polarisation_picture(facts))
    return tuple(made)


def network_picture(facts: Facts) -> Illustration:
    """Return actors on the left, issues on the right; a line for each pair, as wide as it has statements."""
    graph, actors = _graph(facts), facts.said.cells.rows
    shown = strongest_ties(ties_of(graph), ties=TIES, nodes=TIES)
    rows = []
    for tie in shown.ties:
        i, j = int(shown.nodes[tie.a].key), int(shown.nodes[tie.b].key) - len(actors)
        counts = (part[i, j] for part in (facts.support, facts.oppose, facts.neither))
        rows.append((actors[i], facts.said.cells.columns[j], *counts))
    words = (
        "A line joins an actor with an issue, the wider the more statements: solid green mostly for it, broken purple "
    )
    words += f"mostly against it, dotted grey neither or as often for as against. {shown.left_out}"
    return _illustration(
        name="network",
        title="Who takes which position on what",
        words=words.strip(),
        picture=draw_network(graph, top=TIES),
        data=table_of("network", ("actor", "issue", "for", "against", "neither"), _whole(rows)),
    )


def coalition_picture(facts: Facts) -> Illustration:
    """Return coalitions by issues, the mean stance as colour."""
    columns, said, coalition = facts.said.cells.columns, _moments(facts), coalition_of(facts)
    members = np.bincount(coalition[coalition >= 0])
    sides = _most(members.astype(np.float64), COALITIONS)
    of = coalition[said.actor]
    spoken = np.bincount(said.issue[np.isin(of, sides)], minlength=len(columns))
    issues = _most(spoken.astype(np.float64), ISSUES)
    inside = np.isin(of, sides) & np.isin(said.issue, issues)
    moments = replace(
        said,
        actors=tuple(f"coalition {side + 1}" for side in range(len(members))),
        actor=of[inside],
        issue=said.issue[inside],
        stance=said.stance[inside],
        day=said.day[inside],
    )
    rows = []
    for j in issues.tolist():
        for side in np.sort(sides).tolist():
            counts = [part[coalition == side, j].sum() for part in (facts.support, facts.oppose, facts.neither)]
            if any(counts):
                rows.append((columns[j], side + 1, *counts))
    few = len(columns) - len(issues)
    return _illustration(
        name="coalitions",
        title="What coalitions say",
        words="Each cell counts a coalition's statements on an issue: the greener the more of them for it, the more purple "
        "the more against it. Coalitions of two members and more."
        + (f" Not drawn: {few} rarer issues." if few else ""),
        picture=draw_heatmap(moments),
        data=table_of("coalitions", ("issue", "coalition", "for", "against", "neither"), _whole(rows)),
    )


def timeline_picture(facts: Facts) -> Illustration:
    """Return how many statements on each issue a span of time has, by what they say."""
    periods, said = facts.periods, facts.said
    dated = np.bincount(said.cells.column[periods.of >= 0], minlength=len(said.cells.columns))
    rows = []
    for j in _most(dated.astype(np.float64), MOST_ROWS).tolist():
        parts = [periods.counts((said.cells.column == j) & (said.signs == sign)) for sign in (1, 0, -1)]
        counts = zip(periods.names, *parts, strict=True)
        rows += [(said.cells.columns[j], *row) for row in counts if any(row[1:])]
    return _illustration(
        name="timeline",
        title="When they spoke of what",
        words=f"Statements on each issue by {periods.unit}: for it and neither for nor against it above the line, "
        "against it below.",
        picture=draw_timeline(_moments(facts), by="issue"),
        data=table_of("timeline", ("issue", periods.unit, "for", "neither", "against"), _whole(rows)),
    )


def polarisation_picture(facts: Facts) -> Illustration:
    """Return how polarised the debate is through time."""
    slices = [one for one in (facts.series.slices if facts.series else ()) if one.partition]
    days = np.array([one.middle for one in slices]).astype("datetime64[D]")
    rows = [(str(day), one.quality, one.statements, len(one.actors)) for day, one in zip(days, slices, strict=True)]
    tips = [f"{day}: {quality:.2f}, {number} statements of {actors} actors" for day, quality, number, actors in rows]
    title = "How polarised they were"
    return _illustration(
        name="polarisation",
        title=title,
        words="From 0, no two sides to be seen, to 1, two sides that agree within and differ between, in moving windows.",
        picture=draw_curve(
            days,
            [one.quality for one in slices],
            tips,
            heading=title,
            note="A dot stands at the middle of its window. 1: two sides of equal size that agree within and differ between.",
        ),
        data=table_of("polarisation", ("middle", "polarisation", "statements", "actors"), rows),
    )


def coalition_of(facts: Facts) -> IntArray:
    """Return each actor's coalition, counted from 0 as its explanation counts them; -1 without one."""
    members = facts.explanation.members if facts.explanation is not None else ()
    known = {name: number for number, names in enumerate(members) for name in names}
    return np.array([known.get(name, -1) for name in facts.said.cells.rows], dtype=np.int64)


def _illustration(*, picture: Picture, title: str, words: str, **parts: Any) -> Illustration:  # noqa: ANN401 - of several types
    told = (words, picture.description, "Tables with the quotes behind its numbers follow.")
    picture.heading, picture.description = title, " ".join(filter(None, told))
    return Illustration(picture=picture, title=title, words=words, **parts)


def _graph(facts: Facts) -> nx.Graph[int]:
    """Return actors and issues as nodes that are numbered in this order, and a tie for each pair with statements."""
    made: nx.Graph[int] = nx.Graph(view="position")
    for kind, labels, axis in (("actor", facts.said.cells.rows, 1), ("issue", facts.said.cells.columns, 0)):
        for label, total in zip(labels, facts.totals(axis).tolist(), strict=True):
            made.add_node(len(made), label=label, kind=kind, type=kind, statements=total)
    number, net = facts.support + facts.oppose + facts.neither, facts.support - facts.oppose
    for i, j in np.argwhere(number).tolist():
        made.add_edge(i, len(facts.said.cells.rows) + j, weight=float(number[i, j]), sign=int(np.sign(net[i, j])))
    return made


def _moments(facts: Facts) -> Moments:
    said = facts.said
    return Moments(
        actors=said.cells.rows,
        issues=said.cells.columns,
        actor=said.cells.row,
        issue=said.cells.column,
        stance=said.signs,
        day=facts.times.astype("datetime64[D]"),
    )


def _most(totals: Floats, number: int) -> IntArray:
    """Return the numbers of the largest, of equal ones the first."""
    return np.argsort(-totals, kind="stable")[:number]


def _whole(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows with whole numbers as such."""
    return [tuple(int(cell) if isinstance(cell, float) else cell for cell in row) for row in rows]
