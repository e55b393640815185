"""Word pieces and word shapes."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from kg.encoder.pieces import MAX_PIECES_A_WORD, WordPieces, ends_line, word_case
from kg.errors import ModelError


def pieces(*words: str) -> WordPieces:
    return WordPieces(Tokenizer(WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]")))


def test_word_is_split_into_known_pieces():
    """The longest known beginning comes first."""
    assert pieces("[UNK]", "peace", "##keep", "##er")("peacekeeper") == (1, 2, 3)


def test_long_word_gives_few_pieces():
    """A word has at most MAX_PIECES_A_WORD pieces."""
    assert len(pieces("[UNK]", "a", "##a")("a" * 60)) == MAX_PIECES_A_WORD


def test_word_without_pieces_is_unknown():
    """Nothing but an unknown piece stands for characters that the vocabulary lacks."""
    assert pieces("[UNK]", "a")("€") == (0,)


def test_tokenizer_without_marks_is_refused():
    """A tokenizer that lacks a mark is named as broken."""
    with pytest.raises(ModelError, match=r"\[CLS\]"):
        pieces("[UNK]").mark("[CLS]")


@pytest.mark.parametrize(
    ("word", "shape"),
    [("said", 1), ("China", 2), ("X", 2), ("UN", 3), ("McCain", 4), ("iPhone", 5), ("2001", 6), ("--", 7)],
)
def test_shape_of_a_word(word, shape):
    """Shapes tell the casings apart; the start of a paragraph adds eight."""
    assert word_case(word, starts_paragraph=False) == shape
    assert word_case(word, starts_paragraph=True) == shape + 8


def test_only_line_ends_end_lines():
    """Spaces, tabs and no-break spaces do not end a line; every kind of line break does."""
    assert not ends_line(" \t\xa0")
    assert all(ends_line(f" {mark} ") for mark in ("\n", "\r", "\u2028", "\u2029", "\x85"))
