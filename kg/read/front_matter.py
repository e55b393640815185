"""Front matter: the lines between two rules at the top of a Markdown file, which tell about the text and are none of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

FENCED = re.compile(r"\s*---[ \t]*\r?\n(?P<lines>(?:[^\n]{0,1000}\n){1,100}?)(?:---|\.\.\.)[ \t]*(?:\r?\n\s*|$)")
"""At most a hundred lines between the rules; a rule further down divides the text."""
KEY = re.compile(r"(?P<name>[A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
CONTINUED = re.compile(r"\s*$|\s*#|[ \t]+\S|-[ \t]")
"""What may stand between the keys: nothing, a comment, more of a value, an item of a list."""
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "published": ("published", "date", "pubdate", "created"),
    "publisher": ("publisher", "publication", "site", "sitename", "outlet"),
    "url": ("url", "link", "permalink", "canonical", "source"),
}
"""Field of a document -> the keys that give it, the first one first."""


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Return what the front matter of a text tells, by field, and the text below it.

    >>> split_front_matter('---\ntitle: "Talks fail"\nurl: https://news.example/1\n---\n\nNorway left.')
    ({'title': 'Talks fail', 'url': 'https://news.example/1'}, 'Norway left.')
    >>> split_front_matter("---\nNorway left the talks.\n---\nIt said so.")[0]
    {}
    """
    fenced = FENCED.match(text)
    lines = fenced["lines"].splitlines() if fenced else []
    keys = [KEY.fullmatch(line.rstrip()) for line in lines]
    if not fenced or not any(keys) or not all(k or CONTINUED.match(line) for k, line in zip(keys, lines, strict=True)):
        return {}, text
    values = {key["name"].casefold(): _plain(key["value"] or "") for key in keys if key}
    found = {field: next((values[n] for n in names if values.get(n)), "") for field, names in NAMES.items()}
    return {field: value for field, value in found.items() if value}, text[fenced.end() :]


def _plain(value: str) -> str:
    """Return a value without its quotation marks."""
    quoted = re.fullmatch(r"([\"'])(.*)\1(?:[ \t]+#.*)?", value.strip())
    return quoted[2].replace('\\"', '"').replace("''", "'").strip() if quoted else value.strip()
