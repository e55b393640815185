"""Partial name annotation from the annotated foreign-policy documents: where the gold actors' names stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import spacy
from spacy.tokens import Token

from training.language.named import named_core, places
from training.language.names import ANY, OUT_OR_DATE, mark, mask_capitals
from training.language.treebank import Sentence

TYPES: dict[str, tuple[str, ...]] = {"Person": ("PERSON",), "Country": ("GPE",), "Group": ()}
"""Every other type is ORG; groups ("the West", "Western countries") stay open."""
Names = dict[tuple[str, ...], tuple[str, ...]]
PIECE = 80


def read_documents(folder: Path, gazetteer: Path) -> list[Sentence]:
    """Return the documents as pieces of a paragraph, names marked, other capitalised words open, the rest outside.

    Sentence ends are not annotated (`splits` is False).
    """
    nlp = spacy.blank("en")
    found = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / gold["file"]).read_text(encoding="utf-8")
        names = _names(gold["actors"], gazetteer)
        for paragraph in filter(str.strip, re.split(r"\n+", text)):
            tokens = [t for t in nlp.make_doc(paragraph) if not t.is_space]
            for at in range(0, len(tokens), PIECE):
                found.append(_sentence(tokens[at : at + PIECE], names, path.stem, starts=at == 0))
    return found


def _names(actors: list[dict], gazetteer: Path) -> Names:
    nlp = spacy.blank("en")
    countries, norp = places(gazetteer)
    found: Names = {}
    for actor in actors:
        types = TYPES.get(actor["type"], ("ORG",))
        for name in [actor["name"], *actor.get("aliases", [])]:
            words = [t.text for t in nlp.make_doc(name)]
            core = named_core(words, 0, len(words), person=actor["type"] == "Person")
            if core:
                found[tuple(words[core[0] : core[1]])] = (
                    ("NORP",) if name in norp else ("GPE",) if name in countries else types
                )
    return {name: types for name, types in found.items() if types}


def _sentence(tokens: list[Token], names: Names, document: str, *, starts: bool) -> Sentence:
    words = [t.text for t in tokens]
    allowed = [OUT_OR_DATE] * len(words)
    mask_capitals(words, allowed, 0, len(words))
    longest = max((len(n) for n in names), default=0)
    i = 0
    while i < len(words):
        size = next((k for k in range(min(longest, len(words) - i), 0, -1) if tuple(words[i : i + k]) in names), 0)
        if size:
            # A name inside a longer one ("China" in "Bank of China") is left open where capitals stand around it.
            types = names[tuple(words[i : i + size])]
            inside = types in (("GPE",), ("NORP",)) and any(
                allowed[k : k + 1] == [ANY] for k in (i - 1, i + size) if k >= 0
            )
            mark(allowed, i, i + size, types, also=frozenset({"B-ORG", "I-ORG"}) if inside else frozenset())
        i += max(size, 1)
    return Sentence(
        words=words,
        spaces=[bool(t.whitespace_) for t in tokens],
        starts_paragraph=starts,
        document=document,
        ner=allowed,
        splits=False,
    )
