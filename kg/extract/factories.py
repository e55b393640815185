"""spaCy components that keep what this stage finds on the `Doc`: `doc._.kg_names`, `doc._.kg_clusters`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.actors import find_clusters
from kg.extract.labels import find_names
from kg.model import Document, content_id

Component = Callable[[Doc], Doc]


@Language.factory("kg_actors", assigns=["doc._.kg_names"], requires=["token.tag"])
def create_actors(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy passes both
    """Return a component that keeps the names and titles of a document on `doc._.kg_names`."""
    if not Doc.has_extension("kg_names"):
        Doc.set_extension("kg_names", default=None)

    def keep_names(doc: Doc) -> Doc:
        doc._.kg_names = find_names(doc)
        return doc

    return keep_names


@Language.factory("kg_coref", assigns=["doc._.kg_clusters"], requires=["token.tag", "token.dep"])
def create_coref(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy passes both
    """Return a component that keeps the clusters of a document on `doc._.kg_clusters`."""
    if not Doc.has_extension("kg_clusters"):
        Doc.set_extension("kg_clusters", default=())

    def keep_clusters(doc: Doc) -> Doc:
        doc._.kg_clusters = find_clusters(doc, document_of(doc))
        return doc

    return keep_clusters


def document_of(doc: Doc) -> Document:
    """Return the document that a `Doc` was made from: the one in `doc.user_data["document"]`, else a plain one."""
    document = doc.user_data.get("document")
    if isinstance(document, Document):
        return document
    digest = hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=content_id("doc", digest), input="", sha256=digest, text=doc.text)
