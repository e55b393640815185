"""What holds of positions whatever the tree looks like."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.model import Actor, Document, Mention, Span, Statement
from kg.position import find_positions
from kg.position.deciding import softmax

VOCAB = spacy.blank("en").vocab
WORDS = ["Ghana", "Togo", "reject", "support", "war", "peace", "not", "must", "to", "against", "the", ",", "illegal"]
POS = ["PROPN", "VERB", "NOUN", "ADJ", "PART", "ADP", "AUX", "PUNCT", "DET"]
DEPS = ["nsubj", "obj", "obl", "nmod", "xcomp", "ccomp", "advcl", "conj", "case", "mark", "advmod", "amod", "acl:relcl"]


@st.composite
def docs(draw) -> Doc:
    """Return a Doc of one sentence with an arbitrary tree, projective or not."""
    size = draw(st.integers(1, 14))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    heads = [0, *(draw(st.integers(0, i - 1)) for i in range(1, size))]
    deps = ["ROOT", *(draw(st.sampled_from(DEPS)) for _ in range(size - 1))]
    pos = draw(st.lists(st.sampled_from(POS), min_size=size, max_size=size))
    return Doc(VOCAB, words=words, lemmas=[w.lower() for w in words], pos=pos, deps=deps, heads=heads)


def found_in(doc: Doc):
    """Return what is found where one actor says everything and another is mentioned by the first word."""
    text = doc.text
    said = Statement(id="s", source=(), cue=(), content=(Span(0, len(text)),), speaker="a")
    mentions = (Mention(actor="b", spans=(Span(0, len(doc[0].text)),), form="name"),)
    actors = tuple(Actor(id=name, name=name, type="Country") for name in "ab")
    document = Document(id="d", input="i", sha256="", text=text)
    return find_positions(doc, document, linked_actors=actors, mentions=mentions, statements=(said,), turn_speakers=())


@given(docs())
@settings(max_examples=60, deadline=None)
def test_targets_lie_in_their_evidence_and_issues_are_listed(doc):
    """Every target stands inside its evidence, every issue and holder is known, whatever the tree."""
    found = found_in(doc)
    issues = {issue.id for issue in found.issues}
    for position in found.positions:
        assert position.issue in issues
        assert position.holder in ("a", "b")
        assert any(e.start <= t.start and t.end <= e.end for t in position.target for e in position.evidence)
        assert position.target[0].of(doc.text).strip()


@given(docs())
@settings(max_examples=30, deadline=None)
def test_a_holder_has_one_position_on_a_word(doc):
    """Targets of one holder never overlap."""
    places = [(p.holder, i) for p in found_in(doc).positions for i in range(*p.target[0])]
    assert len(places) == len(set(places))


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=5))
def test_shares_sum_to_one(values):
    """Softmax gives shares of one, the largest to the largest value."""
    shares = softmax(values)
    assert sum(shares) == pytest.approx(1)
    assert shares[values.index(max(values))] == max(shares)
