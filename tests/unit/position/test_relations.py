"""Relations between actors."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.position.lexicon import load_lexicon
from kg.position.perspectives import see
from kg.position.relations import find_relations

from .conftest import build, mention


def relations(doc, *names: str) -> list[tuple[str, str, str]]:
    """Return source, type, target of each relation, the actors being the names."""
    document = Document(id="d", input="i", sha256="", text=doc.text)
    mentions = [mention(doc.text, name) for name in names]
    view = see(doc, document, actors=(), mentions=mentions, statements=(), turn_speakers=())
    return [(r.source, r.type, r.target) for r in find_relations(doc, document, view, load_lexicon())]


def test_object_is_the_target():
    """Who is accused is the target."""
    doc = build("Chad Chad PROPN nsubj 1", "accused accuse VERB ROOT 1", "Togo Togo PROPN obj 1")
    assert relations(doc, "Chad", "Togo") == [("Chad", "ACCUSE", "Togo")]


def test_every_pair_of_joint_parties_is_related():
    """Coordinated sources and targets give one relation a pair."""
    doc = build(
        "Chad Chad PROPN nsubj 3", "and and CCONJ cc 2", "Mali Mali PROPN conj 0", "accused accuse VERB ROOT 3",
        "Togo Togo PROPN obj 3", "and and CCONJ cc 6", "Benin Benin PROPN conj 4",
    )  # fmt: skip
    assert len(relations(doc, "Chad", "Mali", "Togo", "Benin")) == 4


def test_measure_falls_on_whom_it_is_imposed():
    """The target of a sanction hangs on the measure."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "imposed impose VERB ROOT 1", "sanctions sanction NOUN obj 1", "on on ADP case 4",
        "Togo Togo PROPN nmod 2",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == [("Chad", "SANCTION", "Togo")]


def test_passive_is_turned_round():
    """The agent of a passive is the source."""
    doc = build(
        "Togo Togo PROPN nsubj:pass 2", "was be AUX aux:pass 2", "condemned condemn VERB ROOT 2", "by by ADP case 4",
        "Chad Chad PROPN obl:agent 2",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == [("Chad", "ACCUSE", "Togo")]


def test_possessor_of_the_object_is_no_target():
    """To reject Togo's offer is not to reject Togo."""
    doc = build(
        "Chad Chad PROPN nsubj 1", "rejected reject VERB ROOT 1", "Togo Togo PROPN nmod:poss 3", "offer offer NOUN obj 1",
    )  # fmt: skip
    assert relations(doc, "Chad", "Togo") == []


@pytest.mark.parametrize(
    "row", ["not not PART advmod 2", "if if SCONJ mark 2"], ids=["denied", "supposed"]
)  # fmt: skip
def test_what_is_denied_or_supposed_is_no_act(row):
    """Negated and conditional clauses give no relation."""
    doc = build("Chad Chad PROPN nsubj 2", row, "accuse accuse VERB ROOT 2", "Togo Togo PROPN obj 2")
    assert relations(doc, "Chad", "Togo") == []


def test_urging_needs_something_urged():
    """To call somebody is no demand; to call on somebody to act is one."""
    called = build("Chad Chad PROPN nsubj 1", "urged urge VERB ROOT 1", "Togo Togo PROPN obj 1")
    to_act = build(
        "Chad Chad PROPN nsubj 1", "urged urge VERB ROOT 1", "Togo Togo PROPN obj 1", "to to PART mark 4",
        "act act VERB xcomp 1",
    )  # fmt: skip
    assert relations(called, "Chad", "Togo") == []
    assert relations(to_act, "Chad", "Togo") == [("Chad", "DEMAND", "Togo")]
