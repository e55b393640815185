"""The name layer of each corpus as *allowed* labels a word: a corpus that does not annotate a type never teaches "O".

A word's set holds the BIO labels that its corpus does not rule out. One label is a full annotation, all labels a mask.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from training.language.treebank import Sentence

TYPES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT", "WORK", "DATE")
LABELS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
ANY = frozenset(LABELS)
OUT = frozenset({"O"})
OUT_OR_DATE = frozenset({"O", "B-DATE", "I-DATE"})
LAND = re.compile(
    r"\b(Sea|River|Lake|Ocean|Gulf|Strait|Mountains?|Mount|Valley|Desert|Peninsula|Islands?|Bay|Airport|Bridge|Street|Road|"
    r"Highlands|Coast|Square|Park|Forest|Canal|Basin|Plateau|Europe|Asia|Africa|Middle East|America)\b"
)
WORKS = re.compile(
    r"\b(Treaty|Agreement|Resolution|Convention|Act|Accords?|Protocol|Charter|Declaration|Initiative|Pact|Constitution|"
    r"Report|Plan|Memorandum|Communique|Statute|Law)$"
)


@cache
def places(gazetteer: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return (names of countries and capitals, demonyms and adjectives)."""
    names, norp = set(), set()
    with (gazetteer / "countries.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            for key in ("name", "official_name", "aliases", "capital", "capital_aliases"):
                names |= set(filter(None, row[key].split(";")))
            for key in ("demonyms", "adjectives"):
                norp |= set(filter(None, row[key].split(";")))
    return frozenset(names), frozenset(norp - names)


def place_types(name: str, gazetteer: Path) -> tuple[str, ...]:
    """Return what a place name can be: GPE for states and capitals, LOC for lands and waters, else either."""
    if name.removeprefix("the ").removeprefix("The ") in places(gazetteer)[0]:
        return ("GPE",)
    return ("LOC",) if LAND.search(name) else ("GPE", "LOC")


def mark(allowed: list[frozenset[str]], start: int, end: int, types: tuple[str, ...], *, also: frozenset[str] = frozenset()) -> None:
    """Write a name over words `[start, end)` into the allowed sets."""
    for i in range(start, end):
        prefix = "B" if i == start else "I"
        allowed[i] = frozenset(f"{prefix}-{t}" for t in types) | also


def add_gum_names(sentence: Sentence, gazetteer: Path) -> None:
    """Write GUM's `Entity=` mentions with a proper-noun head into `sentence.ner`; EWT has none, its names are masked."""
    words, norp = sentence.words, places(gazetteer)[1]
    proper = [m.startswith("PROPN") for m in sentence.morph or []]
    annotated = any("Entity=" in m for m in sentence.misc) or sentence.document.startswith("GUM_")
    allowed = [ANY if p else OUT if annotated else OUT_OR_DATE for p in proper]
    for i, word in enumerate(words):
        if not proper[i] and word[:1].isupper() and i:
            allowed[i] = frozenset({"B-NORP"}) if word in norp else ANY if not annotated else OUT
    for start, end, kind in _mentions(sentence.misc):
        head = next((i for i in range(start, end) if not start <= sentence.heads[i] < end or sentence.heads[i] == i), start)
        if kind == "time":
            first = start + (words[start].lower() in ("the", "a")) if end - start > 1 else start
            mark(allowed, first, end, ("DATE",))
        elif proper[head]:
            first, last = head, head + 1
            while first > start and (proper[first - 1] or (words[first - 1] in ("of", "-", "and", "for") and first - 1 > start and proper[first - 2])):
                first -= 1
            while last < end and (proper[last] or (words[last] in ("of", "-", "'s", "for", "the", "on") and last + 1 < end and (proper[last + 1] or words[last + 1] == "the"))):
                last += 1
            name = " ".join(words[first:last])
            types = {"person": ("PERSON",), "organization": ("ORG",), "event": ("EVENT",)}.get(kind)
            if kind == "place":
                types = place_types(name, gazetteer)
            if types is None and WORKS.search(name):
                types = ("WORK",)
            if types:
                mark(allowed, first, last, types)
    sentence.ner = allowed


def _mentions(misc: list[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of the mentions that open and close in the sentence, innermost first, so outer ones win."""
    opened: list[tuple[str, str, int]] = []
    found = []
    for i, cell in enumerate(misc):
        entity = re.search(r"Entity=([^|]+)", cell)
        for opening, ident, kind, single, closing in re.findall(r"(\()([0-9]+)-([a-z]+)[^()]*(\)?)|([0-9]+)\)", entity[1] if entity else ""):
            if opening and single:
                found.append((i, i + 1, kind))
            elif opening:
                opened.append((ident, kind, i))
            else:
                at = next((k for k in range(len(opened) - 1, -1, -1) if opened[k][0] == closing), None)
                if at is not None:
                    _, kind, start = opened.pop(at)
                    found.append((start, i + 1, kind))
    return sorted(found, key=lambda m: m[1] - m[0])


def read_conll(path: Path, convert: dict[str, tuple[str, ...]], gazetteer: Path, *, outside: frozenset[str], iob1: bool) -> Iterator[Sentence]:
    """Yield the sentences of a token-a-line corpus with their names; `convert` maps its types, () masks one."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").replace("\t", " ")):
        rows = [line.rsplit(" ", 1) for line in block.split("\n") if len(line.rsplit(" ", 1)) == 2 and line.rsplit(" ", 1)[0].strip()]
        rows = [(word, label) for word, label in rows if word != "-DOCSTART-"]
        if rows:
            words = [word for word, _ in rows]
            allowed = [outside] * len(words)
            for start, end, kind in bio_spans([label for _, label in rows]):
                name = " ".join(words[start:end])
                types = convert.get(kind, ())
                if kind in ("LOC", "Location"):
                    types = place_types(name, gazetteer)
                elif kind == "Organisation" and place_types(name, gazetteer) == ("GPE",):
                    types = ("GPE",)
                elif kind == "MISC" and name in places(gazetteer)[1]:
                    types = ("NORP",)
                if types:
                    mark(allowed, start, end, types)
                else:
                    allowed[start:end] = [ANY] * (end - start)
            yield Sentence(words=words, spaces=_guess_spaces(words), ner=allowed, document=path.stem)


WIKIGOLD = {"PER": ("PERSON",), "ORG": ("ORG",), "MISC": ("NORP", "EVENT", "WORK", "ORG")}
RE3D = {"Organisation": ("ORG",), "Person": ("PERSON",), "Nationality": ("NORP",), "Temporal": ("DATE",), "DocumentReference": ("WORK",)}


def bio_spans(labels: list[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, type) for IOB1 and IOB2 labels alike."""
    spans: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        prefix, _, kind = label.partition("-")
        if prefix in ("B", "I"):
            if prefix == "I" and spans and spans[-1][1] == i and spans[-1][2] == kind:
                spans[-1] = (spans[-1][0], i + 1, kind)
            else:
                spans.append((i, i + 1, kind))
    return spans


def _guess_spaces(words: list[str]) -> list[bool]:
    tight_before = set(".,;:!?)]}%'") | {"'s", "n't", "''"}
    tight_after = set("([{$")
    return [w not in tight_after and (i + 1 == len(words) or words[i + 1] not in tight_before) for i, w in enumerate(words)]


def held_back(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Split into (training, held-back fifth): of every 50 consecutive sentences the last 10 are held back."""
    return [s for i, s in enumerate(sentences) if i % 50 < 40], [s for i, s in enumerate(sentences) if i % 50 >= 40]
