"""From the names of issues, as people write them, to decisions on them."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping, Sequence

from kg.coding.sheet import folded
from kg.errors import QueryError
from kg.issues import TopicReader
from kg.model import Issue, Record, content_id
from kg.review.issues import IssueDecision, merged, standing
from kg.taxonomy import CONCEPT_PREFIX, Matcher, Taxonomy, load_taxonomy


class IssueNames:
    """The issues of a graph, by what people call them.

    Args:
        records: The graph's documents, as they stand.
        decisions: All decisions on issues that were made before, in order of time.
        groups: Ids of the issues in each group that `kg issues` shows, by the id after which it is called.
        taxonomy: What names may also mean; None takes the shipped concepts.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        decisions: Sequence[IssueDecision] = (),
        groups: Mapping[str, Sequence[str]] | None = None,
        taxonomy: Taxonomy | None = None,
    ) -> None:
        self.decisions = tuple(decisions)
        self.groups = groups or {}
        self.issues: dict[str, Issue] = {}
        self.documents: dict[str, str] = {}
        self._about: dict[str, set[str]] = {}
        self._ids: dict[str, str] = {}
        self._replaced: dict[str, str] = {}
        self._former: dict[str, Issue] = {}
        self._matcher = Matcher(taxonomy or load_taxonomy())
        self._topics = TopicReader()
        for record in records:
            about = record.document
            self.documents |= {name: about.id for name in (about.id, about.input, about.url) if name}
            self._about[about.id] = {issue.id for issue in record.issues}
            self.issues |= {issue.id: issue for issue in record.issues}
        for issue in self.issues.values():
            self._ids.setdefault(folded(issue.label) or "", issue.id)
        for one, parts in merged(standing(self.decisions)):
            self._learn(one, parts)

    def _learn(self, decision: IssueDecision, parts: Iterable[Issue]) -> None:
        """Take in the names that issues had before they were merged or renamed."""
        for part in parts:
            self._former |= {folded(part.label) or "": part, part.id: part}
            self._ids.setdefault(folded(part.label) or "", part.id)
            if decision.now and decision.now.id != part.id:
                self._replaced[part.id] = decision.now.id

    def merge(
        self,
        names: Sequence[str],
        into: str,
        *,
        turn: Sequence[str] = (),
        as_is: bool = False,
        by: str,
        on: dt.date,
        comment: str | None = None,
    ) -> IssueDecision:
        """Return the decision that issues are one.

        The name of a group stands for all in it, another one for the issue alone. Stances on what is done against the thing
        ("lifting sanctions" into "sanctions") are turned round.

        Args:
            names: Labels, earlier labels, ids or IRIs.
            into: What the one is called: one of them, another issue or concept, or a new name.
            turn: Those whose stances are turned round whatever their words say.
            as_is: Whether to turn no others.
            by: Who decides.
            on: The day.
            comment: Why.

        Raises:
            QueryError: If a name means no issue, or nothing would change.
        """
        found = self._all(names)
        now = self._target(into, found)
        turned = {issue.id for issue in self._all(turn)}
        if not as_is:
            turned |= {one.id for one in found if self._direction(one.label) != self._direction(now.label)}
        parts = tuple(sorted({one.id: one for one in found}.values(), key=lambda one: one.id))
        if not [one for one in parts if one.id != now.id]:
            raise QueryError(f"{into!r}: nothing to merge. Name at least one other issue.", name=into)
        turned &= {one.id for one in parts} - {now.id}
        return IssueDecision(
            kind="merge", issues=parts, now=now, turned=tuple(sorted(turned)), by=by, on=on, comment=comment
        )

    def rename(self, name: str, label: str, *, by: str, on: dt.date, comment: str | None = None) -> IssueDecision:
        """Return the decision that an issue bears another name; its id stays.

        Raises:
            QueryError: If the name means no issue, or another issue bears the label.
        """
        issue, new = self.current(name), _label(label)
        other = self._standing(self._ids.get(folded(new) or "") or "")
        if other not in ("", issue.id):
            raise QueryError(f"{new!r} is another issue. To make them one: kg issues merge.", name=new)
        if new == issue.label:
            raise QueryError(f"{new!r}: so it is called.", name=new)
        now = Issue(id=issue.id, label=new, kind=issue.kind, broader=issue.broader)
        return IssueDecision(kind="rename", issues=(issue,), now=now, by=by, on=on, comment=comment)

    def split(
        self,
        names: Sequence[str],
        *,
        into: str | None = None,
        documents: Sequence[str] = (),
        by: str,
        on: dt.date,
        comment: str | None = None,
    ) -> IssueDecision:
        """Return the decision that issues are taken out of what they were merged or grouped with.

        Args:
            names: Labels, ids or IRIs, also of issues that were merged into another one.
            into: What they are called together; None leaves each its own name.
            documents: Ids, inputs or URLs of the documents in which it holds; `into` is needed then.
            by: Who decides.
            on: The day.
            comment: Why.

        Raises:
            QueryError: If a name means nothing, or `into` is missing where it is needed.
        """
        parts = tuple(
            self._former.get(folded(name) or "") or self._former.get(name) or self.current(name) for name in names
        )
        if documents and not into:
            raise QueryError("a split in some documents needs a name for what is meant there (--into).")
        ids = {one.id for one in parts}
        now = self._target(into, parts) if into else None
        if now and now.id in ids:
            raise QueryError(f"{into!r} is what is split. Give it another name.", name=into)
        return IssueDecision(
            kind="split",
            issues=parts,
            now=now,
            turned=tuple(
                sorted(one.id for one in parts if now and self._direction(one.label) != self._direction(now.label))
            ),
            apart=self._rest(ids, now) if not documents else tuple(one for one in parts),
            documents=tuple(sorted({self._document(name, parts) for name in documents})),
            by=by,
            on=on,
            comment=comment,
        )

    def undo(self, decision: str, *, by: str, on: dt.date, comment: str | None = None) -> IssueDecision:
        """Return the decision that an earlier one does not count.

        Raises:
            QueryError: If no decision that counts has that id.
        """
        known = [one.id for one in standing(self.decisions)]
        if decision not in known:
            raise QueryError(
                f"{decision}: no such decision counts here. `kg issues decisions` lists them.", name=decision
            )
        return IssueDecision(kind="undo", undoes=decision, by=by, on=on, comment=comment)

    def current(self, name: str) -> Issue:
        """Return the issue that is called so, now or before it was merged.

        Raises:
            QueryError: If there is none.
        """
        key = folded(name) or ""
        found = self._ids.get(key) or next(
            (one for one in self._everyone() if name == one or name.endswith(f"/{one}")), ""
        )
        found = self._standing(found)
        if found in self.issues:
            return self.issues[found]
        taxonomy = self._matcher.taxonomy
        concept = CONCEPT_PREFIX + name.rpartition("#")[2] if "#" in name else self._matcher.named(name) or name
        if concept in taxonomy:
            return Issue(id=concept, label=taxonomy[concept].label, broader=taxonomy[concept].broader)
        labels = {key: self.issues[one].label for key, one in self._ids.items() if one in self.issues}
        close = [labels[one] for one in difflib.get_close_matches(key, labels, n=3)]
        hint = f"Similar: {'; '.join(close)}." if close else "`kg issues GRAPH --by issue` lists them."
        raise QueryError(f"no issue of this graph is called {name!r}. {hint}", name=name)

    def _everyone(self) -> Iterable[str]:
        """Return the ids of all issues, those that were merged too."""
        return (*self.issues, *self._replaced)

    def _standing(self, issue: str) -> str:
        """Return the id of the issue that stands for one that was merged."""
        met = {issue}
        while issue not in self.issues and (after := self._replaced.get(issue)) and after not in met:
            met.add(after)
            issue = after
        return issue

    def _all(self, names: Sequence[str]) -> list[Issue]:
        """Return the issues that names mean: all of a group that is called so, else the one."""
        found: dict[str, Issue] = {}
        for name in names:
            issue = self.current(name)
            for one in self.groups.get(issue.id, (issue.id,)):
                found[one] = self.issues.get(one, issue)
        return list(found.values())

    def _target(self, name: str, parts: Sequence[Issue]) -> Issue:
        """Return the issue that bears a name, a new one below what its parts stand below where there is none."""
        label = _label(name)
        known = self._standing(self._ids.get(folded(label) or "") or "")
        if known in self.issues:
            return self.issues[known]
        if self._matcher.named(label):
            return self.current(label)
        own = content_id("issue", label.casefold())
        broader = self._matcher.concepts(label) or tuple(sorted({up for one in parts for up in one.broader} - {own}))
        return Issue(id=own, label=label, kind=parts[0].kind, broader=broader)

    def _rest(self, ids: set[str], now: Issue | None) -> tuple[Issue, ...]:
        """Return what issues are kept apart from: what they stand in one group with, or were merged into."""
        holders = {
            one.now.id for one, parts in merged(standing(self.decisions)) if one.now and ids & {p.id for p in parts}
        }
        groups = [set(some) for some in self.groups.values() if ids & set(some) or holders & set(some)]
        rest = set().union(holders, *groups) - ids - {now.id if now else ""}
        return tuple(self.issues[one] for one in sorted(rest) if one in self.issues)

    def _document(self, name: str, parts: Sequence[Issue]) -> str:
        """Return the id of a document in which one of some issues occurs."""
        found = self.documents.get(name)
        if found is None:
            raise QueryError(f"{name}: no such document here. Ids and inputs stand in documents.jsonl.", name=name)
        ids = {one.id for one in parts} | {self._standing(one.id) for one in parts}
        if not ids & self._about[found]:
            raise QueryError(f"{name}: no position here on {'; '.join(one.label for one in parts)}.", name=name)
        return found

    def _direction(self, label: str) -> int:
        return self._topics(label).direction


def _label(text: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise QueryError("an issue needs a name; this one is empty.")
    return found
