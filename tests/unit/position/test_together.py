"""Who is meant together."""

from __future__ import annotations

from kg.position.together import joint, meant_together, partners

from .conftest import build

NAMED = (
    "Chad Chad PROPN nsubj 3", "and and CCONJ cc 2", "Togo Togo PROPN conj 0", "met meet VERB ROOT 3",
)  # fmt: skip
ACTORS, FORMS = ["c", "", "t", "", "", "", "", ""], ["name", "", "name", "", "", "", "", ""]


def test_the_two_sides_are_those_named_together():
    """`the two sides` and `the signatories` are the two last named together; `they` too, when near."""
    doc = build(
        *NAMED, "the the DET det 6", "two two NUM nummod 6", "sides side NOUN nsubj 7", "agreed agree VERB conj 3",
    )  # fmt: skip
    assert meant_together(doc, [4, 5, 6], ACTORS, FORMS) == ("c", "t")
    assert meant_together(doc, [7], ACTORS, FORMS) == ()
    doc = build(*NAMED, "signatories signatory NOUN nsubj 5", "agreed agree VERB conj 3")
    assert meant_together(doc, [4], ACTORS[:6], FORMS[:6]) == ("c", "t")
    doc = build(*NAMED, "They they PRON nsubj 5", "agreed agree VERB conj 3")
    assert meant_together(doc, [4], ACTORS[:6], FORMS[:6]) == ("c", "t")


def test_an_agreement_is_of_those_named_together():
    """What an agreement provides for is held by its parties."""
    doc = build(*NAMED, "The the DET det 5", "deal deal NOUN nsubj 6", "bans ban VERB parataxis 3")
    assert meant_together(doc, [4, 5], ACTORS[:7], FORMS[:7]) == ("c", "t")


def test_those_who_met_are_meant():
    """`Ann met with Bo` names two together."""
    doc = build(
        "Ann Ann PROPN nsubj 1", "met meet VERB ROOT 1", "with with ADP case 3", "Bo Bo PROPN obl 1",
        "The the DET det 5", "ministers minister NOUN nsubj 6", "agreed agree VERB parataxis 1",
    )  # fmt: skip
    actors, forms = ["a", "", "", "b", "", "", ""], ["name", "", "", "name", "", "", ""]
    assert meant_together(doc, [4, 5], actors, forms) == ("a", "b")


def test_leaders_are_persons_where_two_are_named_together():
    """`the two leaders` are the persons of an earlier pair, not the states of a later one."""
    doc = build(
        "Ann Ann PROPN nsubj 3", "and and CCONJ cc 2", "Bo Bo PROPN conj 0", "saw see VERB ROOT 3",
        "Chad Chad PROPN obj 3", "and and CCONJ cc 6", "Togo Togo PROPN conj 4", "the the DET det 9",
        "two two NUM nummod 9", "leaders leader NOUN nsubj 10", "agreed agree VERB parataxis 3",
    )  # fmt: skip
    actors, forms = ["a", "", "b", "", "c", "", "t", *[""] * 4], ["name", "", "name", "", "name", "", "name", *[""] * 4]
    assert meant_together(doc, [7, 8, 9], actors, forms, {"a", "b"}) == ("a", "b")
    assert meant_together(doc, [7, 8, 9], actors, forms) == ("c", "t")


def test_the_two_sides_fall_back_on_the_last_two_named():
    """Without a coordination or a meeting `both sides` are the last two parties named."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "left leave VERB ROOT 1", "Togo Togo PROPN obj 1", "both both DET det 4",
        "sides side NOUN nsubj 5", "agreed agree VERB conj 1",
    )  # fmt: skip
    assert meant_together(doc, [3, 4], ACTORS[:6], FORMS[:6]) == ("t", "c")


def test_lists_are_joint_however_they_hang():
    """A list that the parse hangs on an apposition is one, and so are the members of a group."""
    doc = build(
        "Chad Chad PROPN nsubj 5", ", , PUNCT punct 2", "Mali Mali PROPN appos 0", "and and CCONJ cc 4",
        "Togo Togo PROPN conj 2", "voted vote VERB ROOT 5",
    )  # fmt: skip
    assert joint(doc[0], ["c", "", "m", "", "t", ""]) == ("c", "m", "t")
    doc = build(
        "States state NOUN nsubj 3", "including include VERB case 2", "Chad Chad PROPN nmod 0", "voted vote VERB ROOT 3"
    )
    assert joint(doc[0], ["", "", "c", ""]) == ("c",)


def test_an_apposition_alone_is_no_list():
    """Who somebody is makes no second party."""
    doc = build("Ann Ann PROPN nsubj 2", "Chad Chad PROPN appos 0", "spoke speak VERB ROOT 2")
    assert joint(doc[0], ["a", "c", ""]) == ("a",)


def test_partners_are_those_of_the_last_list():
    """Those last named in one list with a party, none where it stood alone."""
    doc = build(*NAMED)
    assert partners(doc, 3, "t", ACTORS[:4]) == ("c", "t")
    assert partners(doc, 3, "x", ACTORS[:4]) == ()
