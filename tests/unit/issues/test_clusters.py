"""Groups of labels that are one issue."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.issues import FEATURES, Similarity, TopicReader, cluster_issues, cluster_labels, features

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


def test_a_state_alone_makes_no_issue(reader):
    """Labels that share a state and nothing else are never one issue, not even where one is the bare name."""
    similarity = Similarity()
    for one, other in (("trade with Russia", "expel Russian ambassador"), ("Minsk", "help Minsk")):
        assert similarity(reader(one), reader(other)) == 0
    assert similarity(reader("Russia"), reader("Russian Federation")) > 0


def test_synonyms_are_one_word(reader):
    """Words that mean the same in the field count as one."""
    one, other = reader("siege of the port"), reader("blockade of the port")
    assert one.stems == other.stems


def test_issues_that_people_keep_apart_are_never_joined(reader):
    """Not by their own likeness, and not by way of a third one; all names of an issue count."""
    names = (
        ("lift sanction on Iran",),
        ("sanction against Iran",),
        ("new sanction on Iran",),
        ("seal hunt", "sealing"),
    )
    assert len(set(cluster_issues(names, reader=reader))) == 2
    apart = cluster_issues(names, apart=[(0, 1)], reader=reader)
    assert apart[0] != apart[1]
    merged = cluster_issues((("dam affair", "ceasefire in Gaza"), ("truce in Gaza Strip",)), reader=reader)
    assert merged == [0, 0]
