"""Words of a text as word pieces of the encoder, their shapes, and windows of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 254
"""A window's limit: its last mark included, it has at most so many pieces."""
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


def paragraph_starts(texts: Sequence[str], words: Sequence[int]) -> list[bool]:
    """Tell for each word whether a line ends before it; the first word counts.

    Args:
        texts: Words and white space.
        words: Which of them are words, in order.
    """
    starts, fresh, previous = [], True, -1
    for i in words:
        for blank in range(previous + 1, i):
            fresh = fresh or ends_line(texts[blank])
        starts.append(fresh)
        fresh, previous = False, i
    return starts


class Window(NamedTuple):
    """The network's input: piece ids with begin and end mark, the shape of each, and each word's first and last piece."""

    pieces: list[int]
    cases: list[int]
    first: list[int]
    last: list[int]


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
            ModelError: If the tokenizer has no such piece.
        """
        found = self.tokenizer.token_to_id(piece)
        if found is None:
            raise ModelError(f"the tokenizer has no {piece}. Install kg again.", piece=piece)
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

    def window(self, words: Sequence[str], starts: Sequence[bool], at: int, *, limit: int = MAX_PIECES) -> Window:
        """Return the network's input from word `at` on: as many words as fit `limit` pieces.

        Args:
            words: The words of a text.
            starts: Whether each begins a paragraph.
            at: The first word of the window.
            limit: More than `MAX_PIECES_A_WORD` and the two marks.
        """
        window = Window([self.mark("[CLS]")], [0], [], [])
        for number in range(at, len(words)):
            pieces = self(words[number])
            if len(window.pieces) + len(pieces) >= limit:
                break
            window.first.append(len(window.pieces))
            window.pieces.extend(pieces)
            window.cases.extend([word_case(words[number], starts_paragraph=starts[number])] * len(pieces))
            window.last.append(len(window.pieces) - 1)
        window.pieces.append(self.mark("[SEP]"))
        window.cases.append(0)
        return window


def ends_line(blank: str) -> bool:
    """Tell whether white space holds a line end, which always ends a sentence here."""
    return not LINE_END.isdisjoint(blank)
