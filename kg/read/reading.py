"""Inputs -> documents: one after the other, what cannot be read told and passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.errors import ReadError
from kg.model import Document, Unread
from kg.read.archives import Raw
from kg.read.documents import make_document
from kg.read.formats import Columns, Text
from kg.read.inputs import list_inputs, open_input
from kg.read.languages import language_of
from kg.read.readers import reader_for
from kg.read.web import Fetcher, is_url


class Memory(Protocol):
    """Knows inputs that were read before."""

    def recall(self, raw: Raw, seen: dict[str, str]) -> bool:
        """Say whether an input need not be read; the ids of its documents are then put into `seen`."""

    def remember(self, raw: Raw, documents: Sequence[Document]) -> None:
        """Keep what was in an input that was read whole."""


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    max_bytes: int = 50_000_000,
    text_column: str = "text",
    title_column: str = "title",
    date_column: str = "published",
    publisher_column: str = "publisher",
    url_column: str = "url",
    timeout: float = 30.0,
    delay: float = 1.0,
    languages: frozenset[str] | None = frozenset({"en"}),
    stdin: BinaryIO | None = None,
    memory: Memory | None = None,
) -> Iterator[Document | Unread]:
    """Yield each input's documents in order; an `Unread` in place of each that cannot be read or is not wanted.

    Args:
        inputs: Files, folders, `.zip` archives, `.urls` lists, http(s) addresses, `-`.
        max_bytes: Larger inputs are refused.
        text_column: The text's column in tables and JSON lines; so are the four after it.
        title_column: The title's column.
        date_column: The publication date's column.
        publisher_column: The publisher's column.
        url_column: The address's column.
        timeout: Seconds to wait for a page.
        delay: Seconds between two requests to one host.
        languages: ISO 639-1 codes wanted; None takes every language.
        stdin: Where `-` reads from.
        memory: What knows inputs that need not be read again; nothing is yielded for these.
    """
    columns = Columns(
        text=text_column, title=title_column, published=date_column, publisher=publisher_column, url=url_column
    )
    fetcher = Fetcher(timeout=timeout, delay=delay, max_bytes=max_bytes)
    seen: dict[str, str] = {}
    for name in list_inputs(inputs):
        try:
            for raw in open_input(name, max_bytes=max_bytes, fetcher=fetcher, stdin=stdin):
                if isinstance(raw, ReadError):
                    yield _unread(raw, str(raw.facts["input"]))
                elif memory is None:
                    yield from _documents(raw, columns, languages, seen)
                elif not memory.recall(raw, seen):
                    yield from _remembered(raw, _documents(raw, columns, languages, seen), memory)
        except ReadError as exc:
            yield _unread(exc, name)


def _remembered(raw: Raw, found: Iterator[Document | Unread], memory: Memory) -> Iterator[Document | Unread]:
    """Yield what was found; an input that gave documents alone is remembered."""
    documents, whole = list[Document](), True
    for one in found:
        if isinstance(one, Document):
            documents.append(one)
        else:
            whole = False
        yield one
    if whole and documents:
        memory.remember(raw, documents)


def _unread(error: ReadError, name: str) -> Unread:
    return Unread(input=name, reason=" ".join(error.message.split()), skipped=bool(error.facts.get("skipped", False)))


def _documents(
    raw: Raw, columns: Columns, languages: frozenset[str] | None, seen: dict[str, str]
) -> Iterator[Document | Unread]:
    try:
        for text in reader_for(raw.suffix)(raw.data, columns):
            if isinstance(text, ReadError):
                yield _unread(text, raw.name + str(text.facts.get("suffix", "")))
            else:
                yield _document(text, raw, languages, seen)
    except ReadError as exc:
        yield _unread(exc, raw.name)
    except Exception as exc:  # noqa: BLE001 - format libraries raise many kinds on damaged files
        yield _unread(ReadError(f"cannot be read ({type(exc).__name__}: {exc}). Is the file damaged?"), raw.name)


def _document(text: Text, raw: Raw, languages: frozenset[str] | None, seen: dict[str, str]) -> Document | Unread:
    name = raw.name + text.suffix
    if not text.text.strip():
        return Unread(input=name, reason="empty: there is no text in it.")
    language = language_of(text.text, wanted=languages)
    if languages and language not in languages:
        wanted = ", ".join(sorted(languages))
        return Unread(input=name, reason=f"its language is {language}, wanted: {wanted}.", skipped=True)
    document = make_document(
        text.text,
        input=name,
        title=text.title,
        published=text.published,
        publisher=text.publisher,
        url=text.url if text.url and is_url(text.url) else (raw.name if is_url(raw.name) else None),
        language=language,
    )
    if document.id in seen:
        return Unread(input=name, reason=f"the same text as {seen[document.id]}.", skipped=True)
    seen[document.id] = name
    return document
