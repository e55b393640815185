"""Units for coders."""

from __future__ import annotations

import dataclasses

import pytest

from kg.coding import coding_units
from kg.coding.units import neighbours, sentence_around
from kg.model import Record, Span
from tests.unit.export.sample import sample

TEXT = (
    "It rained in Oslo. “We cannot accept it,” Mr. J. Price said. Kenya, he added, rejects the U.S. plan for ports! "
    "Nobody spoke.\n\nA new paragraph without an end"
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("rejects", "Kenya, he added, rejects the U.S. plan for ports!"),
        ("Kenya, he added", "Kenya, he added, rejects the U.S. plan for ports!"),
        ("cannot accept", "“We cannot accept it,” Mr. J. Price said."),
        ("“We cannot accept it,” Mr. J. Price said.", "“We cannot accept it,” Mr. J. Price said."),
        ("Oslo", "It rained in Oslo."),
        ("spoke", "Nobody spoke."),
        ("paragraph", "A new paragraph without an end"),
        ("accept it,” Mr. J. Price said. Kenya", TEXT[19:111]),
    ],
)
def test_sentence_around(words: str, sentence: str) -> None:
    """The sentence runs from end to end, over titles and initials."""
    start = TEXT.index(words)
    assert sentence_around(TEXT, [Span(start, start + len(words))]).of(TEXT) == sentence.strip()


def test_headline_is_no_part_of_the_first_sentence() -> None:
    """Where paragraphs are lines, as on a web page, a line end ends a sentence; in wrapped lines it does not."""
    lead = f"LIMA - Peru backs the treaty on {'the islands and ' * 8}the coast."
    page = f"Peru backs treaty\n{lead}\nBolivia is silent."
    start = page.index("backs the")
    assert sentence_around(page, [Span(start, start + 5)]).of(page) == lead
    assert [span and span.of(page) for span in neighbours(page, Span(18, 18 + len(lead)))] == [
        "Peru backs treaty", "Bolivia is silent.",
    ]  # fmt: skip
    wrapped = "Peru backs the treaty\nwith Bolivia.\n\nNobody spoke."
    assert sentence_around(wrapped, [Span(5, 10)]).of(wrapped) == "Peru backs the treaty\nwith Bolivia."


@pytest.mark.parametrize(
    ("sentence", "before", "after"),
    [
        ("It rained in Oslo.", None, "“We cannot accept it,” Mr. J. Price said."),
        ("Nobody spoke.", "Kenya, he added, rejects the U.S. plan for ports!", "A new paragraph without an end"),
        ("A new paragraph without an end", "Nobody spoke.", None),
    ],
)
def test_neighbours(sentence: str, before: str | None, after: str | None) -> None:
    """The sentences beside one, none at the ends of the text."""
    start = TEXT.index(sentence)
    assert [span and span.of(TEXT) for span in neighbours(TEXT, Span(start, start + len(sentence)))] == [before, after]


def test_far_ends_are_cut() -> None:
    """In a text without sentence ends, a stretch around the evidence is taken."""
    assert len(sentence_around("x" * 5000, [Span(2000, 2010)]).of("x" * 5000)) == 1210


def test_units_are_in_words() -> None:
    """A unit has names and labels in place of ids, in the order of the text."""
    first, second = coding_units([sample()])
    assert (first.position, first.holder, first.issue) == ("position-2", "Norway", "+sums")
    assert (second.holder, second.issue, second.target, second.stance) == ("Kenya", "mining", "“mining”", "oppose")
    assert second.sentence.startswith("=SUM(1): Grace Otieno told Norway")


def test_wanted_positions() -> None:
    """Only what is asked for."""
    assert [unit.position for unit in coding_units([sample()], only={"position-1"})] == ["position-1"]


def renamed(number: int) -> Record:
    """Return a record with one position that has an id of its own."""
    record = sample()
    return dataclasses.replace(
        record, positions=(dataclasses.replace(record.positions[0], id=f"position-{number:02}"),)
    )


def test_samples() -> None:
    """A sample is the same every time and in any order of documents; another seed draws another."""
    records = [renamed(number) for number in range(30)]

    def drawn(**options: int) -> list[str]:
        return [unit.position for unit in coding_units(records, **options)]

    assert len(drawn(sample=7)) == 7
    assert drawn(sample=7) == drawn(sample=7) == sorted(drawn(sample=7))
    assert drawn(sample=7, seed=1) != drawn(sample=7)
    assert {unit.position for unit in coding_units(records[::-1], sample=7)} == set(drawn(sample=7))
    assert len(drawn(sample=99)) == 30
