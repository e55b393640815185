"""How sure the network is of a statement: a few features, weighed so that the score is a probability."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kg.encoder.graphs import Array
from kg.extract.attribution.decoding import CONTENT, SOURCE, Roles
from kg.linear import log_odds, sigmoid

FEATURES = ("one", "cue", "content", "source", "without_source", "length")
LEAST = 1e-3
"""How near to 0 and 1 probabilities may come: log-odds are at most about 7 from zero."""


def features(cue: float, probabilities: Array, roles: Roles) -> dict[str, float]:
    """Return what the score is made of.

    Args:
        cue: The probability of the cue.
        probabilities: Of each word to be source, cue, content: (words, 3).
        roles: The words that were chosen.

    Returns:
        Log-odds of the cue, of the expected overlap of content and source with the right ones, and the logarithm of
        the content's length.
    """
    source = probabilities[:, SOURCE]
    sourced = bool(roles.source)
    return {
        "one": 1.0,
        "cue": log_odds(cue, least=LEAST),
        "content": log_odds(expected_overlap(probabilities[:, CONTENT], roles.content), least=LEAST),
        "source": log_odds(expected_overlap(source, roles.source), least=LEAST) if sourced else 0.0,
        "without_source": 0.0 if sourced else log_odds(1 - float(source.max(initial=0)), least=LEAST),
        "length": math.log(max(1, len(roles.content))),
    }


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the probability that a statement is right, its source included."""
    total = sum(weights[name] * value for name, value in values.items())
    return sigmoid(total)


def expected_overlap(probabilities: Array, chosen: frozenset[int]) -> float:
    """Return about which Jaccard index the chosen words are to have with the right ones, each right with its probability.

    >>> import numpy as np
    >>> round(expected_overlap(np.array([1.0, 0.5, 0.0]), frozenset([0])), 2)
    0.67
    """
    inside = float(probabilities[sorted(chosen)].sum())
    outside = float(probabilities.sum()) - inside
    return inside / (len(chosen) + outside) if chosen else 0.0
