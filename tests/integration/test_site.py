"""`kg site` as its user meets it: the command, and the pages in a real browser over a plain file server."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WALK = """<!DOCTYPE html><title>walk</title><body><iframe id="page" width="375" height="700"></iframe><ol id="log"></ol>
<script>
const page = document.getElementById("page"), log = text => document.getElementById("log").append(
  Object.assign(document.createElement("li"), { textContent: text }));
const steps = [
  d => d.querySelector(".counts a[href='browse/actors.html']"),
  d => [...d.querySelectorAll("td a")].find(a => a.textContent === "China"),
  d => d.querySelector("ol.claims .quote.oppose a"),
  d => { log("quote: " + d.querySelector("blockquote mark").textContent); return d.querySelector("a.place"); },
];
page.onload = () => setTimeout(() => {
  const d = page.contentDocument;
  log(`${d.title} | fits: ${d.documentElement.scrollWidth <= 376}`);
  const step = steps.shift();
  if (step) { step(d).click(); return; }
  const mark = d.querySelector("mark:target"), place = mark.getBoundingClientRect();
  log("marked: " + mark.textContent);
  log(`seen: ${place.top >= 0 && place.bottom <= 700} ${page.contentWindow.getComputedStyle(mark).outlineStyle}`);
}, 50);
page.src = "site/index.html";
</script></body>"""

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def served(demo, tmp_path_factory) -> Path:
    """The folder that a file server shows: the site of the examples, and the page that walks through it."""
    folder = tmp_path_factory.mktemp("served")
    command = [
        sys.executable,
        "-m",
        "kg",
        "site",
        demo,
        "--out",
        folder / "site",
        "--base-url",
        "https://example.org/s",
    ]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    assert re.search(r"pages on [\d,]+ resources, for https://example.org/s/", done.stderr)
    (folder / "walk.html").write_text(WALK)
    return folder


@contextlib.contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback with Python's own file server; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")
def test_from_an_actor_to_the_highlighted_words(served, tmp_path):
    """A reader clicks from the front page to an actor, a position, and its words, marked and in sight in the document.

    On a screen as narrow as a telephone's, no page has to be scrolled sideways.
    """
    with file_server(served) as address:
        flags = (*FLAGS, "--virtual-time-budget=60000", f"--user-data-dir={tmp_path}", "--dump-dom")
        command = [str(BROWSER), *flags, f"{address}/walk.html"]
        dom = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout
    log = re.findall(r"<li>(.*?)</li>", dom)
    assert [line.partition(" – ")[0] for line in log[:3]] == ["Overview", "Actors", "China"], log
    assert log[3].startswith("China opposes "), log
    quote = log[4].removeprefix("quote: ")
    assert log[6] == f"marked: {quote}", log
    assert log[7] == "seen: true solid", log
    assert all(line.endswith("fits: true") for line in log[:4] + log[5:6]), log


def test_servers_say_what_files_are(served):
    """A plain file server gives each page, its Turtle and the description of the dataset."""
    actor = "site/actor/actor-chn"
    with file_server(served) as address:
        for path, wanted in ((f"{actor}.html", b"<h1>"), (f"{actor}.ttl", b"actor:actor-chn a fpp:Actor")):
            with urllib.request.urlopen(f"{address}/{path}", timeout=30) as answer:
                assert wanted in answer.read()
        with urllib.request.urlopen(f"{address}/site/.well-known/void", timeout=30) as answer:
            assert b"void:triples" in answer.read()


def test_command_refuses(demo, tmp_path, run_kg):
    """Addresses that are none, and folders with other things, are refused with a reason; nothing is written."""
    status, _, message = run_kg("site", demo, "--out", tmp_path / "a", "--base-url", "example.org")
    assert (status, "web address" in message) == (2, True)
    status, _, message = run_kg("site", demo, "--out", demo)
    assert (status, "not part of a site" in message) == (2, True)
    status, _, message = run_kg("site", tmp_path / "nothing", "--out", tmp_path / "a")
    assert (status, "no graph here" in message) == (1, True)
    assert not list(tmp_path.iterdir())
