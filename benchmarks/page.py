"""How fluid the page of a network is, in a real browser without a screen: `python -m benchmarks.page`. Needs chromium.

Frames are counted by the browser itself (requestAnimationFrame) while real mouse events come in; a frame of a screen with
60 pictures a second takes 16.7 ms. No graphics card is used.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

ACTORS, ISSUES, EDGES, CAMPS = 300, 80, 2_000, 4
STEPS = 90
RECORDER = """() => {
  window.frames_ = []; let last = performance.now(); window.recording_ = true;
  const step = (now) => { window.frames_.push(now - last); last = now; if (window.recording_) requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""
STANCES = {1: "support", -1: "oppose", 0: "ambivalent"}


def large_network(*, actors: int = ACTORS, issues: int = ISSUES, edges: int = EDGES, seed: int = 1) -> nx.Graph:
    """Return a seeded network of camps with one to several quotations an edge."""
    chance = random.Random(seed)
    graph: nx.Graph = nx.Graph(view="position")
    for i in range(actors):
        kind = ("Country", "Person", "InternationalOrganization", "Company")[i % 4]
        graph.add_node(f"actor-{i}", label=f"Actor {i}", kind="actor", type=kind)
    for i in range(issues):
        graph.add_node(f"issue-{i}", label=f"issue number {i}", kind="issue", type="Issue")
    line = {(camp, i): chance.choice((1, 1, -1)) for camp in range(CAMPS) for i in range(issues)}
    while graph.number_of_edges() < edges:
        actor = min(int(chance.expovariate(4 / actors)), actors - 1)
        issue = min(int(chance.expovariate(3 / issues)), issues - 1)
        if not graph.has_edge(f"actor-{actor}", f"issue-{issue}"):
            quotes = [
                _quote(chance, line[actor % CAMPS, issue], number) for number in range(1 + int(chance.expovariate(0.8)))
            ]
            graph.add_edge(f"actor-{actor}", f"issue-{issue}", weight=len(quotes), quotes=quotes)
    return graph


def _quote(chance: random.Random, line: int, number: int) -> dict[str, str]:
    sign = line if chance.random() < 0.85 else chance.choice((1, -1, 0))
    day = f"{2022 + chance.randrange(3)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    text = f"On occasion {number} the speaker told reporters in the capital where the government stands on the plan."
    return {
        "text": text,
        "stance": STANCES[sign],
        "document": f"Report of {day}",
        "publisher": "The Wire",
        "url": f"https://example.org/{day}",
        "date": day,
    }


def measured(page: Any, act: Callable[[int], None]) -> tuple[float, float, float]:
    """Return the median and the 95th percentile of frame times, and the processor's time a frame, in ms.

    The last is that of the page's main thread, which other programs on the machine do not make longer.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(RECORDER)
    before = _busy(session)
    for step in range(STEPS):
        act(step)
    frames = page.evaluate("() => { window.recording_ = false; return window.frames_.slice(1); }")
    busy = (_busy(session) - before) * 1000 / len(frames)
    session.detach()
    return statistics.median(frames), statistics.quantiles(frames, n=20)[-1], busy


def _busy(session: Any) -> float:
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def pan(page: Any) -> tuple[float, float, float]:
    """Drag the empty corner of the picture to and fro."""
    box = page.locator("#picture").bounding_box()
    x, y = box["x"] + 12, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    found = measured(page, lambda step: page.mouse.move(x + abs(step % 60 - 30) * 6, y + abs(step % 40 - 20) * 4))
    page.mouse.up()
    return found


def drag(page: Any) -> tuple[float, float, float]:
    """Drag the node in the middle, which search brought there."""
    page.fill("#search", "Actor 1")
    page.keyboard.press("Enter")
    page.wait_for_timeout(700)
    page.keyboard.press("Escape")
    box = page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    found = measured(page, lambda step: page.mouse.move(x + abs(step % 60 - 30) * 4, y + step % 20))
    page.mouse.up()
    return found


def zoom(page: Any) -> tuple[float, float, float]:
    """Turn the wheel in and out over the middle."""
    box = page.locator("#picture").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return measured(page, lambda step: page.mouse.wheel(0, -40 if step % 40 < 20 else 40))


def slide(page: Any) -> tuple[float, float, float]:
    """Drag the left end of the time slider."""
    box = page.locator("#from").bounding_box()
    x, y = box["x"] + 8, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    found = measured(page, lambda step: page.mouse.move(x + abs(step % 90 - 45) * box["width"] / 60, y))
    page.mouse.up()
    return found


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    from kg.export import write_network_html

    browser = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        path = Path(folder) / "network.html"
        write_network_html(large_network(), path)
        page = player.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page(
            viewport={"width": 1280, "height": 800}
        )
        began = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_function("document.getElementById('counts').textContent")
        print(f"{EDGES:,} edges, {path.stat().st_size / 1e6:.2f} MB; open after {time.perf_counter() - began:.2f} s\n")
        print(
            "| what the reader does | median frame, ms | 95th percentile, ms | main thread, ms of processor a frame |\n|---|---|---|---|"
        )
        for mode in ("position", "congruence", "conflict"):
            page.click(f"[data-mode={mode}]")
            page.locator("#weight").fill("0")
            page.wait_for_timeout(500)
            for act in (pan, zoom, drag, slide):
                label = f"{act.__name__}, {mode}, {page.inner_text('#counts')}"
                median, high, busy = act(page)
                print(f"| {label} | {median:.1f} | {high:.1f} | {busy:.1f} |", flush=True)
                page.click("#reset")
                page.click(f"[data-mode={mode}]")
                page.locator("#weight").fill("0")
                page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
