"""The name layer of each corpus as *allowed* labels a word: a corpus that does not annotate a type never teaches "O".

A word's set holds the BIO labels that its corpus does not rule out. One label is a full annotation, all labels a mask.
"""

from __future__ import annotations

import re
from pathlib import Path

from training.language.named import INSIDE, Mention, named_core, places, read_named
from training.language.treebank import Sentence

TYPES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "EVENT", "WORK", "DATE")
LABELS = ("O", *(f"{p}-{t}" for t in TYPES for p in "BI"))
ANY = frozenset(LABELS)
OUT = frozenset({"O"})
OUT_OR_DATE = frozenset({"O", "B-DATE", "I-DATE"})
OUTSIDE = {"re3d": OUT, "wikigold": OUT_OR_DATE}
MISC = ("NORP", "EVENT", "WORK", "ORG")
"""What wikigold's MISC can be: products and languages lie among them, so outside is allowed too."""
CALENDAR = frozenset(
    [
        "today",
        "yesterday",
        "tomorrow",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "decade",
        "decades",
        "century",
    ]
)
LAND = re.compile(
    r"\b(Sea|River|Lake|Ocean|Gulf|Strait|Mountains?|Mount|Valley|Desert|Peninsula|Islands?|Bay|Airport|Bridge|Street|Road|"
    r"Highlands|Coast|Square|Park|Forest|Canal|Basin|Plateau|Europe|Asia|Africa|Middle East|America)\b"
)
WORKS = re.compile(
    r"\b(Treaty|Agreement|Resolution|Convention|Act|Accords?|Protocol|Charter|Declaration|Initiative|Pact|Constitution|"
    r"Report|Plan|Memorandum|Communique|Statute|Law)$"
)


def place_types(name: str, gazetteer: Path) -> tuple[str, ...]:
    """Return what a place name can be: GPE for states and capitals, LOC for lands and waters, else either."""
    if name.removeprefix("the ").removeprefix("The ") in places(gazetteer)[0]:
        return ("GPE",)
    return ("LOC",) if LAND.search(name) else ("GPE", "LOC")


def mark(
    allowed: list[frozenset[str]], start: int, end: int, types: tuple[str, ...], *, also: frozenset[str] = frozenset()
) -> None:
    """Write a name over words `[start, end)` into the allowed sets."""
    for i in range(start, end):
        prefix = "B" if i == start else "I"
        allowed[i] = frozenset(f"{prefix}-{t}" for t in types) | also


def mask_capitals(words: list[str], allowed: list[frozenset[str]], start: int, end: int) -> None:
    """Leave open what the capitalised words are, and the small words between two of them."""
    big = [any(c.isupper() or c.isdigit() for c in word) for word in words]
    for i in range(start, end):
        between = words[i].lower() in INSIDE and any(big[max(0, i - 2) : i]) and any(big[i + 1 : i + 3])
        if big[i] or between:
            allowed[i] = ANY


def add_names(sentence: Sentence, gazetteer: Path) -> None:
    """Write the mentions of re3d or wikigold into `sentence.ner`; what is no plain name leaves its capitals open."""
    words, norp = sentence.words, places(gazetteer)[1]
    allowed = [OUTSIDE[sentence.document]] * len(words)
    for start, end, kind in sentence.mentions:
        core = named_core(words, start, end, person=kind == "PERSON")
        mask_capitals(words, allowed, start, end)
        if core is None or kind == "other":
            continue
        first, last = core
        name = " ".join(words[first:last])
        types = place_types(name, gazetteer) if kind == "GPE" else (kind,)
        also: frozenset[str] = frozenset()
        if kind == "MISC":
            types, also = (("NORP",), also) if name in norp else (MISC, frozenset({"O"}))
        mark(allowed, first, last, types, also=also)
    sentence.ner = allowed


def read_name_corpus(corpus: str, data: Path) -> list[Sentence]:
    """Return the sentences of re3d or wikigold with their allowed labels."""
    sentences = read_named(corpus, data)
    for sentence in sentences:
        add_names(sentence, data / "gazetteer")
    return sentences


def add_gum_names(sentence: Sentence, gazetteer: Path) -> None:
    """Write GUM's `Entity=` mentions with a proper-noun head into `sentence.ner`; EWT has none, its names stay open."""
    words, norp = sentence.words, places(gazetteer)[1]
    proper = [tag.startswith("NNP") for tag in sentence.tags or []]
    annotated = sentence.document.startswith("GUM_")
    allowed = [ANY if p else OUT if annotated else OUT_OR_DATE for p in proper]
    for i, word in enumerate(words):
        if word in norp:
            allowed[i] = frozenset(
                {"B-NORP", "I-ORG", "I-EVENT", "I-WORK", "I-LOC"} | ({"B-ORG"} if proper[i] else set())
            )
        elif not annotated and not proper[i] and word[:1].isupper() and i:
            allowed[i] = ANY
    for start, end, kind in _mentions(sentence.misc):
        _mark_gum(sentence, allowed, (start, end, kind), proper, gazetteer)
    sentence.ner = allowed


def _mark_gum(
    sentence: Sentence, allowed: list[frozenset[str]], mention: Mention, proper: list[bool], gazetteer: Path
) -> None:
    start, end, kind = mention
    words, heads = sentence.words, sentence.heads or []
    head = next((i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i), start)
    if kind == "time":
        first = start + (end - start > 1 and words[start].lower() in ("the", "a"))
        if any(re.search(r"[A-Z0-9]", word) or word.lower() in CALENDAR for word in words[first:end]):
            mark(allowed, first, end, ("DATE",))
        else:
            allowed[start:end] = [OUT_OR_DATE] * (end - start)
    elif proper[head]:
        first, last = _proper_run(words, proper, (start, head, end))
        core = named_core(words, first, last, person=kind == "person")
        if core is None:
            return
        name = " ".join(words[core[0] : core[1]])
        types = {"person": ("PERSON",), "organization": ("ORG",), "event": ("EVENT",)}.get(kind)
        if kind == "place" or (kind == "organization" and name in places(gazetteer)[0]):
            types = place_types(name, gazetteer)
        if types is None and WORKS.search(name):
            types = ("WORK",)
        if types:
            for i in range(first, core[0]):
                allowed[i] = OUT
            mark(allowed, *core, types)


def _proper_run(words: list[str], proper: list[bool], mention: tuple[int, int, int]) -> tuple[int, int]:
    """Return the proper nouns around a mention's head, with the small words that join them."""
    start, first, end = mention
    last = first + 1
    while first > start and (
        proper[first - 1] or (words[first - 1] in ("of", "-", "and", "for") and first - 1 > start and proper[first - 2])
    ):
        first -= 1
    while last < end and (
        proper[last]
        or (
            words[last] in ("of", "-", "'s", "for", "the", "on")
            and last + 1 < end
            and (proper[last + 1] or words[last + 1] == "the")
        )
    ):
        last += 1
    while last - 1 > first and not proper[last - 1]:
        last -= 1
    return first, last


def _mentions(misc: list[str]) -> list[Mention]:
    """Return (start, end, type) of the mentions that open and close in the sentence, innermost first, so outer ones win."""
    opened: list[tuple[str, str, int]] = []
    found = []
    mark_up = re.compile(r"(\()([0-9]+)-([a-z]+)[^()]*(\)?)|([0-9]+)\)")
    for i, cell in enumerate(misc):
        entity = re.search(r"Entity=([^|]+)", cell)
        for opening, ident, kind, single, closing in mark_up.findall(entity[1] if entity else ""):
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
