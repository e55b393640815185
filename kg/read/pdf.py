"""PDF -> text: pages joined, lines of a paragraph put together again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

from kg.errors import ReadError
from kg.read.formats import Columns, Text

PROTECTED = "protected by a password. Remove the protection and try again."
FULL = 0.75
"""A line at least so long, measured by the longest of its page, runs on into the next one unless a sentence ends."""
ENDS = (".", "!", "?", ":", "”", '"', "’")
HYPHENATED = re.compile(r"(\w+)-\n(\w+)")


def read_pdf(data: bytes, columns: Columns) -> Iterator[Text | ReadError]:  # noqa: ARG001 - one shape for all formats
    """Yield the text of a PDF, pages joined by blank lines."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(PROTECTED)
        pages = [unwrap(page.extract_text()) for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except ReadError:
        raise
    except (DependencyError, FileNotDecryptedError) as exc:
        raise ReadError(PROTECTED) from exc
    except Exception as exc:
        raise ReadError(f"damaged or no PDF ({type(exc).__name__}: {exc}). Open it and save it again.") from exc
    text = "\n\n".join(filter(str.strip, pages))
    if not text:
        raise ReadError("the PDF holds no text, only pictures. Run text recognition on it first.")
    yield Text(text=text, title=title)


def unwrap(page: str) -> str:
    r"""Return a page's text with the lines of a paragraph joined; a heading, short by nature, keeps its own line.

    A word divided at the line's end loses its hyphen where the page has it in one piece elsewhere.

    >>> unwrap("Accord\nThe minister said that the agree-\nment is good, an agreement for all.")
    'Accord\nThe minister said that the agreement is good, an agreement for all.'
    """
    words = set(re.findall(r"\w+", page))
    page = HYPHENATED.sub(lambda m: m[1] + m[2] if m[1] + m[2] in words else f"{m[1]}-{m[2]}", page)
    lines = page.split("\n")
    width = max(map(len, lines))
    joined = lines[0]
    for line, following in pairwise(lines):
        runs_on = len(line) >= FULL * width and not line.rstrip().endswith(ENDS) and following.strip()
        joined = f"{joined.rstrip()} {following.lstrip()}" if runs_on else f"{joined}\n{following}"
    return joined
