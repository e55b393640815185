"""Lemmas of words."""

from __future__ import annotations

import numpy as np
import pytest

from kg.annotate.lemmas import Lemmas, apply_edit

TABLE = {"men|NOUN": "man", "violated|VERB": "violate", "i|PRON": "I", "ALL|X": "ALL"}
EDITS = ["l3", "l3e", "k0"]


@pytest.fixture
def lemmas():
    return Lemmas(TABLE, EDITS)


def scores(*values: float):
    return np.array(values, dtype=np.float32)


def test_known_word_has_its_training_lemma(lemmas):
    """The table answers before the edits, in any casing of the word."""
    assert lemmas("Men", "NOUN", scores(0, 0, 9)) == "man"


def test_edit_that_makes_a_known_lemma_is_preferred(lemmas):
    """Of "violat" and "violate" the second is the lemma of other words."""
    assert lemmas("violating", "VERB", scores(5, 4, 0)) == "violate"


def test_far_less_likely_edit_is_not_taken(lemmas):
    """A known lemma does not win against a clear score."""
    assert lemmas("violating", "VERB", scores(9, 1, 0)) == "violat"


def test_names_keep_the_best_edit(lemmas):
    """Proper nouns have no list of known lemmas."""
    assert lemmas("Violating", "PROPN", scores(0, 1, 5)) == "Violating"


@pytest.mark.parametrize(
    ("form", "edit", "lemma"),
    [
        ("Ministers", "l1", "minister"),
        ("CHINA", "t0", "China"),
        ("UN", "k0", "UN"),
        ("is", "l2be", "be"),
        ("a", "l5", "a"),
        ("x", "odd", "x"),
    ],
)
def test_edit_is_applied(form, edit, lemma):
    """Case first, then the cut, then what is added; an edit that leaves nothing leaves the form."""
    assert apply_edit(form, edit) == lemma


@pytest.mark.parametrize(
    ("form", "pos", "edits", "lemma"),
    [
        ("mining", "VERB", ["l3", "l3e"], "mine"),
        ("ramming", "VERB", ["l3", "l3e", "l4"], "ram"),
        ("settling", "VERB", ["l3", "l3e"], "settle"),
        ("limiting", "VERB", ["l3", "l3e"], "limit"),
        ("rewritten", "VERB", ["l2", "l1"], "rewrite"),
        ("swum", "VERB", ["l2", "l4be"], "swum"),
        ("Storting", "NOUN", ["l3", "l0"], "storting"),
        ("quotas", "NOUN", ["l2", "l1"], "quota"),
        ("chargés", "NOUN", ["l1", "l0"], "chargé"),
        ("tightest", "ADJ", ["l3", "l0"], "tight"),
    ],
)
def test_lemma_of_an_unknown_word_is_one_that_makes_the_word(form, pos, edits, lemma):
    """What spelling rules out is no lemma, a word with a prefix goes as the one without, else the word stays."""
    table = {"written|VERB": "write", "be|AUX": "be"}
    assert Lemmas(table, edits)(form, pos, scores(*range(len(edits), 0, -1))) == lemma
