"""What was tried beside the network: rules propose, gradient boosting over features of the parse decides.

    python -m training.attribution.boosting            # about five minutes on two cores

Every candidate of the rules, however unlikely, is described by its rule, cue, dependencies, source and content, and judged
by whether PolNeAR's training articles or the annotated foreign-policy documents have it with its source. Figures on both
development sets at the threshold that is best for full F1 there go to `training/attribution/alternatives.json`, which
`benchmarks/attribution.py` prints beside the models that kg has.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from spacy.tokens import Doc

from benchmarks import corpora
from benchmarks.attribution import Parsed, as_json, parsed, scored
from benchmarks.calibration import are_right
from kg.extract.attribution.frames import in_own_turn, to_attribution
from kg.extract.attribution.quotes import find_quotes
from kg.extract.attribution.rules import Candidate, candidates, frame_of
from kg.model import Attribution, Document
from training.attribution.alternatives import note

COMMON = 240
"""So many values of strings, the most frequent, have a column of their own."""
Proposed = tuple[Attribution, dict[str, float | str]]


def proposals(doc: Doc, document: Document) -> Iterator[Proposed]:
    """Yield every candidate of the rules as an attribution with its features."""
    quotes = find_quotes(doc)
    quoted = {i for quote in quotes for i in range(quote.start, quote.end)}
    for one in candidates(doc):
        made = to_attribution(doc, document, frame_of(one), quotes) if one.content else None
        if made is not None and not in_own_turn(made, document):
            yield made, describe(doc, one, quoted)


def describe(doc: Doc, one: Candidate, quoted: set[int]) -> dict[str, float | str]:
    """Return the features of a candidate: numbers, and strings of which each value becomes a column."""
    cue, words = one.cue[0], sorted(one.content)
    source = one.source
    return {
        "prior": one.score,
        "rule": one.rule,
        "lemma": cue.lemma_.lower(),
        "pos": cue.pos_,
        "tag": cue.tag_,
        "dep": cue.dep_,
        "governor": cue.head.pos_,
        "auxiliaries": sum(child.dep_.startswith("aux") for child in cue.children),
        "negated": sum(child.dep_ == "advmod" and child.lower_ in ("not", "n't", "never") for child in cue.children),
        "mark": next((child.lower_ for child in doc[words[0]].subtree if child.dep_ == "mark"), ""),
        "source": "none" if source is None else source.pos_,
        "source type": "none" if source is None else source.ent_type_,
        "source word": "none" if source is None else source.lower_ if source.pos_ == "PRON" else "",
        "source dep": "none" if source is None else source.dep_,
        "length": float(len(words)),
        "quoted": sum(i in quoted for i in words) / len(words),
        "distance": float(words[0] - cue.i),
        "verb inside": float(any(doc[i].pos_ in ("VERB", "AUX") for i in words)),
        "capital": float(doc[words[0]].is_title),
    }


class Columns:
    """Turns features into rows of numbers: a column for each number and for each frequent value of a string."""

    def __init__(self, described: Sequence[dict[str, float | str]]) -> None:
        counts = Counter((name, value) for one in described for name, value in one.items() if isinstance(value, str))
        self.numbers = [name for name, value in described[0].items() if not isinstance(value, str)]
        self.values = [pair for pair, _ in counts.most_common(COMMON)]

    def of(self, one: dict[str, float | str]) -> list[float]:
        """Return the row of a candidate."""
        return [float(one[name]) for name in self.numbers] + [float(one[name] == value) for name, value in self.values]


def distinct(found: Sequence[tuple[float, Attribution]]) -> list[tuple[float, Attribution]]:
    """Keep the likelier of candidates that share the beginning of the cue or the content."""
    kept: list[tuple[float, Attribution]] = []
    for score, one in sorted(found, key=lambda pair: (-pair[0], pair[1].cue)):
        if all(one.cue[0] != k.cue[0] and one.content != k.content for _, k in kept):
            kept.append((score, one))
    return kept


def judged(documents: Parsed) -> tuple[list[dict[str, float | str]], list[bool]]:
    """Return features and rightness of all proposals."""
    described, right = [], []
    for doc, document, row in documents:
        found = list(proposals(doc, document))
        for (_, features), is_right in zip(found, are_right(row, as_json([a for a, _ in found])), strict=True):
            described.append(features)
            right.append(is_right)
    return described, right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    corpora.WORK.mkdir(parents=True, exist_ok=True)
    training = [*parsed(corpora.gold_polnear("train"))[0], *parsed(corpora.gold_positions("positions-train"))[0]]
    described, right = judged(training)
    columns = Columns(described)
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, random_state=0)
    model.fit(np.array([columns.of(one) for one in described]), np.array(right))
    print(f"{len(right)} candidates, {sum(right)} right")
    figures = {}
    for title, gold in {"PolNeAR dev": corpora.gold_polnear("dev"), "positions": corpora.gold_positions()}.items():
        found = []
        for doc, document, row in parsed(gold)[0]:
            mine = list(proposals(doc, document))
            scores = model.predict_proba(np.array([columns.of(f) for _, f in mine]))[:, 1] if mine else []
            kept = distinct([(float(s), a) for s, (a, _) in zip(scores, mine, strict=True)])
            rows = [one | {"score": score} for (score, a), one in zip(kept, as_json([a for _, a in kept]), strict=True)]
            found.append((row, rows))
        levels = [scored(gold, found, least=level) for level in np.arange(0.1, 0.7, 0.05)]
        figures[title] = max(levels, key=lambda told: float(told["full"][2]))
    note("rules propose, boosting decides", figures)


if __name__ == "__main__":
    main()
