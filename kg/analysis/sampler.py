"""Draws from the posterior of an item-response model by Gibbs sampling.

The position that actor i takes on issue j lies on a latent scale, z = b_j . t_i - a_j + e, e normal with variance 1, and
is seen as the level whose thresholds it falls between: for two levels whether it is above 0, for more the graded response
model with thresholds that issues share. Priors: t_i normal with variance 1, b_j and a_j with variance 4, the logarithms of
the distances between thresholds with variance 1.

References: Albert & Chib (1993) for binary and ordinal data, Cowles (1996) for thresholds, Clinton, Jackman & Rivers (2004)
for ideal points, which is also what MCMCpack and so the reference program do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import orthogonal_procrustes
from scipy.special import ndtr, ndtri

from kg.discourse.cells import Floats
from kg.discourse.table import IntArray

VARIANCE = 4.0
"""Of the priors of discrimination and difficulty."""
EDGE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is seen: `level[n]`, from 0, is what `actor[n]` takes on `issue[n]`; no pair twice, many not at all."""

    actor: IntArray
    issue: IntArray
    level: IntArray
    actors: int
    issues: int
    levels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Draws of `points` (draw, actor, dimension), `slopes` (draw, issue, dimension) and `difficulties` (draw, issue).

    In each draw points have a mean of zero and, per dimension, a mean square of one.
    """

    points: Floats
    slopes: Floats
    difficulties: Floats


def draw(answers: Answers, *, dimensions: int, draws: int, warm_up: int, chance: np.random.Generator) -> Draws:
    """Return draws of one chain, as they come: mirrored or turned in ways that the model cannot tell apart.

    Args:
        answers: What is seen.
        dimensions: Of the space of points.
        draws: How many are kept.
        warm_up: How many before these are not.
        chance: Where random numbers come from.
    """
    points = chance.normal(size=(answers.actors, dimensions))
    items = np.zeros((answers.issues, dimensions + 1))
    gaps, step = np.zeros(max(0, answers.levels - 2)), 0.3
    place = (answers.actor, answers.issue)
    seen = np.zeros((answers.actors, answers.issues))
    seen[place] = 1.0
    kept = Draws(
        points=np.zeros((draws, answers.actors, dimensions)),
        slopes=np.zeros((draws, answers.issues, dimensions)),
        difficulties=np.zeros((draws, answers.issues)),
    )
    for number in range(-warm_up, draws):
        mean = (items[answers.issue, :-1] * points[answers.actor]).sum(axis=1) - items[answers.issue, -1]
        if len(gaps):
            gaps, taken = _gaps(gaps, step, mean, answers, chance)
            step *= (1.05 if taken else 0.98) if number < 0 else 1.0
        latent = np.zeros(seen.shape)
        latent[place] = _latent(mean, _thresholds(gaps), answers.level, chance)
        items = _normal(
            np.column_stack([points, np.full(answers.actors, -1.0)]), latent.T, seen.T, 1 / VARIANCE, chance
        )
        slopes, shifted = items[:, :-1], latent + seen * items[:, -1]
        points = _normal(slopes, shifted, seen, 1.0, chance)
        if number >= 0:
            _keep(kept, number, points, items)
    return kept


def _thresholds(gaps: Floats) -> Floats:
    """Return the thresholds between levels, from minus to plus infinity."""
    return np.concatenate([[-np.inf, 0.0], np.cumsum(np.exp(gaps)), [np.inf]])


def _latent(mean: Floats, thresholds: Floats, level: IntArray, chance: np.random.Generator) -> Floats:
    """Return a draw from each normal distribution cut off at the thresholds of its level."""
    low, high = ndtr(thresholds[level] - mean), ndtr(thresholds[level + 1] - mean)
    share = np.clip(low + chance.random(len(mean)) * (high - low), EDGE, 1 - EDGE)
    return np.asarray(mean + ndtri(share), dtype=np.float64)


def _normal(known: Floats, wanted: Floats, seen: Floats, precision: float, chance: np.random.Generator) -> Floats:
    """Return a draw of each row's coefficients in the regression of what is seen of it on what is known.

    Args:
        known: Shape `(n_columns, width)`.
        wanted: Shape `(n_rows, n_columns)`, 0 where nothing is seen.
        seen: 1 where something is, else 0.
        precision: Of the coefficients' prior, whose mean is 0.
        chance: Where random numbers come from.
    """
    rows, width = len(wanted), known.shape[1]
    outer = (known[:, :, None] * known[:, None, :]).reshape(len(known), -1)
    squares = (seen @ outer).reshape(rows, width, width) + precision * np.eye(width)
    root = np.linalg.cholesky(squares)
    half = np.linalg.solve(root, (wanted @ known)[:, :, None])
    noise = chance.normal(size=(rows, width, 1))
    return np.asarray(np.linalg.solve(np.swapaxes(root, 1, 2), half + noise)[:, :, 0], dtype=np.float64)


def _gaps(
    gaps: Floats, step: float, mean: Floats, answers: Answers, chance: np.random.Generator
) -> tuple[Floats, bool]:
    """Return the next logarithms of distances between thresholds, by a Metropolis step, and whether it was taken."""
    new = gaps + step * chance.normal(size=len(gaps))

    def likely(these: Floats) -> float:
        edges = _thresholds(these)
        share = ndtr(edges[answers.level + 1] - mean) - ndtr(edges[answers.level] - mean)
        return float(np.log(np.maximum(share, EDGE)).sum() - (these**2).sum() / 2)

    taken = bool(np.log(chance.random()) < likely(new) - likely(gaps))
    return (new if taken else gaps), taken


def _keep(kept: Draws, number: int, points: Floats, items: Floats) -> None:
    centre = points.mean(axis=0)
    spread = np.sqrt(((points - centre) ** 2).mean()) or 1.0
    kept.points[number] = (points - centre) / spread
    kept.slopes[number] = items[:, :-1] * spread
    kept.difficulties[number] = items[:, -1] - items[:, :-1] @ centre


def aligned(chains: list[Draws]) -> list[Draws]:
    """Return the chains with each draw mirrored or turned to fit the mean of all best (Procrustes)."""
    target = chains[0].points[-1]
    for _ in range(3):
        chains = [_turned(chain, target) for chain in chains]
        target = np.mean([chain.points.mean(axis=0) for chain in chains], axis=0)
    return chains


def _turned(chain: Draws, target: Floats) -> Draws:
    turns = [orthogonal_procrustes(points, target)[0] for points in chain.points]
    return Draws(
        points=np.stack([points @ turn for points, turn in zip(chain.points, turns, strict=True)]),
        slopes=np.stack([slopes @ turn for slopes, turn in zip(chain.slopes, turns, strict=True)]),
        difficulties=chain.difficulties,
    )


def r_hat(chains: list[Floats]) -> Floats:
    """Return Gelman & Rubin's split R of each quantity: near 1 where chains have mixed, above 1.1 where not.

    Args:
        chains: Draws of the quantities, the draw first.
    """
    halves = np.stack([half for chain in chains for half in np.array_split(chain[: len(chain) // 2 * 2], 2)])
    length = halves.shape[1]
    within = halves.var(axis=1, ddof=1).mean(axis=0)
    between = halves.mean(axis=1).var(axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt((length - 1) / length + between / within), dtype=np.float64)
