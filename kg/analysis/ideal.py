"""Ideal points of actors: where they stand on one or two latent dimensions, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.analysis.coded import Coded, coded
from kg.analysis.sampler import Answers, Draws, aligned, draw, r_hat
from kg.analysis.tables import Table, table_of
from kg.discourse import Source
from kg.discourse.cells import Floats
from kg.discourse.table import IntArray
from kg.errors import SettingsError

MODELS = ("binary", "ordinal")
CHAINS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Posterior means with intervals; each array has the things first, then, where there are some, the dimensions."""

    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class IdealPoints:
    """Points of actors, discrimination and difficulty of issues.

    Points have a mean of 0 and a mean square of 1. `r_hat` tells for each actor how well the chains agree: above 1.1 more
    draws are needed. `answers` is how many issues each actor took a position on.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    answers: IntArray
    points: Estimates
    discrimination: Estimates
    difficulty: Estimates
    r_hat: Floats

    def tables(self) -> tuple[Table, ...]:
        """Return `points`, one row an actor and dimension in order of their points, and `issues`."""
        dimensions = self.points.mean.shape[1]
        order = np.argsort(self.points.mean[:, 0], kind="stable")
        points = [
            (self.actors[i], d + 1, *(part[i, d] for part in _parts(self.points)), self.answers[i], self.r_hat[i, d])
            for d in range(dimensions)
            for i in order
        ]
        issues = [
            (
                name,
                d + 1,
                *(part[j, d] for part in _parts(self.discrimination)),
                *(p[j] for p in _parts(self.difficulty)),
            )
            for d in range(dimensions)
            for j, name in enumerate(self.issues)
        ]
        names = ("discrimination", "discrimination_low", "discrimination_high")
        return (
            table_of("points", ("actor", "dimension", "point", "low", "high", "issues", "r_hat"), points),
            table_of(
                "issues", ("issue", "dimension", *names, "difficulty", "difficulty_low", "difficulty_high"), issues
            ),
        )


def ideal(
    source: Source,
    *,
    dimensions: int = 1,
    model: str = "binary",
    positive: str | None = None,
    min_issues: int = 2,
    draws: int = 2000,
    warm_up: int = 1000,
    level: float = 0.95,
    neutral: int = 0,
    seed: int = 0,
    **options: Any,  # noqa: ANN401 - of several types
) -> IdealPoints:
    """Return where actors stand, from the side that each takes on each issue.

    An actor's statements about an issue are one answer: what most of them are; in the binary model as many for as against
    is no answer, in the ordinal one statements of both sides, or neutral ones only, are the level in the middle.

    Args:
        source: A table of statements, or the path of one.
        dimensions: 1 or 2.
        model: `binary` (against, for) or `ordinal` (against, mixed, for).
        positive: An actor whose first coordinate is to be positive; the mirror image fits as well. The actor with the
            largest share of support unless given.
        min_issues: Actors with answers on fewer issues are left out, and issues with fewer than two actors.
        draws: How many draws of the posterior are kept in each of two chains.
        warm_up: How many before these are not.
        level: The probability that an interval is to hold.
        neutral: The value of an integer qualifier that is neither for nor against.
        seed: The same seed gives the same points.
        **options: As `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option does not fit, or too few answers are left.
        ReadError: If the table cannot be read.
    """
    if dimensions not in (1, 2) or model not in MODELS or not 0 < level < 1 or min(draws, warm_up) < 10:
        raise SettingsError(
            "ideal: --dimensions 1 or 2; --model binary or ordinal; --level between 0 and 1; --draws and --warm-up from 10 on.",
            option="dimensions",
        )
    said = coded(source, neutral=neutral, **options)
    answers, actors, issues = _answers(said, model, min_issues)
    chains = aligned(
        [
            draw(
                answers,
                dimensions=dimensions,
                draws=draws,
                warm_up=warm_up,
                chance=np.random.default_rng([seed, chain]),
            )
            for chain in range(CHAINS)
        ]
    )
    names = tuple(said.cells.rows[i] for i in actors)
    if positive is not None and positive not in names:
        raise SettingsError(f"--positive {positive}: no such actor among: {'; '.join(names)}.", option="positive")
    share = said.counts(1)[actors].sum(axis=1) / np.maximum(1, np.bincount(said.cells.row)[actors])
    first = names.index(positive) if positive is not None else int(share.argmax())
    chains = _oriented(chains, first)
    return IdealPoints(
        actors=names,
        issues=tuple(said.cells.columns[j] for j in issues),
        answers=np.bincount(answers.actor, minlength=len(names)),
        points=_estimates(np.concatenate([chain.points for chain in chains]), level),
        discrimination=_estimates(np.concatenate([chain.slopes for chain in chains]), level),
        difficulty=_estimates(np.concatenate([chain.difficulties for chain in chains]), level),
        r_hat=r_hat([chain.points for chain in chains]),
    )


def _answers(said: Coded, model: str, min_issues: int) -> tuple[Answers, IntArray, IntArray]:
    """Return what actors answer, and which rows and columns are left."""
    support, oppose, neither = (said.counts(sign) for sign in (1, -1, 0))
    if model == "binary":
        level = np.select([support > oppose, oppose > support], [1, 0], -1)
    else:
        mixed = ((support > 0) & (oppose > 0)) | ((neither > 0) & (support + oppose == 0))
        level = np.select([mixed, support > 0, oppose > 0], [1, 2, 0], -1)
    actors, issues = np.arange(level.shape[0]), np.arange(level.shape[1])
    while True:  # leaving out an issue can leave an actor with too few, and the other way round
        there = level[np.ix_(actors, issues)] >= 0
        keep_actors, keep_issues = there.sum(axis=1) >= max(1, min_issues), there.sum(axis=0) >= 2
        if keep_actors.all() and keep_issues.all():
            break
        actors, issues = actors[keep_actors], issues[keep_issues]
    if len(actors) < 3 or len(issues) < 2:
        raise SettingsError(
            f"ideal: {len(actors)} actors on {len(issues)} issues are too few. Lower --min-issues, or loosen the filters."
        )
    inner = level[np.ix_(actors, issues)]
    actor, issue = np.nonzero(inner >= 0)
    made = Answers(
        actor=actor,
        issue=issue,
        level=inner[actor, issue],
        actors=len(actors),
        issues=len(issues),
        levels=2 if model == "binary" else 3,
    )
    return made, actors, issues


def _oriented(chains: list[Draws], first: int) -> list[Draws]:
    """Return the chains turned so that most variance lies on the first dimension, and an actor is on its positive side."""
    centre = np.mean([chain.points.mean(axis=0) for chain in chains], axis=0)
    _, _, turn = np.linalg.svd(centre, full_matrices=False)
    turn = turn.T * np.where(centre[first] @ turn.T < 0, -1.0, 1.0)
    return [
        Draws(points=chain.points @ turn, slopes=chain.slopes @ turn, difficulties=chain.difficulties)
        for chain in chains
    ]


def _estimates(values: Floats, level: float) -> Estimates:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Estimates(mean=values.mean(axis=0), low=low, high=high)


def _parts(of: Estimates) -> tuple[Floats, Floats, Floats]:
    return of.mean, of.low, of.high
