"""Training sentences varied towards newspapers: casing, quotation marks, other names, titles before names, datelines."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from pathlib import Path

from training.language.treebank import Sentence

PROPER = "PROPN|Number=Sing"
TITLES = (
    "President", "Prime Minister", "Foreign Minister", "Defence Minister", "Defense Secretary", "Foreign Secretary",
    "Deputy Prime Minister", "Vice President", "Secretary", "Secretary-General", "Ambassador", "Senator", "Chancellor",
    "Premier", "Spokesman", "General", "Minister", "Special Envoy", "Interior Minister", "King", "Prime Minister",
)  # fmt: skip
CITIES = (
    "BEIJING", "WASHINGTON", "MOSCOW", "LONDON", "PARIS", "BERLIN", "GENEVA", "BRUSSELS", "TOKYO", "SEOUL", "CAIRO",
    "UNITED NATIONS", "NEW YORK", "ANKARA", "TEHRAN", "JERUSALEM", "KYIV", "NAIROBI", "NEW DELHI", "VIENNA", "DAMASCUS",
    "Beijing", "Jakarta", "Islamabad", "Baghdad", "Canberra", "HAVANA", "CARACAS", "ATHENS", "WARSAW", "PRETORIA",
)  # fmt: skip
SHOUTED = frozenset(word for city in CITIES for word in city.split())
AGENCIES = ("Reuters", "AP", "AFP", "Xinhua", "UPI", "TASS", "IANS", "Kyodo", "dpa", "CNN", "Yonhap", "Interfax")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
Row = tuple[str, str, str, int, str, str]
"""A word with its tag, morphology, head (index in the sentence), dependency and name label."""


@dataclass(frozen=True)
class NameLists:
    """Names to put in the place of others: persons as tuples of two words, countries and adjectives of one."""

    persons: list[tuple[str, str]]
    countries: list[str]
    adjectives: list[str]

    @classmethod
    def read(cls, gazetteer: Path) -> NameLists:
        """Read the lists from leaders.csv and countries.csv."""
        with (gazetteer / "leaders.csv").open(encoding="utf-8-sig", newline="") as lines:
            names = sorted({row["name"] for row in csv.DictReader(lines)})
        with (gazetteer / "countries.csv").open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        persons = [
            (n[0], n[1]) for n in (name.split() for name in names) if len(n) == 2 and all(w[0].isupper() for w in n)
        ]
        adjectives = sorted({a for row in rows for a in row["adjectives"].split(";") if a and " " not in a})
        countries = sorted(row["name"] for row in rows if " " not in row["name"] and row["un_member"] == "y")
        return cls(persons, countries, adjectives)


def vary(sentence: Sentence, rng: random.Random, lists: NameLists) -> Sentence:
    """Return the sentence as another newspaper might print it; most are left alone."""
    if rng.random() < 0.25:
        sentence = swap_names(sentence, rng, lists)
    if sentence.heads and rng.random() < 0.1:
        sentence = add_title(sentence, rng, lists)
    draw = rng.random()
    if draw < 0.03:
        return replace(sentence, words=[word.upper() for word in sentence.words])
    if draw < 0.06 and sentence.tags:
        words = [word if word.islower() and len(word) < 4 else word[:1].upper() + word[1:] for word in sentence.words]
        return replace(sentence, words=words)
    if draw < 0.4:
        return curl_quotes(sentence)
    return sentence


def curl_quotes(sentence: Sentence) -> Sentence:
    """Return the sentence with curly quotation marks and apostrophes; the tag tells opening from closing ones."""
    opened, words = False, []
    for i, word in enumerate(sentence.words):
        if word in ('"', "``", "''"):
            opened = sentence.tags[i] == "``" if sentence.tags else not opened
            word = "“" if opened else "”"
        elif word == "'" and sentence.tags and sentence.tags[i] == "``":
            word = "‘"
        words.append(word.replace("'", "’"))
    return replace(sentence, words=words)


def swap_names(sentence: Sentence, rng: random.Random, lists: NameLists) -> Sentence:
    """Return the sentence with about half of its persons and countries replaced by others of as many words."""
    words, lemmas = list(sentence.words), list(sentence.lemmas) if sentence.lemmas else None
    for start, end, kind in plain_names(sentence):
        new: tuple[str, ...] = ()
        if kind == "PERSON" and end - start == 2:
            new = rng.choice(lists.persons)
        elif kind == "PERSON" and end - start == 1:
            new = (rng.choice(lists.persons)[1],)
        elif kind == "GPE" and end - start == 1:
            new = (rng.choice(lists.countries),)
        if new and rng.random() < 0.5 and all(word[:1].isupper() for word in words[start:end]):
            words[start:end] = new
            if lemmas:
                lemmas[start:end] = new
    return replace(sentence, words=words, lemmas=lemmas)


def plain_names(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return (start, end, type) of the names whose type is certain."""
    found: list[tuple[int, int, str]] = []
    for i, allowed in enumerate(sentence.ner or []):
        if len(allowed) != 1:
            continue
        prefix, _, kind = next(iter(allowed)).partition("-")
        if prefix == "B":
            found.append((i, i + 1, kind))
        elif prefix == "I" and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, found[-1][2])
    return found


def add_title(sentence: Sentence, rng: random.Random, lists: NameLists) -> Sentence:
    """Return the sentence with a title before a person's name: "Merkel said" as "German Chancellor Merkel said"."""
    heads = sentence.heads or []
    places = [
        start
        for start, end, kind in plain_names(sentence)
        if kind == "PERSON"
        and not start <= heads[start] < end
        and (start == 0 or not sentence.words[start - 1][:1].isupper())
    ]
    if not places:
        return sentence
    at = rng.choice(places)
    title = rng.choice(TITLES).split()
    before: list[tuple[str, str, str, str, str]] = []
    if rng.random() < 0.3:
        before.append((rng.choice(lists.adjectives), "JJ", "ADJ|Degree=Pos", "amod", "B-NORP"))
    elif rng.random() < 0.2:
        before.append((rng.choice(lists.countries), "NNP", PROPER, "compound", "B-GPE"))
    before += [(word, "NNP", PROPER, "compound", "O") for word in title[:-1]]
    size = len(before) + 1
    name = at + size
    rows = [(w, t, m, at + size - 1, d, n) for w, t, m, d, n in before] + [
        (title[-1], "NNP", PROPER, name, "nmod:desc", "O")
    ]
    return insert(sentence, at, rows)


def insert(sentence: Sentence, at: int, rows: list[Row]) -> Sentence:
    """Return the sentence with words put in before word `at`; their heads count in the new sentence."""
    words, tags, morph, new_heads, deps, names = map(list, zip(*rows, strict=True))
    heads = [h + len(rows) * (h >= at) for h in sentence.heads or []]

    def put(old: list | None, new: list) -> list:
        return [*(old or [])[:at], *new, *(old or [])[at:]]

    return replace(
        sentence,
        words=put(sentence.words, words),
        spaces=put(sentence.spaces, [True] * len(rows)),
        tags=put(sentence.tags, tags),
        morph=put(sentence.morph, morph),
        lemmas=put(sentence.lemmas, [w.capitalize() if w.isupper() and w in SHOUTED else w for w in words]),
        heads=put(heads, new_heads),
        deps=put(sentence.deps, deps),
        ner=put(sentence.ner, [frozenset({name}) for name in names]),
        misc=[],
    )


def dateline(rng: random.Random, document: str) -> Sentence:
    """Return a dateline as a sentence of its own: "BEIJING, March 3 (Xinhua) --"; the city is its root."""
    city = rng.choice(CITIES).split()
    root = 0
    rows: list[Row] = [(city[0], "NNP", PROPER, 0, "ROOT", "B-GPE")]
    rows += [(word, "NNP", PROPER, root, "flat", "I-GPE") for word in city[1:]]
    if rng.random() < 0.5:
        month = len(rows) + 1
        rows.append((",", ",", "PUNCT", month, "punct", "O"))
        rows.append((rng.choice(MONTHS), "NNP", PROPER, root, "nmod:unmarked", "B-DATE"))
        rows.append((str(rng.randint(1, 31)), "CD", "NUM|NumForm=Digit|NumType=Card", month, "nummod", "I-DATE"))
    if rng.random() < 0.7:
        agency = len(rows) + 1
        slash = rng.random() < 0.2
        marks = (("/", ","), ("/", ",")) if slash else (("(", "-LRB-"), (")", "-RRB-"))
        rows.append((marks[0][0], marks[0][1], "PUNCT", agency, "punct", "O"))
        rows.append((rng.choice(AGENCIES), "NNP", PROPER, root, "parataxis", "B-ORG"))
        rows.append((marks[1][0], marks[1][1], "PUNCT", agency, "punct", "O"))
    ending, tag = rng.choice((("--", ":"), ("-", ":"), ("–", ":"), ("—", ":"), (":", ":"), (".", ".")))
    rows.append((ending, tag, "PUNCT", root, "punct", "O"))
    empty = Sentence(
        words=[],
        spaces=[],
        starts_paragraph=True,
        document=document,
        tags=[],
        morph=[],
        lemmas=[],
        heads=[],
        deps=[],
        ner=[],
    )
    return insert(empty, 0, rows)
