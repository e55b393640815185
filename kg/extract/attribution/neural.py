"""Attributions by a trained network: it finds where cues begin, then reads source, cue and content around each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from kg.encoder import word_pieces
from kg.encoder.reading import Reading, WindowReader, reading_of, shipped_reader, words_of
from kg.extract.attribution.decoding import read_roles
from kg.extract.attribution.files import MODEL
from kg.extract.attribution.frames import Frame, head_of, in_own_turn, to_attribution
from kg.extract.attribution.network import AttributionNetwork
from kg.extract.attribution.quotes import find_quotes
from kg.extract.attribution.scoring import features, probability
from kg.model import Attribution, Document

LEAST_CUE = 0.5
"""Words that begin a cue with a lower probability are not looked at further; chosen on the development documents."""
MIN_SCORE = 0.3
"""Statements less probable are dropped; chosen on the development documents."""
SAME = 0.7
"""Two statements whose contents share more of their words are one, unless each has a source of its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement over the words of a text, white space left out, with the features of its score."""

    anchor: int
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    features: dict[str, float]


class NeuralAttribution:
    """The trained model.

    Args:
        min_score: Statements less probable are dropped.
        network: What reads the roles; None for the one shipped.
        reader: What reads the text; None for the one shipped.
    """

    def __init__(
        self,
        *,
        min_score: float = MIN_SCORE,
        network: AttributionNetwork | None = None,
        reader: WindowReader | None = None,
    ) -> None:
        self.min_score = min_score
        self.network = network or AttributionNetwork(MODEL)
        self.reader = reader or shipped_reader()

    def __call__(self, doc: Doc, document: Document) -> Sequence[Attribution]:
        """Return the document's attributions in order of their content."""
        words = words_of(doc)
        found = find(self.network, reading_of(doc, self.reader, word_pieces()))
        scored = [(probability(one.features, self.network.calibration), one) for one in found]
        kept = distinct((score, one) for score, one in scored if score >= self.min_score)
        quotes = find_quotes(doc)
        frames = (_frame(doc, words, one, score) for score, one in kept)
        made = [
            a
            for frame in frames
            if (a := to_attribution(doc, document, frame, quotes)) and not in_own_turn(a, document)
        ]
        return sorted(made, key=lambda a: (a.content[0], a.cue))


def find(network: AttributionNetwork, reading: Reading) -> Iterator[Found]:
    """Yield the statements of a text, each from the window in which its cue stands furthest from a cut.

    Args:
        network: What reads the roles of cues.
        reading: What is said of the text's words.
    """
    for number, (cut, told) in enumerate(zip(reading.cuts, reading.told, strict=True)):
        mine = (k for k in range(cut.end - cut.begin) if reading.owner[cut.begin + k] == number)
        at = [k for k in mine if told.cues[k] >= LEAST_CUE]
        if not at:
            continue
        for k, chances in zip(at, network.roles(told.states, np.asarray(at, dtype=np.int64)), strict=True):
            roles = read_roles(chances, k)
            if roles.content:
                source, cue, content = (frozenset(cut.begin + i for i in role) for role in roles)
                yield Found(cut.begin + k, source, cue, content, features(float(told.cues[k]), chances, roles))


def distinct(scored: Iterable[tuple[float, Found]]) -> list[tuple[float, Found]]:
    """Keep the likelier of two readings of a statement; the same said by two sources is two statements."""
    kept: list[tuple[float, Found]] = []
    for score, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].anchor)):
        if not any(_are_one(one, other) for _, other in kept):
            kept.append((score, one))
    return kept


def _are_one(one: Found, other: Found) -> bool:
    """Tell whether contents are nearly the same and the sources may be: "Norway and, later, Sweden said" has two."""
    apart = one.source and other.source and not one.source & other.source
    return not apart and len(one.content & other.content) > SAME * len(one.content | other.content)


def _frame(doc: Doc, words: Sequence[int], found: Found, score: float) -> Frame:
    source, cue, content = (frozenset(words[i] for i in role) for role in (found.source, found.cue, found.content))
    verb = doc[words[found.anchor]]
    return Frame(cue, source, content, head_of(doc, cue) or verb, head_of(doc, source), score)
