"""Pages are compared by what they say, with room for what processors round differently."""

from __future__ import annotations

from tests.pages import other_lines

SHOWN = "holder   score\n──────────────\nTogo     0.7422\n23 rows\n"


def test_widths_and_near_numbers_are_the_same():
    """A score a little higher, a column wider, a count a little lower."""
    assert other_lines(SHOWN, "holder     score\n────────────────\nTogo       0.7408\n19 rows\n") == []


def test_other_words_rows_and_numbers_are_told():
    """Another name, a line less, a score far off, another id."""
    assert other_lines(SHOWN, SHOWN.replace("Togo", "Mali")) == ["- Togo     0.7422", "+ Mali     0.7422"]
    assert other_lines(SHOWN, SHOWN.replace("23 rows\n", "")) == ["- 23 rows"]
    assert other_lines(SHOWN, SHOWN.replace("0.7422", "0.9")) == ["- Togo     0.7422\n+ Togo     0.9"]
    assert other_lines("doc-12", "doc-13") == ["- doc-12", "+ doc-13"]
