"""Other pipelines' labels as ours."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.annotate.schemes import name_label, to_universal

VOCAB = spacy.blank("en").vocab


@pytest.mark.parametrize(
    ("label", "ours"),
    [("PER", "PERSON"), ("WORK_OF_ART", "WORK"), ("LAW", "WORK"), ("FAC", "LOC"), ("GPE", "GPE"), ("MONEY", None)],
)
def test_name_labels_are_mapped(label, ours):
    """Labels of other schemes become ours; kinds we do not use become None."""
    assert name_label(label) == ours


def test_preposition_becomes_the_case_of_its_object():
    """In "China met Kenya in Geneva", Geneva hangs on met as obl, "in" on Geneva as case."""
    doc = Doc(
        VOCAB,
        words=["China", "met", "Kenya", "in", "Geneva"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "dobj", "prep", "pobj"],
        pos=["PROPN", "VERB", "PROPN", "ADP", "PROPN"],
    )
    made = to_universal(doc)
    assert [token.dep_ for token in made] == ["nsubj", "ROOT", "obj", "case", "obl"]
    assert [token.head.i for token in made] == [1, 1, 1, 4, 1]


def test_passive_agent_becomes_obl_agent():
    """In "It was rejected by China" the agent is China, "by" its case."""
    doc = Doc(
        VOCAB,
        words=["It", "was", "rejected", "by", "China"],
        heads=[2, 2, 2, 2, 3],
        deps=["nsubjpass", "auxpass", "ROOT", "agent", "pobj"],
        pos=["PRON", "AUX", "VERB", "ADP", "PROPN"],
    )
    assert [token.dep_ for token in to_universal(doc)] == ["nsubj:pass", "aux:pass", "ROOT", "case", "obl:agent"]


def test_names_and_text_survive():
    """Rebuilding keeps the words, the spaces and the names."""
    doc = Doc(
        VOCAB,
        words=["in", "Geneva", "."],
        spaces=[True, False, False],
        heads=[0, 0, 0],
        deps=["prep", "pobj", "punct"],
        ents=["O", "B-GPE", "O"],
    )
    made = to_universal(doc)
    assert made.text == "in Geneva."
    assert [(ent.text, ent.label_) for ent in made.ents] == [("Geneva", "GPE")]


def test_universal_doc_is_left_alone():
    """A Doc with UD labels is returned as it is."""
    doc = Doc(VOCAB, words=["China", "agreed"], heads=[1, 1], deps=["nsubj", "ROOT"])
    assert to_universal(doc) is doc
