"""Inputs -> documents: one after the other, what cannot be read told and passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import ReadError
from kg.model import Document, Unread
from kg.read.documents import make_document
from kg.read.formats import FORMATS, Columns, Text
from kg.read.inputs import Raw, list_inputs, open_input
from kg.read.web import Fetcher, is_url

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SURE = 0.9
"""A text is skipped as another language only where that is at least so probable."""
MIN_LETTERS = 40
"""Shorter texts do not show their language; they are taken for one that is wanted."""


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
                    yield Unread(input=str(raw.facts["input"]), reason=raw.message)
                else:
                    yield from _documents(raw, columns, languages, seen)
        except ReadError as exc:
            yield Unread(input=name, reason=exc.message)


def _documents(
    raw: Raw, columns: Columns, languages: frozenset[str] | None, seen: dict[str, str]
) -> Iterator[Document | Unread]:
    try:
        for text in FORMATS[raw.suffix](raw.data, columns):
            yield _document(text, raw, languages, seen)
    except ReadError as exc:
        yield Unread(input=raw.name, reason=exc.message)
    except Exception as exc:  # noqa: BLE001 - format libraries raise many kinds on damaged files
        yield Unread(input=raw.name, reason=f"cannot be read ({type(exc).__name__}: {exc}). Is the file damaged?")


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
        url=text.url or (raw.name if is_url(raw.name) else None),
        language=language,
    )
    first = seen.setdefault(document.id, name)
    return document if first == name else Unread(input=name, reason=f"the same text as {first}.", skipped=True)


def language_of(text: str, *, wanted: frozenset[str] | None = None) -> str:
    """Return the ISO 639-1 code of a text's language; the wanted one unless another is nearly sure.

    >>> language_of("Der Außenminister sagte am Montag in Berlin, die Gespräche seien gescheitert.")
    'de'
    """
    likely = "en" if wanted is None or "en" in wanted else min(wanted)
    sample = text[:5000]
    if sum(c.isalpha() for c in sample) < MIN_LETTERS:
        return likely
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else likely


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
