"""Bytes of one format -> texts with what is known about them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.errors import ReadError


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text found in an input, before it is a document. `suffix` tells several of one input apart (`#3`)."""

    text: str
    suffix: str = ""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of the columns of tables and JSON lines."""

    text: str = "text"
    title: str = "title"
    published: str = "published"
    publisher: str = "publisher"
    url: str = "url"


Format = Callable[[bytes, Columns], Iterator[Text]]


def decode(data: bytes) -> str:
    """Return the text of bytes in UTF-8 or, where they are not, in the encoding that fits best.

    Raises:
        ReadError: If they are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data[:4096]:
        raise ReadError("not a text: it holds binary data. Name files of a format that kg reads.")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ReadError("its encoding cannot be told. Save it as UTF-8.")
    return data.decode(best.encoding, "replace")


def read_text(data: bytes, columns: Columns) -> Iterator[Text]:  # noqa: ARG001 - one signature for all formats
    """Yield a plain text or Markdown as it is, a byte order mark aside."""
    yield Text(text=decode(data))


def read_html(data: bytes, columns: Columns) -> Iterator[Text]:  # noqa: ARG001 - one signature for all formats
    """Yield the article of a web page, without navigation, comments and advertisements (trafilatura)."""
    import trafilatura

    page = trafilatura.bare_extraction(decode(data), with_metadata=True, include_comments=False, favor_precision=True)
    if page is None or isinstance(page, dict) or not page.text:
        raise ReadError("no article found in the page. Save its text as .txt, or check that it is an article.")
    yield Text(text=page.text, title=page.title, published=page.date, publisher=page.sitename, url=page.url)


def read_pdf(data: bytes, columns: Columns) -> Iterator[Text]:  # noqa: ARG001 - one signature for all formats
    """Yield the text of a PDF, pages joined by blank lines."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("protected by a password. Remove the protection and try again.")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except ReadError:
        raise
    except Exception as exc:
        raise ReadError(f"damaged or no PDF ({type(exc).__name__}: {exc}).") from exc
    text = "\n\n".join(filter(str.strip, pages))
    if not text:
        raise ReadError("the PDF holds no text, only pictures. Run text recognition on it first.")
    yield Text(text=text, title=title)


def read_docx(data: bytes, columns: Columns) -> Iterator[Text]:  # noqa: ARG001 - one signature for all formats
    """Yield the paragraphs of a Word document, joined by blank lines."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as exc:
        advice = "damaged, protected by a password, or no .docx file"
        raise ReadError(f"{advice} ({type(exc).__name__}). Save it again as .docx without a password.") from exc
    text = "\n\n".join(p.text for p in document.paragraphs if p.text.strip())
    known = document.core_properties
    yield Text(text=text, title=known.title or None)


def read_jsonl(data: bytes, columns: Columns) -> Iterator[Text]:
    """Yield one text a line; a line that is no object with a text is an error that names it."""
    for number, line in enumerate(decode(data).split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as exc:
                raise ReadError(f"line {number} is not JSON ({exc}).") from exc
            if not isinstance(row, dict):
                raise ReadError(f"line {number} is not a JSON object.")
            yield _row(row, columns, f"#{number}")


def read_csv(data: bytes, columns: Columns) -> Iterator[Text]:
    """Yield one text a row; the first row names the columns."""
    csv.field_size_limit(2**31 - 1)
    rows = csv.DictReader(io.StringIO(decode(data), newline=""))
    if columns.text not in (rows.fieldnames or []):
        found = ", ".join(rows.fieldnames or []) or "none"
        raise ReadError(f"no column {columns.text!r} (found: {found}). Name the text's column with --text-column.")
    for number, row in enumerate(rows, 2):
        yield _row(row, columns, f"#{number}")


def _row(row: dict[str, Any], columns: Columns, suffix: str) -> Text:
    text = row.get(columns.text)
    if not isinstance(text, str):
        found = ", ".join(sorted(map(str, row)))
        raise ReadError(f"{suffix[1:]}: no text under {columns.text!r} (found: {found}). Name it with --text-column.")

    def known(name: str) -> str | None:
        value = row.get(name)
        return str(value) if value else None

    return Text(
        text=text,
        suffix=suffix,
        title=known(columns.title),
        published=known(columns.published),
        publisher=known(columns.publisher),
        url=known(columns.url),
    )


FORMATS: dict[str, Format] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
}
