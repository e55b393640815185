"""Articles with attributions as words and roles, and cut into windows of word pieces."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg.annotate import load_pipeline
from kg.annotate.words import make_tokenizer
from kg.encoder.pieces import MAX_PIECES, WordPieces, paragraph_starts
from kg.position import syntax
from kg.position.deciding import STANCES
from training.position.examples import SAME, dice, word_starts

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution over the words of its article: the word where the cue begins, and the words of each role."""

    anchor: int
    roles: tuple[frozenset[int], ...]


@dataclass(slots=True)
class Article:
    """Words of a text, white space left out: where they stand, whether a paragraph begins, and the attributions.

    `gold` is the line of the file that it comes from. `stances` gives the words that head targets of positions, with the
    number of the stance in STANCES; None where positions are not annotated.
    """

    gold: dict
    words: list[str]
    places: list[tuple[int, int]]
    starts: list[bool]
    attributions: list[Attributed]
    stances: dict[int, int] | None = None

    def spans(self, words: Iterable[int]) -> list[list[int]]:
        """Return where words stand in the text, neighbours joined."""
        spans: list[list[int]] = []
        before = None
        for i in sorted(words):
            start, end = self.places[i]
            if before is not None and i == before + 1:
                spans[-1][1] = end
            else:
                spans.append([start, end])
            before = i
        return spans


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[begin, end)` of an article as the network's input."""

    article: Article
    begin: int
    pieces: list[int]
    cases: list[int]
    first: list[int]
    last: list[int]

    @property
    def end(self) -> int:
        """The word after the last one."""
        return self.begin + len(self.first)

    def stances(self) -> Iterator[tuple[int, int]]:
        """Yield the words that head targets, counted from the first word of the window, and their stances."""
        for word, stance in (self.article.stances or {}).items():
            if self.begin <= word < self.end:
                yield word - self.begin, stance

    def attributions(self) -> Iterator[Attributed]:
        """Yield those whose cue begins in the window and whose content reaches into it, counted from its first word."""
        inside = range(self.begin, self.end)
        for one in self.article.attributions:
            if one.anchor in inside:
                roles = tuple(frozenset(i - self.begin for i in role if i in inside) for role in one.roles)
                if roles[ROLES.index("content")]:
                    yield Attributed(one.anchor - self.begin, roles)


class Reader:
    """Reads gold JSON lines; words are cut as kg cuts them."""

    def __init__(self) -> None:
        self.cut = make_tokenizer(spacy.blank("en"))

    def polnear(self, data: Path, part: str) -> list[Article]:
        """Return a part of PolNeAR."""
        with (data / "polnear" / f"polnear-{part}.jsonl").open(encoding="utf-8") as lines:
            return [self.article(json.loads(line)) for line in lines]

    def positions(self, data: Path, folder: str) -> list[Article]:
        """Return the annotated documents of a folder."""
        command = [sys.executable, str(data.parent / "eval" / "gold.py"), str(data / folder)]
        lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        articles = [self.article(json.loads(line)) for line in lines]
        texts = (article.gold["text"] for article in articles)
        for article, doc in zip(articles, load_pipeline().pipe(texts), strict=True):
            article.stances = _heads(article, doc)
        return articles

    def article(self, gold: dict) -> Article:
        """Return one article; attributions without cue or content are left out."""
        doc = self.cut(gold["text"])
        tokens = [token for token in doc if not token.is_space]
        words = [token.text for token in tokens]
        places = [(token.idx, token.idx + len(token.text)) for token in tokens]
        starts = paragraph_starts([token.text for token in doc], [token.i for token in tokens])
        found = []
        for one in gold["attributions"]:
            roles = tuple(_covered(places, one[role]) for role in ROLES)
            if roles[1] and roles[2]:
                found.append(Attributed(min(roles[1]), roles))
        return Article(gold, words, places, starts, found)


def _heads(article: Article, doc: Doc) -> dict[int, int]:
    """Return the words whose phrases, by the parse, are nearest to the targets of positions, with their stances."""
    text = article.gold["text"]
    number = {start: i for i, (start, _) in enumerate(article.places)}
    phrases = []
    for token in doc:
        first, last = syntax.phrase(token)
        if token.idx in number:
            phrases.append((token, word_starts(text, doc[first].idx, doc[last].idx + len(doc[last]))))
    found: dict[int, int] = {}
    for position in article.gold["positions"]:
        ((start, end),) = position["target"]
        wanted = word_starts(text, start, end)
        inside = [(dice(words, wanted), start <= token.idx < end, -token.i, token.idx) for token, words in phrases]
        likeness, *_, place = max(inside)
        if likeness >= SAME:
            found.setdefault(number[place], STANCES.index(position["stance"]))
    return found


def _covered(places: list[tuple[int, int]], spans: Iterable[Iterable[int]]) -> frozenset[int]:
    return frozenset(i for a, b in spans for i, (start, end) in enumerate(places) if start < b and end > a)


def windows(article: Article, marks: WordPieces, rng: random.Random) -> list[Window]:
    """Cut an article into windows, without overlap; the cuts fall elsewhere each time."""
    made, begin = [], 0
    limit = rng.randint(MAX_PIECES // 3, MAX_PIECES)
    while begin < len(article.words):
        made.append(Window(article, begin, *marks.window(article.words, article.starts, begin, limit=limit)))
        begin, limit = made[-1].end, MAX_PIECES
    return made
