"""Fit the linear model of what pronouns refer to (`kg/extract/antecedents.py`).

    python -m training.coreference.fit            # about two minutes

Two sources: GUM's training part, whose coreference layer tells for each pronoun which mention is of its chain, and the
annotated foreign-policy documents, whose statements with a pronoun as source have a named speaker. A pronoun's candidates
are the parties that kg has found so far; "none of them" is one more. The loss is minus the log of the probability of the
right one. Each feature has one weight for both sources and one more for our domain, which is 0 unless it pays (Daumé 2007);
kg ships their sum. The penalty is chosen by five-fold cross-validation over documents, by the share of our pronouns that
are resolved right.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp
from spacy.tokens import Doc, Token

from benchmarks import corpora
from benchmarks.coreference import Gold, read_gum
from kg.annotate import annotate, load_pipeline
from kg.extract import antecedents, coref
from kg.extract.actors import find_parties
from kg.extract.parties import Party, parts
from kg.extract.story import Story
from kg.read import make_document

TARGET = corpora.ROOT / "kg/extract/data/antecedent_weights.csv"
FOLDS = 5
PENALTIES = (0.3, 1.0, 3.0, 10.0)
SEEN_OFTEN = 8
OURS = 3.0
"""What a pronoun of our own domain counts, one of GUM 1."""


class Case(NamedTuple):
    """A pronoun: its document's number, the features of its candidates, the number of the right one (-1: none), its weight."""

    document: int
    candidates: list[Mapping[str, float]]
    right: int
    weight: float


Judge = Callable[[Token, Party], bool | None]
"""Tells whether a pronoun refers to a party; None where that is not known."""


def cases_of(doc: Doc, judge: Judge, number: int, weight: float) -> Iterator[Case]:
    """Yield the pronouns of a document; while its parties are gathered, each pronoun goes to the right one."""
    found: list[Case] = []
    ask = antecedents.antecedent

    def teach(at: int, story: Story) -> Party | None:
        options = antecedents.candidates(at, story)
        judged = [judge(doc[at], party) for party, _ in options]
        if None in judged:
            return ask(at, story)
        right = judged.index(True) if True in judged else -1
        if options:
            found.append(Case(number, [features for _, features in options], right, weight))
        return options[right][0] if right >= 0 else None

    coref.antecedent = teach
    try:
        find_parties(doc)
    finally:
        coref.antecedent = ask
    yield from found


def judge_of_gum(doc: Doc, gold: Gold) -> Judge:
    """Return what GUM's chains say: a pronoun refers to a party whose mentions are mostly in its chain."""
    places = gold.places()
    word = {token.i: places.get(token.idx) for token in doc}
    chain_of = {mention: key for key, chain in gold.chains.items() for mention in chain}

    def judge(pronoun: Token, party: Party) -> bool:
        chain = chain_of.get(word[pronoun.i])
        heads = [doc[start:end].root.i for start, end, _ in party.spots]
        chains = Counter(chain_of.get(word[i]) for i in heads if i < pronoun.i)
        return chain is not None and chains[chain] * 2 > chains.total()

    return judge


def judge_of_ours(gold: dict) -> Judge:
    """Return what the speakers of statements say: a source that is a pronoun refers to the speaker."""
    speaker_at = {}
    for one in gold["attributions"]:
        for start, end in one["source"]:
            if gold["text"][start:end].lower() in antecedents.CLASSES and one.get("speaker"):
                speaker_at[start] = one["speaker"]
    names = {
        actor["name"]: {parts(name) for name in (actor["name"], *actor.get("aliases", []))} for actor in gold["actors"]
    }

    def judge(pronoun: Token, party: Party) -> bool | None:
        speaker = speaker_at.get(pronoun.idx)
        if speaker is None:
            return None
        wanted = names.get(speaker, {parts(speaker)})
        return bool(wanted & {parts(text) for text in party.texts})

    return judge


def gather(data: Path) -> list[Case]:
    """Return the pronouns of both sources."""
    found: list[Case] = []
    gum = list(read_gum(data / "treebank/gum-train.conllu"))
    ours = [json.loads(line) for line in corpora.gold_positions("positions-train").open(encoding="utf-8")]
    texts = [make_document(one.text, input=one.name) for one in gum]
    texts += [make_document(one["text"], input=one["doc"]) for one in ours]
    for number, ((doc, _), gold) in enumerate(zip(annotate(texts, nlp=load_pipeline()), [*gum, *ours], strict=True)):
        judge = judge_of_gum(doc, gold) if isinstance(gold, Gold) else judge_of_ours(gold)
        found += cases_of(doc, judge, number, 1.0 if isinstance(gold, Gold) else OURS)
    return found


class Fitted:
    """Cases as arrays: the rows of all candidates, and where those of each case begin."""

    def __init__(self, cases: Sequence[Case], names: Sequence[str]) -> None:
        column = {name: i for i, name in enumerate(names)}
        self.rows = np.zeros((sum(len(c.candidates) for c in cases), 2 * len(names)))
        self.cases, row = cases, 0
        for case in cases:
            for features in case.candidates:
                for name, value in features.items():
                    if name in column:
                        self.rows[row, column[name]] = value
                        self.rows[row, len(names) + column[name]] = value * (case.weight == OURS)
                row += 1
        self.ends = np.cumsum([len(c.candidates) for c in cases])

    def loss(self, weights: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
        """Return the loss and its gradient."""
        scores, total, begin = self.rows @ weights, 0.5 * penalty * float(weights @ weights), 0
        slope = np.zeros(len(scores))
        for case, end in zip(self.cases, self.ends, strict=True):
            mine = scores[begin:end]
            whole = logsumexp(np.append(mine, 0.0))
            total += case.weight * (whole - (mine[case.right] if case.right >= 0 else 0.0))
            slope[begin:end] = case.weight * np.exp(mine - whole)
            if case.right >= 0:
                slope[begin + case.right] -= case.weight
            begin = end
        return total, self.rows.T @ slope + penalty * weights

    def fit(self, penalty: float) -> np.ndarray:
        """Return the weights."""
        begin = np.zeros(self.rows.shape[1])
        return minimize(self.loss, begin, args=(penalty,), jac=True, method="L-BFGS-B").x

    def told(self, weights: np.ndarray) -> list[tuple[Case, int]]:
        """Return the choice of each case."""
        scores, begin, out = self.rows @ weights, 0, []
        for case, end in zip(self.cases, self.ends, strict=True):
            best = int(np.argmax(scores[begin:end]))
            out.append((case, best if scores[begin + best] > 0 else -1))
            begin = end
        return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=corpora.SHARED / "data")
    parser.add_argument("--target", type=Path, default=TARGET)
    args = parser.parse_args()
    cases = gather(args.data)
    counts = Counter(name for case in cases for features in case.candidates for name in features)
    names = sorted(name for name, count in counts.items() if count >= SEEN_OFTEN)
    print(f"{len(cases)} pronouns, {sum(c.right >= 0 for c in cases)} of a party, {len(names)} features")
    reached = {penalty: cross_validated(cases, names, penalty) for penalty in PENALTIES}
    best = max(PENALTIES, key=lambda penalty: reached[penalty]["ours"])
    for penalty, told in reached.items():
        print(penalty, {name: round(value, 3) for name, value in told.items()})
    weights = Fitted(cases, names).fit(best).reshape(2, -1).sum(0)
    with args.target.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["feature", "weight"])
        rows.writerows((name, f"{weight:.3f}") for name, weight in zip(names, weights, strict=True) if weight)


def cross_validated(cases: Sequence[Case], names: Sequence[str], penalty: float) -> dict[str, float]:
    """Return the share of pronouns resolved right: all, those of our domain, and precision and recall of links."""
    told = []
    for fold in range(FOLDS):
        weights = Fitted([c for c in cases if c.document % FOLDS != fold], names).fit(penalty)
        told += Fitted([c for c in cases if c.document % FOLDS == fold], names).told(weights)
    ours = [case.right == choice for case, choice in told if case.weight == OURS]
    linked = [(case.right == choice) for case, choice in told if choice >= 0]
    of_party = [(case.right == choice) for case, choice in told if case.right >= 0]
    return {
        "all": sum(c.weight * (c.right == choice) for c, choice in told) / sum(c.weight for c, _ in told),
        "ours": sum(ours) / max(1, len(ours)),
        "precision": sum(linked) / max(1, len(linked)),
        "recall": sum(of_party) / max(1, len(of_party)),
    }


if __name__ == "__main__":
    main()
