"""Self-written training texts with positions."""

from __future__ import annotations

import random

import pytest

from training.position.templates import constructions, texts


@pytest.fixture(scope="module")
def written():
    return list(texts(400, random.Random(7)))


def test_marks_lie_inside_the_text(written):
    """Every marked span covers words, without white space at its ends."""
    for gold in written:
        text = gold["text"]
        spans = [span for position in gold["positions"] for span in position["target"]]
        spans += [span for one in gold["attributions"] for role in ("source", "cue", "content") for span in one[role]]
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()


def test_no_marks_are_left_in_the_text(written):
    """The signs of the grammar are gone."""
    assert not any(sign in gold["text"] for gold in written for sign in "{}<>()@^|~_")


def test_same_seed_same_texts(written):
    """A seed decides the texts."""
    assert list(texts(400, random.Random(7))) == written


def test_all_stances_and_texts_without_positions_occur(written):
    """Support, opposition, ambivalence, and nothing at all."""
    assert {p["stance"] for gold in written for p in gold["positions"]} == {"support", "oppose", "ambivalent"}
    assert sum(not gold["positions"] for gold in written) > 40


def test_texts_seldom_repeat(written):
    """There are many constructions, and texts differ."""
    assert constructions() > 150
    assert len({gold["text"] for gold in written}) > 390
