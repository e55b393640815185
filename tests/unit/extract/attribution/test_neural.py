"""From a network's numbers to attributions, with a network that says what the test wants."""

from __future__ import annotations

import numpy as np
import pytest

from kg.encoder import word_pieces
from kg.encoder.reading import Reader, Told, read
from kg.errors import ModelError
from kg.extract.attribution import attribution_model, describe_attribution
from kg.extract.attribution.factory import plain_document
from kg.extract.attribution.network import AttributionNetwork
from kg.extract.attribution.neural import NeuralAttribution, distinct, find
from kg.extract.attribution.rules import RuleAttribution
from kg.extract.attribution.scoring import FEATURES
from kg.model import Span, Turn
from tests.unit.extract.attribution.test_rules import SAID_THAT, parse


class Taught(AttributionNetwork):
    """A network that finds the given cues, each with the roles of the words given for it."""

    def __init__(self, cues, roles):
        self.of_word, self.of = cues, roles
        self.calibration = dict.fromkeys(FEATURES, 0.0) | {"cue": 1.0}

    def window(self, window):
        size = len(window.first)
        cues = np.array([self.of_word.get(i, 0.0) for i in range(size)], np.float32)
        return Told(np.zeros((size, 2), np.float32), cues, np.zeros((size, 4), np.float32))

    def roles(self, states, at):
        made = np.full((len(at), len(states), 3), 0.01, np.float32)
        for row, cue in enumerate(at):
            for number, words in enumerate(self.of[int(cue)]):
                made[row, list(words), number] = 0.99
        return made


def neural(network, **options):
    """Return the model with a network that reads and asks."""
    return NeuralAttribution(network=network, reader=network, **options)


def found_in(network, words):
    """Return the statements found in a paragraph."""
    return list(find(network, read(network, words, [True] + [False] * (len(words) - 1), word_pieces())))


SAID = Taught({1: 0.9}, {1: ([0], [1], [2, 3, 4])})


def test_attribution_has_the_words_of_each_role():
    """Source, cue and content are those of the network; the source's head comes from the parse."""
    doc = parse(SAID_THAT)
    (found,) = neural(SAID)(doc, plain_document(doc.text))
    said = lambda spans: [span.of(doc.text) for span in spans]  # noqa: E731
    assert (said(found.source), said(found.cue), said(found.content)) == (["Norway"], ["said"], ["that talks failed"])
    assert said([found.source_head]) == ["Norway"]
    assert found.score == pytest.approx(0.9, abs=1e-3)


def test_unlikely_statements_are_dropped():
    """A statement below the least score is not given."""
    doc = parse(SAID_THAT)
    assert neural(SAID, min_score=0.95)(doc, plain_document(doc.text)) == []


def test_the_likelier_of_two_readings_is_kept():
    """Two cues with nearly the same content make one statement."""
    network = Taught({1: 0.8, 0: 0.6}, {1: ([0], [1], [2, 3, 4]), 0: ([], [0], [2, 3, 4])})
    found = found_in(network, ["Norway", "said", "that", "talks", "failed"])
    kept = distinct((one.features["cue"], one) for one in found)
    assert [one.anchor for _, one in kept] == [1]


def test_what_two_sources_say_is_two_statements():
    """The same content with another source is not the same statement."""
    network = Taught({1: 0.8, 3: 0.6}, {1: ([0], [1], [4, 5, 6]), 3: ([2], [3], [4, 5, 6])})
    words = ["Norway", "said", "Sweden", "agreed", "that", "talks", "failed"]
    kept = distinct((one.features["cue"], one) for one in found_in(network, words))
    assert [one.anchor for _, one in kept] == [1, 3]


def test_a_mark_may_be_the_cue():
    """In headlines a colon or a dash reports; it is the cue although it is no word."""
    doc = parse(
        [
            ("Norway", "PROPN", "nsubj", 3),
            (":", "PUNCT", "punct", 3),
            ("talks", "NOUN", "nsubj", 3),
            ("failed", "VERB", "ROOT", 3),
        ]
    )
    network = Taught({1: 0.9}, {1: ([0], [1], [2, 3])})
    (found,) = neural(network)(doc, plain_document(doc.text))
    assert [span.of(doc.text) for span in found.cue] == [":"]


def test_text_without_cues_has_no_statements():
    """Roles are read for cues alone: a network need not take an empty batch."""

    class Strict(Taught):
        def roles(self, states, at):
            assert len(at), "asked for the roles of no cue"
            return super().roles(states, at)

    assert found_in(Strict({}, {}), ["Talks", "failed", "."]) == []


def test_first_person_of_a_turn_is_no_statement():
    """What a turn's own speaker says in it is the turn, not a report."""
    doc = parse([("I", "PRON", "nsubj", 1), *SAID_THAT[1:]])
    document = plain_document(doc.text)
    inside = type(document)(
        id=document.id,
        input="",
        sha256=document.sha256,
        text=document.text,
        turns=(Turn(speakers=(), body=Span(0, len(doc.text)), kind="speech"),),
    )
    assert neural(SAID)(doc, document)
    assert neural(SAID)(doc, inside) == []


def test_models_by_name():
    """The names of the setting give the models, and each describes itself."""
    assert isinstance(attribution_model("rules"), RuleAttribution)
    assert isinstance(attribution_model("neural"), NeuralAttribution)
    assert describe_attribution("rules") == "rules"
    assert describe_attribution("neural").startswith("neural-")


def test_missing_weights_are_named(tmp_path):
    """A folder without graphs says which file is missing."""
    doc = parse(SAID_THAT)
    with pytest.raises(ModelError, match=r"reader\.onnx: the model lacks this file"):
        NeuralAttribution(reader=Reader(tmp_path))(doc, plain_document(doc.text))
