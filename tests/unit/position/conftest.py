"""Docs built by hand, and sentences read by the shipped model with actors found by their names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from kg.model import Actor, Document, Mention, Span, Statement, Turn, TurnSpeaker
from kg.position import Found, find_positions

VOCAB = spacy.blank("en").vocab


def build(*rows: str) -> Doc:
    """Return a Doc of one sentence from rows `word lemma POS dep head`, the head counted from 0."""
    words, lemmas, pos, deps, heads = zip(*(row.split() for row in rows), strict=True)
    return Doc(
        VOCAB, words=list(words), lemmas=list(lemmas), pos=list(pos), deps=list(deps), heads=[int(h) for h in heads]
    )


def mention(text: str, name: str, *, actor: str = "", form: str = "name") -> Mention:
    """Return the first mention of a name in a text, by default of the actor called so."""
    start = text.index(name)
    return Mention(actor=actor or name, spans=(Span(start, start + len(name)),), form=form)


def span(text: str, words: str) -> Span:
    """Return where the words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def actor(name: str, kind: str = "Country", **more) -> Actor:
    """Return an actor whose id is its name."""
    return Actor(id=name, name=name, type=kind, **more)


def statement(text: str, source: str, cue: str, content: str, **more) -> Statement:
    """Return a statement of the words given."""
    return Statement(
        id=f"s-{cue}",
        source=(span(text, source),) if source else (),
        cue=(span(text, cue),),
        content=(span(text, content),),
        **more,
    )


Reader = Callable[..., Found]


@pytest.fixture(scope="session")
def read(nlp) -> Reader:
    """Finds the positions in a text; `actors` and `media` are names, all their occurrences are mentions."""

    def reader(
        text: str,
        *actors: str,
        media: tuple[str, ...] = (),
        statements=(),
        turns: tuple[tuple[Turn, TurnSpeaker], ...] = (),
    ) -> Found:
        mentions = tuple(
            Mention(actor=name, spans=(Span(*m.span()),), form="name")
            for name in (*actors, *media)
            for m in re.finditer(name, text)
        )
        document = Document(id="doc-1", input="t", sha256="", text=text, turns=tuple(turn for turn, _ in turns))
        return find_positions(
            nlp(text),
            document,
            linked_actors=(*map(actor, actors), *(actor(name, "Media") for name in media)),
            mentions=mentions,
            statements=statements,
            turn_speakers=tuple(speaker for _, speaker in turns),
        )

    return reader
