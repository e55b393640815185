"""The page of a report: every number leads to its quotes, nothing is loaded, the same facts give the same bytes."""

from __future__ import annotations

import base64
import csv
import io
from itertools import pairwise

import numpy as np
import pytest
from lxml import etree, html
from typer.testing import CliRunner

from kg.cli.app import app
from kg.discourse import Statements, column_of
from kg.errors import SettingsError
from kg.report import ReportOptions, gather, report_page, write_report
from kg.report.periods import periods_of

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
    counted = page.xpath("//table//td[@class='n']/a[number(.) > 0 and not(contains(., '.'))]")
    assert len(counted) > 30
    for link in counted:
        anchor = link.get("href")[1:]
        (target,) = page.xpath("//*[@id=$anchor]", anchor=anchor)
        heading = target.text_content()
        if target.getnext().tag == "ol":
            assert len(target.getnext().findall("li")) == int(heading.rpartition("(")[2].rstrip(")"))
    for n, row in enumerate(sorted(range(len(ROWS)), key=lambda i: (i == 10, i))):
        (quote,) = page.xpath("//blockquote[contains(., $words)][@id]", words=f"Words {row} {ROWS[row][0][:5]}")
        where = quote.getnext().text_content()
        assert f"Sitting {row // 2}" in where, n
        assert f"s{row}" in where


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
    for image in page.iter("img"):
        assert len(image.get("alt")) > 40
        content = base64.b64decode(image.get("src").partition(",")[2])
        assert etree.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg"
        assert b"http" not in content.split(b"</metadata>")[-1].replace(b"http://www.w3.org/1999/xlink", b"")
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
    """Of an actor on an issue only so many quotes are shown, and the page says how many are left out."""
    page = html.fromstring(report_page(gather(said(), draws=0, samples=0), ReportOptions(quotes=1, rows=2)))
    assert len(page.xpath("//section[h2[@id='quotes']]//blockquote")) == 9
    assert "2 quotes are left out" in page.text_content()
    assert len(page.xpath("//section[h2[@id='actors']]//tbody/tr")) == 2
    assert "And 1 more." in page.text_content()


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
        ("2024-01-03", "2024-06-09", "week", 23, "2024-01-01"),
        ("2024-01-03", "2026-06-09", "month", 30, "2024-01"),
        ("2024-01-03", "2031-06-09", "quarter", 30, "2024 Q1"),
        ("1950-01-03", "2031-06-09", "year", 82, "1950"),
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
