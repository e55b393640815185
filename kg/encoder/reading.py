"""One pass of the trained network over a text: what it says of each word, for the stages that ask more.

Where statements begin, which words head the target of a position, and what actors think of each other are read off the same
states, so the encoder runs once a window. The result stays with the Doc until the Doc goes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kg.encoder.digests import READER
from kg.encoder.graphs import Array, Graphs, feed_of
from kg.encoder.pieces import Window, WordPieces, paragraph_starts
from kg.encoder.windows import Cut, overlapping, owners

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "kg_reading"
"""Where a Doc's `user_data` keeps its reading."""


class Told(NamedTuple):
    """What is said of a window of n words.

    `states` are vectors (n, width), `cues` the probabilities that a cue begins at each word (n,), `stances` those that it
    heads no target of a position, one that is supported, opposed, or both (n, 4).
    """

    states: Array
    cues: Array
    stances: Array


class WindowReader(Protocol):
    """What reads a window: the shipped network, or one in training."""

    def window(self, window: Window) -> Told:
        """Return what is said of the window's words."""

    def views(self, states: Array, at: NDArray[np.int64]) -> Array:
        """Return the probabilities (asked, n, 2) that whom a word at `at` names supports, opposes what each word stands for."""


class Reader(Graphs):
    """The folder with `reader.onnx` and `views.onnx`."""

    def window(self, window: Window) -> Told:
        """Return what is said of the window's words."""
        return Told(*(array[0] for array in self.run("reader.onnx", feed_of(window))))

    def views(self, states: Array, at: NDArray[np.int64]) -> Array:
        """Return the probabilities (asked, n, 2) that whom a word at `at` names supports, opposes what each word stands for."""
        return self.ask("views.onnx", states, at)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in windows, what is said of each, and for every word the window that tells of it."""

    cuts: Sequence[Cut]
    told: Sequence[Told]
    owner: Sequence[int]

    @property
    def stances(self) -> Array:
        """Each word's probabilities as in `Told.stances`: (words, 4)."""
        rows = [self.told[n].stances[i - self.cuts[n].begin] for i, n in enumerate(self.owner)]
        return np.array(rows, dtype=np.float32).reshape(-1, 4)


def read(reader: WindowReader, words: Sequence[str], starts: Sequence[bool], pieces: WordPieces) -> Reading:
    """Read a text.

    Args:
        reader: The network.
        words: The words of the text.
        starts: Whether each begins a paragraph.
        pieces: The word pieces of words.
    """
    cuts = list(overlapping(words, starts, pieces))
    return Reading(cuts, [reader.window(cut.window) for cut in cuts], owners(cuts, len(words)))


def words_of(doc: Doc) -> list[int]:
    """Return the indices of a Doc's tokens that are no white space: those that the network reads."""
    found: list[int] = np.flatnonzero(doc.to_array("IS_SPACE") == 0).tolist()
    return found


def reading_of(doc: Doc, reader: WindowReader, pieces: WordPieces) -> Reading:
    """Return the reading of a Doc's words, made when it is first asked for."""
    known: Reading | None = doc.user_data.get(KEY)
    if known is None:
        words, texts = words_of(doc), [token.text for token in doc]
        known = read(reader, [texts[i] for i in words], paragraph_starts(texts, words), pieces)
        doc.user_data[KEY] = known
    return known


class OfTokens:
    """What the network says of a Doc's tokens, white space among them.

    Args:
        doc: The parsed document.
        reader: The network.
        pieces: The word pieces of words.
    """

    def __init__(self, doc: Doc, reader: WindowReader, pieces: WordPieces) -> None:
        self.size = len(doc)
        self.words = words_of(doc)
        self.reader = reader
        self.reading = reading_of(doc, reader, pieces)

    @cached_property
    def stances(self) -> Array:
        """The probabilities as in `Told.stances` of every token: (tokens, 4)."""
        found = np.zeros((self.size, 4), np.float32)
        found[:, 0] = 1.0
        found[self.words] = self.reading.stances
        return found

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The place of each token among the words."""
        return {token: word for word, token in enumerate(self.words)}

    def views(self, asked: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, Array]]:
        """Yield tokens with the probabilities that whom each names supports, opposes what others stand for: (tokens, 2).

        Args:
            asked: For each token, the first and last of those that it is asked about, itself within; only these are read,
                as far as they stand in one window with it. All others have neither.
        """
        number = self.numbers
        parts: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
        for token, (first, last) in asked.items():
            window = self.reading.owner[number[token]]
            cut = self.reading.cuts[window]
            begin, end = bisect_left(self.words, first), bisect_right(self.words, last)
            parts[window, max(begin, cut.begin), min(end, cut.end)].append(token)
        for (window, begin, end), tokens in sorted(parts.items()):
            before = self.reading.cuts[window].begin
            states = self.reading.told[window].states[begin - before : end - before]
            at = np.array([number[token] - begin for token in tokens], dtype=np.int64)
            for token, scores in zip(tokens, self.reader.views(states, at), strict=True):
                every = np.zeros((self.size, scores.shape[1]), np.float32)
                every[self.words[begin:end]] = scores
                yield token, every


@cache
def shipped_reader() -> Reader:
    """Return the network that kg ships."""
    return Reader(READER)
