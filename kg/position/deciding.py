"""Which candidates are positions, and of which stance: two logistic regressions over named features, and the network.

The weights of features stand in `data/weights.csv`, one row a feature, learnt by `training/position` on annotated
documents. Where the network has read the text too, `data/mixture.json` weighs what it says of the word, and what it says
that the holder thinks of it, against the features.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.linear import log_odds, sigmoid
from kg.model import Stance
from kg.position.candidates import Candidate
from kg.position.evaluation import Evaluation

if TYPE_CHECKING:
    from kg.encoder.reading import OfTokens

STANCES: tuple[Stance, ...] = ("support", "oppose", "ambivalent")
FIRM = 0.5
"""The least probability of a target that a firm rule names; such rules are too rare for the weights to know them."""
PLAIN = 0.35
"""The same for what a main clause reports somebody to do or think of it; annotators mark six in ten of these as targets."""
BESIDE = 0.7
"""How probable what is coordinated with a target is, compared to that."""
UNHEARD = 0.05
"""The least probability of what a plain report or a word beside it can lift: of what all other voices deny more firmly, one in
ten is a target, whatever the clause around it says. Acts are lifted all the same: too few are annotated to know them.
"""
LEAST_RESERVE = 0.01
"""The network's probability of a stance between the two from which on the rules alone may tell of one."""
BY_SIGN = ("+", "-", "~")
"""The lexicon's signs, in the order of the stances."""
INTERCEPT = "(intercept)"
THRESHOLD = 0.18
"""Positions less probable than this (a target, and of that stance) are dropped; chosen on the development documents."""
MIXED_THRESHOLD = 0.175
"""The same for scores to which the network adds."""
AROUND = 15
"""Words around a candidate that are read for what its holder thinks of it."""
LEAST = 1e-4
"""How near to 0 and 1 probabilities may come."""
UNSURE = 0.1
"""What is added to the probabilities of stances: who hardly sees a target has little to say on its stance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A candidate that is a position: its stance, and the probability of both together."""

    candidate: Candidate
    stance: Stance
    score: float


@cache
def weights() -> dict[str, tuple[float, float, float, float]]:
    """Return each feature's weights: for being a target, then for support, oppose, ambivalent."""
    text = (files("kg.position") / "data" / "weights.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return {row[0]: (float(row[1]), float(row[2]), float(row[3]), float(row[4])) for row in rows}


class Mixture(NamedTuple):
    """The weights of voices (see `Voices`) by name, for being a target with a constant under `one`, and for its stance."""

    target: dict[str, float]
    stance: dict[str, float]


@cache
def mixture() -> Mixture:
    """Return how features, rules, network and views are weighed against each other."""
    return Mixture(**json.loads(files("kg.position").joinpath("data/mixture.json").read_text("utf-8")))


def decide(found: Iterable[Candidate], told: OfTokens | None = None) -> list[Decision]:
    """Return the positions among the candidates, in the order of the text.

    A holder has one position on any word: of targets that overlap, the most probable is kept.

    Args:
        found: The candidates.
        told: What the network says of the tokens; None to decide by features alone.
    """
    threshold = THRESHOLD if told is None else MIXED_THRESHOLD
    likely = [decision for decision in _together(_decisions(list(found), told)) if decision.score >= threshold]
    taken: set[tuple[str, int]] = set()
    made = []
    for decision in sorted(likely, key=lambda d: (-d.score, d.candidate.head)):
        first, last = decision.candidate.words
        places = {(holder, i) for holder in decision.candidate.holders for i in range(first, last + 1)}
        if not places & taken:
            taken |= places
            made.append(decision)
    return sorted(made, key=lambda d: (d.candidate.target, d.candidate.head))


def _decisions(found: Sequence[Candidate], told: OfTokens | None) -> Iterator[Decision]:
    if told is None:
        yield from (_decision(one, *_parted(sums_of(one.features))) for one in found)
        return
    for one, heard in zip(found, hear(found, told), strict=True):
        if one.of_another:
            yield _decision(one, *_parted(heard.features))
        else:
            yield _decision(one, *_mixed(voices(one, heard)), decided=not _is_doubtful_reserve(one, heard))


def _is_doubtful_reserve(candidate: Candidate, heard: Heard) -> bool:
    """Tell whether only the rules see a reserve, where the network is all but sure that there is none."""
    return candidate.evaluation.sign == "~" and heard.stances[-1] < LEAST_RESERVE


def _parted(sums: Sequence[float]) -> tuple[float, Sequence[float]]:
    """Return the log-odds of a target, and a score for each stance, of features alone."""
    return sums[0], sums[1:]


def _together(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Yield decisions, those on coordinated words no less probable, by much, than on the first of them.

    So it is where the text says the same of both, to the same holders: "opposes theft and [smuggling]".
    """
    first: dict[tuple[int, tuple[str, ...]], Decision] = {}
    for decision in decisions:
        candidate = decision.candidate
        one = first.get((candidate.beside, candidate.holders)) if candidate.beside is not None else None
        if one is not None and _is_alike(candidate.evaluation, one.candidate.evaluation):
            shared = round(one.score * BESIDE, 4)
            if shared > decision.score >= UNHEARD:
                decision = replace(decision, stance=one.stance, score=shared)
        if not candidate.is_turned:  # the phrase has what stands beside it
            first[candidate.head, candidate.holders] = decision
        yield decision


def _is_alike(one: Evaluation, other: Evaluation) -> bool:
    return bool(one.sign) and (one.sign, one.rule, one.cue) == (other.sign, other.rule, other.cue)


class Heard(NamedTuple):
    """What is said of a candidate: by its features, by the network of the word, and by its holder of it.

    `features` are their summed weights (see `sums_of`), `stances` the probabilities of no target and of the stances, `views`
    those that whoever the candidate's anchor names supports, opposes it; None where that was not asked.
    """

    features: Sequence[float]
    stances: Sequence[float]
    views: Sequence[float] | None


def hear(found: Sequence[Candidate], told: OfTokens) -> Iterator[Heard]:
    """Yield what is said of each candidate; what holders think only of those that may be targets."""
    said = [(sums_of(one.features), _sides(told.stances[one.asked].tolist(), one)) for one in found]
    anchors = [
        one.anchor if _may_be_target(one, sums[0], none) else None
        for one, (sums, (none, *_)) in zip(found, said, strict=True)
    ]
    asked: dict[int, tuple[int, int]] = {}
    for one, anchor in zip(found, anchors, strict=True):
        if anchor is not None:
            first, last = asked.get(anchor, (anchor, anchor))
            asked[anchor] = (min(first, one.asked - AROUND), max(last, one.asked + AROUND))
    views = dict(told.views(asked))
    for one, anchor, (sums, stances) in zip(found, anchors, said, strict=True):
        yield Heard(sums, stances, None if anchor is None else _sides(views[anchor][one.asked].tolist(), one))


def _sides(shares: list[float], candidate: Candidate) -> list[float]:
    """Return what is said of a word with the sides exchanged where the candidate is its opposite."""
    if not candidate.is_turned:
        return shares
    if len(shares) == 2:
        return shares[::-1]
    none, support, oppose, both = shares
    return [none, oppose, support, both]


def _may_be_target(candidate: Candidate, features: float, none: float) -> bool:
    """Tell whether a candidate can be a position of whatever stance, from what is said of it as a target."""
    if candidate.of_another:
        return False
    odds = _target({"features": features, "network": log_odds(1 - none, least=LEAST)})
    return candidate.is_plain or sigmoid(odds) >= MIXED_THRESHOLD * BESIDE


def _decision(candidate: Candidate, target: float, sums: Sequence[float], *, decided: bool = True) -> Decision:
    """Return what is decided of a candidate; its rules decide alone where they may, unless not `decided`."""
    probability, shares = sigmoid(target), softmax(sums)
    best = max(range(len(shares)), key=shares.__getitem__)
    frame = candidate.evaluation.frame
    if candidate.is_plain and (probability >= UNHEARD or (frame is not None and frame.act)):
        probability = max(probability, PLAIN)
    if decided and (candidate.is_plain or candidate.evaluation.is_decided) and candidate.evaluation.sign in BY_SIGN:
        best = BY_SIGN.index(candidate.evaluation.sign)
        shares[best] = 1.0
        probability = max(probability, FIRM) if candidate.evaluation.is_firm else probability
    return Decision(candidate=candidate, stance=STANCES[best], score=round(probability * shares[best], 4))


class Voices(NamedTuple):
    """What is said of a candidate, by who says it: log-odds of a target, and logarithms of the shares of its stances."""

    target: dict[str, float]
    stance: dict[str, tuple[float, ...]]


RULED = {"+": (0.9, 0.08, 0.02), "-": (0.13, 0.85, 0.02), "~": (0.33, 0.1, 0.57)}
"""How often a target has each stance where the lexicon's rules give it a sign, in the training documents."""
EVEN = (1 / 3, 1 / 3, 1 / 3)
"""The shares of who has nothing to say."""


def voices(candidate: Candidate, heard: Heard) -> Voices:
    """Return what features, rules, network, and the holder's view of the word, say of a candidate.

    The view knows no stance between: it is for either side as far as it is not for the other.
    """
    target, sums = _parted(heard.features)
    none, *by_network = heard.stances
    view: Sequence[float] = EVEN
    if heard.views is not None:
        support, oppose = heard.views
        view = (support, oppose, math.sqrt(support * oppose))
    shares = {
        "features": softmax(sums),
        "rules": RULED.get(candidate.evaluation.sign, EVEN),
        "network": by_network,
        "view": view,
    }
    odds = {"features": target, "network": log_odds(1 - none, least=LEAST)}
    return Voices(odds, {name: _logarithms(values) for name, values in shares.items()})


def _logarithms(values: Sequence[float]) -> tuple[float, ...]:
    whole = sum(values) + len(values) * UNSURE
    return tuple(math.log((value + UNSURE) / whole) for value in values)


def _mixed(said: Voices) -> tuple[float, list[float]]:
    """Return the log-odds of a target, and a score for each stance, of all voices together."""
    weights = mixture().stance
    rows = [[weights[name] * share for share in shares] for name, shares in said.stance.items()]
    return _target(said.target), [sum(column) for column in zip(*rows, strict=True)]


def _target(odds: Mapping[str, float]) -> float:
    weights = mixture().target
    return weights["one"] + sum(weights[name] * value for name, value in odds.items())


def sums_of(features: Sequence[str]) -> list[float]:
    """Return the summed weights of features: for being a target, then for support, oppose, ambivalent."""
    return [sum(column) for column in zip(*_rows((INTERCEPT, *features)), strict=True)]


def _rows(names: Sequence[str]) -> Iterator[tuple[float, float, float, float]]:
    table = weights()
    for name in names:
        if name in table:
            yield table[name]


def softmax(values: Sequence[float]) -> list[float]:
    """Return the values as shares of one.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    return [power / sum(powers) for power in powers]
