"""Names from label scores: the best sequence in which a name never continues what did not begin."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
NO_EDGE = frozenset({*("of", "and", "the", "for", "in", "to", "by", "on", "with", "'s", "’s"), *",;:()[]/-–—\"“”‘’'"})
"""Words that neither begin nor end a name."""
JOINED = frozenset({"ORG", "GPE", "LOC"})
"""Two names of these kinds with nothing between them are one: "NCAA | Division II". A person's may stand after a title."""


def decode_names(scores: Array, labels: list[str]) -> list[str]:
    """Return the best valid BIO sequence (Viterbi).

    Args:
        scores: Unnormalised scores, shape (words, labels).
        labels: The names of the columns: `O`, `B-PERSON`, `I-PERSON`, …
    """
    barred = _barred(tuple(labels))
    best = np.where(barred[-1], -np.inf, scores[0])
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = np.where(barred[:-1], -np.inf, best[:, None])
        back[i] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[i]
    path = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return [labels[k] for k in reversed(path)]


@lru_cache(maxsize=4)
def _barred(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which label (column) may not follow which (row); the last row is the start."""
    table = np.zeros((len(labels) + 1, len(labels)), dtype=bool)
    for row, before in enumerate([*labels, "O"]):
        for column, label in enumerate(labels):
            table[row, column] = label.startswith("I-") and before[2:] != label[2:]
    return table


def trim_names(names: list[str], words: list[str]) -> list[str]:
    """Return the labels without the small words at a name's edges: "Scholz of" is the name Scholz.

    >>> trim_names(["B-PERSON", "I-PERSON", "O"], ["Scholz", "of", "Germany"])
    ['B-PERSON', 'O', 'O']
    """
    trimmed = list(names)
    for i in range(len(words) - 1, -1, -1):
        last = i + 1 == len(words) or not trimmed[i + 1].startswith("I-")
        if last and trimmed[i] != "O" and words[i].lower() in NO_EDGE:
            trimmed[i] = "O"
    for i, label in enumerate(trimmed):
        if label.startswith("B-") and words[i].lower() in NO_EDGE:
            trimmed[i] = "O"
            if i + 1 < len(words) and trimmed[i + 1].startswith("I-"):
                trimmed[i + 1] = f"B-{label[2:]}"
    return trimmed


def mend_names(names: list[str]) -> list[str]:
    """Return the labels with a beginning where white space cut a name, and without one where names of a kind touch.

    >>> mend_names(["B-GPE", "O", "I-GPE"])
    ['B-GPE', 'O', 'B-GPE']
    >>> mend_names(["B-ORG", "B-ORG", "I-ORG"])
    ['B-ORG', 'I-ORG', 'I-ORG']
    """
    mended: list[str] = []
    for label in names:
        kind, touches = label[2:], bool(mended) and mended[-1][2:] == label[2:]
        if label.startswith("I-") and not touches:
            label = f"B-{kind}"
        elif label.startswith("B-") and touches and kind in JOINED:
            label = f"I-{kind}"
        mended.append(label)
    return mended
