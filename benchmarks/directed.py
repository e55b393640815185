"""Who thinks well or ill of whom: directed sentiment between two political actors, validation part.

    python -m benchmarks.directed

The two are given, the rest is kg's own: the network reads the sentence, and what either thinks of the other decides between
the five labels.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import corpora
from kg.annotate.words import make_tokenizer
from kg.encoder import word_pieces
from kg.encoder.reading import OfTokens, shipped_reader

GOLD = corpora.SHARED / "data/directed-sentiment/valid.tsv"
LEAST = (0.3, 0.4)
"""The least probabilities of a positive and of a negative label, chosen on this part."""
LABELS = ("neutral", "positive p->q", "negative p->q", "positive p<-q", "negative p<-q")
_MARKED = re.compile(r"\[([^\[\]]*)\]")


class Sentence(NamedTuple):
    """A sentence without its marks, the last characters of the two actors' names, and the label."""

    text: str
    ends: tuple[int, int]
    label: str


def sentences(path: Path = GOLD) -> Iterator[Sentence]:
    """Yield the sentences of a part, by default of the validation part."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            pieces, text, ends = _MARKED.split(row["sentence"]), "", []
            for number, piece in enumerate(pieces):
                text += piece
                if number % 2:
                    ends.append(len(text.rstrip()) - 1)
            yield Sentence(text, (ends[0], ends[1]), row["label"])


def judge(every: Sequence[Sentence]) -> list[str]:
    """Return a label for each."""
    import spacy

    cut, found = make_tokenizer(spacy.blank("en")), []
    for sentence in every:
        doc = cut(sentence.text)
        p, q = (next(t.i for t in doc if t.idx + len(t) > end) for end in sentence.ends)
        views = dict(OfTokens(doc, shipped_reader(), word_pieces()).views(dict.fromkeys((p, q), (0, len(doc) - 1))))
        scores = np.array([*views[p][q], *views[q][p]]) / (LEAST * 2)
        best = int(scores.argmax())
        found.append(LABELS[1 + best] if scores[best] >= 1 else LABELS[0])
    return found


def report(found: Sequence[str], gold: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a table: F1 a label, their mean, how often the direction is right where both see a feeling."""
    yield "| label | P | R | F1 | sentences |"
    yield "|---|---|---|---|---|"
    scores = []
    for label in LABELS:
        hit = sum(f == g == label for f, g in zip(found, gold, strict=True))
        predicted, wanted = found.count(label), gold.count(label)
        scores.append(2 * hit / (predicted + wanted))
        yield f"| {label} | {hit / max(1, predicted):.3f} | {hit / wanted:.3f} | {scores[-1]:.3f} | {wanted} |"
    yield ""
    both = [(f, g) for f, g in zip(found, gold, strict=True) if LABELS[0] not in (f, g)]
    right = sum(f.split()[1] == g.split()[1] for f, g in both)
    same = Counter(f.split()[0] == g.split()[0] for f, g in both)[True]
    yield f"Macro F1 {np.mean(scores):.3f}; of {len(both)} with a feeling in both, the direction is right in "
    yield f"{right / len(both):.3f}, the polarity in {same / len(both):.3f}."


def main() -> None:
    if not corpora.available():
        return
    every = list(sentences())
    gold = [sentence.label for sentence in every]
    print("\n".join(report(judge(every), gold)))


if __name__ == "__main__":
    main()
