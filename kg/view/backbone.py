"""Edges that are stronger than chance would have them: the disparity filter and the noise-corrected backbone."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def edge_arrays(graph: nx.Graph) -> tuple[Ints, Ints, Floats]:
    """Return the places of both ends of each edge, and its absolute weight, each of shape `(n_edges,)`."""
    places = {node: i for i, node in enumerate(graph)}
    ends = np.array([(places[a], places[b]) for a, b in graph.edges], dtype=np.int64).reshape(-1, 2)
    weights = np.array([abs(float(data["weight"])) for _, _, data in graph.edges(data=True)])
    return ends[:, 0], ends[:, 1], weights


def disparity(a: Ints, b: Ints, weights: Floats, *, directed: bool) -> Floats:
    """Return for each edge how likely chance gives one of its ends an edge of at least its share of the end's weight.

    Where a node's weight is spread over its k edges at random, the share x is reached with (1 - x)^(k - 1). An edge
    counts by the end where that is less likely; the only edge of a node says nothing about it (1). In networks with a
    direction the shares are those of what the source sends and of what the target receives.

    Args:
        a: The place of one end of each edge, shape `(n_edges,)`; with a direction its source.
        b: That of the other.
        weights: Above 0.
        directed: Whether edges have a direction.

    Reference: Serrano, Boguñá & Vespignani (2009), Extracting the multiscale backbone of complex weighted networks,
    PNAS 106, 6483-6488, equation 2.

    Examples:
        >>> disparity(np.array([0, 0, 0]), np.array([1, 2, 3]), np.array([8.0, 1.0, 1.0]), directed=False).round(2).tolist()
        [0.04, 0.81, 0.81]
    """
    (strength_a, strength_b), (degree_a, degree_b) = _sums(a, b, weights, directed), _sums(a, b, None, directed)
    at_a = (1.0 - weights / strength_a[a]) ** (degree_a[a] - 1)
    at_b = (1.0 - weights / strength_b[b]) ** (degree_b[b] - 1)
    return np.asarray(np.minimum(at_a, at_b))


def noise_corrected(a: Ints, b: Ints, weights: Floats, *, directed: bool) -> Floats:
    """Return for each edge how likely its weight is no more than what the totals of both ends give by chance.

    The weight is compared with its expectation, sent times received over the total, as (lift - 1) / (lift + 1). That
    score's variance comes from a binomial whose probability has a beta prior, with the mean and variance of the
    hypergeometric, updated by the edge (delta method); the score over its standard deviation is taken as normal. The
    authors' threshold delta of 1.64 is an alpha of 0.05.

    Arguments as for `disparity`.

    Reference: Coscia & Neffke (2017), Network backboning with noisy data, ICDE, 425-436. The second parameter of the
    prior is that of a beta with this mean and variance, mu (1 - mu)^2 / sigma^2 - (1 - mu).
    """
    sent, received = (total[end] for total, end in zip(_sums(a, b, weights, directed), (a, b), strict=True))
    total = float(weights.sum()) * (1 if directed else 2)
    if total <= 1 or not len(weights):
        return np.ones(len(weights))
    mean = sent * received / total**2
    prior = sent * received * (total - sent) * (total - received) / (total**4 * (total - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha = mean**2 * (1 - mean) / prior - mean + weights
        beta = mean * (1 - mean) ** 2 / prior - (1 - mean) + total - weights
        chance = alpha / (alpha + beta)
        variance = chance * (1 - chance) * total
        lift = total / (sent * received)
        slope = 1 / (sent * received) - total * (sent + received) / (sent * received) ** 2
        spread = np.sqrt(variance) * np.abs(2 * (lift + weights * slope) / (lift * weights + 1) ** 2)
        score = (lift * weights - 1) / (lift * weights + 1)
        found = ndtr(-score / spread)
    return np.where(np.isfinite(found), found, 1.0)


def _sums(a: Ints, b: Ints, weights: Floats | None, directed: bool) -> tuple[Floats, Floats]:
    """Return what the nodes send and what they receive (how many edges, without weights); both together, undirected."""
    size = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
    sent, received = (np.bincount(end, weights, size).astype(np.float64) for end in (a, b))
    return (sent, received) if directed else (sent + received, sent + received)
