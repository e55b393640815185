"""Facts -> the rows of a report's tables, each number with the anchor of its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np

from kg.analysis import PolarisationSlice, Reason, Table
from kg.report.figures import coalition_of
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
    others: Number
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


def actor_rows(facts: Facts, index: Index, *, most: int) -> list[NameRow]:
    """Return so many actors, the most frequent first."""
    said, made = facts.said, []
    coalition = coalition_of(facts).tolist()
    for i in np.argsort(-facts.totals(1), kind="stable")[:most].tolist():
        name, own = said.cells.rows[i], said.cells.row == i
        made.append(
            NameRow(
                name=name,
                total=_number(index, f"actor-{i}", name, own),
                **_sides(index, f"actor-{i}", name, own),
                others=Number(value=len(np.unique(said.cells.column[own])), anchor=f"speaker-{i}"),
                coalition=coalition[i] + 1 if coalition[i] >= 0 else None,
            )
        )
    return made


def issue_rows(facts: Facts, index: Index, *, most: int) -> list[NameRow]:
    """Return so many issues, the most frequent first."""
    said, made = facts.said, []
    for j in np.argsort(-facts.totals(0), kind="stable")[:most].tolist():
        name, own = said.cells.columns[j], said.cells.column == j
        made.append(
            NameRow(
                name=name,
                total=_number(index, f"issue-{j}", f"On {name}", own),
                **_sides(index, f"issue-{j}", f"On {name}", own),
                others=Number(value=len(np.unique(said.cells.row[own])), anchor=f"issue-{j}"),
            )
        )
    return made


def coalition_parts(facts: Facts, index: Index) -> list[CoalitionPart]:
    """Return coalitions of two actors and more."""
    if facts.explanation is None:
        return []
    said, made = facts.said, []
    for number, members in enumerate(facts.explanation.members, 1):
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
    return made


def _reason_row(reason: Reason, inside: np.ndarray, facts: Facts, index: Index) -> ReasonRow:
    j = facts.said.cells.columns.index(reason.issue)
    own, start = facts.said.cells.column == j, f"coalition-{reason.coalition}-issue-{j}"
    within = _sides(index, start, f"Coalition {reason.coalition} on {reason.issue}", own & inside)
    others = _sides(index, f"{start}-others", f"Others on {reason.issue}", own & ~inside)
    return ReasonRow(
        reason=reason,
        support=within["support"],
        oppose=within["oppose"],
        other_support=others["support"],
        other_oppose=others["oppose"],
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
        times = facts.times
        inside = (times >= one.start) & (times <= one.stop)
        days = [str(time.astype("datetime64[D]")) for time in (one.start, one.middle, one.stop)]
        number = _number(index, f"slice-{i}", f"From {days[0]} to {days[2]}", inside)
        made.append({"middle": days[1], "start": days[0], "stop": days[2], "quality": one.quality, "total": number})
    return made


def undated_number(facts: Facts, index: Index) -> Number:
    """Return how many statements have no day."""
    return _number(index, "undated", "Without a day", facts.periods.of < 0)


def publisher_rows(facts: Facts, index: Index, *, most: int) -> list[dict[str, Any]]:
    """Return so many publishers with their statements, the most frequent first."""
    sources = np.array(facts.said.texts("document_source"), dtype=object)
    return [
        {"name": name, "total": _number(index, f"publisher-{i}", f"Published by {name}", sources == name)}
        for i, (name, _) in enumerate(facts.coverage.publishers[:most])
    ]


def document_rows(facts: Facts, index: Index, *, most: int) -> list[dict[str, Any]]:
    """Return so many documents with their statements, those with most first, then by day."""
    names = np.array(facts.said.texts("document_id"), dtype=object)
    titles, days, publishers = (facts.said.texts(name) for name in ("document_title", "time", "document_source"))
    found, first, counts = np.unique(names.astype(str), return_index=True, return_counts=True)
    ranked = [i for i in np.lexsort((first, -counts)).tolist() if found[i]]
    made = []
    for place, i in enumerate(ranked[:most]):
        at = int(first[i])
        name = titles[at] or str(found[i])
        total = _number(index, f"document-{place}", f"In “{name}”", names == found[i])
        made.append({"name": name, "date": days[at][:10], "publisher": publishers[at], "total": total})
    return made


def pair_rows(facts: Facts, index: Index, pairs: Table) -> list[dict[str, Any]]:
    """Return pairs of an actor and an issue, the rows of a table that begins with both, with their statements."""
    rows, columns = (
        {name: i for i, name in enumerate(names)} for names in (facts.said.cells.rows, facts.said.cells.columns)
    )
    return [
        {"actor": actor, "issue": issue, **_cell(facts, index, rows[str(actor)], columns[str(issue)])}
        for actor, issue, *_ in pairs.rows
    ]


def stance_rows(facts: Facts, index: Index, stances: Table) -> list[dict[str, Any]]:
    """Return issues and coalitions, the rows of a table that begins with both, with their statements."""
    of, said = coalition_of(facts)[facts.said.cells.row] + 1, facts.said
    made = []
    for issue, number, *_ in stances.rows:
        j = said.cells.columns.index(str(issue))
        own = (said.cells.column == j) & (of == number)
        sides = _sides(index, f"coalition-{number}-issue-{j}", f"Coalition {number} on {issue}", own)
        made.append({"issue": issue, "coalition": number, **sides})
    return made


def contradiction_rows(facts: Facts, index: Index, *, most: int) -> list[dict[str, Any]]:
    """Return so many contradictions, those with most statements on both sides, in the order of actors and issues."""
    rows, columns = facts.said.cells.rows, facts.said.cells.columns
    ranked = sorted(
        range(len(facts.contradictions)),
        key=lambda n: (-min(facts.contradictions[n].supporting, facts.contradictions[n].opposing), n),
    )
    found = [facts.contradictions[n] for n in sorted(ranked[:most])]
    return [{"found": one, **_cell(facts, index, rows.index(one.actor), columns.index(one.issue))} for one in found]


def _cell(facts: Facts, index: Index, i: int, j: int) -> Sides:
    cells = facts.said.cells
    heading = f"{cells.rows[i]} on {cells.columns[j]}"
    return _sides(index, f"pair-{i}-{j}", heading, (cells.row == i) & (cells.column == j))


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
