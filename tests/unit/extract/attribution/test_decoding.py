"""Windows of a text, and probabilities as words of roles."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from kg.encoder.pieces import MAX_PIECES, Window, WordPieces
from kg.extract.attribution.decoding import Cut, overlapping, owners, read_roles
from kg.extract.attribution.scoring import FEATURES, expected_overlap, features, probability

PIECES = WordPieces(Tokenizer(WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a": 3, "##a": 4}, unk_token="[UNK]")))
EMPTY = Window([], [], [], [])


@given(st.lists(st.integers(1, 8), max_size=400))
def test_windows_cover_a_text_and_overlap(lengths):
    """Every word stands in a window, none is too long, and each begins before the one before it ends."""
    words = ["a" * n for n in lengths]
    cuts = list(overlapping(words, [False] * len(words), PIECES))
    assert {i for cut in cuts for i in range(cut.begin, cut.end)} == set(range(len(words)))
    assert all(len(cut.window.pieces) <= MAX_PIECES for cut in cuts)
    assert all(before.begin < cut.begin < before.end < cut.end for before, cut in itertools.pairwise(cuts))


def test_a_word_belongs_to_the_window_in_which_it_stands_furthest_from_a_cut():
    """The ends of the text are no cuts, so the first words belong to the first window."""
    cuts = [Cut(0, 6, EMPTY), Cut(4, 10, EMPTY)]
    assert owners(cuts, 10) == [0] * 5 + [1] * 5
    assert owners([Cut(0, 3, EMPTY)], 3) == [0, 0, 0]


def chances(**roles: dict[int, float]) -> np.ndarray:
    """Return probabilities (8 words, 3 roles), nearly 0 where none is given."""
    made = np.full((8, 3), 0.01, np.float32)
    for number, role in enumerate(("source", "cue", "content")):
        for at, value in roles.get(role, {}).items():
            made[at, number] = value
    return made


def test_roles_are_the_words_more_likely_than_not():
    """The anchor is part of the cue even where the network is unsure of it."""
    roles = read_roles(chances(source={0: 0.9}, cue={1: 0.4}, content={3: 0.8, 4: 0.7}), 1)
    assert roles == (frozenset({0}), frozenset({1}), frozenset({3, 4}))


def test_small_gaps_in_content_are_closed_but_not_over_other_roles():
    """One or two words between parts of a content belong to it; a reporting frame between them does not."""
    assert read_roles(chances(content={2: 0.9, 5: 0.9}), 0).content == {2, 3, 4, 5}
    assert read_roles(chances(content={2: 0.9, 6: 0.9}), 0).content == {2, 6}
    split = read_roles(chances(content={2: 0.9, 5: 0.9}, source={3: 0.9}, cue={4: 0.9}), 4)
    assert split.content == {2, 5}


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.data())
def test_expected_overlap_is_a_share(values, data):
    """It lies in [0, 1] and is 1 where all chosen words are certain and no other is possible."""
    probabilities = np.array(values)
    chosen = data.draw(st.frozensets(st.integers(0, len(values) - 1)))
    assert 0 <= expected_overlap(probabilities, chosen) <= 1 + 1e-9
    assert expected_overlap(np.array([1.0, 0.0]), frozenset([0])) == 1


def test_surer_words_make_a_likelier_statement():
    """With positive weights the score rises with the cue's probability, and every feature has a weight's name."""
    roles = read_roles(chances(source={0: 0.9}, cue={1: 0.9}, content={3: 0.9}), 1)
    weights = dict.fromkeys(FEATURES, 0.5)
    low, high = (features(cue, chances(source={0: 0.9}, content={3: 0.9}), roles) for cue in (0.3, 0.9))
    assert set(low) == set(FEATURES)
    assert 0 < probability(low, weights) < probability(high, weights) < 1
