"""Loading pipelines and annotating documents."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.annotate import annotate, describe_model, load_pipeline
from kg.errors import AnnotateError
from kg.model import Document


@Language.component("clear_style", assigns=["token.dep", "doc.ents"])
def clear_style(doc: Doc) -> Doc:
    """Annotate as spaCy's own English models do: the first word is a name, the last the root's object."""
    made = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=[1] * len(doc),
        deps=["nsubj", "ROOT", *["dobj"] * (len(doc) - 2)],
    )
    made._context = doc._context
    made.ents = (Span(made, 0, 1, label="PER"), Span(made, 2, 3, label="MONEY"))
    return made


def document(text: str) -> Document:
    from kg.read import make_document

    return make_document(text, input="test")


def test_unknown_pipeline_is_named():
    """A pipeline that is not installed is an error that says what can be given."""
    with pytest.raises(
        AnnotateError, match=r"en_no_such_model: not found or not loadable.*Name an installed"
    ) as caught:
        load_pipeline("en_no_such_model")
    assert caught.value.model == "en_no_such_model"


def test_pipeline_without_parser_is_refused(tmp_path):
    """A pipeline that gives no dependencies and no names is refused, with what is missing."""
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(AnnotateError, match=r"gives no token\.dep and no doc\.ents"):
        load_pipeline(str(tmp_path / "blank"))


def test_labels_of_other_pipelines_become_ours():
    """Names and dependencies are mapped; names of kinds that kg does not use are dropped."""
    nlp = spacy.blank("en")
    nlp.add_pipe("clear_style")
    [(doc, _)] = annotate([document("Merkel backed Kenya")], nlp=nlp)
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "obj"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Merkel", "PERSON")]


def test_documents_come_in_order_with_their_text():
    """Each Doc has exactly its document's text."""
    nlp = spacy.blank("en")
    nlp.add_pipe("clear_style")
    texts = [f"Kenya  backed \n{i}" for i in range(7)]
    pairs = list(annotate([document(text) for text in texts], nlp=nlp, batch_size=2))
    assert [doc.text for doc, _ in pairs] == [made.text for _, made in pairs] == texts


def test_long_documents_are_taken():
    """The limit of spaCy on the length of a text is raised for a document that is longer."""
    nlp = spacy.blank("en")
    nlp.add_pipe("clear_style")
    nlp.max_length = 10
    [(doc, _)] = annotate([document("Kenya backed the plan")], nlp=nlp)
    assert doc.text == "Kenya backed the plan"


def test_model_is_described_without_loading():
    """The shipped model is named with a hash of its files, another by its name."""
    assert describe_model().startswith("en_kg_core-")
    assert describe_model() == describe_model(None)
    assert describe_model("en_core_web_sm") == "en_core_web_sm"


@pytest.mark.model
def test_shipped_pipeline_gives_both_layers():
    """The shipped pipeline has a parser and names, and is called en_kg_core."""
    nlp = load_pipeline()
    assert f"{nlp.meta['lang']}_{nlp.meta['name']}" == "en_kg_core"
    [(doc, _)] = annotate([document("Kenya backed the plan.")], nlp=nlp)
    assert doc.has_annotation("DEP")
    assert [ent.text for ent in doc.ents] == ["Kenya"]
