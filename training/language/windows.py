"""Sentences packed into windows of word pieces, and windows into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer

from kg.encoder.pieces import MAX_PIECES, MAX_PIECES_A_WORD, word_case
from training.fitting import encoder_input
from training.language.augment import NameLists, dateline, vary
from training.language.names import LABELS
from training.language.treebank import Sentence, lemma_script

DATELINES = 0.08
HIDDEN = 0.015
"""Shares of paragraphs with a dateline made up, and of words hidden from the network."""


@dataclass
class Labels:
    """The label lists, in the order of the network's outputs."""

    tag: list[str]
    morph: list[str]
    lemma: list[str]
    name: list[str]
    dep: list[str]

    def sizes(self) -> dict[str, int]:
        """Return the number of labels of each head."""
        return {key: len(value) for key, value in vars(self).items()}


@dataclass
class Window:
    """Consecutive sentences as one input."""

    sentences: list[Sentence]
    pieces: list[int]
    cases: list[int]
    first: list[int]
    last: list[int]


def encode(words: list[str], tokenizer: Tokenizer) -> list[list[int]]:
    """Return each word's piece ids, at least one and at most MAX_PIECES_A_WORD."""
    unknown = tokenizer.token_to_id("[UNK]")
    encoded = tokenizer.encode_batch([w[:64] for w in words], add_special_tokens=False)
    return [(e.ids or [unknown])[:MAX_PIECES_A_WORD] for e in encoded]


def pack(
    sentences: list[Sentence], tokenizer: Tokenizer, *, rng: random.Random | None = None, lists: NameLists | None = None
) -> list[Window]:
    """Pack neighbours into windows; with `rng` and `lists`, the cuts fall elsewhere each time and the text varies."""
    windows: list[Window] = []
    held: list[Sentence] = []
    begin, end, hidden = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[MASK]"))
    pieces, cases, first, last = [begin], [0], [], []
    limit = MAX_PIECES if rng is None else rng.randint(60, MAX_PIECES)

    def flush() -> None:
        nonlocal held, pieces, cases, first, last, limit
        if held:
            windows.append(Window(held, [*pieces, end], [*cases, 0], first, last))
        held, pieces, cases, first, last = [], [begin], [0], [], []
        limit = MAX_PIECES if rng is None or rng.random() < 0.6 else rng.randint(40, MAX_PIECES)

    for sentence in varied(sentences, rng, lists) if rng and lists else sentences:
        ids = encode(sentence.words, tokenizer)
        size = sum(map(len, ids))
        if size > MAX_PIECES - 2:
            continue
        if (
            held
            and ((len(pieces) + size > limit - 1 and len(pieces) + size > 30) or held[-1].document != sentence.document)
        ) or len(pieces) + size > MAX_PIECES - 1:
            flush()
        for number, (word, piece) in enumerate(zip(sentence.words, ids, strict=True)):
            case = word_case(word, starts_paragraph=sentence.starts_paragraph and number == 0)
            first.append(len(pieces))
            pieces += [hidden] * len(piece) if rng and rng.random() < HIDDEN else piece
            cases += [case] * len(piece)
            last.append(len(pieces) - 1)
        held.append(sentence)
    flush()
    return windows


def varied(sentences: list[Sentence], rng: random.Random, lists: NameLists) -> Iterator[Sentence]:
    """Yield the sentences with their variations, and now and then a dateline before a paragraph."""
    for sentence in sentences:
        if sentence.heads and sentence.starts_paragraph and rng.random() < DATELINES:
            yield dateline(rng, sentence.document)
            yield replace(vary(sentence, rng, lists), starts_paragraph=False)
        else:
            yield vary(sentence, rng, lists)


class Batcher:
    """Turns windows into tensors; what a corpus does not annotate is -100 (or an all-true mask for names)."""

    def __init__(self, labels: Labels) -> None:
        self.index = {key: {label: i for i, label in enumerate(value)} for key, value in vars(labels).items()}
        self.sets: dict[frozenset[str], torch.Tensor] = {}

    def allowed(self, names: frozenset[str]) -> torch.Tensor:
        """Return a boolean row over the name labels."""
        if names not in self.sets:
            self.sets[names] = torch.tensor([label in names for label in LABELS])
        return self.sets[names]

    def __call__(self, windows: list[Window]) -> dict[str, torch.Tensor]:
        """Return the tensors of a batch, padded."""
        out = encoder_input(windows)
        shape = out["real"].shape
        out |= {name: torch.full(shape, -100) for name in ("tag", "morph", "lemma", "start", "arc", "dep")}
        out["name"] = torch.ones((*shape, len(LABELS)), dtype=torch.bool)
        out["sentence"] = torch.full(shape, -1)
        for row, window in enumerate(windows):
            self._fill(out, row, window)
        return out

    def _fill(self, out: dict[str, torch.Tensor], row: int, window: Window) -> None:
        at = 0
        for number, s in enumerate(window.sentences):
            k = len(s.words)
            out["sentence"][row, at : at + k] = number
            for key, values in (("tag", s.tags), ("morph", s.morph), ("dep", s.deps)):
                if values:
                    out[key][row, at : at + k] = torch.tensor([self.index[key].get(v, -100) for v in values])
            if s.lemmas:
                scripts = [lemma_script(f, l) for f, l in zip(s.words, s.lemmas, strict=True)]
                out["lemma"][row, at : at + k] = torch.tensor([self.index["lemma"].get(v, -100) for v in scripts])
            if s.heads:
                arcs = [
                    words_root if h == i else at + h
                    for i, h in enumerate(s.heads)
                    for words_root in [out["arc"].shape[1]]
                ]
                out["arc"][row, at : at + k] = torch.tensor(arcs)
            if s.splits:
                out["start"][row, at : at + k] = torch.tensor([1] + [0] * (k - 1))
            if s.ner:
                out["name"][row, at : at + k] = torch.stack([self.allowed(a) for a in s.ner])
            at += k
