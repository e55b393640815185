"""What people decided on issues - merged, renamed, split - and a record as it is after that."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.model import Issue, Position, Record, Stance, content_id
from kg.store.table import Table
from kg.taxonomy import Concept, Taxonomy

Kind = Literal["merge", "rename", "split", "undo"]
COLUMNS = ("decision", "kind", "issues", "into", "turned", "documents", "by", "on", "counts", "comment")
OTHER: dict[Stance, Stance] = {"support": "oppose", "oppose": "support"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDecision:
    """What somebody decided on issues.

    merge: `issues` are one, which is `now`; rename: the one issue bears the label of `now`; split: what was found as
    `issues` stands as `now` again, or each on its own where that is None, and is never grouped with those in `apart`;
    undo: the decision with the id `undoes` does not count any more.

    `turned` holds ids of issues on which a stance is the contrary one on `now`: "lifting sanctions" of sanctions.
    `documents` are the ids of those in which a split holds; without any it holds everywhere.
    """

    kind: Kind
    issues: tuple[Issue, ...] = ()
    now: Issue | None = None
    turned: tuple[str, ...] = ()
    apart: tuple[Issue, ...] = ()
    documents: tuple[str, ...] = ()
    undoes: str | None = None
    by: str
    on: dt.date
    comment: str | None = None

    @property
    def id(self) -> str:
        """The id, made of what was decided, by whom and when."""
        known = (self.kind, sorted(one.id for one in self.issues), self.now and (self.now.id, self.now.label))
        return content_id("decision", *known, sorted(self.documents), self.undoes, self.by, self.on)


def standing(decisions: Iterable[IssueDecision]) -> tuple[IssueDecision, ...]:
    """Return the decisions that count, in order of time: none that was undone later, and no undoing."""
    found: list[IssueDecision] = []
    for one in decisions:
        if one.kind == "undo":
            found = [other for other in found if other.id != one.undoes]
        else:
            found.append(one)
    return tuple(found)


def merged(decisions: Sequence[IssueDecision]) -> Iterator[tuple[IssueDecision, tuple[Issue, ...]]]:
    """Yield merges and renamings that count, each with the issues in it that no later split took out everywhere."""
    for number, one in enumerate(decisions):
        if one.kind != "split" and one.now:
            later = [other for other in decisions[number:] if other.kind == "split" and not other.documents]
            gone = {issue.id for other in later for issue in other.issues} - {one.now.id}
            yield one, tuple(issue for issue in one.issues if issue.id not in gone)


class Settled:
    """Issues as people decided them to be.

    Args:
        decisions: Those that count, in order of time.
    """

    def __init__(self, decisions: Sequence[IssueDecision] = ()) -> None:
        self.decisions = tuple(decisions)
        self._ids = frozenset(issue.id for one in decisions for issue in one.issues)
        self._now = {one.now.id: one.now for one in decisions if one.now}
        self._marks = tuple(f'"{one}"'.encode() for one in sorted(self._ids | self._now.keys()))

    def touches(self, line: bytes) -> bool:
        """Tell whether a record, as a line of `documents.jsonl`, may hold an issue that was decided on."""
        return any(mark in line for mark in self._marks)

    def __call__(self, record: Record) -> Record:
        """Return the record with its positions on the issues that were decided for them."""
        if not self.decisions:
            return record
        positions = tuple(self._position(one, record.document.id) for one in record.positions)
        about = {one.issue for one in positions}
        known = {issue.id: issue for issue in record.issues} | {
            name: self._now[name] for name in about & self._now.keys()
        }
        return dataclasses.replace(
            record, positions=positions, issues=tuple(issue for issue in known.values() if issue.id in about)
        )

    def _position(self, position: Position, document: str) -> Position:
        issue, turned = position.issue, False
        for one in self.decisions:
            if not one.documents or document in one.documents:
                issue, turned = _after(one, position.issue, issue, turned)
        if issue == position.issue:
            return position
        stance = OTHER.get(position.stance, position.stance) if turned else position.stance
        return dataclasses.replace(position, issue=issue, stance=stance)

    def concepts(self, taxonomy: Taxonomy) -> Iterator[Concept]:
        """Yield what was decided as concepts, with the names of what was merged; they go before the taxonomy's."""
        for name, issue in self._now.items():
            known = taxonomy[name] if name in taxonomy else Concept(id=name, label=issue.label)
            parts = [(one, some) for one, some in merged(self.decisions) if one.now and one.now.id == name]
            others = {part.label for one, some in parts for part in some if part.id not in one.turned}
            yield dataclasses.replace(
                known,
                label=issue.label,
                alt_labels=tuple(sorted({*known.alt_labels, *others} - {issue.label})),
                broader=issue.broader,
            )


def _after(decision: IssueDecision, found: str, issue: str, turned: bool) -> tuple[str, bool]:
    """Return on which issue a position is after a decision, and whether its stance is turned round.

    Args:
        decision: The decision.
        found: The issue as it was extracted.
        issue: The issue after all earlier decisions.
        turned: Whether its stance is turned after them.
    """
    ids = {one.id for one in decision.issues}
    if decision.kind != "split":
        now = decision.now.id if decision.now else issue
        return (now, turned ^ (issue in decision.turned)) if issue in ids else (issue, turned)
    if found in ids:
        return (decision.now.id, found in decision.turned) if decision.now else (found, False)
    if issue in ids and decision.now:
        return decision.now.id, turned ^ (issue in decision.turned)
    return issue, turned


def decisions_table(decisions: Sequence[IssueDecision]) -> Table:
    """Return one row a decision, in order of time, with `COLUMNS`; `counts` says that it was not undone."""
    counting = {id(one) for one in standing(decisions)}
    return Table(COLUMNS, tuple(_row(one, id(one) in counting) for one in decisions))


def _row(one: IssueDecision, counts: bool) -> tuple[ox.Literal, ...]:
    words = (
        one.id,
        one.kind,
        "; ".join(issue.label for issue in one.issues) or one.undoes or "",
        one.now.label if one.now else "",
        "; ".join(issue.label for issue in one.issues if issue.id in one.turned),
        "; ".join(one.documents),
        one.by,
        one.on.isoformat(),
        "yes" if counts else "",
        one.comment or "",
    )
    return tuple(ox.Literal(word) for word in words)
