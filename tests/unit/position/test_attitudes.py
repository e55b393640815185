"""Who thinks well or ill of whom, by what a network says of words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from kg.model import Document, Mention, Relation, Span
from kg.position.attitudes import LEAST, find_attitudes
from kg.position.perspectives import see
from tests.unit.position.conftest import actor, span, statement

TEXT = "Chad praised Mali. Togo sent a letter about Mali."
SURE, UNSURE = LEAST + 0.1, LEAST - 0.1


class Views:
    """A network that knows what the actor of one word thinks of those of another: pairs of words -> probabilities."""

    def __init__(self, doc, of):
        self.doc, self.of = doc, of

    def views(self, asked):
        for token in asked:
            rows = [self.of.get((self.doc[token].text, word.text), (0.0, 0.0)) for word in self.doc]
            yield token, np.array(rows, np.float32)


class ByPlace:
    """The same of words by number: who thinks, of what, and the probabilities."""

    def __init__(self, *of):
        self.of = {(token, word): scores for token, word, *scores in of}

    def views(self, asked):
        for token in asked:
            yield token, np.array([self.of.get((token, word), (0.0, 0.0)) for word in range(12)], np.float32)


@pytest.fixture(scope="module")
def attitudes(nlp):
    """Finds (source, type, target, cue) among actors named in a text."""

    def find(text, views, *actors, known=(), statements=(), denied=()):
        doc = nlp(text)
        document = Document(id="doc-1", input="t", sha256="", text=text)
        mentions = tuple(
            Mention(actor=one.id, spans=(Span(*found.span()),), form="name")
            for one in actors
            for found in re.finditer(one.name, text)
        )
        views = Views(doc, views) if isinstance(views, dict) else views
        view = see(doc, document, actors=actors, mentions=mentions, statements=statements, turn_speakers=())
        found = find_attitudes(doc, document, view, views, known, denied)
        return [(r.source, r.type, r.target, r.cue[0].of(text)) for r in found]

    return find


def test_probable_views_are_relations(attitudes):
    """The better of the two decides; less than the least is nothing, and nobody has views of what another sentence names."""
    views = {("Chad", "Mali"): (SURE, UNSURE), ("Mali", "Chad"): (0.0, UNSURE), ("Togo", "Chad"): (SURE, 0.0)}
    assert attitudes(TEXT, views, actor("Chad"), actor("Mali"), actor("Togo")) == [
        ("Chad", "SUPPORT", "Mali", "praised")
    ]
    views = {("Mali", "Chad"): (0.0, SURE)}
    assert attitudes(TEXT, views, actor("Chad"), actor("Mali")) == [("Mali", "ACCUSE", "Chad", "praised")]


def test_the_lexicon_comes_first(attitudes):
    """Where an act between the same two is known in the sentence, in whichever direction, the network adds nothing."""
    views = {("Chad", "Mali"): (SURE, 0.0)}
    act = Relation(id="r", source="Chad", target="Mali", type="CONSULT", cue=(span(TEXT, "praised"),))
    assert attitudes(TEXT, views, actor("Chad"), actor("Mali"), known=[act]) == []
    back = Relation(id="r", source="Mali", target="Chad", type="CONSULT", cue=(span(TEXT, "praised"),))
    assert attitudes(TEXT, views, actor("Chad"), actor("Mali"), known=[back]) == []


def test_nothing_is_added_where_an_act_is_denied(attitudes):
    """What the lexicon knows not to have happened tells no view: "has never attacked"."""
    views = {("Chad", "Mali"): (0.0, SURE)}
    assert attitudes(TEXT, views, actor("Chad"), actor("Mali"), denied=[(0, "Chad", "Mali")]) == []


def test_who_speaks_need_not_be_named_in_the_sentence(attitudes):
    """The speaker thinks ill of whom a later sentence of the quotation names."""
    text = "“They lie,” Issa said. “Chad must go.”"
    said = statement(text, "Issa", "said", "“Chad must go.”", speaker="Issa")
    views = {("Issa", "Chad"): (0.0, SURE)}
    people = (actor("Issa", "Person"), actor("Chad"))
    assert attitudes(text, views, *people, statements=(said,)) == [("Issa", "ACCUSE", "Chad", "go")]
    assert attitudes(text, views, *people) == []


def test_those_who_act_for_another_are_one(attitudes):
    """A minister has no views of the own state."""
    text = "Issa thanked Chad."
    views = {("Issa", "Chad"): (SURE, 0.0)}
    said = statement(text, "Issa", "thanked", "Chad", speaker="Issa", on_behalf_of="Chad")
    assert attitudes(text, views, actor("Issa", "Person"), actor("Chad"), statements=(said,)) == []


def test_other_sentences_tell_what_one_leaves_open(attitudes):
    """A view that is hardly probable by itself counts where another sentence surely tells the same, not the opposite."""
    text = "Chad praised Mali. Chad met Togo and Mali."
    found = [("Chad", "SUPPORT", "Mali", "praised"), ("Chad", "SUPPORT", "Mali", "met")]
    people = (actor("Chad"), actor("Mali"), actor("Togo"))
    assert attitudes(text, ByPlace((0, 2, 0.9, 0.0), (4, 8, UNSURE, 0.0)), *people) == found
    assert attitudes(text, ByPlace((0, 2, 0.9, 0.0), (4, 8, 0.0, LEAST)), *people) == found[:1]
    assert attitudes(text, ByPlace((4, 8, UNSURE, 0.0)), *people) == []


def test_what_another_says_of_the_two_is_less_probable(attitudes):
    """Words about who is named in them are those of whoever says them."""
    text = "Togo said Chad praised Mali."
    views = {("Chad", "Mali"): (LEAST + 0.1, 0.0)}
    said = statement(text, "Togo", "said", "Chad praised Mali", speaker="Togo")
    people = (actor("Chad"), actor("Mali"), actor("Togo"))
    assert attitudes(text, views, *people) == [("Chad", "SUPPORT", "Mali", "praised")]
    assert attitudes(text, views, *people, statements=(said,)) == []


def test_who_is_named_beside_who_speaks_thinks_nothing(attitudes):
    """Whoever a text names to tell who speaks does not speak."""
    text = "Issa of Togo said Chad lied."
    views = {("Togo", "Chad"): (0.0, SURE)}
    said = statement(text, "Issa of Togo", "said", "Chad lied", speaker="Issa")
    people = (actor("Issa", "Person"), actor("Togo"), actor("Chad"))
    assert attitudes(text, views, *people) == [("Togo", "ACCUSE", "Chad", "said")]
    assert attitudes(text, views, *people, statements=(said,)) == []
