"""What linear models have in common: weights by the name of a feature, their sum, and log-odds as probabilities."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def read_weights(package: str, name: str) -> Mapping[str, float]:
    """Return the weight of each feature in a CSV file (feature, weight) of a package's folder `data`."""
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the sum of the features' values by their weights; features without one count nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def sigmoid(value: float) -> float:
    """Return the probability of log-odds.

    >>> sigmoid(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def log_odds(probability: float, *, least: float) -> float:
    """Return the log-odds of a probability, which is kept `least` away from 0 and 1.

    >>> log_odds(0.5, least=0.001)
    0.0
    """
    bounded = min(1 - least, max(least, probability))
    return math.log(bounded / (1 - bounded))
