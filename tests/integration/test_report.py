"""Analyses and the report of a built graph, the page in a real browser."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess

import pytest
from lxml import html
from pypdf import PdfReader

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def report(demo, tmp_path_factory):
    """The report of the examples."""
    from kg.api import Graph
    from kg.report import gather, write_report

    out = tmp_path_factory.mktemp("report") / "report.html"
    write_report(gather(Graph(demo).statements(), draws=2, samples=2), out)
    return out


@pytest.mark.parametrize(
    ("analysis", "more"),
    [
        ("polarisation", ("--since", "2025")),
        ("phases", ("--window", "weeks", "--size", "4")),
        ("clusters", ()),
        ("explain", ("--method", "average")),
        ("balance", ("--actor-type", "Country")),
        ("backbone", ("--method", "fixed", "--size", "3", "--iterations", "50")),
        ("ideal", ("--draws", "50", "--warm-up", "20", "--min-issues", "1")),
        ("contradictions", ()),
        ("bars", ("--v1", "actor", "--qualifier", "stance")),
    ],
)
def test_analyses_of_a_graph(run_kg, demo, analysis: str, more: tuple[str, ...]):
    """Each analysis reads a graph's positions, with its filters, and answers in CSV."""
    status, out, err = run_kg("analyse", analysis, demo, *more, "--format", "csv")
    assert status == 0, err
    assert len(next(csv.reader(io.StringIO(out)))) > 1


def test_the_report_counts_the_graph(run_kg, demo, report):
    """Statements in the report are the graph's positions; each is quoted with its words."""
    status, out, _ = run_kg("query", demo, "positions", "--format", "csv")
    assert status == 0
    number = len(list(csv.DictReader(io.StringIO(out))))
    page = html.parse(report)
    (told,) = page.xpath("//dl/div[dt='statements']/dd")
    assert abs(int(told.text_content()) - number) <= number * 0.05  # holders that are persons are no organizations
    quotes = page.xpath("//section[h2[@id='quotes']]//blockquote")
    assert len(quotes) == int(told.text_content())
    assert all(len(quote.text.split()) > 1 for quote in quotes)


def test_the_page_in_a_browser(report, tmp_path):
    """Chromium shows the page without a complaint, draws every picture, and prints it with its quotes."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("chromium is not installed")
    given = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=5000",
        "--enable-logging=stderr",
    ]
    pdf = tmp_path / "report.pdf"
    done = subprocess.run(
        [*given, f"--print-to-pdf={pdf}", f"file://{report}"], capture_output=True, text=True, timeout=120, check=True
    )
    assert "CONSOLE" not in done.stderr
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    for heading in (
        "Coverage",
        "Coalitions",
        "Time line",
        "Polarisation",
        "Contradictions",
        "Behind the numbers",
        "Quotes",
    ):
        assert heading in text
    assert re.search(r"coalition \d+ coalition \d+", text)  # rows of the heat map: pictures are texts in print too
    assert len(PdfReader(pdf).pages) < 40


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_follows_a_number(report, width: int):
    """From a number to its list, from there to the quote; nothing is wider than the screen, names of pictures are told."""
    playwright = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"file://{report}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        number = page.locator("#documents td.n a").first
        told = int(number.inner_text())
        number.click()
        heading = page.locator("h3:target")
        playwright.expect(heading).to_be_in_viewport()
        assert heading.inner_text().endswith(f"({told})")
        line = heading.locator("xpath=following-sibling::ul[1]/li").first
        words = line.inner_text()
        line.locator("a").click()
        quote = page.locator("blockquote:target")
        playwright.expect(quote).to_be_in_viewport()
        assert quote.inner_text()[:30] in words
        names = ("Who takes which position on what", "What coalitions say", "When they spoke of what")
        for name in names:
            playwright.expect(page.get_by_role("img", name=name)).to_have_count(1)
        browser.close()
