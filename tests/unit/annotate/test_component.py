"""The shipped pipeline on text."""

from __future__ import annotations

import pickle

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.model
TEXT = (
    "GENEVA, March 3 (Reuters) -- Foreign Minister Amina Okello said on Tuesday that Kenya firmly opposes the plan.\n"
    "“We will not sign it,” she told reporters.\n\nThe European Union rejected the Kenyan proposal"
)


def layers(doc):
    return [
        (
            t.text,
            t.idx,
            t.tag_,
            t.pos_,
            str(t.morph),
            t.lemma_,
            t.head.i,
            t.dep_,
            t.is_sent_start,
            t.ent_iob_,
            t.ent_type_,
        )
        for t in doc
    ]


def test_text_and_offsets_are_those_of_the_input(nlp):
    """Token offsets slice back to the tokens."""
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert all(TEXT[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_line_ends_end_sentences(nlp):
    """No sentence goes over a line end, even where a full stop is missing."""
    doc = nlp("The plan of the government\nKenya rejected it")
    assert [sent.text.strip() for sent in doc.sents] == ["The plan of the government", "Kenya rejected it"]


@pytest.mark.parametrize(
    ("dateline", "report"),
    [
        ("LIMA - ", "Peru recalled its ambassador from Quito on Monday."),
        ("NEW YORK, March 3 (Example Wire) -- ", "“We reject the draft,” Peru said."),
    ],
)
def test_datelines_are_no_part_of_the_first_sentence(nlp, dateline, report):
    """What a dateline opens is a sentence of its own, so that its subject is not the place of writing."""
    doc = nlp(dateline + report)
    assert [sent.text.strip() for sent in doc.sents] == [dateline.strip(), report]
    assert next(token for token in doc if token.text == "Peru").dep_ == "nsubj"


@pytest.mark.parametrize(
    "text", ["NATO - the alliance - rejected it.", "Peru - It left.", "The USA - Peru's ally - left."]
)
def test_dashes_elsewhere_end_no_sentence(nlp, text):
    """A dash is that of a dateline only behind a place in capitals and before a new sentence."""
    assert len(list(nlp(text).sents)) == 1


def test_each_sentence_has_one_root_and_holds_its_heads(nlp):
    """Sentences are trees."""
    for sent in nlp(TEXT).sents:
        assert [t for t in sent if t.head.i == t.i] == [sent.root]
        assert all(sent.start <= t.head.i < sent.end for t in sent)
        assert sent.root.dep_ == "ROOT"


def test_names_have_their_types(nlp):
    """People, states, organisations and dates are told apart; a title is no part of a name."""
    found = {(ent.text, ent.label_) for ent in nlp(TEXT).ents}
    assert {("Amina Okello", "PERSON"), ("Kenya", "GPE"), ("European Union", "ORG"), ("Kenyan", "NORP")} <= found


def test_grammar_of_a_simple_sentence(nlp):
    """Subject, object, lemma and tag are as in Universal Dependencies."""
    doc = nlp("China's ministers rejected the proposals in Geneva.")
    rejected = doc[3]
    assert (rejected.lemma_, rejected.tag_, rejected.pos_, rejected.dep_) == ("reject", "VBD", "VERB", "ROOT")
    assert [(t.text, t.dep_) for t in rejected.children if t.dep_ in ("nsubj", "obj", "obl")] == [
        ("ministers", "nsubj"),
        ("proposals", "obj"),
        ("Geneva", "obl"),
    ]
    assert (doc[5].lemma_, str(doc[5].morph)) == ("proposal", "Number=Plur")


def test_result_does_not_depend_on_company(nlp):
    """A text alone, in a batch, and in a batch in another order has the same annotation."""
    texts = [TEXT, "Kenya signed the treaty.", "", "It will not. Moscow said so!"]
    alone = [layers(nlp(text)) for text in texts]
    assert [layers(doc) for doc in nlp.pipe(texts, batch_size=3)] == alone
    assert [layers(doc) for doc in nlp.pipe(reversed(texts), batch_size=2)] == alone[::-1]


def test_result_does_not_depend_on_threads(nlp):
    """Two threads give what one gives."""
    other = spacy.blank("en")
    other.tokenizer = nlp.tokenizer
    other.add_pipe("kg_language", config={"threads": 2})
    assert layers(other(TEXT)) == layers(nlp(TEXT))


def test_component_can_be_sent_to_another_process(nlp):
    """A pickled component annotates the same way."""
    component = pickle.loads(pickle.dumps(nlp.get_pipe("kg_language")))
    assert layers(component(nlp.make_doc(TEXT))) == layers(nlp(TEXT))


def test_text_longer_than_a_window_is_annotated_whole(nlp):
    """Sentences on both sides of a window's edge come out the same as near the start."""
    sentence = "The minister said that the government would not support the resolution. "
    doc = nlp(sentence * 60)
    sents = list(doc.sents)
    assert len(sents) == 60
    assert {tuple(t.dep_ for t in sent) for sent in sents} == {tuple(t.dep_ for t in sents[0])}


def test_sentence_longer_than_a_window_is_cut(nlp):
    """A sentence without an end is accepted a window at a time, and every piece is a tree."""
    doc = nlp("and the minister and the president " * 120)
    assert all(t.dep_ for t in doc)
    assert all(sum(t.head.i == t.i for t in sent) == 1 for sent in doc.sents)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", " \t\n China", "China\x00 said\x00", "😀", "\u202eChina\u202c", "a" * 5000]
)
def test_odd_texts_are_annotated(nlp, text):
    """Nothing, white space, NULs, emoji, direction marks and endless words are texts too."""
    doc = nlp(text)
    assert doc.text == text
    assert all(len(sent) for sent in doc.sents)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_gives_trees(nlp, text):
    """Whatever the text, it is kept, and its sentences are trees with one root."""
    doc = nlp(text)
    assert doc.text == text
    for sent in doc.sents:
        assert sum(t.head.i == t.i for t in sent) == 1
