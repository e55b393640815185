"""Coded statements as documents: the passages that a coder marked, and the positions coded in them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import get_args

import numpy as np

from kg.coding.actors import NamedActors
from kg.discourse import NetworkOptions, Statements, stances_of, time_of
from kg.errors import ReadError, SettingsError
from kg.model import Actor, Document, Issue, Position, Record, Span, Stance, Statement, content_id

BEGINNING = 80
"""Characters of a passage that stand for the target at most."""
STANCES: tuple[Stance, ...] = get_args(Stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One statement of a table. `person` speaks for the holder; empty texts where the table tells nothing.

    `document`, `title`, `publisher` and `day` are those of its document.
    """

    id: str
    holder: str
    holder_type: str
    person: str
    issue: str
    stance: Stance
    coder: str
    words: str
    start: int
    document: str
    title: str
    publisher: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDocument:
    """What a table holds of one document.

    `coders` has the ids of the positions by who coded them. `fingerprint` changes with whatever the table says of it.
    """

    record: Record
    coders: dict[str, tuple[str, ...]]
    fingerprint: str


def coded_statements(statements: Statements, options: NetworkOptions, *, by: str | None) -> Iterator[Coded]:
    """Yield the statements of a table, each with a stance.

    Args:
        statements: Those that count.
        options: Which columns are actor, issue and stance.
        by: Who coded; None takes the table's column `coder`.

    Raises:
        ReadError: If a stance is none, or a time no day.
        SettingsError: If nobody is said to have coded.
    """
    names = ("statement_id", "actor_type", "person", "coder", "text", "start_position")
    about = ("document_id", "document_title", "document_source", "time")
    columns = {name: _texts(statements, name) for name in (*names, *about)}
    holders, issues = (statements.columns[name].texts() for name in (options.v1, options.v2))
    if by is None and not any(columns["coder"]):
        raise SettingsError("who coded these statements? Say it with --by NAME.", option="by")
    own = options.v1 == "person"
    for i, stance in enumerate(stances_of(statements, options.qualifier)):
        start, coder = columns["start_position"][i], columns["coder"][i]
        yield Coded(
            id=columns["statement_id"][i] or str(i + 1),
            holder=holders[i].strip(),
            holder_type="Person" if own else columns["actor_type"][i].strip(),
            person="" if own else columns["person"][i].strip(),
            issue=issues[i].strip(),
            stance=_stance(stance, options.qualifier),
            coder=by or (f"coder {coder}" if coder.isdecimal() else coder) or "unknown coder",
            words=columns["text"][i].strip(),
            start=int(start) if start.isdecimal() else 0,
            document=columns["document_id"][i],
            title=columns["document_title"][i],
            publisher=columns["document_source"][i],
            day=_day(columns["time"][i]),
        )


def coded_documents(
    coded: Iterable[Coded], *, source: str, actors: NamedActors, issue: Callable[[str], Issue]
) -> Iterator[CodedDocument]:
    """Yield a document for each one of a table, in order of their first statements.

    Its text are the passages that are coded, each once, in order of their places, below a heading that names the document
    and the table. A statement without words is a line of its own, such as `Greens: oppose, cap and trade`.

    Args:
        coded: The statements.
        source: What the table is called.
        actors: Finds actors by name.
        issue: Finds issues by label.
    """
    groups: dict[tuple[str, ...], list[Coded]] = defaultdict(list)
    for one in coded:
        groups[one.document, one.title, one.publisher, one.day].append(one)
    for found in groups.values():
        yield _Builder(source, actors, issue).document(sorted(found, key=lambda one: one.start))


def _stance(word: str, qualifier: str | None) -> Stance:
    for known in STANCES:
        if known == word.strip().lower():
            return known
    raise ReadError(f"{qualifier} {word!r}: no stance. Known: {', '.join(STANCES)}, or numbers.", value=word)


def _day(time: str) -> str:
    """Return the day of a time, empty where there is none."""
    moment = time_of(time)
    return "" if np.isnat(moment) else str(moment)[:10]


def _texts(statements: Statements, name: str) -> list[str]:
    return statements.columns[name].texts() if name in statements.columns else [""] * len(statements)


@dataclass(slots=True)
class _Builder:
    """Makes one document."""

    source: str
    actors: NamedActors
    issue: Callable[[str], Issue]
    parties: dict[str, Actor] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def document(self, coded: list[Coded]) -> CodedDocument:
        """Return the document of these statements."""
        about = coded[0]
        called = about.title or about.document or "Statements"
        place = self.source.replace("\\", "/").rpartition("/")[2]
        text, spans = _joined(f"{called}: passages coded in {place}", [_words(one) for one in coded])
        sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        document = Document(
            id=f"doc-{sha256[:16]}",
            input="#".join(filter(None, (self.source, about.document or about.day))),
            sha256=sha256,
            text=text,
            title=called,
            published=dt.date.fromisoformat(about.day) if about.day else None,
            publisher=about.publisher or None,
        )
        positions = [self._position(document.id, one, spans[_words(one)]) for one in coded]
        coders: dict[str, list[str]] = defaultdict(list)
        for one, position in zip(coded, positions, strict=True):
            coders[one.coder].append(position.id)
        record = Record(
            document=document,
            actors=tuple(self.parties.values()),
            statements=tuple(self.statements.values()),
            positions=tuple(positions),
            issues=tuple(self.issues.values()),
        )
        said = json.dumps([asdict(one) for one in coded], sort_keys=True)
        mark = f"coded {hashlib.sha256(said.encode()).hexdigest()[:32]}"
        return CodedDocument(record=record, coders={k: tuple(v) for k, v in coders.items()}, fingerprint=mark)

    def _position(self, document: str, one: Coded, span: Span) -> Position:
        holder, issue = self._party(one.holder, one.holder_type), self.issue(one.issue)
        self.issues[issue.id] = issue
        statement = None
        if one.person:
            speaker = self._party(one.person, "Person")
            statement = content_id("statement", document, span, speaker, holder)
            self.statements[statement] = Statement(
                id=statement, source=(), cue=(), content=(span,), speaker=speaker, on_behalf_of=holder
            )
        said = content_id("position", document, one.id, holder, issue.id, one.stance, one.coder)
        self.counts[said] += 1
        return Position(
            id=said if self.counts[said] == 1 else content_id("position", said, self.counts[said]),
            holder=holder,
            issue=issue.id,
            target=(_beginning(_words(one), span),),
            stance=one.stance,
            evidence=(span,),
            statement=statement,
        )

    def _party(self, name: str, kind: str) -> str:
        actor = self.actors(name, kind=kind)
        self.parties.setdefault(actor.id, actor)
        return actor.id


def _words(one: Coded) -> str:
    return one.words or f"{one.holder}: {one.stance}, {one.issue}"


def _beginning(words: str, span: Span) -> Span:
    """Return where the first words of a passage stand: coders do not mark which of its words name the issue."""
    cut = words[: BEGINNING + 1].rpartition(" ")[0].rstrip() if len(words) > BEGINNING else words
    return Span(span.start, span.start + len(cut or words[:BEGINNING]))


def _joined(heading: str, passages: list[str]) -> tuple[str, dict[str, Span]]:
    """Return the heading and the passages, each once, as one text, and where each passage stands in it."""
    parts, end, spans = [heading], len(heading), dict[str, Span]()
    for passage in passages:
        if passage not in spans:
            spans[passage] = Span(end + 2, end + 2 + len(passage))
            parts.append(passage)
            end = spans[passage].end
    return "\n\n".join(parts), spans
