"""Attribution as a spaCy component, for those who build pipelines of their own."""

from __future__ import annotations

import hashlib

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.attribution import attribution_model, find_attributions
from kg.extract.attribution.protocol import AttributionModel
from kg.model import Document


class AttributionComponent:
    """Puts a Doc's attributions into `doc.user_data["kg_attributions"]`.

    Args:
        model: What finds them.
    """

    def __init__(self, model: AttributionModel) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc; its document is `doc.user_data["kg_document"]`, else one made of its text."""
        document = doc.user_data.get("kg_document") or plain_document(doc.text)
        doc.user_data["kg_attributions"] = find_attributions(doc, document, model=self.model)
        return doc


def plain_document(text: str) -> Document:
    """Return a document of which nothing but the text is known."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return Document(id=f"doc-{digest[:16]}", input="", sha256=digest, text=text)


@Language.factory("kg_attribution", requires=["token.dep"])
def create_attribution(nlp: Language, name: str, model: str = "neural") -> AttributionComponent:  # noqa: ARG001
    """Make the component; spaCy gives the pipeline and the name."""
    return AttributionComponent(attribution_model(model))
