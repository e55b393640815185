"""Probabilities as words of roles."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.attribution.decoding import read_roles
from kg.extract.attribution.scoring import FEATURES, expected_overlap, features, probability


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
