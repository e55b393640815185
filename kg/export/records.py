"""`documents.jsonl`: records as JSON, one line a document, and back.

The keys, their order and their meaning are a public contract: `docs/reference/documents-jsonl.md`. The same record
gives the same bytes, on any machine.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import orjson

from kg.errors import ExportError, ReadError
from kg.model import Actor, Document, Issue, Mention, Position, Post, Record, Relation, Span, Statement, Turn
from kg.store.atomic import writing

if TYPE_CHECKING:
    from pydantic import TypeAdapter

DOCUMENT_KEYS = ("id", "input", "sha256", "title", "published", "publisher", "url", "language", "text")
CLAIM_KEYS = ("actors", "mentions", "statements", "positions", "relations", "issues")
POSITION_KEYS = (
    *("id", "holder", "issue", "target", "stance", "statement", "evidence"),
    *("intensity", "ascribed_by", "score"),
)
KEYS: dict[type, tuple[str, ...]] = {
    **{kind: tuple(item.name for item in fields(kind)) for kind in (Turn, Mention, Actor, Post, Statement)},
    Position: POSITION_KEYS,
    **{kind: tuple(item.name for item in fields(kind)) for kind in (Relation, Issue)},
}


def record_to_json(record: Record) -> dict[str, Any]:
    """Return the record as JSON values, keys in the order of the contract; `turns` only where there are any."""
    document = record.document
    found = {key: _plain(getattr(document, key)) for key in DOCUMENT_KEYS}
    if document.turns:
        found["turns"] = _plain(document.turns)
    for key in CLAIM_KEYS:
        found[key] = _plain(getattr(record, key))
    return found


def record_line(record: Record) -> bytes:
    r"""Return the record as one line of UTF-8 JSON, without the `\n`.

    Raises:
        ExportError: If a text holds what UTF-8 cannot (half a surrogate pair).
    """
    try:
        return orjson.dumps(record_to_json(record))
    except TypeError as exc:
        document = record.document
        raise ExportError(
            f"{document.input}: cannot be written as JSON ({exc}). Repair the text's encoding.", document_id=document.id
        ) from exc


def record_from_json(obj: Mapping[str, Any]) -> Record:
    """Return the record that `record_to_json` made into `obj`.

    Raises:
        ReadError: If a key is unknown or missing, a value has another type, or a span does not fit the text.
    """
    try:
        return record_from_line(orjson.dumps(obj))
    except TypeError as exc:
        raise ReadError(f"not a record: {exc}. See docs/reference/documents-jsonl.md.") from exc


def record_from_line(line: bytes | str) -> Record:
    """Return the record in one line of `documents.jsonl`.

    Raises:
        ReadError: As `record_from_json`, or if the line is no JSON.
    """
    from pydantic import ValidationError

    try:
        parsed = _adapter().validate_json(line)
    except ValidationError as exc:
        raise ReadError(f"not a record: {_first_error(exc)}. See docs/reference/documents-jsonl.md.") from exc
    values = {key: getattr(parsed, key) for key in (*DOCUMENT_KEYS, "turns")}
    record = Record(document=Document(**values), **{key: getattr(parsed, key) for key in CLAIM_KEYS})
    _check_offsets(record)
    return record


def read_documents_jsonl(path: str | Path) -> Iterator[Record]:
    """Yield the records of a `documents.jsonl`, one at a time.

    Raises:
        ReadError: If the file cannot be read or a line is no record; it names the line.
    """
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                yield _record_at(line, path, number)
    except OSError as exc:
        raise ReadError(f"{path}: cannot be read ({exc.strerror}).", path=path) from exc


def write_documents_jsonl(records: Iterable[Record], path: str | Path) -> None:
    """Write one line a record, replacing the file at once and whole.

    Raises:
        ExportError: If a record or the file cannot be written.
    """
    with writing(path) as out:
        for record in records:
            out.write(record_line(record) + b"\n")


def _record_at(line: bytes, path: str | Path, number: int) -> Record:
    try:
        return record_from_line(line)
    except ReadError as exc:
        raise ReadError(f"{path}, line {number}: {exc.message}", path=path, line=number) from exc


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    """Return a record, or a part of one, as what JSON knows."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if type(value) in KEYS:
        return {key: _plain(getattr(value, key)) for key in KEYS[type(value)]}
    return value


@functools.cache
def _adapter() -> TypeAdapter[Any]:
    """Return the one strict reader of lines: JSON types only, unknown keys refused, at every depth."""
    from pydantic import ConfigDict, TypeAdapter, create_model

    hints = {**get_type_hints(Document), **get_type_hints(Record)}
    shape: dict[str, Any] = {key: (hints[key], ...) for key in (*DOCUMENT_KEYS, *CLAIM_KEYS)}
    shape |= {key: (hints[key], ()) for key in ("turns", "issues")}
    config = ConfigDict(extra="forbid", strict=True)
    return TypeAdapter(create_model("RecordLine", __config__=config, **shape))


def _check_offsets(record: Record) -> None:
    """Refuse spans that reach beyond the text."""
    length = len(record.document.text)
    claims = (*record.mentions, *record.statements, *record.positions, *record.relations, *record.document.turns)
    for claim in claims:
        for name in KEYS[type(claim)]:
            for span in _spans(getattr(claim, name)):
                if not 0 <= span.start < span.end <= length:
                    raise ReadError(
                        f"not a record: {name} {list(span)} lies outside the text of {length} characters.",
                        document_id=record.document.id,
                        span=span,
                    )


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        yield from (item for item in value if isinstance(item, Span))


def _first_error(exc: Any) -> str:  # noqa: ANN401 - pydantic's error, imported lazily
    first = exc.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])
