"""Facts -> the rows of a report's tables, each number with the anchor of its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np

from kg.analysis import Contradiction, PolarisationSlice, Reason
from kg.report.gathering import Facts
from kg.report.quotes import Index

REASONS, TOPICS = 8, 5
"""A coalition's table has at most so many issues, and so many are told to be what it speaks of most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number and the anchor of the quotes behind it; empty without any."""

    value: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """An actor or issue: its statements in all, for, against and neither; how many others it has to do with."""

    name: str
    total: Number
    support: Number
    oppose: Number
    neither: Number
    others: int
    coalition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """What sets a coalition apart on an issue, with the anchors of its own and of others' quotes."""

    reason: Reason
    support: Number
    oppose: Number
    other_support: Number
    other_oppose: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionPart:
    """A coalition: its members, what it speaks of most, and what sets it apart."""

    number: int
    members: tuple[str, ...]
    statements: Number
    topics: tuple[ReasonRow, ...]
    rows: tuple[ReasonRow, ...]


def actor_rows(facts: Facts, index: Index) -> list[NameRow]:
    """Return actors, the most frequent first."""
    found = facts.coalitions
    coalition = dict(zip(found.actors, found.best.clusters.tolist(), strict=True)) if found is not None else {}
    said, made = facts.said, []
    for i in np.argsort(-facts.totals(1), kind="stable").tolist():
        name, own = said.cells.rows[i], said.cells.row == i
        side = coalition.get(name)
        made.append(
            NameRow(
                name=name,
                total=Number(value=int(own.sum()), anchor=f"actor-{i}"),
                **_sides(index, f"actor-{i}", name, own),
                others=len(np.unique(said.cells.column[own])),
                coalition=None if side is None else int(side) + 1,
            )
        )
    return made


def issue_rows(facts: Facts, index: Index) -> list[NameRow]:
    """Return issues, the most frequent first."""
    said, made = facts.said, []
    for j in np.argsort(-facts.totals(0), kind="stable").tolist():
        name, own = said.cells.columns[j], said.cells.column == j
        made.append(
            NameRow(
                name=name,
                total=_number(index, f"issue-{j}", f"On {name}", own),
                **_sides(index, f"issue-{j}", f"On {name}", own),
                others=len(np.unique(said.cells.row[own])),
            )
        )
    return made


def coalition_parts(facts: Facts, index: Index) -> list[CoalitionPart]:
    """Return coalitions of two actors and more, the one with most members first."""
    if facts.explanation is None:
        return []
    said, made = facts.said, []
    for number, members in enumerate(facts.explanation.members, 1):
        if len(members) < 2:
            continue
        inside = np.isin(np.array(said.cells.rows, dtype=object), members)[said.cells.row]
        own = [one for one in facts.explanation.reasons if one.coalition == number]
        topics = sorted(own, key=lambda one: (-one.attention, one.issue))[:TOPICS]
        reasons = sorted((one for one in own if abs(one.difference) > 0), key=lambda one: (-abs(one.z), one.issue))
        made.append(
            CoalitionPart(
                number=number,
                members=members,
                statements=_number(index, f"coalition-{number}", f"Coalition {number}", inside),
                topics=tuple(_reason_row(one, inside, facts, index) for one in topics),
                rows=tuple(_reason_row(one, inside, facts, index) for one in reasons[:REASONS]),
            )
        )
    return sorted(made, key=lambda one: (-len(one.members), one.number))


def _reason_row(reason: Reason, inside: np.ndarray, facts: Facts, index: Index) -> ReasonRow:
    said = facts.said
    j = said.cells.columns.index(reason.issue)
    own, start = said.cells.column == j, f"coalition-{reason.coalition}-issue-{j}"
    parts = {
        "support": (f"{start}-for", f"Coalition {reason.coalition} for {reason.issue}", inside & (said.signs > 0)),
        "oppose": (
            f"{start}-against",
            f"Coalition {reason.coalition} against {reason.issue}",
            inside & (said.signs < 0),
        ),
        "other_support": (f"{start}-others-for", f"Others for {reason.issue}", ~inside & (said.signs > 0)),
        "other_oppose": (f"{start}-others-against", f"Others against {reason.issue}", ~inside & (said.signs < 0)),
    }
    return ReasonRow(
        reason=reason,
        **{name: _number(index, anchor, text, own & mask) for name, (anchor, text, mask) in parts.items()},
    )


def period_rows(facts: Facts, index: Index) -> list[dict[str, Any]]:
    """Return spans of the time line with their statements."""
    of = facts.periods.of
    return [
        {
            "name": name,
            "total": _number(index, f"period-{i}", name, of == i),
            **_sides(index, f"period-{i}", name, of == i),
        }
        for i, name in enumerate(facts.periods.names)
    ]


def slice_rows(facts: Facts, index: Index) -> list[dict[str, Any]]:
    """Return the slices of polarisation with their statements."""
    slices: tuple[PolarisationSlice, ...] = facts.series.slices if facts.series is not None else ()
    made = []
    for i, one in enumerate(slices):
        if one.partition is None:
            continue
        times = facts.said.kept.times
        inside = (times >= one.start) & (times <= one.stop)
        days = [str(time.astype("datetime64[D]")) for time in (one.start, one.middle, one.stop)]
        number = _number(index, f"slice-{i}", f"From {days[0]} to {days[2]}", inside)
        made.append({"middle": days[1], "start": days[0], "stop": days[2], "quality": one.quality, "total": number})
    return made


def publisher_numbers(facts: Facts, index: Index) -> dict[str, Number]:
    """Return the statements of each publisher."""
    sources = np.array(facts.said.texts("document_source"), dtype=object)
    return {
        name: _number(index, f"publisher-{i}", f"Published by {name}", sources == name)
        for i, (name, _) in enumerate(facts.coverage.publishers)
    }


def contradiction_rows(facts: Facts) -> list[dict[str, Any]]:
    """Return contradictions with the anchor of all quotes of the actor on the issue."""
    rows, columns = facts.said.cells.rows, facts.said.cells.columns

    def anchor(one: Contradiction) -> str:
        return f"cell-{rows.index(one.actor)}-{columns.index(one.issue)}"

    return [{"found": one, "anchor": anchor(one)} for one in facts.contradictions]


def _number(index: Index, anchor: str, heading: str, chosen: np.ndarray) -> Number:
    return Number(value=int(chosen.sum()), anchor=index.link(anchor, heading, chosen))


class Sides(TypedDict):
    """Statements for, against, and neither."""

    support: Number
    oppose: Number
    neither: Number


def _sides(index: Index, anchor: str, heading: str, own: np.ndarray) -> Sides:
    signs = index.said.signs

    def part(word: str, sign: int) -> Number:
        return _number(index, f"{anchor}-{word}", f"{heading}: {word}", own & (signs == sign))

    return {"support": part("for", 1), "oppose": part("against", -1), "neither": part("neither", 0)}
