"""Which targets are one issue, against pairs labelled by hand and the gold issues of the development documents.

    python -m benchmarks.issues

Pairs are compared by the groups that all their targets form, as `kg issues` forms them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from benchmarks import corpora
from kg.issues import THRESHOLD, cluster_labels

PAIRS = corpora.ROOT / "tests" / "golden" / "issues" / "pairs.csv"
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


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


def scores(found: Iterable[bool], true: Iterable[bool]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of pairs that are said to be the same."""
    pairs = list(zip(found, true, strict=True))
    right = sum(f and t for f, t in pairs)
    said, all_ = sum(f for f, _ in pairs), sum(t for _, t in pairs)
    precision, recall = right / said if said else 0.0, right / all_ if all_ else 0.0
    return precision, recall, 2 * right / (said + all_) if said + all_ else 0.0


def labelled(*, threshold: float = THRESHOLD, path: Path = PAIRS) -> tuple[float, float, float]:
    """Score the labelled pairs; broader counts as not the same."""
    pairs = read_pairs(path)
    groups = groups_of(sorted({target for pair in pairs for target in pair[:2]}), threshold=threshold)
    return scores([groups[a] == groups[b] for a, b, _ in pairs], [relation == "same" for *_, relation in pairs])


def gold_targets(folder: str) -> list[tuple[str, str]]:
    """Return each different (target, issue) of an annotated folder, with the issue in lower case."""
    found = {}
    for path in sorted((corpora.SHARED / "data" / folder).glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        statements = document.get("statements", [])
        for one in [*document.get("positions", []), *(p for s in statements for p in s.get("positions", []))]:
            found[one["target"], one["issue"].casefold()] = None
    return list(found)


def gold(folder: str, *, threshold: float = THRESHOLD) -> tuple[float, float, float]:
    """Score all pairs of different gold targets; the same are those whose gold issues have one name."""
    issues = gold_targets(folder)
    targets = sorted({target for target, _ in issues})
    groups = groups_of(targets, threshold=threshold)
    pairs = [(one, other) for one, other in combinations(issues, 2) if one[0] != other[0]]
    return scores([groups[a[0]] == groups[b[0]] for a, b in pairs], [a[1] == b[1] for a, b in pairs])


def main() -> None:
    rows = [(t, labelled(threshold=t)) for t in THRESHOLDS]
    print(f"{len(read_pairs())} labelled pairs (tests/golden/issues/pairs.csv)\n")
    _table(rows)
    if corpora.available():
        print("\nPairs of gold targets of the development documents\n")
        _table([(t, gold("positions", threshold=t)) for t in THRESHOLDS])


def _table(rows: Iterable[tuple[float, tuple[float, float, float]]]) -> None:
    print("| threshold | precision | recall | F1 |\n|---|---|---|---|")
    for threshold, values in rows:
        mark = " (shipped)" if threshold == THRESHOLD else ""
        print(f"| {threshold}{mark} | " + " | ".join(f"{value:.3f}" for value in values) + " |")


if __name__ == "__main__":
    main()
