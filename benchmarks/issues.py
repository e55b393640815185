"""Which targets are one issue, against pairs labelled by hand and the gold issues of the development documents.

    python -m benchmarks.issues

Pairs are compared by the groups that all their targets form, as `kg issues` forms them. Intervals hold 95 % of 1,000 samples
with replacement: of labelled pairs, and of gold documents.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks import corpora
from kg.issues import THRESHOLD, TopicReader, cluster_labels

PAIRS = corpora.ROOT / "tests" / "golden" / "issues" / "pairs.csv"
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of targets: whether kg says, and whether people say, that they are one issue, each an array (n_pairs,).

    `units` (n_pairs, 2) holds the numbers of what is drawn for the interval: of the pair, or of its targets' documents.
    """

    found: np.ndarray
    true: np.ndarray
    units: np.ndarray

    def only(self, kept: np.ndarray) -> Judged:
        """Return some of the pairs."""
        return Judged(self.found[kept], self.true[kept], self.units[kept])

    def with_(self, other: Judged) -> Judged:
        """Return the pairs of both."""
        units = np.concatenate([self.units, other.units + 1 + self.units.max(initial=0)])
        return Judged(np.concatenate([self.found, other.found]), np.concatenate([self.true, other.true]), units)

    def counts(self, weight: np.ndarray | None = None) -> tuple[float, float, float]:
        """Return how many pairs are rightly found, found, and true."""
        w = np.ones(len(self.found)) if weight is None else weight
        return float(w @ (self.found & self.true)), float(w @ self.found), float(w @ self.true)

    def interval(self) -> tuple[float, float]:
        """Return the bounds of F1 over samples of its units."""
        rng, values = np.random.default_rng(1), []
        size = int(self.units.max()) + 1
        one, other = self.units.T
        for _ in range(SAMPLES):
            drawn = np.bincount(rng.integers(size, size=size), minlength=size)
            weight = np.where(one == other, drawn[one], drawn[one] * drawn[other])
            right, said, all_ = self.counts(weight)
            values.append(2 * right / (said + all_) if said + all_ else 0.0)
        low, high = np.quantile(values, (0.025, 0.975))
        return float(low), float(high)


def read_pairs(path: Path = PAIRS) -> list[tuple[str, str, str]]:
    """Return (one, other, relation) of a file of labelled pairs; the relation is same, broader or different."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["one"], row["other"], row["relation"]) for row in csv.DictReader(lines)]


@cache
def _nlp():
    from kg.annotate import load_pipeline

    return load_pipeline()


def labels_of(targets: Sequence[str]) -> list[str]:
    """Return the label of the issue that each target names, read as a text of its own."""
    return list(_labels(tuple(targets)))


@cache
def _labels(targets: tuple[str, ...]) -> list[str]:
    from kg.position.issues import issue_of

    found = []
    for doc in _nlp().pipe(targets):
        head = next(iter(doc.sents)).root.i
        found.append(issue_of(doc, (0, len(doc) - 1), head).label)
    return found


def groups_of(targets: Sequence[str], *, threshold: float = THRESHOLD) -> dict[str, int]:
    """Return the number of the group in which each target's issue stands."""
    labels = labels_of(targets)
    different = sorted(set(labels))
    groups = dict(zip(different, cluster_labels(different, threshold=threshold), strict=True))
    return {target: groups[label] for target, label in zip(targets, labels, strict=True)}


def labelled(*, threshold: float = THRESHOLD, path: Path = PAIRS) -> Judged:
    """Judge the labelled pairs; broader counts as not the same."""
    pairs = read_pairs(path)
    groups = groups_of(sorted({target for pair in pairs for target in pair[:2]}), threshold=threshold)
    units = np.repeat(np.arange(len(pairs))[:, None], 2, axis=1)
    found = np.array([groups[a] == groups[b] for a, b, _ in pairs])
    return Judged(found, np.array([relation == "same" for *_, relation in pairs]), units)


def gold_targets(folder: str) -> dict[tuple[str, str], int]:
    """Return the number of the first document of each (target, issue) of a folder, with the issue in lower case."""
    found: dict[tuple[str, str], int] = {}
    for number, path in enumerate(sorted((corpora.SHARED / "data" / folder).glob("*.json"))):
        document = json.loads(path.read_text(encoding="utf-8"))
        statements = document.get("statements", [])
        for one in [*document.get("positions", []), *(p for s in statements for p in s.get("positions", []))]:
            found.setdefault((one["target"], one["issue"].casefold()), number)
    return found


def gold_pairs(folder: str) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Return all pairs of (target, issue) with different targets."""
    return [(one, other) for one, other in combinations(gold_targets(folder), 2) if one[0] != other[0]]


def gold(folder: str, *, threshold: float = THRESHOLD) -> Judged:
    """Judge all pairs of different gold targets; the same are those whose gold issues have one name."""
    documents, pairs = gold_targets(folder), gold_pairs(folder)
    groups = groups_of(sorted({target for target, _ in documents}), threshold=threshold)
    return Judged(
        np.array([groups[a[0]] == groups[b[0]] for a, b in pairs]),
        np.array([a[1] == b[1] for a, b in pairs]),
        np.array([(documents[a], documents[b]) for a, b in pairs]),
    )


def have_something_in_common(folder: str) -> np.ndarray:
    """Return, for each of the gold pairs, whether its targets share a word, a name or a concept."""
    reader = TopicReader()
    targets = sorted({target for target, _ in gold_targets(folder)})
    topics = {target: reader(label) for target, label in zip(targets, labels_of(targets), strict=True)}
    keys = {target: one.concepts | one.names | one.stems for target, one in topics.items()}
    return np.array([bool(keys[a[0]] & keys[b[0]]) for a, b in gold_pairs(folder)])


def main() -> None:
    print("At the shipped threshold:\n")
    print("| pairs | number | same | found | precision | recall | F1 | 95 % |\n|---|---|---|---|---|---|---|---|")
    own = labelled()
    _row("labelled by hand (tests/golden/issues/pairs.csv)", own)
    if corpora.available():
        targets = gold("positions")
        _row("gold targets of the development documents, all pairs", targets)
        _row("of these, with a word, name or concept in common", targets.only(have_something_in_common("positions")))
        _row("labelled pairs, and gold pairs with one issue name", own.with_(targets.only(targets.true)))
        _row("labelled pairs, and all gold pairs", own.with_(targets))
    print("\nLabelled pairs by threshold:\n")
    _table((t, labelled(threshold=t)) for t in THRESHOLDS)
    if corpora.available():
        print("\nPairs of gold targets by threshold:\n")
        _table((t, gold("positions", threshold=t)) for t in THRESHOLDS)


def scores(judged: Judged) -> tuple[float, float, float]:
    """Return precision, recall and F1 of pairs that are said to be the same."""
    right, said, all_ = judged.counts()
    return (
        right / said if said else 0.0,
        right / all_ if all_ else 0.0,
        2 * right / (said + all_) if said + all_ else 0.0,
    )


def _row(name: str, judged: Judged) -> None:
    low, high = judged.interval()
    _, said, all_ = judged.counts()
    values = " | ".join(f"{value:.3f}" for value in scores(judged))
    print(f"| {name} | {len(judged.found)} | {all_:.0f} | {said:.0f} | {values} | {low:.3f}-{high:.3f} |")


def _table(rows: Iterable[tuple[float, Judged]]) -> None:
    print("| threshold | precision | recall | F1 |\n|---|---|---|---|")
    for threshold, judged in rows:
        mark = " (shipped)" if threshold == THRESHOLD else ""
        print(f"| {threshold}{mark} | " + " | ".join(f"{value:.3f}" for value in scores(judged)) + " |")


if __name__ == "__main__":
    main()
