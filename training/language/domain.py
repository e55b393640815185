"""Partial name annotation from the annotated foreign-policy documents: where the gold actors' names stand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import spacy

from training.language.names import ANY, OUT_OR_DATE, mark, places
from training.language.treebank import Sentence

TYPES = {"Person": ("PERSON",), "Country": ("GPE",), "Group": ("NORP", "ORG")}


def read_documents(folder: Path, gazetteer: Path) -> list[Sentence]:
    """Return the documents as pieces of a paragraph, names marked, other capitalised words masked, the rest outside.

    Sentence ends are not annotated (`splits` is False).
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    found = []
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / gold["file"]).read_text(encoding="utf-8")
        names = _names(gold["actors"], gazetteer)
        for paragraph in filter(str.strip, re.split(r"\n+", text)):
            tokens = [t for t in nlp.make_doc(paragraph) if not t.is_space]
            for at in range(0, len(tokens), 80):
                found.append(_sentence(tokens[at : at + 80], names, path.stem, at == 0))
    return found


def _names(actors: list[dict], gazetteer: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    nlp = spacy.blank("en")
    norp = places(gazetteer)[1]
    found = {}
    for actor in actors:
        types = TYPES.get(actor["type"], ("ORG",))
        for name in [actor["name"], *actor.get("aliases", [])]:
            if name[:1].isupper() or any(c.isupper() for c in name):
                found[tuple(t.text for t in nlp.make_doc(name))] = ("NORP",) if name in norp else types
    return found


def _sentence(tokens: list, names: dict, document: str, starts: bool) -> Sentence:
    words = [t.text for t in tokens]
    allowed = [ANY if any(c.isupper() or c.isdigit() for c in w) or w == "of" else OUT_OR_DATE for w in words]
    longest = max((len(n) for n in names), default=0)
    i = 0
    while i < len(words):
        size = next((k for k in range(min(longest, len(words) - i), 0, -1) if tuple(words[i : i + k]) in names), 0)
        if size:
            mark(allowed, i, i + size, names[tuple(words[i : i + size])])
        i += max(size, 1)
    return Sentence(words=words, spaces=[bool(t.whitespace_) for t in tokens], starts_paragraph=starts, document=document, ner=allowed, splits=False)
