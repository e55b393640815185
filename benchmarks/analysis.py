"""Time and truth of analyses: `python -m benchmarks.analysis`.

Random statements of two camps, seeded; ideal points that are known; partitions of which all are tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy.linalg import orthogonal_procrustes

from kg.analysis import (
    ALGORITHMS,
    Polarity,
    Search,
    balance,
    best_partition,
    clusters,
    contradictions,
    explain,
    frustration,
    ideal,
    polarisation,
)
from kg.analysis.sampler import Answers, aligned, draw
from kg.discourse import Statements, column_of
from kg.report import gather, report_page

NOISE = 0.2
"""The share of statements on the other side than the actor's camp."""
CASES = ((1, (0.0,)), (1, (0.0, 1.2)), (2, (0.0,)), (2, (0.0, 1.2)))
REPEATS = 6


def statements(number: int, actors: int, concepts: int, *, seed: int = 1) -> Statements:
    """Return statements of two camps over three years."""
    chance = np.random.default_rng(seed)
    actor, concept = chance.integers(actors, size=number), chance.integers(concepts, size=number)
    side = (actor % 2 == concept % 2) ^ (chance.random(number) < NOISE)
    days = np.datetime64("2020-01-01") + np.sort(chance.integers(0, 3 * 365, size=number))
    columns = {
        "statement_id": map(str, range(number)),
        "organization": (f"actor {one}" for one in actor),
        "concept": (f"concept {one}" for one in concept),
        "agreement": map(str, side.astype(int)),
        "time": map(str, days),
        "document_id": map(str, days),
        "text": (f"words {one}" for one in range(number)),
    }
    return Statements(columns={name: column_of(texts) for name, texts in columns.items()})


def timed(run: Callable[[], object]) -> float:
    """Return the processor's seconds that something takes."""
    before = time.process_time()
    run()
    return time.process_time() - before


def times() -> None:
    """Print how long analyses of 20,000 statements take."""
    said = statements(20_000, 300, 80)
    tasks: dict[str, Callable[[], object]] = {
        "polarisation, greedy": lambda: polarisation(said),
        "polarisation, greedy, sides of any size": lambda: polarisation(said, equal=False),
        "polarisation, genetic": lambda: polarisation(said, algorithm="genetic"),
        "polarisation in 36 windows": lambda: polarisation(
            said, window="months", size=4, kernel="uniform", indent=False
        ),
        "clusters, all methods but edge-betweenness and spinglass": lambda: clusters(said),
        "explain": lambda: explain(said, method="ward"),
        "balance": lambda: balance(said),
        "ideal points, 2 chains of 3,000 draws": lambda: ideal(said),
        "contradictions": lambda: contradictions(said),
        "report": lambda: report_page(gather(said)),
    }
    print("| 20,000 statements, 300 actors, 80 concepts | seconds of one processor |\n|---|---|")
    for name, run in tasks.items():
        print(f"| {name} | {timed(run):.1f} |", flush=True)


def recovery() -> None:
    """Print how well ideal points of simulated actors are found again."""
    print(
        "\n| 40 actors, 30 issues, 60 % answered | correlation with the truth | 95 % intervals that hold it |\n|---|---|---|"
    )
    for dimensions, thresholds in CASES:
        alike, covered = zip(*(_recovered(seed, dimensions, thresholds) for seed in range(REPEATS)), strict=True)
        name = f"{dimensions} dimension{'s' * (dimensions > 1)}, {'binary' if len(thresholds) == 1 else 'ordinal'}"
        print(f"| {name} | {np.mean(alike):.2f} | {100 * np.mean(covered):.0f} % |", flush=True)


def _recovered(seed: int, dimensions: int, thresholds: tuple[float, ...]) -> tuple[float, float]:
    chance = np.random.default_rng(seed)
    truth = chance.normal(size=(40, dimensions))
    latent = (
        truth @ chance.normal(0, 1.5, size=(30, dimensions)).T - chance.normal(size=30) + chance.normal(size=(40, 30))
    )
    actor, issue = np.nonzero(chance.random((40, 30)) < 0.6)
    level = np.digitize(latent[actor, issue], thresholds)
    seen = Answers(actor=actor, issue=issue, level=level, actors=40, issues=30, levels=len(thresholds) + 1)
    chains = [
        draw(seen, dimensions=dimensions, draws=1000, warm_up=500, chance=np.random.default_rng([seed, n]))
        for n in range(2)
    ]
    points = np.concatenate([chain.points for chain in aligned(chains)])
    truth = truth - truth.mean(axis=0)
    truth = truth / np.sqrt((truth**2).mean())
    points = points @ orthogonal_procrustes(points.mean(axis=0), truth)[0]
    low, high = np.quantile(points, [0.025, 0.975], axis=0)
    alike = np.corrcoef(points.mean(axis=0).ravel(), truth.ravel())[0, 1]
    return float(alike), float(((low <= truth) & (truth <= high)).mean())


def searches() -> None:
    """Print how often searches reach the best of all partitions, and how far frustration is proven."""
    found = dict.fromkeys(ALGORITHMS, 0)
    for seed in range(20):
        polarity = Polarity(*_networks(12, seed))
        reached = {
            name: best_partition(polarity, Search(algorithm=name), np.random.default_rng(seed)).quality
            for name in found
        }
        for name, quality in reached.items():
            found[name] += quality >= reached["exact"] - 1e-9
    print(
        f"\nBest of all partitions of 12 actors, of 20 networks: greedy {found['greedy']}, genetic {found['genetic']}."
    )
    print("\n| random signed network | frustrated ties | proven not below |\n|---|---|---|")
    for nodes in (20, 30, 40):
        one, other = _networks(nodes, nodes)
        made = frustration(np.sign(one - other), seconds=60)
        print(f"| {nodes} nodes, {made.total:.0f} ties | {made.frustrated:.0f} | {made.least:.0f} |", flush=True)


def _networks(number: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    halves = [np.triu(chance.poisson(0.5, size=(number, number)), 1).astype(float) for _ in range(2)]
    return halves[0] + halves[0].T, halves[1] + halves[1].T


if __name__ == "__main__":
    times()
    recovery()
    searches()
