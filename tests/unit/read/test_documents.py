"""A document keeps its text and knows what its first lines say."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from kg.read import language_of, make_document
from kg.read.documents import parse_date, title_of


def test_text_is_kept():
    """The text is what the hash and the offsets count in, spaces and all."""
    text = "  Norway\r\n said no. \n"
    document = make_document(text, input="a.txt")
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert document.id == f"doc-{document.sha256[:16]}"


def test_lone_surrogates_are_replaced_one_for_one():
    """What UTF-8 cannot hold becomes U+FFFD, so that offsets stay true; a NUL stays."""
    document = make_document("a\ud800b\x00c", input="x\udcff", title="t\ud800")
    assert (document.text, document.input, document.title) == ("a\ufffdb\x00c", "x\ufffd", "t\ufffd")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks fail in Oslo\n\nNorway left.", "Talks fail in Oslo"),
        ("# Talks fail in Oslo\r\n\r\nNorway left.", "Talks fail in Oslo"),
        ("Norway left the talks.\n\nIt said so.", None),
        ("Norway left\nand said so.", None),
        ("word " * 60 + "\n\nNorway left.", None),
        ("", None),
    ],
)
def test_titles(text, title):
    """A first line that is short, no sentence, and stands alone."""
    assert title_of(text) == title


def test_lines_near_the_top():
    """A plain line gives the day or the publisher; what the caller knows comes first."""
    text = "Talks fail\n\nPublished: May 3, 2024\nPublisher: The Courier\n\nNorway left.\nDate: 2020-01-01\n"
    document = make_document(text, input="a")
    assert (document.published, document.publisher) == (dt.date(2024, 5, 3), "The Courier")
    assert make_document(text, input="a", published="2023-01-01").published == dt.date(2023, 1, 1)
    assert make_document("Norway left.\n" * 200 + "Date: 2020-01-01", input="a").published is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-05-01T10:00:00Z", dt.date(2024, 5, 1)),
        (dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC), dt.date(2024, 5, 1)),
        (dt.date(2024, 5, 1), dt.date(2024, 5, 1)),
        ("Wed, 01 May 2024 10:00:00 GMT", dt.date(2024, 5, 1)),
        ("Sept. 12, 2024", dt.date(2024, 9, 12)),
        ("20240501", dt.date(2024, 5, 1)),
        ("01/05/2024", None),
        ("31 February 2024", None),
        ("5 Foo 2024", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(value, day):
    """Days that can be read in one way only."""
    assert parse_date(value) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway rejected the plan, the foreign minister said in Oslo on Monday.", "en"),
        ("Die Regierung in Wien lehnt neue Sanktionen gegen Moskau ab, sagte ein Sprecher.", "de"),
        ("中方坚决反对任何干涉。", "zh"),
        ("وزارة الخارجية ترفض الاتهامات", "ar"),
        ("Oslo, Kari Lund", "en"),
        ("12345 67890", "en"),
        ("\ud800 Norway rejected the plan, the foreign minister said in Oslo on Monday.", "en"),
    ],
)
def test_languages(text, language):
    """Another language is told where it is clear; short texts are taken for the wanted one."""
    assert language_of(text, wanted=frozenset({"en"})) == language


def test_other_language_wanted():
    """A short text is taken for what is wanted."""
    assert language_of("Oslo", wanted=frozenset({"fr"})) == "fr"
