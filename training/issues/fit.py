"""Learn `kg/issues/data/weights.csv` from pairs of targets: `python -m training.issues.fit`.

Pairs labelled by hand stand in `training/issues/pairs.csv`; those of `tests/golden/issues` are kept for measuring. Gold
targets of the training documents that share a word, name or concept are added, the same where their issues have one name,
and so are pairs of targets from different lines of the file, which count as different: most of what has a name in common
is not one issue.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks import corpora
from benchmarks.issues import gold_targets, labels_of, read_pairs
from kg.issues import FEATURES, Topic, TopicReader, candidates, features

PAIRS = Path(__file__).with_name("pairs.csv")
WEIGHTS = Path(__file__).parents[2] / "kg" / "issues" / "data" / "weights.csv"
DRAWN = 4000
WEIGHT = {"labelled": 1.0, "gold same": 0.15, "gold different": 0.02, "others": 0.05}
"""Of one pair, by where it comes from; chosen by cross-validation and on the development documents."""
STRENGTH = 0.5
"""Of the penalty on weights; chosen likewise."""

UP, DOWN = (0, None), (None, 0)
BOUNDS = {
    **dict.fromkeys(("words", "stems", "letters", "concepts none, stems", "concepts same", "names same"), UP),
    **dict.fromkeys(("concepts other", "concepts one", "names other", "names crossed", "names one"), DOWN),
    **dict.fromkeys((name for name in FEATURES if "words " in name or "labels " in name), DOWN),
    **{f"concepts {one}, names {other}": DOWN for one in ("same", "none") for other in ("other", "crossed", "one")},
    "names alone": DOWN,
    "only names": DOWN,
    "proper, names more": UP,
    "proper, names one": UP,
}
"""What speaks for two issues being one can never speak against it, and the other way round."""

Example = tuple[Topic, Topic, bool, str]


def examples() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features (n, features), whether the two are the same (n,), and weights (n,)."""
    reader, rng = TopicReader(), random.Random(1)
    found = [*_labelled(reader, rng), *_gold(reader, rng)]
    rows = [list(features(one, other).values()) for one, other, *_ in found]
    same = np.array([label for *_, label, _ in found], dtype=float)
    return np.array(rows), same, np.array([WEIGHT[kind] for *_, kind in found])


def _labelled(reader: TopicReader, rng: random.Random) -> Iterator[Example]:
    pairs = read_pairs(PAIRS)
    targets = sorted({target for pair in pairs for target in pair[:2]})
    topics = [reader(label) for label in labels_of(targets)]
    place = {target: at for at, target in enumerate(targets)}
    known = {frozenset((place[one], place[other])) for one, other, _ in pairs}
    for one, other, relation in pairs:
        yield topics[place[one]], topics[place[other]], relation == "same", "labelled"
    rest = [pair for pair in candidates(topics) if frozenset(pair) not in known]
    for one, other in rng.sample(rest, min(DRAWN, len(rest))):
        yield topics[one], topics[other], False, "others"


def _gold(reader: TopicReader, rng: random.Random) -> Iterator[Example]:
    targets = list(gold_targets("positions-train"))
    topics = [reader(label) for label in labels_of([target for target, _ in targets])]
    pairs = [pair for pair in candidates(topics) if targets[pair[0]][0] != targets[pair[1]][0]]
    same = [pair for pair in pairs if targets[pair[0]][1] == targets[pair[1]][1]]
    different = [pair for pair in pairs if targets[pair[0]][1] != targets[pair[1]][1]]
    for one, other in same:
        yield topics[one], topics[other], True, "gold same"
    for one, other in rng.sample(different, min(DRAWN, len(different))):
        yield topics[one], topics[other], False, "gold different"


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, *, strength: float = STRENGTH) -> np.ndarray:
    """Return the weights of a logistic regression with a quadratic penalty, none on the first column, and `BOUNDS`."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = np.sum(weight * (np.logaddexp(0, z) - y * z)) + strength * np.sum(w[1:] ** 2) / 2
        slope = x.T @ (weight * (1 / (1 + np.exp(-z)) - y)) + strength * np.r_[0, w[1:]]
        return float(value), slope

    return minimize(
        loss,
        np.zeros(x.shape[1]),
        jac=True,
        method="L-BFGS-B",
        bounds=[BOUNDS.get(name, (None, None)) for name in FEATURES],
    ).x


def cross_validated(x: np.ndarray, y: np.ndarray, weight: np.ndarray, *, strength: float, folds: int = 5) -> float:
    """Return F1 of "same" at 0.5 over the labelled pairs, each judged by weights that have not seen it."""
    labelled = np.flatnonzero(weight == WEIGHT["labelled"])
    chance = np.zeros(len(y))
    for fold in range(folds):
        out = labelled[fold::folds]
        kept = np.setdiff1d(np.arange(len(y)), out)
        chance[out] = x[out] @ fit(x[kept], y[kept], weight[kept], strength=strength)
    said, true = chance[labelled] > 0, y[labelled] > 0
    return 2 * float(np.sum(said & true)) / float(said.sum() + true.sum())


def main() -> None:
    if not corpora.available():
        return
    x, y, weight = examples()
    for strength in (0.1, 0.3, 0.5, 1.0, 2.0, 4.0):
        print(f"penalty {strength}: F1 {cross_validated(x, y, weight, strength=strength):.3f} (cross-validated)")
    weights = fit(x, y, weight)
    with WEIGHTS.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("feature", "weight"))
        table.writerows((name, f"{value:.2f}") for name, value in zip(FEATURES, weights, strict=True))


if __name__ == "__main__":
    main()
