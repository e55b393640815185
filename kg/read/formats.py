"""Bytes of one format -> texts with what is known about them. A reader of any package has the shape of `Reader`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import ReadError
from kg.read.encoding import decode
from kg.read.front_matter import split_front_matter

if TYPE_CHECKING:
    from trafilatura.settings import Document as Page

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
"""How old Office files begin, and new ones under a password."""
MAX_UNPACKED = 500_000_000
"""A Word file that unpacks to more bytes is refused."""


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


class Reader(Protocol):
    """Turns the bytes of one format into texts: what the group `kg.readers` holds, one a file suffix."""

    def __call__(self, data: bytes, columns: Columns) -> Iterator[Text | ReadError]:
        """Yield each text, or in its place the error of a part that cannot be read (`suffix` among its facts).

        Raises:
            ReadError: If nothing can be read; the message says what to do.
        """


def read_text(data: bytes, columns: Columns) -> Iterator[Text | ReadError]:  # noqa: ARG001 - one shape for all formats
    """Yield a plain text or Markdown as it is, a byte order mark and a front matter aside."""
    told, text = split_front_matter(decode(data))
    yield Text(text=text, **told)


def read_html(data: bytes, columns: Columns) -> Iterator[Text | ReadError]:  # noqa: ARG001 - one shape for all formats
    """Yield the article of a web page, headline first, without navigation, comments and advertisements."""
    declared = CHARSET.search(data[:2048])
    source = decode(data, declared=declared[1].decode("ascii") if declared else None)
    page = _article(source, precise=True) or _article(source, precise=False)
    if page is None:
        raise ReadError("no article found in the page. Save its text as .txt, or check that it is an article.")
    text, title = str(page.text), page.title
    if title and " ".join(title.split()).casefold() not in " ".join(text[:1000].split()).casefold():
        text = f"{title}\n\n{text}"
    yield Text(text=text, title=title, published=page.date, publisher=page.sitename, url=page.url)


def _article(source: str, *, precise: bool) -> Page | None:
    import trafilatura

    page: Any = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False, favor_precision=precise)
    return page if page is not None and not isinstance(page, dict) and page.text else None


def read_docx(data: bytes, columns: Columns) -> Iterator[Text | ReadError]:  # noqa: ARG001 - one shape for all formats
    """Yield the paragraphs and table rows of a Word document in their order, joined by blank lines."""
    import docx

    if data.startswith(COMPOUND_FILE):
        raise ReadError("protected by a password, or an old .doc. Save it as .docx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise ReadError("unpacks to suspiciously much; it is not read. Save its text as .txt if you trust it.")
        document = docx.Document(io.BytesIO(data))
        blocks = [line for block in document.iter_inner_content() for line in _lines(block) if line.strip()]
        title = document.core_properties.title
    except ReadError:
        raise
    except Exception as exc:
        what = f"damaged or no .docx file ({type(exc).__name__}). Open it in a word processor and save it again."
        raise ReadError(what) from exc
    yield Text(text="\n\n".join(blocks), title=title or None)


def _lines(block: Any) -> list[str]:  # noqa: ANN401 - python-docx ships no types
    """Return a paragraph's text, or one line a row of a table."""
    if hasattr(block, "rows"):
        return ["\t".join(cell.text for cell in row.cells) for row in block.rows]
    return [block.text]
