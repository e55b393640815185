"""Titles in the text, and whether two of them are one person's."""

from __future__ import annotations

import pytest

from kg.extract.offices import NONE, SAME, WIDER, WITHIN, title_fit
from kg.extract.titles import find_titles, title_text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Minister/PROPN/ROOT/0 of/ADP/case/3 Foreign/PROPN/compound/3 Affairs/PROPN/nmod/0",
            ["Minister of Foreign Affairs"],
        ),
        ("Secretary/PROPN/ROOT/0 of/ADP/case/2 State/PROPN/nmod/0 Lee/PROPN/flat/0", ["Secretary of State"]),
        ("the/DET/det/3 former/ADJ/amod/3 deputy/ADJ/amod/3 minister/NOUN/ROOT/3", ["deputy minister"]),
        ("the/DET/det/2 Russian/ADJ/amod/2 chargé/NOUN/ROOT/2 d’affaires/NOUN/appos/2", ["chargé d’affaires"]),
        (
            "Minister/PROPN/ROOT/0 of/ADP/case/2 Fisheries/PROPN/nmod/0 and/CCONJ/cc/4 Oceans/PROPN/conj/2",
            ["Minister of Fisheries and Oceans"],
        ),
        ("Fisheries/PROPN/compound/1 Minister/PROPN/ROOT/1 Lund/PROPN/flat/1", ["Fisheries Minister"]),
        ("Justice/PROPN/compound/1 Department/PROPN/ROOT/1", []),
    ],
)
def test_titles_are_found_whole(parsed, words, expected):
    """A title reaches over its field, and the first word of a body's name is none."""
    doc = parsed(words)
    assert [title_text(doc, title) for title in find_titles(doc, taken=frozenset())] == expected


@pytest.mark.parametrize(
    ("title", "own", "expected"),
    [
        ("Minister of Defense", "defence minister", SAME),
        ("minister", "foreign minister", WITHIN),
        ("premier", "prime minister", SAME),
        ("diplomat", "ambassador", WIDER),
        ("president", "vice president", WIDER),
        ("vice president", "president", NONE),
        ("king", "senator", NONE),
    ],
)
def test_titles_fit_one_person(title, own, expected):
    """Spelling, order and wider words do not keep titles apart; a deputy is not the head."""
    assert title_fit(title, own) == expected
