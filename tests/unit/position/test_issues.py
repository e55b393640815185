"""Targets as issues that are comparable across documents."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from kg.model import content_id
from kg.position.issues import MAX_WORDS, issue_called, issue_of

from .conftest import VOCAB, build

TROOPS = (
    "the the DET det 2", "immediate immediate ADJ amod 2", "withdrawal withdrawal NOUN ROOT 2", "of of ADP case 5",
    "foreign foreign ADJ amod 5", "troops troop NOUN nmod 2",
)  # fmt: skip


def test_label_is_lemmas_without_determiner():
    """The label is the lemmas of the phrase in lower case, without its determiner."""
    assert issue_of(build(*TROOPS), (0, 5), 2).label == "immediate withdrawal of foreign troop"


def test_same_phrase_has_the_same_id():
    """The id depends on the label alone."""
    plural = build("the the DET det 1", "treaties treaty NOUN ROOT 1")
    single = build("treaty treaty NOUN ROOT 0")
    assert issue_of(plural, (0, 1), 1) == issue_of(single, (0, 0), 0)


def test_names_keep_their_letters():
    """Proper names keep their spelling."""
    doc = build("IHL IHL PROPN compound 1", "Initiative Initiative PROPN ROOT 1")
    assert issue_of(doc, (0, 1), 1).label == "IHL Initiative"


def test_long_phrases_keep_the_words_near_the_head():
    """A label has few words, those next to the head."""
    rows = [f"w{i} w{i} NOUN compound 9" for i in range(9)]
    label = issue_of(build(*rows, "plan plan NOUN ROOT 9"), (0, 9), 9).label
    assert label.split() == ["w5", "w6", "w7", "w8", "plan"]
    assert len(label.split()) == MAX_WORDS


def test_a_phrase_of_small_words_is_its_head():
    """Where no word counts, the head itself is the label."""
    assert issue_of(build("This this PRON ROOT 0"), (0, 0), 0).label == "this"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("withdraw withdraw VERB ROOT 0", "action"),
        ("treaty treaty NOUN ROOT 0", "treaty"),
        ("resolution resolution NOUN ROOT 0", "resolution"),
        ("plan plan NOUN ROOT 0", "initiative"),
        ("sanctions sanction NOUN ROOT 0", "topic"),
    ],
)
def test_kind_by_head(row, kind):
    """The head word says what kind of issue it is."""
    assert issue_of(build(row), (0, 0), 0).kind == kind


def test_an_issue_stands_below_the_concepts_it_matches():
    """Its id is its own, made of its label, and its broader concepts are those of the taxonomy."""
    found = issue_of(build(*TROOPS), (0, 5), 2)
    assert found.id == content_id("issue", found.label)
    assert found.broader == ("fppi:foreign-military-bases",)


def test_the_name_of_a_concept_is_the_concept():
    """Where the label is a concept's, the issue is that concept, by its preferred label."""
    doc = build("human human ADJ amod 1", "rights right NOUN ROOT 1")
    found = issue_of(doc, (0, 1), 1)
    assert (found.id, found.label) == ("fppi:human-rights", "human rights")
    assert issue_called("human rights abuse").id == "fppi:human-rights-violations"


def test_numbers_that_name_are_kept():
    """Numbers behind a noun ("Resolution 1701") and years are kept, counts are not."""
    resolution = build("resolution resolution NOUN ROOT 0", "1701 1701 NUM nummod 0")
    borders = build("1967 1967 NUM nummod 1", "borders border NOUN ROOT 1")
    officers = build("850 850 NUM nummod 1", "officers officer NOUN ROOT 1")
    labels = [issue_of(doc, (0, 1), head).label for doc, head in ((resolution, 0), (borders, 1), (officers, 1))]
    assert labels == ["resolution 1701", "1967 border", "officer"]


def test_numbers_in_a_word_and_acronyms_are_kept():
    """A number that is part of a word stays ("two-state"), and an acronym keeps its capitals."""
    two = spacy_doc(("two", "-", "state", "plan"), (False, False, True, False), ("NUM", "PUNCT", "NOUN", "NOUN"), 3)
    assert issue_of(two, (0, 3), 3).label == "two state plan"
    assert issue_of(build("OPEC opec NOUN compound 1", "output output NOUN ROOT 1"), (0, 1), 1).label == "OPEC output"


def spacy_doc(words, spaces, pos, head):
    """Return a Doc with the white space given, every word under one head."""
    deps = ["ROOT" if at == head else "nmod" for at in range(len(words))]
    return Doc(VOCAB, words=words, spaces=spaces, pos=pos, lemmas=words, deps=deps, heads=[head] * len(words))
