"""Articles with attributions as words and roles, and cut into windows of word pieces."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.tokens import Doc

from benchmarks.directed import Sentence, sentences
from kg.annotate import load_pipeline
from kg.annotate.words import make_tokenizer
from kg.encoder.pieces import MAX_PIECES, WordPieces, paragraph_starts
from kg.position import syntax
from kg.position.deciding import STANCES
from training.position.annotations import annotated_views, in_folder, polnear
from training.position.examples import SAME, dice, word_starts

ROLES = ("source", "cue", "content")
VIEWS = ("support", "oppose")
"""What one word's actor may think of what another word stands for."""
PARTIES = ("PERSON", "ORG", "GPE", "NORP")
"""Names of those who may think well or ill of others."""
TOGETHER = 6
"""Sentences of other texts that are read as one article: windows are longer than sentences."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution over the words of its article: the word where the cue begins, and the words of each role."""

    anchor: int
    roles: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the actor whom a word names thinks of others: for each word that is annotated, whether of VIEWS."""

    anchor: int
    words: dict[int, tuple[float, ...]]


@dataclass(slots=True)
class Article:
    """Words of a text, white space left out: where they stand, whether a paragraph begins, and the attributions.

    `gold` is the line of the file that it comes from. `attributions` is None where they are not annotated. `stances` gives
    the words that head targets of positions, with the number of the stance in STANCES; None where positions are not
    annotated.
    """

    gold: dict
    words: list[str]
    places: list[tuple[int, int]]
    starts: list[bool]
    attributions: list[Attributed] | None
    stances: dict[int, int] | None = None
    views: list[Seen] = field(default_factory=list)

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
        for one in self.article.attributions or ():
            if one.anchor in inside:
                roles = tuple(frozenset(i - self.begin for i in role if i in inside) for role in one.roles)
                if roles[ROLES.index("content")]:
                    yield Attributed(one.anchor - self.begin, roles)

    def views(self) -> Iterator[Seen]:
        """Yield those of actors named in the window, counted from its first word."""
        inside = range(self.begin, self.end)
        for one in self.article.views:
            words = {i - self.begin: values for i, values in one.words.items() if i in inside}
            if one.anchor in inside and words:
                yield Seen(one.anchor - self.begin, words)


class Reader:
    """Reads gold JSON lines; words are cut as kg cuts them."""

    def __init__(self) -> None:
        self.cut = make_tokenizer(spacy.blank("en"))

    def polnear(self, data: Path, part: str) -> list[Article]:
        """Return a part of PolNeAR, with its statements alone."""
        return [self.article(gold) for gold in polnear(data, part)]

    def positions(self, data: Path, folder: Path) -> list[Article]:
        """Return the documents of a folder, annotated as in `../shared/eval/ANNOTATION.md`."""
        return self.with_positions(in_folder(data, folder))

    def with_positions(self, golds: Iterable[dict]) -> list[Article]:
        """Return articles with the stances of words, and what the sources of statements think of their contents."""
        articles = [self.article(gold) for gold in golds]
        texts = (article.gold["text"] for article in articles)
        for article, doc in zip(articles, load_pipeline().pipe(texts), strict=True):
            heads = _heads(article, doc)
            article.stances = {word: STANCES.index(position["stance"]) for word, position in heads.items()}
            article.views = _told_apart([*_views(article, heads), *_views_of_sentences(article, doc)])
        return articles

    def directed(self, data: Path, part: str) -> list[tuple[Article, str]]:
        """Return the sentences of directed sentiment with their labels; two words of each are annotated."""
        found = sentences(data / "directed-sentiment" / f"{part}.tsv")
        return [(self._directed(sentence), sentence.label) for sentence in found]

    def _directed(self, sentence: Sentence) -> Article:
        article = self.article({"doc": "", "text": sentence.text, "attributions": []})
        p, q = (max(_covered(article.places, [(end, end + 1)])) for end in sentence.ends)
        article.attributions = None
        sign, _, arrow = sentence.label.partition(" ")
        told = tuple(float(sign == value) for value in ("positive", "negative"))
        none = (0.0,) * len(VIEWS)
        article.views = [
            Seen(p, {q: told if arrow == "p->q" else none}),
            Seen(q, {p: told if arrow == "p<-q" else none}),
        ]
        return article

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


def _heads(article: Article, doc: Doc) -> dict[int, dict]:
    """Return the words whose phrases, by the parse, are nearest to the targets of positions, with these."""
    text = article.gold["text"]
    number = {start: i for i, (start, _) in enumerate(article.places)}
    phrases = []
    for token in doc:
        first, last = syntax.phrase(token)
        if token.idx in number:
            phrases.append((token, word_starts(text, doc[first].idx, doc[last].idx + len(doc[last]))))
    found: dict[int, dict] = {}
    for position in article.gold["positions"]:
        ((start, end),) = position["target"]
        wanted = word_starts(text, start, end)
        inside = [(dice(words, wanted), start <= token.idx < end, -token.i, token.idx) for token, words in phrases]
        likeness, *_, place = max(inside)
        if likeness >= SAME:
            found.setdefault(number[place], position)
    return found


def _views(article: Article, heads: Mapping[int, dict]) -> Iterator[Seen]:
    """Yield what the source of each statement thinks of the words of its content: targets of others' positions are not its."""
    for gold in article.gold["attributions"]:
        source, content = (_covered(article.places, gold[role]) for role in ("source", "content"))
        holders = {gold.get("speaker"), gold.get("on_behalf_of")} - {None}
        if source and holders:
            words = dict.fromkeys(content, (0.0,) * len(VIEWS))
            for word in content & heads.keys():
                if heads[word]["holder"] in holders:
                    words[word] = tuple(float(heads[word]["stance"] == view) for view in VIEWS)
            yield Seen(max(source), words)


def _views_of_sentences(article: Article, doc: Doc) -> Iterator[Seen]:
    """Yield what sentences tell of whom they name: views that are annotated, and of all other words that there is none.

    Words of a view are the head and the last word of what it is of. Whoever the sentence does not name is looked for, by the
    same name, in the sentences before.
    """
    known = annotated_views().get(article.gold["doc"])
    if known is None:
        return
    number = {start: i for i, (start, _) in enumerate(article.places)}
    named: dict[str, int] = {}
    for sentence in doc.sents:
        inside = frozenset(number[token.idx] for token in sentence if token.idx in number)
        mine = [one for one in known if sentence.start_char <= one.object[0] < sentence.end_char]
        found = {ent[-1].idx: {} for ent in sentence.ents if ent.label_ in PARTIES}
        for one in mine:
            words = doc.char_span(*one.object, alignment_mode="expand")
            whose = doc.char_span(*one.subject, alignment_mode="expand")[-1].idx if one.subject else named.get(one.name)
            if one.subject and one.name:
                named[one.name] = whose
            if whose is not None:
                told = tuple(float(one.stance == view) for view in VIEWS)
                found.setdefault(whose, {}).update({number[word.idx]: told for word in (words.root, words[-1])})
        for place, told in found.items():
            none = dict.fromkeys(inside - {number[place]}, (0.0,) * len(VIEWS))
            yield Seen(number[place], none | told)


def _told_apart(views: Iterable[Seen]) -> list[Seen]:
    """Return one a word: where two tell of the same word, whoever is for or against it is right."""
    merged: dict[int, dict[int, tuple[float, ...]]] = {}
    for one in views:
        words = merged.setdefault(one.anchor, {})
        for word, told in one.words.items():
            words[word] = max(words.get(word, told), told, key=sum)
    return [Seen(anchor, words) for anchor, words in merged.items()]


def joined(articles: Sequence[Article]) -> Article:
    """Return articles as one, each a paragraph of its own; it has no gold line."""
    whole = Article({}, [], [], [], [], None)
    for one in articles:
        before = len(whole.words)
        whole.words += one.words
        whole.places += one.places
        whole.starts += one.starts
        if one.attributions is None or whole.attributions is None:
            whole.attributions = None
        else:
            moved = ([frozenset(i + before for i in role) for role in a.roles] for a in one.attributions)
            anchors = (a.anchor + before for a in one.attributions)
            whole.attributions += [Attributed(a, tuple(roles)) for a, roles in zip(anchors, moved, strict=True)]
        if one.stances is not None:
            whole.stances = (whole.stances or {}) | {word + before: stance for word, stance in one.stances.items()}
        whole.views += [
            Seen(v.anchor + before, {i + before: values for i, values in v.words.items()}) for v in one.views
        ]
    return whole


def grouped(articles: Sequence[Article], rng: random.Random) -> list[Article]:
    """Return articles joined, so many at a time, in an order of chance."""
    order = rng.sample(articles, len(articles))
    return [joined(order[i : i + TOGETHER]) for i in range(0, len(order), TOGETHER)]


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
