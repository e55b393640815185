"""Roll calls, and the states that a list names."""

from __future__ import annotations

import pytest

from kg.position.together import alike, joint, roll_after, roll_before

from .conftest import build
from .test_positions import stances

LIST = (
    "Chad Chad PROPN nsubj 5", ", , PUNCT punct 2", "Mali Mali PROPN conj 0", "and and CCONJ cc 4",
    "Togo Togo PROPN conj 0", "abstained abstain VERB ROOT 5",
)  # fmt: skip


def test_lists_are_read_before_and_behind_a_word():
    """`Chad, Mali and Togo abstained`, `others: Chad, Mali and Togo` name three."""
    actors = ["c", "", "m", "", "t", ""]
    assert roll_before(build(*LIST)[5], actors) == ("c", "m", "t")
    doc = build(
        "others other NOUN ROOT 0", ": : PUNCT punct 0", "Chad Chad PROPN appos 0", "and and CCONJ cc 4",
        "Mali Mali PROPN conj 2",
    )  # fmt: skip
    assert roll_after(doc[0], ["", "", "c", "", "m"]) == ("c", "m")
    assert joint(doc[0], ["", "", "c", "", "m"]) == ("c", "m")


def test_those_who_do_the_same():
    """`Chad signed, joined by Mali` names Mali as one who does the same."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "signed sign VERB ROOT 1", ", , PUNCT punct 3", "joined join VERB advcl 1",
        "by by ADP case 5", "Mali Mali PROPN obl:agent 3",
    )  # fmt: skip
    assert alike(doc[1], ["c", "", "", "", "", "m"], {("joined", "by")}) == ("m",)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The motion passed. Chad and Mali voted against it; Peru abstained.", {"Chad oppose", "Mali oppose", "Peru ambivalent"}),
        ("The council adopted the motion, Chad voting against.", {"Chad oppose"}),
        ("The motion was backed by Chad, Mali and Peru.", {"Chad support", "Mali support", "Peru support"}),
        ("The motion passed by 90 votes to 3.", set()),
    ],
)  # fmt: skip
def test_roll_calls(read, text, expected):
    """Each member named has a position on the motion, tallies have none."""
    found = stances(text, read(text, "Chad", "Mali", "Peru"))
    assert {f"{holder} {stance}" for holder, stance, target in found if "motion" in target} == expected


@pytest.mark.model
def test_the_evidence_of_a_vote(read):
    """The sentence that names the thing and the one that tells the vote are the evidence."""
    text = "The motion passed. Chad voted against it."
    (position,) = read(text, "Chad").positions
    assert [span.of(text) for span in position.evidence] == ["The motion passed.", "Chad voted against it."]
