"""Parsed document -> attributions: source, cue and content of what is reported.

protocol       what any model has to do
files          the files of the trained model, and its name
neural         the trained one, taken by default: network, decoding (windows and words), scoring (probability)
rules          dependency rules over a lexicon of cues (`data/cues.csv`), several times faster
frames         what a model found, with what grammar says of it
circumstances  to whom, where and when it was said, by the words of lexicon (`data/circumstances.toml`)
days           the day that a phrase names
denial         whether it was said at all
quotes         quotations by their marks
phrases        words as spans
nesting        which attribution stands inside which
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.attribution.files import describe_network

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.attribution.protocol import AttributionModel
    from kg.model import Attribution, Document

__all__ = ["attribution_model", "describe_attribution", "find_attributions"]


def find_attributions(doc: Doc, document: Document, *, model: AttributionModel) -> tuple[Attribution, ...]:
    """Return who said what in a document, in order of content; nested ones know the one around them.

    Args:
        doc: Parsed, with Universal Dependencies.
        document: The text and its turns.
        model: What finds them, see `attribution_model`.
    """
    from kg.extract.attribution.nesting import with_parents

    return with_parents(model(doc, document))


def attribution_model(name: str = "neural") -> AttributionModel:
    """Return the model of a name, `neural` or `rules`; its files are loaded when the first Doc comes."""
    from kg.extract.attribution.neural import NeuralAttribution
    from kg.extract.attribution.rules import RuleAttribution

    return RuleAttribution() if name == "rules" else NeuralAttribution()


def describe_attribution(name: str) -> str:
    """Return a name of the model that changes with its files, without loading it."""
    return name if name == "rules" else describe_network()
