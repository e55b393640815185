"""An issue's label as concepts, names and other words."""

from __future__ import annotations

import pytest

from kg.issues import TopicReader


@pytest.fixture(scope="module")
def reader():
    """Reads labels with the shipped taxonomy and names."""
    return TopicReader()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sanction on Iran", "iranian sanction"),
        ("troop in North Korea", "north korean troop"),
        ("debt of US", "debt of United States"),
        ("policy of Beijing", "chinese policy"),
        ("cooperation with Africa", "african cooperation"),
    ],
)
def test_names_of_states_are_one(reader, one, other):
    """A state, its adjective and its capital are one name."""
    assert reader(one).names == reader(other).names != frozenset()


def test_a_lower_case_word_is_no_state(reader):
    """The words "polish", "us" and "male" are states or their capitals only with a capital letter."""
    assert reader("us polish male").names == frozenset()
    assert reader("Polish law").names == reader("law of Poland").names


def test_concepts_hold_their_names(reader):
    """What the labels of a concept name already is no name beside it."""
    assert reader("russian aggression against Ukraine").names == frozenset()
    assert reader("russian aggression against Ukraine").concepts == {"fppi:war-in-ukraine"}


def test_what_is_done_is_a_direction(reader):
    """Words such as "lift" and "impose" are no words of the topic; one of them turns it."""
    lift, impose = reader("lift sanction on Iran"), reader("impose sanction on Iran")
    assert (lift.concepts, lift.names, lift.words) == (impose.concepts, impose.names, impose.words)
    assert (lift.direction, impose.direction) == (-1, 1)
    assert reader("end of ban on seal hunt").direction == 1
