"""The spaCy components keep what is found on the Doc."""

from __future__ import annotations

import spacy

from kg.extract.factories import create_actors, create_coref, document_of
from kg.model import Document

SENTENCE = "Iran/PROPN/nsubj/1 warned/VERB/ROOT/1 Iraq/PROPN/obj/1 ./PUNCT/punct/1"


def test_actors_component_keeps_names(parsed):
    """`kg_actors` keeps the names on the Doc."""
    doc = create_actors(spacy.blank("en"), "kg_actors")(parsed(SENTENCE))
    assert [name.label for name in doc._.kg_names.names] == ["GPE", "GPE"]


def test_coref_component_keeps_clusters(parsed):
    """`kg_coref` keeps the clusters on the Doc."""
    doc = create_coref(spacy.blank("en"), "kg_coref")(parsed(SENTENCE))
    assert [cluster.name for cluster in doc._.kg_clusters] == ["Iran", "Iraq"]


def test_document_of_a_doc_is_kept(parsed):
    """The document in `user_data` is used when there is one."""
    doc = parsed(SENTENCE)
    document = Document(id="doc-1", input="a.txt", sha256="", text=doc.text)
    doc.user_data["document"] = document
    assert document_of(doc) is document
