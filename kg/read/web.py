"""Pages by http and https: time and size limits, robots.txt respected, a pause between requests to one host.

Only hosts that the user names are asked: a page may send the reader on to another public host, never to an address
of this machine or its network that was not named.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
import urllib.robotparser
from email.message import Message
from pathlib import PurePosixPath
from typing import IO

from kg.errors import ReadError
from kg.read.readers import known_suffixes
from kg.version import __version__

AGENT = f"kg/{__version__}"
HEADERS = {"User-Agent": AGENT, "Accept": "text/html, text/*, */*;q=0.5", "Accept-Encoding": "identity"}
KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
ANYTHING = frozenset(["application/octet-stream", "binary/octet-stream"])
"""Types that say nothing: the address's own suffix tells the format."""
MAX_REDIRECTS = 5
CHUNK = 65_536
WHOLE = 10
"""A page may take so many times the timeout in all."""


def is_url(name: str) -> bool:
    """Tell whether an input is an address."""
    return name.lower().startswith(("http://", "https://"))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, by http and https alone, and not into this machine's own network."""

    max_redirections = MAX_REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Return the next request.

        Raises:
            ReadError: If it would leave the web.
        """
        host = urllib.parse.urlsplit(newurl).hostname or ""
        if not is_url(newurl) or (host != req.host.partition(":")[0] and _is_local(host)):
            raise ReadError(f"the page sends the reader on to {newurl}, which is not followed. Name it yourself.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _is_local(host: str) -> bool:
    """Tell whether a host is this machine or stands in its own network; one that is not found is neither."""
    try:
        found = {str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return any(not ipaddress.ip_address(address).is_global for address in found)


class Fetcher:
    """Fetches pages and remembers each host's rules and the time of the last request.

    Args:
        timeout: Seconds to wait for a connection or for more data.
        delay: Seconds between two requests to one host; a longer crawl delay in robots.txt is kept, up to a minute.
        max_bytes: Larger pages are refused.
    """

    def __init__(self, *, timeout: float, delay: float, max_bytes: int) -> None:
        self.timeout = timeout
        self.delay = delay
        self.max_bytes = max_bytes
        self._rules: dict[str, urllib.robotparser.RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str) -> tuple[bytes, str]:
        """Return a page's bytes and the suffix of its format; text in a declared encoding comes as marked UTF-8.

        Raises:
            ReadError: If it cannot be had, is too large, of no known format, or closed to robots.
        """
        try:
            address = _plain(url)
        except ValueError as exc:
            raise ReadError(f"not a web address ({exc}). Correct it.") from exc
        data, headers, final = self._page(address)
        kind = headers.get_content_type()
        suffix = KINDS.get(kind)
        if suffix is None and kind in ANYTHING:
            suffix = PurePosixPath(urllib.parse.urlsplit(final).path).suffix.lower()
        if suffix not in known_suffixes():
            raise ReadError(
                f"the page is of the type {kind}, which kg does not read. Save it in a format that it reads."
            )
        return _recoded(data, headers), suffix

    def _page(self, url: str) -> tuple[bytes, Message, str]:
        """Return a page that its site's rules, and those of the site that it leads to, leave open."""
        self._respect(url)
        data, headers, final = self._get(url)
        if _site(final) != _site(url):
            self._check_rules(final)
        return data, headers, final

    def _respect(self, url: str) -> None:
        """Wait for the host's turn.

        Raises:
            ReadError: If its rules close the page to programs.
        """
        crawl_delay = self._check_rules(url).crawl_delay(AGENT)
        host = _site(url)
        pause = self._last.get(host, -1e9) + max(self.delay, min(float(crawl_delay or 0), 60.0)) - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._last[host] = time.monotonic()

    def _check_rules(self, url: str) -> urllib.robotparser.RobotFileParser:
        host = _site(url)
        if host not in self._rules:
            self._rules[host] = self._read_rules(host)
        if not self._rules[host].can_fetch(AGENT, url):
            raise ReadError("the site's robots.txt closes this page to programs. Save the page and name the file.")
        return self._rules[host]

    def _read_rules(self, host: str) -> urllib.robotparser.RobotFileParser:
        """Return a host's rules; no robots.txt opens everything, one that may not be read or fails closes everything."""
        rules = urllib.robotparser.RobotFileParser()
        try:
            data, _, _ = self._get(f"{host}/robots.txt")
            rules.parse(data.decode("utf-8", "replace").splitlines())
        except ReadError as exc:
            status = exc.facts.get("status")
            closed = isinstance(status, int) and (status in (401, 403) or status >= 500)
            rules.parse(["User-agent: *", "Disallow: /"] if closed else [])
        return rules

    def _get(self, url: str) -> tuple[bytes, Message, str]:
        request = urllib.request.Request(url, headers=HEADERS)  # noqa: S310 - http and https alone
        opener = urllib.request.build_opener(_Redirects)
        try:
            with opener.open(request, timeout=self.timeout) as answer:
                return self._body(answer), answer.headers, answer.url
        except urllib.error.HTTPError as exc:
            exc.close()
            advice = f"the server answered {exc.code} {exc.reason}. Check the address."
            raise ReadError(advice, status=exc.code) from exc
        except (OSError, http.client.HTTPException, ValueError) as exc:
            reason = getattr(exc, "reason", None) or exc
            raise ReadError(
                f"cannot be fetched ({reason}). Check the address and the network, or raise --timeout."
            ) from exc

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        """Return what a server sends, read piece by piece within the limits of size and time."""
        if (packed := answer.headers.get("Content-Encoding", "identity")) != "identity":
            raise ReadError(
                f"the server sends the page packed ({packed}) without being asked. Save it and name the file."
            )
        deadline = time.monotonic() + WHOLE * self.timeout
        data = bytearray()
        while piece := answer.read1(CHUNK):
            data += piece
            if len(data) > self.max_bytes:
                raise ReadError(f"larger than {self.max_bytes:,} bytes. Raise --max-bytes.")
            if time.monotonic() > deadline:
                raise ReadError(f"took more than {WHOLE * self.timeout:g} seconds. Raise --timeout.")
        if answer.length:
            raise ReadError(f"cut off {answer.length:,} bytes before its end. Try again.")
        return bytes(data)


def _site(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _plain(url: str) -> str:
    """Return an address in ASCII without its fragment; `ValueError` where it is none."""
    parts = urllib.parse.urlsplit(url.strip())
    if not parts.hostname or parts.username or parts.password:
        raise ValueError("no host, or a password in it")
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    netloc = (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else "")
    path, query = (urllib.parse.quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path or "/", parts.query))
    return urllib.parse.urlunsplit((parts.scheme, netloc, path, query, ""))


def _recoded(data: bytes, headers: Message) -> bytes:
    """Return text that the server declares to be in another encoding as UTF-8 with a mark, which every reader knows."""
    charset = headers.get_content_charset()
    if headers.get_content_maintype() != "text" or charset in (None, "utf-8", "utf8"):
        return data
    try:
        return data.decode("cp1252" if charset == "iso-8859-1" else str(charset)).encode("utf-8-sig", "replace")
    except (LookupError, UnicodeError):
        return data  # a wrong declaration: the reader finds the encoding
