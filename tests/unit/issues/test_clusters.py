"""Groups of labels that are one issue."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.issues import FEATURES, Similarity, TopicReader, cluster_labels, features

LABELS = (
    "lift sanction on Iran",
    "sanction against Iran",
    "sanction on Russia",
    "ceasefire in Gaza",
    "truce in Gaza Strip",
    "Iran nuclear deal",
    "return to JCPOA",
    "politicisation of human rights",
    "weaponise human right",
    "seal hunt",
)
SAME = ({0, 1}, {3, 4}, {5, 6}, {7, 8})


@pytest.fixture(scope="module")
def reader():
    """Reads labels with the shipped taxonomy and names."""
    return TopicReader()


def test_what_is_one_issue_is_one_group(reader):
    """Directions, acronyms and paraphrases are joined; other states and things stay apart."""
    found = cluster_labels(LABELS, reader=reader)
    groups = [{place for place, group in enumerate(found) if group == number} for number in sorted(set(found))]
    assert [group for group in groups if len(group) > 1] == list(SAME)


def test_the_order_of_labels_does_not_matter(reader):
    """The same labels in another order form the same groups."""
    shuffled = list(LABELS)
    random.Random(3).shuffle(shuffled)
    first = dict(zip(LABELS, cluster_labels(LABELS, reader=reader), strict=True))
    second = dict(zip(shuffled, cluster_labels(shuffled, reader=reader), strict=True))
    assert {(a, b) for a in LABELS for b in LABELS if first[a] == first[b]} == {
        (a, b) for a in LABELS for b in LABELS if second[a] == second[b]
    }


def test_groups_are_numbered_in_order(reader):
    """Numbers begin with 0, in order of first members; a high threshold leaves every label alone."""
    found = cluster_labels(LABELS, reader=reader, threshold=1.0)
    assert found == list(range(len(LABELS)))
    assert cluster_labels((), reader=reader) == []


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_a_probability_and_symmetric(reader, one, other):
    """Any two texts have one probability, whichever comes first."""
    first, second = reader(one), reader(other)
    similarity = Similarity()
    assert 0 <= similarity(first, second) <= 1
    assert similarity(first, second) == similarity(second, first)
    assert tuple(features(first, second)) == FEATURES
