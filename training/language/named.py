"""Named mentions of the name corpora: which words are the name, without articles and titles."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from training.language.treebank import Sentence

NAMED = ("PERSON", "ORG", "GPE")
"""The types scored; LOC counts as GPE, because neither corpus tells a state from its land."""

CORPORA = {"re3d": "ner/re3d-train.conll", "wikigold": "ner/wikigold.conll"}
KINDS = {
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "GPE",
    "MISC": "MISC",
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "GPE",
    "Nationality": "NORP",
    "Temporal": "DATE",
    "DocumentReference": "WORK",
}
TITLES = frozenset(
    """president minister secretary chancellor premier ambassador senator sen rep representative congressman congresswoman
    governor gov mayor general gen colonel col major maj captain capt lieutenant lt sergeant sgt brigadier brig admiral adm
    commander marshal mr mrs ms miss dr prof professor sir dame baroness judge justice pope archbishop cardinal
    rev reverend spokesman spokeswoman spokesperson director chairman chairwoman chairperson envoy advisor adviser
    commissioner speaker deputy undersecretary""".split()
)
ARTICLES = frozenset(
    "the a an this that these those our their his her its my your all some many several other one".split()
)
PRONOUNS = frozenset(
    "i we he she it they you me us him them there here who ourselves themselves himself herself mine".split()
)
INSIDE = frozenset(
    "of the and for in on to de la le du del al el bin ibn von van der 's ’s & - – / . , ' ’ ( ) \"".split()
)
Mention = tuple[int, int, str]


def named_core(words: list[str], start: int, end: int, *, person: bool = False) -> tuple[int, int] | None:
    """Return the words of the name in a mention; None where the mention is no name ("the city", "he", "Kurdish forces").

    >>> named_core(["the", "Foreign", "Secretary", "Philip", "Hammond"], 0, 5, person=True)
    (3, 5)
    """
    while start < end and words[start].lower() in ARTICLES:
        start += 1
    if person:
        start = _after_title(words, start, end)
    name = words[start:end]
    if not any(re.search(r"[A-Z]", word) for word in name) or (len(name) == 1 and name[0].lower() in PRONOUNS):
        return None
    if not all(re.search(r"[A-Z0-9]", word[:2]) or word.lower() in INSIDE for word in name):
        return None
    return (start, end)


def _after_title(words: list[str], start: int, end: int) -> int:
    titles = [i for i in range(start, end) if words[i].lower().rstrip(".") in TITLES]
    after = titles[-1] + 1 if titles else start
    if after < end and words[after] == ".":
        after += 1
    return after if after == end or words[after][:1].isupper() else end


@cache
def places(gazetteer: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return (names of countries and capitals, demonyms and adjectives)."""
    names: set[str] = set()
    norp: set[str] = set()
    with (gazetteer / "countries.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            for key in ("name", "official_name", "aliases", "capital", "capital_aliases"):
                names |= set(filter(None, row[key].split(";")))
            for key in ("demonyms", "adjectives"):
                norp |= set(filter(None, row[key].split(";")))
    return frozenset(names), frozenset(norp - names)


def read_named(corpus: str, data: Path) -> list[Sentence]:
    """Return the sentences of a token-a-line corpus; `mentions` hold (start, end, type or "other")."""
    countries = places(data / "gazetteer")[0]
    found = []
    for block in re.split(r"\n\s*\n", (data / CORPORA[corpus]).read_text(encoding="utf-8").replace("\t", " ")):
        rows = [tuple(line.rsplit(" ", 1)) for line in block.split("\n") if re.match(r"\S+ \S+$", line)]
        rows = [row for row in rows if row[0] != "-DOCSTART-"]
        if rows:
            words = [word for word, _ in rows]
            mentions = [
                (start, end, _kind(kind, words[start:end], countries))
                for start, end, kind in bio_spans([label for _, label in rows])
            ]
            found.append(Sentence(words=words, spaces=_guess_spaces(words), document=corpus, mentions=mentions))
    return found


def _kind(kind: str, words: list[str], countries: frozenset[str]) -> str:
    name = " ".join(words[1:] if words[0].lower() == "the" else words)
    return "GPE" if kind == "Organisation" and name in countries else KINDS.get(kind, "other")


def bio_spans(labels: list[str]) -> list[Mention]:
    """Return (start, end, type) for IOB1 and IOB2 labels alike."""
    spans: list[Mention] = []
    for i, label in enumerate(labels):
        prefix, _, kind = label.partition("-")
        if prefix in ("B", "I"):
            if prefix == "I" and spans and spans[-1][1] == i and spans[-1][2] == kind:
                spans[-1] = (spans[-1][0], i + 1, kind)
            else:
                spans.append((i, i + 1, kind))
    return spans


def _guess_spaces(words: list[str]) -> list[bool]:
    tight_before = set(".,;:!?)]}%'’") | {"'s", "n't", "''", "’s"}
    tight_after = set("([{$")
    spaces = [
        w not in tight_after and (i + 1 == len(words) or words[i + 1] not in tight_before) for i, w in enumerate(words)
    ]
    for i, word in enumerate(words):
        if word == "-" and 0 < i < len(words) - 1:  # re3d cuts words at hyphens
            spaces[i - 1] = spaces[i] = False
    return spaces


def held_back(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Split into (training, held-back fifth): of every 50 consecutive sentences the last 10 are held back."""
    return [s for i, s in enumerate(sentences) if i % 50 < 40], [s for i, s in enumerate(sentences) if i % 50 >= 40]
