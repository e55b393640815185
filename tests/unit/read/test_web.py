"""Pages from a server on this machine: rules, limits, redirects, types."""

from __future__ import annotations

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import ReadError
from kg.model import Document, Unread
from kg.read import read_inputs
from kg.read.web import Fetcher
from tests.unit.read.samples import WORDS, html_file


class Pages(BaseHTTPRequestHandler):
    """Answers from the table of its server: path -> (status, headers, body)."""

    def do_GET(self):
        self.server.asked.append(self.path)
        status, headers, body = self.server.pages.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # who asked may have had enough
            for at in range(0, len(body), 1000):
                self.wfile.write(body[at : at + 1000])
                if self.server.slow:
                    time.sleep(self.server.slow)

    def log_message(self, *_args):
        """Keep quiet."""


@pytest.fixture
def server(monkeypatch):
    """A server on a free port of this machine."""
    monkeypatch.setenv("no_proxy", "*")
    running = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    running.daemon_threads = True
    running.pages, running.asked, running.slow = {}, [], 0.0
    running.home = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def fetcher():
    """A fetcher that does not wait."""
    return Fetcher(timeout=2.0, delay=0.0, max_bytes=5_000)


TEXT = {"Content-Type": "text/plain"}


def test_page_becomes_a_document(server):
    """A page is read as its type says; its address is the document's."""
    server.pages["/a%20b?c=1"] = (200, {"Content-Type": "text/html; charset=utf-8"}, html_file())
    (document,) = read_inputs([f"{server.home}/a b?c=1#part"], delay=0)
    assert isinstance(document, Document)
    assert document.url == f"{server.home}/a b?c=1#part"
    assert WORDS in document.text


def test_listed_page_becomes_a_document(server, tmp_path):
    """An address in a list gives a document with its address."""
    server.pages["/open"] = (200, TEXT, WORDS.encode())
    (tmp_path / "pages.urls").write_text(f"# my pages\n{server.home}/open\n")
    (document,) = read_inputs([tmp_path / "pages.urls"], delay=0)
    assert (document.text, document.url) == (WORDS, f"{server.home}/open")


def test_pages_that_cannot_be_had_are_told(server):
    """Rules, errors, kinds and sizes each have their reason; no connection gives a line, not a traceback."""
    server.pages["/robots.txt"] = (200, TEXT, b"User-agent: *\nDisallow: /closed\n")
    server.pages["/picture"] = (200, {"Content-Type": "image/png"}, b"PNG")
    server.pages["/large"] = (200, TEXT, b"a" * 5000)
    said = {"/closed": "robots.txt", "/missing": "404", "/picture": "image/png", "/large": "larger than"}
    for path, reason in said.items():
        (unread,) = read_inputs([f"{server.home}{path}"], delay=0, max_bytes=1000)
        assert isinstance(unread, Unread)
        assert reason in unread.reason
    (unread,) = read_inputs(["http://127.0.0.1:9/"], delay=0, timeout=2)
    assert "cannot be fetched" in unread.reason


def test_rules_are_respected(server, fetcher):
    """A page that robots.txt closes is not asked for; the rules are read once."""
    server.pages["/robots.txt"] = (200, TEXT, b"User-agent: *\nDisallow: /closed\n")
    server.pages["/open"] = (200, TEXT, WORDS.encode())
    with pytest.raises(ReadError, match=r"robots\.txt"):
        fetcher.fetch(f"{server.home}/closed")
    assert fetcher.fetch(f"{server.home}/open") == (WORDS.encode(), ".txt")
    assert server.asked == ["/robots.txt", "/open"]


@pytest.mark.parametrize(("status", "closed"), [(404, False), (403, True), (503, True)])
def test_rules_that_cannot_be_read(server, fetcher, status, closed):
    """No rules open everything; rules that are withheld close everything."""
    server.pages["/robots.txt"] = (status, {}, b"")
    server.pages["/a"] = (200, TEXT, WORDS.encode())
    if closed:
        with pytest.raises(ReadError, match=r"robots\.txt"):
            fetcher.fetch(f"{server.home}/a")
    else:
        assert fetcher.fetch(f"{server.home}/a")[1] == ".txt"


def test_pause_between_requests(server):
    """Two pages of one host are asked for with a pause."""
    server.pages["/a"] = server.pages["/b"] = (200, TEXT, WORDS.encode())
    fetcher = Fetcher(timeout=2.0, delay=0.2, max_bytes=5_000)
    start = time.monotonic()
    for path in ("/a", "/b"):
        fetcher.fetch(server.home + path)
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "answered 404"),
        ((200, {"Content-Type": "image/png"}, b"x"), "type image/png"),
        ((200, {"Content-Type": "application/octet-stream"}, b"x"), "octet-stream"),
        ((200, TEXT, b"x" * 6_000), "larger than 5,000"),
        ((200, TEXT | {"Content-Length": "100"}, b"x"), "cut off|cannot be fetched"),
        ((200, TEXT | {"Content-Encoding": "gzip"}, b"x"), "packed"),
        ((302, {"Location": "ftp://a.example/x"}, b""), "not followed"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "not allowed"),
        ((302, {"Location": "http://localhost:1/x"}, b""), "not followed"),
        ((302, {"Location": "/a"}, b""), "redirect"),
    ],
)
def test_pages_refused(server, fetcher, answer, reason):
    """What cannot be had, is too large, of another type, or leads elsewhere is an error that says so."""
    server.pages["/a"] = answer
    with pytest.raises(ReadError, match=reason):
        fetcher.fetch(f"{server.home}/a")


def test_redirect_is_followed(server, fetcher):
    """A page that moved on its host is found; the suffix of its new address tells an undeclared format."""
    server.pages["/a"] = (301, {"Location": "/b.pdf"}, b"")
    server.pages["/b.pdf"] = (200, {"Content-Type": "application/octet-stream"}, b"%PDF")
    assert fetcher.fetch(f"{server.home}/a") == (b"%PDF", ".pdf")


def test_declared_encoding_is_kept(server, fetcher):
    """The server's word on the encoding reaches the reader; a wrong word does no harm."""
    server.pages["/a"] = (200, {"Content-Type": "text/plain; charset=windows-1251"}, "Осло".encode("cp1251"))
    server.pages["/b"] = (200, {"Content-Type": "text/plain; charset=nonsense"}, b"Oslo")
    assert fetcher.fetch(f"{server.home}/a")[0].decode("utf-8-sig") == "Осло"
    assert fetcher.fetch(f"{server.home}/b")[0] == b"Oslo"


def test_slow_page_ends(server):
    """A server that trickles, each piece in time, is left after a while."""
    server.pages["/a"] = (200, TEXT, b"x" * 60_000)
    server.slow = 0.05
    with pytest.raises(ReadError, match="seconds"):
        Fetcher(timeout=0.2, delay=0.0, max_bytes=100_000).fetch(f"{server.home}/a")


@pytest.mark.parametrize("url", ["http://[bad", "http://", "http://user:word@a.example/", "http://a.example:99999/"])
def test_no_addresses(url, fetcher):
    """What is no address is told before anything is asked for."""
    with pytest.raises(ReadError, match="not a web address"):
        fetcher.fetch(url)


def test_nobody_there(fetcher):
    """A host without a server is an error."""
    with pytest.raises(ReadError, match="cannot be fetched"):
        fetcher.fetch("http://127.0.0.1:9/x")
