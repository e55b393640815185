"""Fit the linear model that tells parties from places and other names (`kg/extract/standing.py`).

    python -m training.actors.fit [--source FOLDER] [--model NAME_OR_PATH] [--cache FILE] [--target FILE]

Every name that `kg.extract` finds in the annotated documents is an instance; it is a party when one of its names, or of
the gazetteer's names for it, stands among the annotated actors. Logistic regression with an L2 penalty; penalty and
threshold are chosen by five-fold cross-validation over documents, by the F1 of actors. Passages of one text stay in
one fold.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc, DocBin

from kg.extract.actors import find_parties
from kg.extract.evidence import gather_evidence
from kg.extract.lexicon import known_names
from kg.extract.parties import Party, parts
from kg.extract.standing import THRESHOLD
from kg.model import Document

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[2] / "shared/data/positions-train"
TARGET = HERE.parents[1] / "kg/extract/data/party_weights.csv"
SAME_TEXT = {"B-30": "B-12", "B-29": "B-19", "F-08": "C-26", "F-03": "C-23"}
FOLDS = 5
SEEN_OFTEN = 4
PENALTIES = (1.0, 2.0, 4.0, 8.0)
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5)
SMALLEST = 0.02


class Instance(NamedTuple):
    """A name found in a document: its features, whether it is annotated as an actor, and what it counts as."""

    fold: int
    actor: tuple[str, str]
    features: Mapping[str, float]
    party: bool


def main() -> None:
    """Fit, report the cross-validated figures, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--model", default=None)
    parser.add_argument("--cache", type=Path, default=None, help="keep the parses here and use them the next time")
    parser.add_argument("--target", type=Path, default=TARGET)
    args = parser.parse_args()
    if not args.source.is_dir():
        sys.exit(f"{args.source}: no such folder; the annotated documents are needed to fit the weights")
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(args.source.glob("*.json"))]
    docs = parse(gold, args.source, model=args.model, cache=args.cache)
    instances = [instance for doc, annotation in zip(docs, gold, strict=True) for instance in describe(doc, annotation)]
    n_gold = sum(len(annotation["actors"]) for annotation in gold)
    features = choose_features(instances)
    matrix = vectors(instances, features)
    penalty, threshold = choose(instances, matrix, n_gold)
    weights = fit(matrix, labels(instances), penalty)
    write(args.target, dict(zip(features, weights, strict=True)), threshold)


def parse(gold: Sequence[dict], source: Path, *, model: str | None, cache: Path | None) -> list[Doc]:
    """Return the parsed documents, from the cache when there is one."""
    from kg.annotate import annotate, load_pipeline

    nlp = load_pipeline(model)
    if cache is not None and cache.exists():
        return list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    documents = []
    for annotation in gold:
        text = (source / annotation["file"]).read_text(encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        documents.append(Document(id=f"doc-{digest[:16]}", input=annotation["file"], sha256=digest, text=text))
    docs = [doc for doc, _ in annotate(documents, nlp=nlp)]
    if cache is not None:
        DocBin(docs=docs).to_disk(cache)
    return docs


def describe(doc: Doc, annotation: dict) -> Iterator[Instance]:
    """Yield the named parties of one document with what the annotation says of them."""
    key = annotation["file"][:4]
    fold = zlib.crc32(SAME_TEXT.get(key, key).encode()) % FOLDS
    wanted = [{parts(name) for name in (actor["name"], *actor.get("aliases", []))} for actor in annotation["actors"]]
    parties = [party for party in find_parties(doc) if party.names]
    for party, features in zip(parties, gather_evidence(doc, parties), strict=True):
        entry = next((name.entry for name in party.names if name.entry), None)
        state = entry.removesuffix("-people").removesuffix("-seat") if entry else None
        own = {parts(text) for text in party.texts} | entry_names().get(state or "", set())
        found = any(own & names for names in wanted)
        yield Instance(fold, (annotation["file"], state or _longest(party)), features, found)


def _longest(party: Party) -> str:
    return max(party.texts, key=lambda text: (len(parts(text)), text))


def entry_names(_kept: dict[str, set[tuple[str, ...]]] = {}) -> dict[str, set[tuple[str, ...]]]:  # noqa: B006
    """Return the comparable names of each gazetteer entry."""
    if not _kept:
        found = defaultdict(set)
        for names in known_names().values():
            for known in names:
                found[known.entry.removesuffix("-people").removesuffix("-seat")].add(parts(known.surface))
        _kept.update(found)
    return _kept


def choose_features(instances: Sequence[Instance]) -> list[str]:
    """Return the features seen often enough, the constant first."""
    seen = Counter(feature for instance in instances for feature in instance.features)
    return ["bias", *sorted(f for f, count in seen.items() if count >= SEEN_OFTEN and f != "bias")]


def vectors(instances: Sequence[Instance], features: Sequence[str]) -> csr_matrix:
    """Return the instances as a sparse matrix, `(n_instances, n_features)`."""
    column = {feature: number for number, feature in enumerate(features)}
    cells = [
        (row, column[feature], value)
        for row, instance in enumerate(instances)
        for feature, value in instance.features.items()
        if feature in column
    ]
    rows, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(instances), len(features)))


def labels(instances: Sequence[Instance]) -> np.ndarray:
    """Return 1.0 for a party, `(n_instances,)`."""
    return np.array([float(instance.party) for instance in instances])


def fit(matrix: csr_matrix, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """Return the weights of the penalised logistic regression, `(n_features,)`; the constant is not penalised."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        predicted = probabilities(matrix, weights)
        held = np.r_[0.0, weights[1:]]
        likelihood = wanted * np.log(predicted + 1e-9) + (1 - wanted) * np.log(1 - predicted + 1e-9)
        return -likelihood.sum() + penalty * held @ held / 2, matrix.T @ (predicted - wanted) + penalty * held

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def probabilities(matrix: csr_matrix, weights: np.ndarray) -> np.ndarray:
    """Return the probability of a party for each row."""
    return 1.0 / (1.0 + np.exp(-(matrix @ weights)))


def choose(instances: Sequence[Instance], matrix: csr_matrix, n_gold: int) -> tuple[float, float]:
    """Return the penalty and the threshold with the best cross-validated F1 of actors."""
    folds, wanted = np.array([instance.fold for instance in instances]), labels(instances)
    results = []
    for penalty in PENALTIES:
        predicted = np.zeros(len(instances))
        for fold in range(FOLDS):
            weights = fit(matrix[folds != fold], wanted[folds != fold], penalty)
            predicted[folds == fold] = probabilities(matrix[folds == fold], weights)
        for threshold in THRESHOLDS:
            precision, recall, f1 = score(instances, predicted >= threshold, n_gold)
            results.append((round(f1, 3), -threshold, penalty))
            print(f"penalty {penalty:g} threshold {threshold:.2f}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    f1, threshold, penalty = max(results)
    print(f"chosen: penalty {penalty:g}, threshold {-threshold:.2f}, F1 {f1:.3f}, {len(instances)} names")
    return penalty, -threshold


def score(instances: Sequence[Instance], kept: np.ndarray, n_gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of actors, each counted once a document."""
    actors: dict[tuple[str, str], bool] = {}
    for instance, keep in zip(instances, kept, strict=True):
        if keep:
            actors[instance.actor] = actors.get(instance.actor, False) or instance.party
    hit = sum(actors.values())
    precision, recall = hit / max(1, len(actors)), hit / n_gold
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def write(path: Path, weights: Mapping[str, float], threshold: float) -> None:
    """Write the weights that matter, one a line, and the threshold."""
    rows = sorted((feature, round(float(weight), 3)) for feature, weight in weights.items() if abs(weight) >= SMALLEST)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerow((THRESHOLD, threshold))
        writer.writerows(rows)


if __name__ == "__main__":
    main()
