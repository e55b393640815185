"""What a word is an argument of, and which words make up a phrase."""

from __future__ import annotations

import pytest

from kg.position import syntax

from .conftest import build


@pytest.fixture
def warned():
    """Kenya did not warn against bombing the old port and the town."""
    return build(
        "Kenya Kenya PROPN nsubj 3", "did do AUX aux 3", "not not PART advmod 3", "warn warn VERB ROOT 3",
        "against against SCONJ mark 5", "bombing bomb VERB advcl 3", "the the DET det 8", "old old ADJ amod 8",
        "port port NOUN obj 5", "and and CCONJ cc 11", "the the DET det 11", "town town NOUN conj 8",
    )  # fmt: skip


def test_gerund_after_preposition_has_its_slot(warned):
    """A gerund after a preposition fills the slot of the preposition."""
    governor, slot = syntax.argument(warned[5])
    assert (governor.text, slot) == ("warn", "against")


def test_conjunct_has_the_slot_of_the_first(warned):
    """A later conjunct is an argument of what the first is an argument of."""
    governor, slot = syntax.argument(warned[11])
    assert (governor.text, slot) == ("bombing", "obj")


def test_root_is_no_argument(warned):
    """The root of a sentence is an argument of nothing."""
    assert syntax.argument(warned[3]) is None


def test_adverb_negates_its_verb_only(warned):
    """`not` negates the verb that it modifies and no other."""
    assert syntax.is_negated(warned[3])
    assert not syntax.is_negated(warned[5])


def test_no_negates_its_noun_and_the_verb():
    """`no` negates the noun, and the verb whose subject or object the noun is."""
    doc = build("No no DET det 1", "state state NOUN nsubj 2", "agreed agree VERB ROOT 2")
    assert syntax.is_negated(doc[1])
    assert syntax.is_negated(doc[2])


def test_without_negates():
    """A gerund or noun after `without` is negated."""
    doc = build("spoke speak VERB ROOT 0", "without without SCONJ mark 2", "accepting accept VERB advcl 0")
    assert syntax.is_negated(doc[2])


def test_phrase_leaves_out_conjuncts_and_keeps_determiners(warned):
    """The smallest phrase of the first of two things ends before the conjunction."""
    assert syntax.phrase(warned[8]) == (6, 8)


def test_phrase_of_a_verb_has_no_marker_and_no_negation():
    """The phrase of an action leaves out `to` and `not`."""
    doc = build(
        "agreed agree VERB ROOT 0", "not not PART advmod 3", "to to PART mark 3", "close close VERB xcomp 0",
        "ports port NOUN obj 3",
    )  # fmt: skip
    assert syntax.phrase(doc[3]) == (3, 4)


def test_phrase_drops_punctuation_at_its_edges():
    """Quotation marks at the edge do not belong to the phrase."""
    doc = build("reject reject VERB ROOT 0", '" " PUNCT dep 2', "talks talk NOUN obj 0", '" " PUNCT dep 2')
    assert syntax.phrase(doc[2]) == (2, 2)


def test_subject_of_an_infinitive_is_that_of_its_governor():
    """An infinitive has the subject of the verb that it completes."""
    doc = build("Chad Chad PROPN nsubj 1", "wants want VERB ROOT 1", "to to PART mark 3", "leave leave VERB xcomp 1")
    assert syntax.subject(doc[3]).text == "Chad"


def test_subject_of_a_passive_is_no_agent():
    """Who suffers an act has not done it."""
    doc = build("Chad Chad PROPN nsubj:pass 2", "was be AUX aux:pass 2", "sanctioned sanction VERB ROOT 2")
    assert syntax.subject(doc[2]) is None


@pytest.mark.parametrize(("word", "kind"), [("must", "must"), ("should", "must"), ("will", "will"), ("could", "can")])
def test_modals_have_classes(word, kind):
    """Modals are told apart by what they say about the speaker's wish."""
    doc = build(f"{word} {word} AUX aux 1", "withdraw withdraw VERB ROOT 1")
    assert syntax.modal(doc[1]) == kind


def test_need_to_is_a_modal():
    """`need to` and `have to` say the same as `must`."""
    doc = build("need need VERB ROOT 0", "to to PART mark 2", "withdraw withdraw VERB xcomp 0")
    assert syntax.modal(doc[2]) == "must"


def test_particle_belongs_to_the_lemma():
    """A verb and its particle are one word of the lexicon."""
    doc = build("ruled rule VERB ROOT 0", "out out ADP compound:prt 0", "talks talk NOUN obj 0")
    assert syntax.lemma(doc[0]) == "rule out"
