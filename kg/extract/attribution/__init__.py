"""Parsed document -> attributions: source, cue and content of what is reported.

protocol  what any model has to do
rules     the built-in one: dependency rules over a lexicon of cues (`data/cues.csv`)
quotes    quotations by their marks
phrases   words as spans
"""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.attribution.nesting import with_parents
from kg.extract.attribution.protocol import AttributionModel
from kg.extract.attribution.rules import RuleAttribution
from kg.model import Attribution, Document

__all__ = ["AttributionModel", "RuleAttribution", "find_attributions"]


def find_attributions(
    doc: Doc, document: Document, *, model: AttributionModel | None = None
) -> tuple[Attribution, ...]:
    """Return who said what in a document, in order of content; nested ones know the one around them.

    Args:
        doc: Parsed, with Universal Dependencies.
        document: The text and its turns.
        model: What finds them; None takes the rules.
    """
    return with_parents((model or RuleAttribution())(doc, document))
