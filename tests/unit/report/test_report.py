"""The page of a report: every number leads to its quotes, nothing is loaded, the same facts give the same bytes."""

from __future__ import annotations

import base64
import csv
import io
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from typer.testing import CliRunner

from kg.analysis import coded
from kg.cli.app import app
from kg.discourse import Statements, column_of
from kg.errors import SettingsError
from kg.report import ReportOptions, gather, report_page, write_report
from kg.report.periods import periods_of
from kg.report.quotes import LINES, Index

HOSTILE = '<script>alert("1")</script> & \u202ea\U0001f600'
ROWS = (
    *(
        ("Alba", "tariffs", "1"),
        ("Alba", "tariffs", "1"),
        ("Alba", "quotas", "0"),
        ("Bor", "tariffs", "1"),
        ("Bor", "quotas", "0"),
    ),
    *(
        ("Cyr", "tariffs", "0"),
        ("Cyr", "quotas", "1"),
        ("Dun", "tariffs", "0"),
        ("Dun", "quotas", "1"),
        ("Dun", "tariffs", "1"),
    ),
    (HOSTILE, HOSTILE, "1"),
)


def said(rows=ROWS) -> Statements:
    """Return statements, one a fortnight, of two publishers; the last has no day."""
    days = [str(np.datetime64("2024-01-03") + 14 * i) for i in range(len(rows) - 1)] + [""]
    texts = {
        "organization": [row[0] for row in rows],
        "concept": [row[1] for row in rows],
        "agreement": [row[2] for row in rows],
        "statement_id": [f"s{i}" for i in range(len(rows))],
        "time": days,
        "document_id": [f"d{i // 2}" for i in range(len(rows))],
        "document_title": [f"Sitting {i // 2}" for i in range(len(rows))],
        "document_source": ["Gazette" if i % 3 else "Herald" for i in range(len(rows))],
        "text": [f"Words {i} {row[0]}" for i, row in enumerate(rows)],
    }
    return Statements(
        columns={name: column_of(column) for name, column in texts.items()}, kinds={"agreement": "boolean"}
    )


@pytest.fixture(scope="module")
def page():
    """The page, parsed."""
    return html.fromstring(report_page(gather(said(), draws=2, samples=2)))


def numbers(page, title: str, name: str) -> list[str]:
    """Return the cells of a row of the table in a section."""
    return [
        cell.text_content()
        for cell in page.xpath(f"//section[h2[@id='{title}']]//tr[th[normalize-space()=$name]]/td", name=name)
    ]


def test_numbers_are_those_of_the_statements(page):
    """Counts by actor and issue, by publisher, in all."""
    assert numbers(page, "actors", "Dun")[:5] == ["3", "2", "1", "0", "2"]
    assert numbers(page, "issues", "tariffs") == ["6", "4", "2", "0", "4"]
    assert numbers(page, "coverage", "Gazette") == ["7"]
    facts = {one.findtext("dt"): one.find("dd").text_content() for one in page.xpath("//dl/div")}
    assert facts == {
        "documents": "6",
        "statements": "11",
        "actors": "5",
        "issues": "3",
        "publishers": "2",
        "first day": "2024-01-03",
        "last day": "2024-05-08",
        "without a day": "1",
    }


def test_every_number_leads_to_its_quotes(page):
    """Each link has its target, ids are given once, and behind a number stand as many quotes as it says."""
    ids = [one.get("id") for one in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    for link in page.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids, link.get("href")
    counted = page.xpath("//table//td[@class='n'][1]/a[number(.) > 0 and not(contains(., '.'))]")
    assert len(counted) > 30
    for link in counted:
        (target,) = page.xpath("//*[@id=$anchor]", anchor=link.get("href")[1:])
        assert len(target.getnext().findall("li")) == int(link.text)
        assert target.text_content().endswith(f"({link.text})")
    for total in page.xpath("//dl/div/dd[number(.) > 0]"):
        assert total.find("a") is not None
    for n, row in enumerate(sorted(range(len(ROWS)), key=lambda i: (i == 10, i))):
        (quote,) = page.xpath("//blockquote[contains(., $words)][@id]", words=f"Words {row} {ROWS[row][0][:5]}")
        where = quote.getnext().text_content()
        assert f"Sitting {row // 2}" in where, n
        assert f"s{row}" in where


def test_lists_tell_who_said_what_and_lead_to_the_words(page):
    """Behind a document's number stand its quotes: their numbers as links, actor, side, issue, day and words."""
    (link,) = page.xpath("//table[@id='documents']//tr[th='Sitting 3']/td/a")
    lines = page.xpath("//h3[@id=$anchor]/following-sibling::ul[1]/li", anchor=link.get("href")[1:])
    assert [" ".join(line.text_content().split()) for line in lines] == [
        "8 Cyr, for “quotas”, 2024-03-27: Words 6 Cyr",
        "9 Dun, against “tariffs”, 2024-04-10: Words 7 Dun",
    ]
    (quote,) = page.xpath("//*[@id=$anchor]", anchor=lines[0].find("a").get("href")[1:])
    assert (quote.tag, quote.text) == ("blockquote", "Words 6 Cyr")
    assert quote.getnext().text_content() == "8 · for · 2024-03-27 · Sitting 3 · Herald · s6"


def test_both_sides_of_a_contradiction_are_there(page):
    """The quotes of both sides stand next to each other, with the days between."""
    (pair,) = page.xpath("//section[h2[@id='contradictions']]//div[@class='pair']")
    assert [quote.text for quote in pair.iter("blockquote")] == ["Words 9 Dun", "Words 7 Dun"]
    assert "28 days apart" in page.xpath("//section[h2[@id='contradictions']]")[0].text_content()


def test_nothing_is_loaded_and_nothing_runs():
    """No address of another place, no script, hostile names as text; every picture has its alternative."""
    text = report_page(gather(said(), draws=0, samples=0))
    page = html.fromstring(text)
    assert not page.xpath("//script | //link | //iframe")
    for name in ("src", "href"):
        for value in page.xpath(f"//@{name}"):
            assert value.startswith(("data:", "#")), value[:60]
    assert "default-src 'none'" in text
    assert HOSTILE in page.text_content()
    images = page.xpath("//figure//*[local-name()='svg']")
    assert len(images) == 4
    for image in images:
        assert image.get("role") == "img"
        title, words = (page.get_element_by_id(name).text for name in image.get("aria-labelledby").split())
        assert len(title) > 10
        assert words.endswith("Tables with the quotes behind its numbers follow.")
        assert image.xpath("ancestor::section//table")
        assert "http" not in etree.tostring(image).decode().replace("http://www.w3.org/", "")
    headings = [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3|//h4")]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert all(cell.get("scope") for cell in page.iter("th"))


def test_the_same_statements_give_the_same_bytes():
    """Twice the same page, pictures included."""
    assert report_page(gather(said(), draws=2, samples=2)) == report_page(gather(said(), draws=2, samples=2))


def test_pictures_and_their_data_are_files(tmp_path):
    """Each picture is an SVG and a CSV; the page embeds the same data."""
    facts = gather(said(), draws=0, samples=0)
    write_report(facts, tmp_path / "report.html", figures=tmp_path / "figures")
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert names == {f"{n}.{s}" for n in ("network", "coalitions", "timeline", "polarisation") for s in ("svg", "csv")}
    rows = list(csv.reader(io.StringIO((tmp_path / "figures" / "network.csv").read_text(encoding="utf-8"))))
    assert rows[0] == ["actor", "issue", "for", "against", "neither"]
    assert ["Dun", "tariffs", "1", "2", "0"] not in rows
    assert ["Dun", "tariffs", "1", "1", "0"] in rows
    page = html.parse(tmp_path / "report.html")
    for link in page.xpath("//a[@download]"):
        content = base64.b64decode(link.get("href").partition(",")[2])
        assert content == (tmp_path / "figures" / link.get("download")).read_bytes()


def test_quotes_and_rows_are_limited():
    """Behind a number stand so many quotes, the newest, and the page says how many more there are."""
    page = html.fromstring(report_page(gather(said(), draws=0, samples=0), ReportOptions(quotes=1, rows=2)))
    lists = page.xpath("//ul[@class='links']")
    assert lists
    assert all(len(one.findall("li")) == 1 for one in lists)
    (alba,) = page.xpath("//h3[.='Alba: for (2)']/following-sibling::*[position() < 3]/self::ul/li")
    assert "Words 1 Alba" in alba.text_content()
    assert "And 1 more, earlier ones." in alba.getparent().getnext().text_content()
    assert "Each list has the newest 1 at most." in page.text_content()
    assert len(page.xpath("//section[h2[@id='actors']]//tbody/tr")) == 2
    shown = {one.get("id") for one in page.xpath("//blockquote[@id]")}
    assert {link.get("href")[1:] for link in page.xpath("//ul[@class='links']//a")} == shown


def test_a_large_debate_is_a_page_that_opens():
    """20,000 statements with sentences of 150 characters are less than three megabytes; a wish for more is heard."""
    chance = np.random.default_rng(0)
    number = 20_000
    actor, issue = chance.integers(10, size=number), chance.integers(12, size=number)
    days = np.datetime64("2020-01-01") + np.sort(chance.integers(0, 900, size=number))
    columns = {
        "organization": [f"Member {one}" for one in actor],
        "concept": [f"Proposal {one}" for one in issue],
        "agreement": [str(one) for one in (actor + issue) % 2],
        "time": [str(day) for day in days],
        "document_id": [str(day) for day in days],
        "text": [f"{one} " + "that nobody shall have to pay for it twice " * 3 for one in range(number)],
    }
    table = Statements(columns={name: column_of(column) for name, column in columns.items()}, kinds=said().kinds)
    facts = gather(table, draws=0, samples=0)
    usual, more = (report_page(facts, ReportOptions(quotes=quotes)).encode() for quotes in (None, 40))
    assert len(usual) < 3e6 < len(more)


@given(st.lists(st.integers(1, 5000), max_size=60))
def test_lists_are_as_long_as_there_is_room(totals: list[int]):
    """All lists together are no longer than allowed, or as short as they may be; few quotes are all there."""
    index = Index(coded(said()))
    for number, total in enumerate(totals):
        index.link(f"list-{number}", "", np.ones(total, dtype=np.bool_))
    most = index.room()
    lines = sum(len(group.newest(most)) for group in index.groups.values())
    assert lines <= LINES
    assert sum(totals) > LINES or lines == sum(totals)


def test_little_is_told_as_little():
    """Two statements of one actor without days: no coalitions, no time line, and the page says why."""
    rows = (("Alba", "tariffs", "1"), ("Alba", "quotas", "0"))
    undated = said(rows)
    undated = Statements(columns={**undated.columns, "time": column_of(["", ""])})
    page = html.fromstring(report_page(gather(undated)))
    text = page.text_content()
    assert "too few to cluster" in text
    assert "No statement has a day." in text
    assert "No actor takes both sides" in text
    with pytest.raises(SettingsError, match="no statement is left"):
        gather(undated, only=["concept=fish"])


@pytest.mark.parametrize(
    ("first", "last", "unit", "number", "name"),
    [
        ("2024-01-03", "2024-01-09", "day", 7, "2024-01-03"),
        ("2024-01-03", "2024-06-09", "week", 23, "week of 2024-01-01"),
        ("2024-01-03", "2026-06-09", "month", 30, "2024-01"),
        ("2024-01-03", "2031-06-09", "quarter", 30, "quarter from 2024-01-01"),
        ("1990-01-03", "2031-06-09", "year", 42, "1990"),
        ("1815-06-09", "2031-06-09", "decade", 23, "decade from 1810-01-01"),
    ],
)
def test_periods(first: str, last: str, unit: str, number: int, name: str):
    """The shortest spans of which there are not too many, without a gap; what has no day has none."""
    found = periods_of(np.array([last, "NaT", first], dtype="datetime64[s]"))
    assert (found.unit, len(found.names), found.names[0]) == (unit, number, name)
    assert found.of.tolist() == [number - 1, -1, 0]


def test_command(tmp_path):
    """`kg report` reads a table and says what it wrote; options of a matrix that it chooses itself are refused."""
    from kg.export.matrices import to_event_list, write_text

    path = tmp_path / "coded.csv"
    write_text(lambda out: to_event_list(said(), out), path)
    out = tmp_path / "page.html"
    words = ["report", str(path), "--out", str(out), "--title", "A debate", "--draws", "0", "--samples", "0"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert (done.exit_code, "11 statements" in done.stderr) == (0, True)
    assert html.parse(out).findtext(".//h1") == "A debate"
    words[words.index(str(out))] = "-"
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.stdout.encode() == out.read_bytes()
    with pytest.raises(SettingsError, match="--figures: with --out FILE"):
        CliRunner().invoke(app, [*words, "--figures", str(tmp_path / "figures")], catch_exceptions=False)
    assert not (tmp_path / "figures").exists()
