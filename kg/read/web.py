"""Pages by http and https: time and size limits, robots.txt respected, a pause between requests to one host."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
import urllib.robotparser
from email.message import Message

from kg.errors import ReadError
from kg.version import __version__

AGENT = f"kg/{__version__}"
KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
}


def is_url(name: str) -> bool:
    """Tell whether an input is an address."""
    return name.lower().startswith(("http://", "https://"))


class Fetcher:
    """Fetches pages and remembers each host's rules and the time of the last request.

    Args:
        timeout: Seconds to wait for a connection or for more data.
        delay: Seconds between two requests to one host; a longer crawl delay in robots.txt is kept.
        max_bytes: Larger pages are refused.
    """

    def __init__(self, *, timeout: float, delay: float, max_bytes: int) -> None:
        self.timeout = timeout
        self.delay = delay
        self.max_bytes = max_bytes
        self._rules: dict[str, urllib.robotparser.RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str) -> tuple[bytes, str]:
        """Return a page's bytes and the suffix of its format.

        Raises:
            ReadError: If it cannot be had, is too large, of no known format, or closed to robots.
        """
        parts = urllib.parse.urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules_of(host)
        if not rules.can_fetch(AGENT, url):
            raise ReadError("the site's robots.txt closes this page to programs. Save the page and name the file.")
        self._wait(host, float(rules.crawl_delay(AGENT) or 0))
        data, headers = self._get(url)
        kind = headers.get_content_type()
        if kind not in KINDS:
            raise ReadError(f"the page is of the type {kind}, which kg does not read.")
        return data, KINDS[kind]

    def _rules_of(self, host: str) -> urllib.robotparser.RobotFileParser:
        if host not in self._rules:
            rules = urllib.robotparser.RobotFileParser()
            try:
                data, _ = self._get(f"{host}/robots.txt")
                rules.parse(data.decode("utf-8", "replace").splitlines())
            except ReadError:
                rules.parse([])  # no rules: everything is open
            self._rules[host] = rules
        return self._rules[host]

    def _wait(self, host: str, crawl_delay: float) -> None:
        pause = self._last.get(host, -1e9) + max(self.delay, min(crawl_delay, 60.0)) - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._last[host] = time.monotonic()

    def _get(self, url: str) -> tuple[bytes, Message]:
        request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept": "text/html, text/*, */*;q=0.5"})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310 - http and https alone
                data = answer.read(self.max_bytes + 1)
                headers = answer.headers
        except urllib.error.HTTPError as exc:
            raise ReadError(f"the server answered {exc.code} {exc.reason}. Check the address.") from exc
        except (OSError, http.client.HTTPException, ValueError) as exc:
            reason = getattr(exc, "reason", exc)
            raise ReadError(
                f"cannot be fetched ({reason}). Check the address and the network, or raise --timeout."
            ) from exc
        if len(data) > self.max_bytes:
            raise ReadError(f"larger than {self.max_bytes:,} bytes. Raise --max-bytes.")
        return data, headers
