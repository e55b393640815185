"""What the network in training finds in whole articles, decoded as kg does it, and the scorer's figures of that."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from benchmarks import corpora
from kg.encoder.graphs import Array
from kg.encoder.pieces import Window, WordPieces
from kg.encoder.reading import Told, read
from kg.extract.attribution.neural import Found, find
from training.attribution.corpus import ROLES, Article
from training.attribution.model import Attributor, Narrow
from training.fitting import encoder_input, half_precision

LEAST = 0.5
"""Cues less probable are not counted while training; the shipped threshold is on the calibrated score."""


class InTraining:
    """The torch network with the interface of the shipped one."""

    def __init__(self, model: Attributor) -> None:
        self.model = model

    @torch.no_grad()
    def window(self, window: Window) -> Told:
        """Return what is said of the words of a window."""
        with half_precision():
            states = self.model.words(encoder_input([window]))
            cues, stances = self.model.anchors(states)[0], self.model.stances(states)[0]
        return Told(states[0].float().numpy(), cues.float().sigmoid().numpy(), stances.float().softmax(-1).numpy())

    @torch.no_grad()
    def roles(self, states: Array, at: np.ndarray) -> Array:
        """Return the probabilities of the roles of each word for the cues that begin at `at`."""
        return _ask(self.model.of_cue, states, at)

    @torch.no_grad()
    def views(self, states: Array, at: np.ndarray) -> Array:
        """Return the probabilities that whom a word at `at` names supports, opposes what each word stands for."""
        return _ask(self.model.of_actor, states, at)


def _ask(narrow: Narrow, states: Array, at: np.ndarray) -> Array:
    words = torch.from_numpy(states)[None]
    real = torch.ones(words.shape[:2], dtype=torch.bool)
    with half_precision():
        found = narrow(words, real, torch.zeros(len(at), dtype=torch.long), torch.from_numpy(at))
    return found.float().sigmoid().numpy()


def predict(model: Attributor, articles: Sequence[Article], marks: WordPieces) -> list[list[Found]]:
    """Return what is found in each article."""
    network = InTraining(model)
    return [list(find(network, read(network, article.words, article.starts, marks))) for article in articles]


def stance_figures(articles: Sequence[Article], model: Attributor, marks: WordPieces) -> dict[str, float]:
    """Return the best F1, over thresholds, of words that head targets, alone and with the right stance."""
    network, scored, wanted = InTraining(model), [], 0
    for article in articles:
        stances = article.stances or {}
        wanted += len(stances)
        for word, row in enumerate(read(network, article.words, article.starts, marks).stances):
            best = int(row[1:].argmax())
            scored.append((1 - float(row[0]), word in stances, stances.get(word) == best))
    scored.sort(reverse=True)
    hits = np.cumsum([[head, stance] for _, head, stance in scored], axis=0)
    every = 2 * hits / (np.arange(1, len(scored) + 1)[:, None] + wanted)
    target, both = every.max(axis=0).tolist()
    return {"target": round(target, 3), "target+stance": round(both, 3)}


def pair_figures(sentences: Sequence[tuple[Article, str]], model: Attributor, marks: WordPieces) -> dict[str, float]:
    """Return macro F1 over the five labels of directed sentiment, at the best threshold, and the share of right directions."""
    labels = ["neutral", "positive p->q", "negative p->q", "positive p<-q", "negative p<-q"]
    scores = np.array([_pair_scores(article, model, marks) for article, _ in sentences])
    gold = np.array([labels.index(label) for _, label in sentences])
    best = {"macro": 0.0}
    for least in np.arange(0.15, 0.7, 0.05):
        found = np.where(scores.max(1) >= least, 1 + scores.argmax(1), 0)
        each = [2 * np.sum((found == k) & (gold == k)) / (np.sum(found == k) + np.sum(gold == k)) for k in range(5)]
        both = (found > 0) & (gold > 0)
        direction = float(np.mean((found[both] > 2) == (gold[both] > 2)))
        if np.mean(each) > best["macro"]:
            best = {
                "macro": round(float(np.mean(each)), 3),
                "least": round(float(least), 2),
                "direction": round(direction, 3),
            }
    return best


def _pair_scores(article: Article, model: Attributor, marks: WordPieces) -> list[float]:
    window = marks.window(article.words, article.starts, 0)
    (p, (q,)), (_, (_,)) = ((view.anchor, view.words) for view in article.views)
    if max(p, q) >= len(window.first):
        return [0.0] * 4
    network = InTraining(model)
    views = network.views(network.window(window).states, np.array([p, q]))
    return [*views[0, q].tolist(), *views[1, p].tolist()]


def f1(articles: Sequence[Article], found: Sequence[Sequence[Found]]) -> dict[str, float]:
    """Return the scorer's F1 of detection, full and words."""
    return {name: float(values[-1]) for name, values in figures(articles, found).items()}


def figures(articles: Sequence[Article], found: Sequence[Sequence[Found]]) -> dict[str, tuple[str, ...]]:
    """Return (P, R, F1) of detection, full and words, as the scorer prints them, of what is found with a probable cue."""
    bound = np.log(LEAST / (1 - LEAST))
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder) / "gold.jsonl", Path(folder) / "predicted.jsonl"
        gold.write_text("".join(f"{json.dumps(a.gold)}\n" for a in articles), encoding="utf-8")
        lines = [
            {"doc": a.gold["doc"], "statements": [statement(a, f) for f in mine if f.features["cue"] >= bound]}
            for a, mine in zip(articles, found, strict=True)
        ]
        predicted.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
        told = corpora.score("score_attributions.py", gold, predicted)
    return {name: values for name, *values in re.findall(r"^(\w+) +P ([\d.]+) +R ([\d.]+) +F1 ([\d.]+)", told, re.M)}


def statement(article: Article, found: Found) -> dict[str, list[list[int]]]:
    """Return the places of each role, as the scorer reads them."""
    return {role: article.spans(getattr(found, role)) for role in ROLES}
