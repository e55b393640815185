"""From a network's numbers to attributions, with a network that says what the test wants."""

from __future__ import annotations

import numpy as np
import pytest

from kg.encoder import word_pieces
from kg.errors import ModelError
from kg.extract.attribution import attribution_model, describe_attribution
from kg.extract.attribution.factory import plain_document
from kg.extract.attribution.network import AttributionNetwork
from kg.extract.attribution.neural import NeuralAttribution, distinct, find
from kg.extract.attribution.rules import RuleAttribution
from kg.extract.attribution.scoring import FEATURES
from kg.model import Span, Turn
from tests.unit.extract.attribution.test_rules import SAID_THAT, parse


class Told(AttributionNetwork):
    """A network that finds the given cues, each with the roles of the words given for it."""

    def __init__(self, cues, roles):
        self.told, self.of = cues, roles
        self.calibration = dict.fromkeys(FEATURES, 0.0) | {"cue": 1.0}

    def cues(self, window):
        size = len(window.first)
        return np.zeros((size, 2), np.float32), np.array([self.told.get(i, 0.0) for i in range(size)], np.float32)

    def roles(self, states, at):
        made = np.full((len(at), len(states), 3), 0.01, np.float32)
        for row, cue in enumerate(at):
            for number, words in enumerate(self.of[int(cue)]):
                made[row, list(words), number] = 0.99
        return made


SAID = Told({1: 0.9}, {1: ([0], [1], [2, 3, 4])})


def test_attribution_has_the_words_of_each_role():
    """Source, cue and content are those of the network; the source's head comes from the parse."""
    doc = parse(SAID_THAT)
    (found,) = NeuralAttribution(network=SAID)(doc, plain_document(doc.text))
    said = lambda spans: [span.of(doc.text) for span in spans]  # noqa: E731
    assert (said(found.source), said(found.cue), said(found.content)) == (["Norway"], ["said"], ["that talks failed"])
    assert said([found.source_head]) == ["Norway"]
    assert found.score == pytest.approx(0.9, abs=1e-3)


def test_unlikely_statements_are_dropped():
    """A statement below the least score is not given."""
    doc = parse(SAID_THAT)
    assert NeuralAttribution(network=SAID, min_score=0.95)(doc, plain_document(doc.text)) == []


def test_the_likelier_of_two_readings_is_kept():
    """Two cues with nearly the same content make one statement."""
    network = Told({1: 0.8, 0: 0.6}, {1: ([0], [1], [2, 3, 4]), 0: ([], [0], [2, 3, 4])})
    found = find(network, ["Norway", "said", "that", "talks", "failed"], [True] + [False] * 4, word_pieces())
    kept = distinct((one.features["cue"], one) for one in found)
    assert [one.anchor for _, one in kept] == [1]


def test_what_two_sources_say_is_two_statements():
    """The same content with another source is not the same statement."""
    network = Told({1: 0.8, 3: 0.6}, {1: ([0], [1], [4, 5, 6]), 3: ([2], [3], [4, 5, 6])})
    words = ["Norway", "said", "Sweden", "agreed", "that", "talks", "failed"]
    kept = distinct((one.features["cue"], one) for one in find(network, words, [True] + [False] * 6, word_pieces()))
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
    network = Told({1: 0.9}, {1: ([0], [1], [2, 3])})
    (found,) = NeuralAttribution(network=network)(doc, plain_document(doc.text))
    assert [span.of(doc.text) for span in found.cue] == [":"]


def test_text_without_cues_has_no_statements():
    """Roles are read for cues alone: a network need not take an empty batch."""

    class Strict(Told):
        def roles(self, states, at):
            assert len(at), "asked for the roles of no cue"
            return super().roles(states, at)

    assert list(find(Strict({}, {}), ["Talks", "failed", "."], [True, False, False], word_pieces())) == []


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
    assert NeuralAttribution(network=SAID)(doc, document)
    assert NeuralAttribution(network=SAID)(doc, inside) == []


def test_models_by_name():
    """The names of the setting give the models, and each describes itself."""
    assert isinstance(attribution_model("rules"), RuleAttribution)
    assert isinstance(attribution_model("neural"), NeuralAttribution)
    assert describe_attribution("rules") == "rules"
    assert describe_attribution("neural").startswith("neural-")


def test_missing_weights_are_named(tmp_path):
    """A folder without graphs says which file is missing."""
    doc = parse(SAID_THAT)
    with pytest.raises(ModelError, match=r"cues\.onnx: the model lacks this file"):
        NeuralAttribution(network=AttributionNetwork(tmp_path))(doc, plain_document(doc.text))
