"""`positions.csv`, `statements.csv`, `actors.csv`: one row a claim, in words, for people and spreadsheets.

UTF-8, RFC 4180 (CRLF, quotes doubled). Pieces of a split role are joined by ` … `; offsets are `start-end` pairs joined
by `;`, in code points of the document's text. Text that a spreadsheet would take for a formula (it starts with `=`,
`+`, `-`, `@`, tab or carriage return) gets a `'` in front.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.export.spreadsheet import Cell, write_csv
from kg.model import Actor, Document, Position, Post, Record, Spans, Statement
from kg.store.atomic import writing

DOCUMENT_COLUMNS = ("document_id", "document_title", "published", "publisher", "url")
STATEMENT_COLUMNS = (
    "statement_id",
    "speaker",
    "on_behalf_of",
    "addressees",
    "source",
    "cue",
    "content",
    "quotation",
    "negated",
    "venue",
    "stated_on",
    "score",
    *DOCUMENT_COLUMNS,
    "speaker_id",
    "on_behalf_of_id",
    "parent_id",
    "source_offsets",
    "cue_offsets",
    "content_offsets",
)
POSITION_COLUMNS = (
    "position_id",
    "holder",
    "holder_type",
    "stance",
    "issue",
    "target",
    "evidence",
    "intensity",
    "score",
    "ascribed_by",
    "speaker",
    "on_behalf_of",
    "source",
    "cue",
    "content",
    "stated_on",
    *DOCUMENT_COLUMNS,
    "holder_id",
    "issue_id",
    "statement_id",
    "target_offsets",
    "evidence_offsets",
)
ACTOR_COLUMNS = (
    "actor_id",
    "name",
    "type",
    "aliases",
    "wikidata",
    "iso3",
    "posts",
    "documents",
    "mentions",
    "statements",
    "positions",
)


def write_positions_csv(records: Iterable[Record], path: str | Path) -> None:
    """Write one row a position, with the words that prove it and the statement that it stands in.

    Raises:
        ExportError: If the file cannot be written; an older one is then unchanged.
    """
    _write(path, POSITION_COLUMNS, (row for record in records for row in _position_rows(record)))


def write_statements_csv(records: Iterable[Record], path: str | Path) -> None:
    """Write one row a statement: who spoke, for whom, and the words of its three roles.

    Raises:
        ExportError: If the file cannot be written; an older one is then unchanged.
    """
    _write(path, STATEMENT_COLUMNS, (row for record in records for row in _statement_rows(record)))


def write_actors_csv(records: Iterable[Record], path: str | Path) -> None:
    """Write one row an actor, over all documents: names, identifiers, posts, and in how much it takes part.

    Raises:
        ExportError: If the file cannot be written; an older one is then unchanged.
    """
    profiles: dict[str, _Profile] = {}
    for record in records:
        _count(record, profiles)
    _write(path, ACTOR_COLUMNS, (profiles[key].row() for key in sorted(profiles)))


def _write(path: str | Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with writing(path) as out:
        write_csv(out, columns, rows)


def _words(spans: Spans, text: str) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def _offsets(spans: Spans) -> str:
    return ";".join(f"{span.start}-{span.end}" for span in spans)


def _document_cells(document: Document) -> tuple[Cell, ...]:
    published = document.published.isoformat() if document.published else None
    return (document.id, document.title, published, document.publisher, document.url)


def _names(record: Record) -> dict[str | None, str]:
    return {None: "", **{actor.id: actor.name for actor in record.actors}}


def _statement_rows(record: Record) -> Iterator[tuple[Cell, ...]]:
    names, text = _names(record), record.document.text
    for one in record.statements:
        yield (
            one.id,
            names.get(one.speaker, one.speaker),
            names.get(one.on_behalf_of, one.on_behalf_of),
            "; ".join(names.get(actor, actor) for actor in one.addressees),
            *_role_words(one, text),
            one.quotation,
            "yes" if one.negated else "no",
            one.venue,
            one.date.isoformat() if one.date else None,
            one.score,
            *_document_cells(record.document),
            one.speaker,
            one.on_behalf_of,
            one.parent,
            _offsets(one.source),
            _offsets(one.cue),
            _offsets(one.content),
        )


def _role_words(statement: Statement, text: str) -> tuple[str, str, str]:
    return _words(statement.source, text), _words(statement.cue, text), _words(statement.content, text)


def _position_rows(record: Record) -> Iterator[tuple[Cell, ...]]:
    statements = {one.id: one for one in record.statements}
    actors = {actor.id: actor for actor in record.actors}
    issues = {issue.id: issue.label for issue in record.issues}
    names, text = _names(record), record.document.text
    for one in record.positions:
        holder = actors.get(one.holder)
        yield (
            one.id,
            names.get(one.holder, one.holder),
            holder.type if holder else None,
            one.stance,
            issues.get(one.issue, one.issue),
            _words(one.target, text),
            _words(one.evidence, text),
            one.intensity,
            one.score,
            names.get(one.ascribed_by, one.ascribed_by),
            *_statement_cells(statements.get(one.statement or ""), names, text),
            *_document_cells(record.document),
            *_position_ids(one),
        )


def _statement_cells(
    statement: Statement | None, names: dict[str | None, str], text: str
) -> tuple[Cell, Cell, Cell, Cell, Cell, Cell]:
    """Return speaker, on_behalf_of, source, cue, content, stated_on; empty where a position has no statement."""
    if statement is None:
        return ("", "", "", "", "", None)
    return (
        names.get(statement.speaker, statement.speaker),
        names.get(statement.on_behalf_of, statement.on_behalf_of),
        *_role_words(statement, text),
        statement.date.isoformat() if statement.date else None,
    )


def _position_ids(position: Position) -> tuple[Cell, ...]:
    target, evidence = _offsets(position.target), _offsets(position.evidence)
    return (position.holder, position.issue, position.statement, target, evidence)


@dataclass(slots=True)
class _Profile:
    """What all documents say about one actor. Differing names are settled by number, then by alphabet."""

    actor: Actor
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    documents: int = 0
    mentions: int = 0
    statements: int = 0
    positions: int = 0

    def row(self) -> tuple[Cell, ...]:
        name = min(self.names, key=lambda one: (-self.names[one], one))
        return (
            self.actor.id,
            name,
            self.actor.type,
            "; ".join(sorted((self.aliases | set(self.names)) - {name})),
            self.actor.wikidata,
            self.actor.iso3,
            "; ".join(sorted(self.posts)),
            self.documents,
            self.mentions,
            self.statements,
            self.positions,
        )


def _count(record: Record, profiles: dict[str, _Profile]) -> None:
    mentions = Counter(mention.actor for mention in record.mentions)
    spoken = Counter(part for one in record.statements for part in {one.speaker, one.on_behalf_of} if part)
    held = Counter(position.holder for position in record.positions)
    for actor in record.actors:
        profile = profiles.setdefault(actor.id, _Profile(actor))
        profile.names[actor.name] += 1
        profile.aliases.update(actor.aliases)
        profile.posts.update(map(_post, actor.posts))
        profile.documents += 1
        profile.mentions += mentions[actor.id]
        profile.statements += spoken[actor.id]
        profile.positions += held[actor.id]


def _post(post: Post) -> str:
    where = f", {post.organization}" if post.organization else ""
    whom = f" (for {post.represents})" if post.represents else ""
    start = f" from {post.start}" if post.start else ""
    end = f" to {post.end}" if post.end else ""
    return f"{post.title}{where}{whom}{start}{end}"
