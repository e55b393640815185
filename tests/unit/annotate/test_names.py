"""Names from label scores."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.names import decode_names, mend_names, trim_names

LABELS = ["O", "B-GPE", "I-GPE", "B-ORG", "I-ORG"]


def test_name_does_not_begin_inside():
    """An inside label at the start of a sentence becomes the best sequence that is allowed."""
    scores = np.array([[0, 1, 9, 0, 0], [0, 0, 5, 0, 0]], dtype=np.float32)
    assert decode_names(scores, LABELS) == ["B-GPE", "I-GPE"]


def test_type_does_not_change_inside_a_name():
    """A name keeps one type, the one that scores best over its words."""
    scores = np.array([[0, 4, 0, 3, 0], [0, 0, 0, 0, 9]], dtype=np.float32)
    assert decode_names(scores, LABELS) == ["B-ORG", "I-ORG"]


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_any_scores_give_valid_labels(words, seed):
    """No inside label follows another type or an outside word."""
    found = decode_names(np.random.default_rng(seed).normal(size=(words, 5)).astype(np.float32), LABELS)
    assert len(found) == words
    for before, label in zip(["O", *found], found, strict=False):
        assert not label.startswith("I-") or before[2:] == label[2:]


def test_name_cut_by_white_space_begins_again():
    """What follows a line end inside a name is a name of its own."""
    assert mend_names(["B-ORG", "O", "I-ORG", "I-ORG"]) == ["B-ORG", "O", "B-ORG", "I-ORG"]


@given(st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_trimmed_names_are_valid_and_have_no_small_words_at_their_edges(count, seed):
    """Trimming leaves valid labels, and no name begins or ends with "of", "and" or a mark."""
    rng = np.random.default_rng(seed)
    words = list(rng.choice(["of", "and", "China", "Bank", ","], size=count))
    found = trim_names(decode_names(rng.normal(size=(count, 5)).astype(np.float32), LABELS), words)
    for i, label in enumerate(found):
        begins, ends = label.startswith("B-"), i + 1 == count or not found[i + 1].startswith("I-")
        assert not label.startswith("I-") or found[i - 1][2:] == label[2:]
        assert label == "O" or not (begins or ends) or words[i] in ("China", "Bank")
