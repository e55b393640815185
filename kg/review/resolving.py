"""From the words in a coded sheet to decisions on the positions of a graph."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.coding import CodedSheet, Coding
from kg.coding.sheet import CONFIRMED, NONE, STANCES, folded
from kg.errors import KgError
from kg.model import Actor, Issue, Position, Record, Stance, content_id
from kg.review.decisions import Decision, effective


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Decisions that a sheet brings, and what could not be carried out, one message a row."""

    decisions: tuple[Decision, ...]
    problems: tuple[str, ...]


def resolve(
    sheet: CodedSheet, records: Iterable[Record], *, earlier: Sequence[Decision] = (), by: str, on: dt.date
) -> Resolved:
    """Return what a coder decided.

    A row that confirms or changes the whole position, or changes a part of it, is a decision; one that is not coded, or
    confirms a part, is none. A decision that already stands is not made again.

    Args:
        sheet: The coded sheet.
        records: The graph's documents, as they stand.
        earlier: Decisions that were made before, in order of time.
        by: Who decides.
        on: The day.
    """
    coded = [coding for coding in sheet.codings if any(coding.coded)]
    known = _Known(effective(earlier))
    known.read(records, wanted={coding.position for coding in coded})
    decisions, problems = [], []
    for coding in coded:
        try:
            decision = _decision(coding, known, by=by, on=on)
        except KgError as exc:
            problems.append(exc.message)
            continue
        if decision and not known.stands(decision):
            decisions.append(decision)
    return Resolved(decisions=tuple(decisions), problems=tuple(problems))


@dataclass(slots=True)
class _Known:
    """What a graph holds that a sheet may name.

    Args:
        decisions: The effective decisions.
    """

    decisions: list[Decision]
    places: dict[str, tuple[str, Position]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    nicknamed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    labelled: dict[str, Issue] = field(default_factory=dict)

    def read(self, records: Iterable[Record], *, wanted: set[str]) -> None:
        """Take in the positions that are wanted, and all actors and issues, also those known from decisions alone."""
        for record in records:
            for actor in record.actors:
                self._learn(actor)
            for issue in record.issues:
                self.issues[issue.id] = issue
                self.labelled.setdefault(folded(issue.label) or "", issue)
            for position in record.positions:
                if position.id in wanted:
                    self.places[position.id] = (record.document.id, position)
        for decision in self.decisions:
            if decision.holder:
                self._learn(decision.holder)
            if decision.issue:
                self.issues.setdefault(decision.issue.id, decision.issue)

    def _learn(self, actor: Actor) -> None:
        self.actors.setdefault(actor.id, actor)
        self.named[folded(actor.name) or ""].add(actor.id)
        for alias in actor.aliases:
            self.nicknamed[folded(alias) or ""].add(actor.id)

    def before(self, position: str, stance: str | None) -> tuple[str, Position, Position]:
        """Return the document of a position, how it was extracted, and how it stood when the coder saw it.

        Raises:
            KgError: If the graph has no such position.
        """
        for one in self.decisions:
            if position == one.found.id and (one.now is None or stance == one.found.stance):
                return one.document, one.found, one.found
            if one.now and position == one.now.id:
                return one.document, one.found, one.now
        if position not in self.places:
            raise KgError(f"{position}: not in this graph. Take a sheet that was made from it.", position=position)
        document, found = self.places[position]
        return document, found, found

    def stands(self, decision: Decision) -> bool:
        """Say whether the same was decided before and nothing else since."""
        return any(
            (one.document, one.found.id, one.now, one.by)
            == (decision.document, decision.found.id, decision.now, decision.by)
            for one in self.decisions
        )

    def actor(self, name: str, position: str) -> Actor:
        """Return the actor that is called so.

        Raises:
            KgError: If there is none, or several.
        """
        key = folded(name) or ""
        ids = self.named.get(key) or self.nicknamed.get(key) or {one for one in (name,) if one in self.actors}
        if len(ids) != 1:
            many = f"several actors ({', '.join(sorted(ids))})" if ids else "no actor"
            raise KgError(
                f"{position}: {many} of this graph called {name!r}. Write a name or an id from actors.csv.", name=name
            )
        return self.actors[next(iter(ids))]

    def issue(self, label: str) -> Issue:
        """Return the issue with that label, a new one where there is none."""
        return self.labelled.get(folded(label) or "") or Issue(id=content_id("issue", label.casefold()), label=label)


def _decision(coding: Coding, known: _Known, *, by: str, on: dt.date) -> Decision | None:
    document, found, standing = known.before(coding.position, coding.proposed[2])
    holder, issue = known.actors.get(standing.holder), known.issues.get(standing.issue)
    now = None
    if coding.coded[2] != NONE:
        if coding.coded[0] != coding.proposed[0] and coding.written[0] not in (None, CONFIRMED):
            holder = known.actor(str(coding.written[0]), coding.position)
        if coding.coded[1] != coding.proposed[1] and coding.written[1] not in (None, CONFIRMED):
            issue = known.issue(str(coding.written[1]))
        if holder is None or issue is None:
            raise KgError(f"{coding.position}: its holder or issue is not in this graph any more. Write both cells.")
        now = _revised(standing, document, holder, issue, _stance(coding.coded[2]) or standing.stance)
        changed = (now.holder, now.issue, now.stance) != (found.holder, found.issue, found.stance)
        if not changed and None in coding.coded:
            return None
    return Decision(
        document=document, found=found, now=now, holder=holder, issue=issue, by=by, on=on, comment=coding.comment
    )


def _stance(word: str | None) -> Stance | None:
    return next((stance for stance in STANCES if stance == word), None)


def _revised(position: Position, document: str, holder: Actor, issue: Issue, stance: Stance) -> Position:
    """Return the position as decided: sure, and under the id that an extraction of it would have."""
    same = holder.id == position.holder
    return dataclasses.replace(
        position,
        id=position.id if same else content_id("position", document, holder.id, position.target[0], position.statement),
        holder=holder.id,
        issue=issue.id,
        stance=stance,
        score=1.0,
    )
