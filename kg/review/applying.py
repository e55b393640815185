"""A record with what was decided on it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterable

from kg.model import Position, Record
from kg.review.decisions import Decision, Decisions, effective
from kg.review.issues import Settled, standing


class Decided:
    """Carries out all decisions of a graph: first those on positions, then those on issues.

    Args:
        decisions: What the graph's file holds.
    """

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.issues = Settled(standing(decisions.issues))
        self._positions: dict[str, list[Decision]] = defaultdict(list)
        for one in effective(decisions.positions):
            self._positions[one.document].append(one)

    def touches(self, document: str, line: bytes) -> bool:
        """Tell whether the record of a document, a line of `documents.jsonl`, may be another than was extracted."""
        return document in self._positions or self.issues.touches(line)

    def __call__(self, record: Record) -> Record:
        """Return a record as people decided it to be."""
        return self.issues(corrected(record, self._positions.get(record.document.id, ())))

    def positions(self) -> list[Decision]:
        """Return the effective decisions on positions, by document."""
        return [one for _, some in sorted(self._positions.items()) for one in some]

    def digest(self) -> str:
        """Return what changes with every decision, empty where there is none."""
        if self.decisions == Decisions():
            return ""
        return hashlib.sha256(repr(self.decisions).encode()).hexdigest()


def corrected(record: Record, decisions: Iterable[Decision]) -> Record:
    """Return the record as people decided it to be.

    A decision stands in place of the position that it was made on, also where another model finds the same holder and
    an overlapping target under another id; where none is found any more, it stands all the same.

    Args:
        record: What was extracted from a document.
        decisions: The effective decisions on that document.
    """
    positions = list(record.positions)
    actors = {actor.id: actor for actor in record.actors}
    issues = {issue.id: issue for issue in record.issues}
    for decision in decisions:
        places = [place for place, one in enumerate(positions) if _is_meant(one, decision)]
        kept = [one for place, one in enumerate(positions) if place not in places]
        if decision.now and decision.holder and decision.issue:
            actors.setdefault(decision.holder.id, decision.holder)
            issues.setdefault(decision.issue.id, decision.issue)
            kept.insert(places[0] if places else len(kept), _fitted(decision.now, record, set(actors)))
        positions = kept
    about = {position.issue for position in positions}
    return dataclasses.replace(
        record,
        positions=tuple(positions),
        actors=tuple(actors.values()),
        issues=tuple(issue for issue in issues.values() if issue.id in about),
    )


def _is_meant(position: Position, decision: Decision) -> bool:
    ids = {decision.found.id, decision.now.id if decision.now else None}
    return position.id in ids or (position.holder == decision.found.holder and _overlap(position, decision.found))


def _overlap(one: Position, other: Position) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.target for b in other.target)


def _fitted(position: Position, record: Record, actors: set[str]) -> Position:
    """Return the position without links to what is no longer extracted."""
    known = {statement.id for statement in record.statements}
    return dataclasses.replace(
        position,
        statement=position.statement if position.statement in known else None,
        ascribed_by=position.ascribed_by if position.ascribed_by in actors else None,
    )
