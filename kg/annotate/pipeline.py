"""Which spaCy pipeline annotates, and how documents run through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.encoder import TOKENIZER
from kg.encoder.digests import digest_of
from kg.errors import AnnotateError
from kg.model import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = Path(__file__).parent / "model"
NAME = "en_kg_core"
NEEDED = ("token.dep", "doc.ents")


def load_pipeline(model: str | None = None) -> Language:
    """Return a spaCy pipeline that gives dependencies and names.

    Args:
        model: The name of an installed pipeline or the path of one; None for the one shipped with kg.

    Raises:
        AnnotateError: If there is no such pipeline, or it has no parser or no names.
    """
    import spacy

    if model is None:
        return _shipped()
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as exc:
        advice = "Name an installed spaCy pipeline or the folder of one, or leave --model out to use kg's own."
        raise AnnotateError(
            f"--model {model}: not found or not loadable ({_one_line(exc)}). {advice}", model=model
        ) from exc
    has = {name for pipe in nlp.pipe_names for name in nlp.get_pipe_meta(pipe).assigns}
    missing = [name for name in NEEDED if name not in has]
    if missing:
        raise AnnotateError(
            f"--model {model}: gives no {' and no '.join(missing)}. kg needs a pipeline with a parser and ner.",
            model=model,
        )
    return nlp


def describe_model(model: str | None = None) -> str:
    """Return a name that changes when the annotation may change, without loading the model."""
    return f"{NAME}-{_digest()}" if model is None else model


def annotate(documents: Iterable[Document], *, nlp: Language, batch_size: int = 16) -> Iterator[tuple[Doc, Document]]:
    """Yield each document's Doc with the document, in order.

    The Doc's text is the document's text, so that its character offsets are the document's. Labels are ours whatever the
    pipeline: Universal Dependencies, and the name labels of `kg.annotate.schemes`.
    """
    from spacy.tokens import Span

    from kg.annotate.schemes import name_label, to_universal

    longest = nlp.max_length

    def prepared() -> Iterator[tuple[str, Document]]:
        for document in documents:
            nlp.max_length = max(longest, len(document.text) + 1)
            yield document.text, document

    for doc, document in nlp.pipe(prepared(), as_tuples=True, batch_size=batch_size):
        made = to_universal(doc)
        labelled = [(ent, name_label(ent.label_)) for ent in made.ents]
        if any(label != ent.label_ for ent, label in labelled):
            made.ents = tuple(Span(made, ent.start, ent.end, label=label) for ent, label in labelled if label)
        yield made, document


def _shipped() -> Language:
    import spacy

    import kg.annotate.component  # noqa: F401 - registers the factory where kg is not installed
    from kg.annotate.words import make_tokenizer

    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    nlp.add_pipe("kg_language")
    nlp.meta["name"] = NAME.removeprefix("en_")
    return nlp


@cache
def _digest() -> str:
    """Return the first digits of a hash over the shipped model's files."""
    return digest_of([TOKENIZER, *MODEL.glob("*.json"), *MODEL.glob("*.onnx")])


def _one_line(exc: Exception) -> str:
    return " ".join(str(exc).split())[:200]
