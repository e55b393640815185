"""What tells search engines where the pages are: sitemap.xml (sitemaps.org, 50,000 addresses a file) and robots.txt."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self, TextIO
from xml.sax.saxutils import escape

LIMIT = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Sitemap:
    """Writes the addresses of pages as they come. Use as a context manager.

    Up to `limit` addresses stand in `sitemap.xml`; more in `sitemaps/sitemap-N.xml`, which `sitemap.xml` then lists.
    """

    def __init__(self, folder: Path, url: str, *, limit: int = LIMIT) -> None:
        self._folder = folder
        self._url = url
        self._limit = limit
        self._parts = 0
        self._count = 0
        self._out: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if kind is None:
            self._finish()

    def add(self, path: str) -> None:
        """Add a page by its path within the site."""
        if self._out is None or self._count == self._limit:
            self._close()
            self._parts += 1
            self._count = 0
            part = self._part(self._parts)
            part.parent.mkdir(exist_ok=True)
            self._out = part.open("w", encoding="utf-8", newline="\n")
            self._out.write(f'{HEADER}<urlset xmlns="{NAMESPACE}">\n')
        self._count += 1
        self._out.write(f"<url><loc>{escape(self._url + path)}</loc></url>\n")

    def _part(self, number: int) -> Path:
        return self._folder / "sitemaps" / f"sitemap-{number}.xml"

    def _close(self) -> None:
        if self._out is not None:
            self._out.write("</urlset>\n")
            self._out.close()
            self._out = None

    def _finish(self) -> None:
        target = self._folder / "sitemap.xml"
        if self._parts == 1:
            self._part(1).replace(target)
            (self._folder / "sitemaps").rmdir()
            return
        parts = "".join(
            f"<sitemap><loc>{escape(self._url)}sitemaps/sitemap-{number}.xml</loc></sitemap>\n"
            for number in range(1, self._parts + 1)
        )
        target.write_text(f'{HEADER}<sitemapindex xmlns="{NAMESPACE}">\n{parts}</sitemapindex>\n', encoding="utf-8")


def robots(url: str) -> str:
    """Return robots.txt: everything may be read, and the sitemap is there."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n"
