"""What finds attributions: rules, or any model that keeps to this protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc

from kg.model import Attribution, Document


class AttributionModel(Protocol):
    """Finds who said what in one parsed document."""

    def __call__(self, doc: Doc, document: Document) -> Sequence[Attribution]:
        """Return the document's attributions in order of their content; spans count in `document.text`."""
        ...
