"""Windows of a text, and what is kept of what the network says of them."""

from __future__ import annotations

import itertools

import numpy as np
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from kg.encoder.pieces import MAX_PIECES, Window, WordPieces
from kg.encoder.reading import OfTokens, Told, reading_of, words_of
from kg.encoder.windows import Cut, overlapping, owners

PIECES = WordPieces(Tokenizer(WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a": 3, "##a": 4}, unk_token="[UNK]")))
EMPTY = Window([], [], [], [])


@given(st.lists(st.integers(1, 8), max_size=400))
def test_windows_cover_a_text_and_overlap(lengths):
    """Every word stands in a window, none is too long, and each begins before the one before it ends."""
    words = ["a" * n for n in lengths]
    cuts = list(overlapping(words, [False] * len(words), PIECES))
    assert {i for cut in cuts for i in range(cut.begin, cut.end)} == set(range(len(words)))
    assert all(len(cut.window.pieces) <= MAX_PIECES for cut in cuts)
    assert all(before.begin < cut.begin < before.end < cut.end for before, cut in itertools.pairwise(cuts))


def test_a_word_belongs_to_the_window_in_which_it_stands_furthest_from_a_cut():
    """The ends of the text are no cuts, so the first words belong to the first window."""
    cuts = [Cut(0, 6, EMPTY), Cut(4, 10, EMPTY)]
    assert owners(cuts, 10) == [0] * 5 + [1] * 5
    assert owners([Cut(0, 3, EMPTY)], 3) == [0, 0, 0]


class Counting:
    """A network whose answers tell which window they are of."""

    def __init__(self):
        self.asked = 0

    def window(self, window):
        self.asked += 1
        size = len(window.first)
        return Told(np.zeros((size, 2)), np.zeros(size), np.full((size, 4), self.asked, np.float32))

    def views(self, states, at):
        return np.stack([np.full((len(states), 2), place, np.float32) for place in at])


def test_a_doc_is_read_once():
    """What is asked again comes from the Doc; every word has the answer of the window that it belongs to."""
    doc, network = Doc(spacy.blank("en").vocab, words=["a" * 8, "\n"] * 200), Counting()
    reading = reading_of(doc, network, PIECES)
    asked = network.asked
    assert reading_of(doc, network, PIECES) is reading
    assert (network.asked, asked > 1) == (asked, True)
    assert reading.stances[:, 0].tolist() == [owner + 1 for owner in reading.owner]
    assert len(reading.stances) == len(words_of(doc)) == 200


def test_views_are_those_of_the_window_of_whoever_is_asked():
    """Words of no window with the one asked have none; white space has neither views nor stances."""
    doc = Doc(spacy.blank("en").vocab, words=["a" * 8, "\n"] * 200)
    told = OfTokens(doc, Counting(), PIECES)
    assert told.stances[1].tolist() == [1, 0, 0, 0]
    cuts, owner = told.reading.cuts, told.reading.owner
    for token, views in told.views(dict.fromkeys((2, 398), (0, 399))):
        cut = cuts[owner[token // 2]]
        inside = range(2 * cut.begin, 2 * cut.end, 2)
        assert {i for i in range(len(doc)) if views[i].any()} == set(inside)
        assert set(views[list(inside), 0].tolist()) == {token // 2 - cut.begin}
    assert not list(told.views({}))


def test_views_are_of_the_words_asked_about():
    """Others have none, though they stand in the window."""
    told = OfTokens(Doc(spacy.blank("en").vocab, words=["a", "\n"] * 10), Counting(), PIECES)
    ((_, views),) = told.views({6: (3, 9)})
    assert [i for i in range(20) if views[i].any()] == [4, 6, 8]
    assert set(views[[4, 6, 8], 0].tolist()) == {1.0}
