"""The trained network as it is shipped: label lists and lemmas around its ONNX graphs; numbers in, scores out."""

from __future__ import annotations

import json
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.annotate.lemmas import Lemmas
from kg.encoder.graphs import Array, Graphs, feed_of
from kg.encoder.pieces import Window


class Scores(NamedTuple):
    """Scores of one window of `n` words: tag, morph, lemma, name (n, labels), start (n,), arc (n, n + 1; root last).

    `child` (n, k) and `head` (n + 1, k) are the vectors from which `Network.dependencies` scores labels.
    """

    tag: Array
    morph: Array
    lemma: Array
    name: Array
    start: Array
    arc: Array
    child: Array
    head: Array


class Network(Graphs):
    """The folder with `encoder.onnx`, `dependencies.onnx`, `labels.json` and `lemmas.json`, each read when first needed."""

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        """Label lists of the heads tag, morph, lemma, name and dep."""
        loaded: dict[str, list[str]] = json.loads(self.file("labels.json").read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def lemmas(self) -> Lemmas:
        """What is known of lemmas from the training words."""
        return Lemmas(json.loads(self.file("lemmas.json").read_text(encoding="utf-8")), self.labels["lemma"])

    def scores(self, window: Window) -> Scores:
        """Run one window."""
        return Scores(*(array[0] for array in self.run("encoder.onnx", feed_of(window), list(Scores._fields))))

    def dependencies(self, child: Array, head: Array) -> NDArray[np.int64]:
        """Return the best label of each word, from its vector and that of its head, both (n, k)."""
        (scores,) = self.run("dependencies.onnx", {"child": child, "head": head})
        return np.asarray(scores.argmax(axis=1))
