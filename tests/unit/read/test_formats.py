"""What each format gives beside its text, and how its damage is told."""

from __future__ import annotations

import json

import pytest

from kg.errors import ReadError
from kg.read import Columns, reader_for
from kg.read.pdf import unwrap
from tests.unit.read.samples import WORDS, docx_file, html_file, pdf_file, zip_of


def read(suffix: str, data: bytes, columns: Columns | None = None) -> list:
    return list(reader_for(suffix)(data, columns or Columns()))


def test_page_with_metadata():
    """An article's headline, day, publisher and address come from the page; navigation does not."""
    head = (
        '<meta property="og:site_name" content="The Courier">'
        '<meta property="article:published_time" content="2025-06-09T08:00:00Z">'
        '<link rel="canonical" href="https://courier.example/a">'
    )
    (text,) = read(".html", html_file(f"<h1>Norway signs</h1><nav>Home | World</nav><p>{WORDS}</p>", head=head))
    assert (text.title, text.published, text.publisher) == ("Norway signs", "2025-06-09", "The Courier")
    assert text.url == "https://courier.example/a"
    assert "Home" not in text.text
    assert text.text.startswith("Norway signs")


def test_page_with_declared_encoding():
    """A page's own declaration of its encoding is followed."""
    page = html_file(f"<p>{WORDS} “Yes”, she said.</p>", head='<meta charset="windows-1252">').decode().encode("cp1252")
    assert "“Yes”" in read(".html", page)[0].text


def test_page_without_article():
    """A page without text is an error that says what to do."""
    with pytest.raises(ReadError, match="no article"):
        read(".html", b"<html><body></body></html>")


def test_pdf_under_a_password():
    """A protected PDF is told from a damaged one."""
    with pytest.raises(ReadError, match="password"):
        read(".pdf", pdf_file(password="secret"))
    with pytest.raises(ReadError, match="damaged"):
        read(".pdf", b"%PDF-1.4 nothing")


def test_pdf_without_text():
    """A PDF of pictures says what is missing."""
    with pytest.raises(ReadError, match="text recognition"):
        read(".pdf", pdf_file(""))


def test_pdf_paragraphs_are_put_together():
    """The lines of a paragraph become one; headings and paragraph ends keep their breaks."""
    (text,) = read(".pdf", pdf_file("Norway signs", WORDS * 3, "Chile agreed."))
    assert text.text == f"Norway signs\n{WORDS * 3}\nChile agreed."
    assert (
        unwrap("the high-\nlevel talks in the capital\nA highlevel word")
        == "the highlevel talks in the capital A highlevel word"
    )
    assert unwrap("") == ""


def test_word_document():
    """Paragraphs and table rows in their order; the title from the properties."""
    import io

    import docx

    document = docx.Document(io.BytesIO(docx_file("One.", "", "Two.", title="Talks")))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Norway", "for"
    document.add_paragraph("Three.")
    out = io.BytesIO()
    document.save(out)
    (text,) = read(".docx", out.getvalue())
    assert (text.text, text.title) == ("One.\n\nTwo.\n\nNorway\tfor\n\nThree.", "Talks")


def test_word_document_under_a_password(monkeypatch):
    """A protected or old one, and one that unpacks to too much, are refused with a reason."""
    with pytest.raises(ReadError, match="password"):
        read(".docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(ReadError, match=r"no \.docx"):
        read(".docx", zip_of({"a.txt": b"x"}))
    monkeypatch.setattr("kg.read.formats.MAX_UNPACKED", 100)
    with pytest.raises(ReadError, match="suspiciously"):
        read(".docx", docx_file())


def test_json_lines():
    """Aliases of keys, a name instead of a number; a bad line is told and the next one read."""
    lines = [
        json.dumps({"doc": "un-7", "text": "One.", "headline": "T", "date": "2024-05-01", "outlet": "P", "link": "u"}),
        "{broken",
        "[1]",
        json.dumps({"body": "no text"}),
        "[" * 100_000,
        "",
        json.dumps({"text": "Two.", "id": 5, "title": "", "published": 20240501}),
    ]
    one, broken, array, other, deep, two = read(".jsonl", "\r\n".join(lines).encode())
    assert (one.suffix, one.title, one.published, one.publisher, one.url) == ("#un-7", "T", "2024-05-01", "P", "u")
    assert [error.facts["suffix"] for error in (broken, array, other, deep)] == ["#2", "#3", "#4", "#5"]
    assert "--text-column" in other.message
    assert (two.text, two.suffix, two.title, two.published) == ("Two.", "#5", None, "20240501")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables(delimiter):
    """Columns parted by commas, semicolons or tabs; a short row is told and the next one read."""
    rows = [["day", "body"], ["2024-05-01"], ["2024-05-02", '"Chile agreed,\nat last; it said."']]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    short, text = read(".csv", data, Columns(text="body", published="day"))
    assert (short.facts["suffix"], text.suffix) == ("#2", "#3")
    assert (text.text, text.published) == ("Chile agreed,\nat last; it said.", "2024-05-02")


def test_table_without_the_column():
    """The columns found and the option are named."""
    with pytest.raises(ReadError, match=r"found: a, b.*--text-column"):
        read(".csv", b"a,b\n1,2\n")


FRONT_MATTER = b"""---
title: 'Lima''s answer'
date: 2024-05-01
tags:
  - fish
publisher: The Courier
url: https://courier.example/a
---

# Lima's answer

Peru supports the plan.
"""


def test_front_matter_tells_about_the_text_and_is_none_of_it():
    """Title, day, publisher and address come from the front matter; the text begins below it."""
    (text,) = read(".md", FRONT_MATTER)
    assert (text.title, text.published, text.publisher) == ("Lima's answer", "2024-05-01", "The Courier")
    assert text.url == "https://courier.example/a"
    assert text.text == "# Lima's answer\n\nPeru supports the plan.\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\nPeru left the talks.\n---\nIt said so.\n",
        "---\ntitle: Talks\nPeru left the talks.\n",
        "Minutes\n---\nchair: Peru\n---\n",
        "---\n",
    ],
)
def test_a_rule_alone_is_no_front_matter(text):
    """Lines that are no keys, a missing second rule, or words above leave the text as it is."""
    assert read(".md", text.encode())[0].text == text
