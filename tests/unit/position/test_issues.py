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


def tagged(doc, **tags):
    """Return the Doc with the tags of some words."""
    for token in doc:
        token.tag_ = tags.get(token.text, token.tag_)
    return doc


def test_gerund_behind_a_preposition_is_a_noun_in_all_but_name():
    """A gerund keeps its form and its preposition, as the noun does: "a ban on mining"; what is done has its verb."""
    doc = build(
        "ban ban NOUN ROOT 0", "on on SCONJ mark 2", "mining mine VERB acl 0", "in in ADP case 4",
        "lakes lake NOUN obl 2",
    )  # fmt: skip
    assert issue_of(tagged(doc, mining="VBG"), (0, 4), 0).label == "ban on mining in lake"
    inviting = tagged(build("inviting invite VERB ROOT 0", "guests guest NOUN obj 0"), inviting="VBG")
    assert issue_of(inviting, (0, 1), 0).label == "invite guest"


def test_amounts_name_nothing():
    """How much goes with its number: "no less than", the unit, the preposition before it."""
    doc = build(
        "fund fund NOUN ROOT 0", "of of ADP case 6", "no no DET advmod 3", "less less ADJ advmod 5",
        "than than ADP fixed 3", "500 500 NUM nummod 6", "dollars dollar NOUN nmod 0", "for for ADP case 8",
        "Chad Chad PROPN nmod 0",
    )  # fmt: skip
    assert issue_of(doc, (0, 8), 0).label == "fund for Chad"
    refugees = build(
        "quota quota NOUN ROOT 0", "of of ADP case 5", "more more ADJ advmod 4", "than than ADP fixed 2",
        "90 90 NUM nummod 5", "refugees refugee NOUN nmod 0",
    )  # fmt: skip
    assert issue_of(refugees, (0, 5), 0).label == "quota of refugee"


def test_participle_in_a_joined_word_keeps_its_form():
    """The hedge "so-called" says nothing; other joined participles keep their form: "Chad-led"."""
    rows = ("so so ADV advmod 2", "- - PUNCT punct 2", "called call VERB amod 3", "rule rule NOUN ROOT 3")
    led = ("Chad Chad PROPN compound 2", "- - PUNCT punct 2", "led lead VERB amod 3", "plan plan NOUN ROOT 3")
    labels = [issue_of(joined(build(*words)), (0, 3), 3).label for words in (rows, led)]
    assert labels == ["rule", "Chad led plan"]


def joined(doc):
    """Return the Doc without white space around its hyphens."""
    hyphens = {i for token in doc if token.text == "-" for i in (token.i - 1, token.i)}
    return Doc(
        VOCAB, words=[t.text for t in doc], spaces=[t.i not in hyphens for t in doc], lemmas=[t.lemma_ for t in doc],
        pos=[t.pos_ for t in doc], deps=[t.dep_ for t in doc], heads=[t.head.i for t in doc],
    )  # fmt: skip


def spacy_doc(words, spaces, pos, head):
    """Return a Doc with the white space given, every word under one head."""
    deps = ["ROOT" if at == head else "nmod" for at in range(len(words))]
    return Doc(VOCAB, words=words, spaces=spaces, pos=pos, lemmas=words, deps=deps, heads=[head] * len(words))
