"""What people decided on positions, and the file that keeps it and what they decided on issues.

One JSON object a line, in order of time; those with a `kind` are about issues.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.model import Actor, Issue, Position
from kg.review.issues import IssueDecision
from kg.store.atomic import writing

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "decisions.jsonl"
"""The name of the file in the folder of a graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided on one position.

    `found` is the position as it was extracted, `now` what it is decided to be: None where the text shows no position.
    `holder` and `issue` are those of the one that counts, so that a decision can be carried out whatever is extracted.
    """

    document: str
    found: Position
    now: Position | None
    holder: Actor | None
    issue: Issue | None
    by: str
    on: dt.date
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What a file holds, in order of time: decisions on positions, and on issues."""

    positions: tuple[Decision, ...] = ()
    issues: tuple[IssueDecision, ...] = ()


def read_decisions(path: Path) -> Decisions:
    """Return the decisions in a file; none where there is no file.

    Raises:
        ReadError: If the file cannot be read or a line is no decision; it names the line.
    """
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as exc:
        raise ReadError(f"{path}: cannot be read ({exc.strerror}).", path=path) from exc
    found = [_decision(line, path, number) for number, line in enumerate(lines, start=1)]
    return Decisions(
        positions=tuple(one for one in found if isinstance(one, Decision)),
        issues=tuple(one for one in found if isinstance(one, IssueDecision)),
    )


def _decision(line: bytes, path: Path, number: int) -> Decision | IssueDecision:
    from pydantic import ValidationError

    try:
        if _is_about_issues(line):
            return _issue_adapter().validate_json(line)
        return _adapter().validate_json(line)
    except ValidationError as exc:
        reason = exc.errors(include_url=False)[0]["msg"]
        raise ReadError(
            f"{path}, line {number}: no decision ({reason}). Correct or delete the line.", path=path, line=number
        ) from exc


def _is_about_issues(line: bytes) -> bool:
    try:
        found = json.loads(line)
    except ValueError:
        return False
    return isinstance(found, dict) and "kind" in found


def add_decisions(path: Path, decisions: Iterable[Decision | IssueDecision]) -> None:
    """Write decisions behind those that a file holds; the file is replaced at once and whole.

    Raises:
        ExportError: If it cannot be written; it is then as it was.
    """
    before = path.read_bytes() if path.exists() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    with writing(path) as out:
        out.write(before)
        for decision in decisions:
            out.write(_dumped(decision) + b"\n")


def _dumped(decision: Decision | IssueDecision) -> bytes:
    return _adapter().dump_json(decision) if isinstance(decision, Decision) else _issue_adapter().dump_json(decision)


def effective(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the last decision on each extracted position, in order of time."""
    last = {(one.document, one.found.id): number for number, one in enumerate(decisions)}
    return [decisions[number] for number in sorted(last.values())]


@functools.cache
def _adapter() -> TypeAdapter[Decision]:
    from pydantic import TypeAdapter

    return TypeAdapter(Decision)


@functools.cache
def _issue_adapter() -> TypeAdapter[IssueDecision]:
    from pydantic import TypeAdapter

    return TypeAdapter(IssueDecision)
