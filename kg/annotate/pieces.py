"""Words of a spaCy Doc as word pieces of the encoder, and their shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import AnnotateError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_CHARACTERS = 64
"""Longer words are cut before they are split into pieces: their tail says nothing about grammar."""
MAX_PIECES_A_WORD = 8
LINE_END = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
KEPT = 100_000
"""Words whose pieces are kept in memory."""


def word_case(word: str, *, starts_paragraph: bool) -> int:
    """Return the word's shape, 0-7, plus 8 at the start of a paragraph; the encoder's vocabulary is lower case.

    >>> word_case("China", starts_paragraph=False), word_case("UN", starts_paragraph=True)
    (2, 11)
    """
    if word.islower():
        shape = 1
    elif word.isupper():
        shape = 3 if len(word) > 1 else 2
    elif word[:1].isupper():
        shape = 2 if word[1:].islower() else 4
    elif any(c.isupper() for c in word):
        shape = 5
    elif any(c.isdigit() for c in word):
        shape = 6
    else:
        shape = 7
    return shape + 8 * starts_paragraph


class WordPieces:
    """Gives words their piece ids and keeps those of the words it has seen, which in running text are most.

    Args:
        tokenizer: The word-piece tokenizer of the encoder.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.unknown = self.mark("[UNK]")
        self.seen: dict[str, tuple[int, ...]] = {}

    def mark(self, piece: str) -> int:
        """Return the id of a piece that stands for no text, such as `[CLS]`.

        Raises:
            AnnotateError: If the tokenizer has no such piece.
        """
        found = self.tokenizer.token_to_id(piece)
        if found is None:
            raise AnnotateError(f"the language model's tokenizer has no {piece}. Install kg again.", piece=piece)
        return int(found)

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the piece ids of a word, between 1 and `MAX_PIECES_A_WORD`; a word without pieces is unknown."""
        word = word[:MAX_CHARACTERS]
        found = self.seen.get(word)
        if found is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            found = tuple(ids[:MAX_PIECES_A_WORD]) or (self.unknown,)
            if len(self.seen) < KEPT:
                self.seen[word] = found
        return found


def ends_line(blank: str) -> bool:
    """Tell whether white space holds a line end, which always ends a sentence here."""
    return not LINE_END.isdisjoint(blank)
