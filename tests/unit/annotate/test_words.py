"""How text is cut into words."""

from __future__ import annotations

import pickle
import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.words import is_prefixed, make_tokenizer


@pytest.fixture(scope="module")
def cut():
    return make_tokenizer(spacy.blank("en"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stop!! Now?!", ["Stop", "!!", "Now", "?!"]),
        ("U.S.-China talks", ["U.S.", "-", "China", "talks"]),
        ("and/or", ["and", "/", "or"]),
        ("co-operation", ["co-operation"]),
        ("anti-American", ["anti", "-", "American"]),
        ("an F-16 of 2001–2005", ["an", "F", "-", "16", "of", "2001", "–", "2005"]),
        ("arms, etc.", ["arms", ",", "etc."]),
        ("China's don't", ["China", "'s", "do", "n't"]),
    ],
)
def test_words_are_those_of_the_treebanks(cut, text, words):
    """The cases in which Universal Dependencies and spaCy's rules differ follow the treebanks."""
    assert [token.text for token in cut(text)] == words


@given(st.text())
def test_doc_has_the_text(cut, text):
    """Nothing is lost or changed, whatever the text."""
    assert cut(text).text == text


@given(st.lists(st.sampled_from(["a" * 999, "!" * 700, " ", "\n", "x-", "“"]), max_size=12))
def test_long_stretches_keep_the_text(cut, parts):
    """Cutting a stretch without white space into pieces loses nothing."""
    text = "".join(parts)
    assert cut(text).text == text


def test_time_grows_with_the_length_not_its_square(cut):
    """Ten thousand quotation marks take less than a few seconds; by the square they would take a minute."""
    began = time.process_time()
    assert len(cut('"' * 10_000)) == 10_000
    assert time.process_time() - began < 10


def test_prefix_joins_only_small_letters():
    """A prefix before a name does not hide the name."""
    assert is_prefixed("pro-democracy")
    assert not is_prefixed("pro-Beijing")
    assert not is_prefixed("peace-loving")


def test_tokenizer_can_be_sent_to_another_process(cut):
    """A pickled tokenizer cuts the same way."""
    assert [t.text for t in pickle.loads(pickle.dumps(cut))("U.S.-China")] == ["U.S.", "-", "China"]
