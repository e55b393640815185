"""From the network's scores to attributions, and quick figures like the scorer's, on words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from kg.annotate.pieces import WordPieces
from training.attribution.batches import collate
from training.attribution.corpus import ROLES, Article, Window, windows
from training.attribution.model import Attributor

SOURCE, CUE, CONTENT = (ROLES.index(role) for role in ("source", "cue", "content"))


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution over the words of its article, with the score of its cue and the mean score of its content."""

    anchor: int
    roles: tuple[frozenset[int], ...]
    cue_score: float
    content_score: float


@torch.no_grad()
def predict(
    model: Attributor, articles: Sequence[Article], marks: WordPieces, *, least: float = 0.3
) -> list[list[Found]]:
    """Return what is found in each article: cues from the window in which they stand most in the middle."""
    found: list[list[Found]] = []
    for article in articles:
        cut = windows(article, marks)
        owned = list(owners(cut, len(article.words)))
        mine: list[Found] = []
        for i in range(0, len(cut), 12):
            some = cut[i : i + 12]
            batch = collate(some)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                words = model.words(batch)
                scores = model.anchors(words).float().sigmoid()
                pairs = [
                    (row, at)
                    for row, window in enumerate(some)
                    for at in range(window.end - window.begin)
                    if scores[row, at] >= least and owned[window.begin + at] == i + row
                ]
                if not pairs:
                    continue
                which, where = (torch.tensor(values) for values in zip(*pairs, strict=True))
                roles = model.roles(words, batch["real"], which, where).float().sigmoid()
            for (row, at), role in zip(pairs, roles, strict=True):
                mine += one_found(some[row], at, role, float(scores[row, at]))
        found.append(mine)
    return found


def owners(cut: Sequence[Window], words: int) -> Iterator[int]:
    """Yield for each word the window in which it stands furthest from a cut end; text ends are no cuts."""
    for i in range(words):
        inside = [k for k, w in enumerate(cut) if w.begin <= i < w.end]
        room = lambda k, i=i: min(
            i - cut[k].begin if cut[k].begin else words, cut[k].end - i if cut[k].end < words else words
        )
        yield max(inside, key=room)


def one_found(window: Window, at: int, role: torch.Tensor, cue_score: float) -> list[Found]:
    """Return the attribution of a cue; none without content."""
    size = window.end - window.begin
    picked = [set((role[:size, number] > 0.5).nonzero().flatten().tolist()) for number in range(len(ROLES))]
    content = picked[CONTENT]
    for i in sorted(content):
        gap = next((k for k in (1, 2, 3) if i + k in content), 1)
        content |= {i + k for k in range(1, gap) if role[i + k, CUE] <= 0.5 and role[i + k, SOURCE] <= 0.5}
    if not content:
        return []
    picked[CUE].add(at)
    mean = float(role[sorted(content), CONTENT].mean())
    return [Found(window.begin + at, tuple(frozenset(window.begin + i for i in p) for p in picked), cue_score, mean)]


def figures(articles: Sequence[Article], found: Sequence[Sequence[Found]], *, least: float = 0.5) -> dict[str, float]:
    """Return F1 of detection, of detection with source, and of content words, by the scorer's pairing."""
    hit = {"detection": 0, "full": 0, "words": 0}
    size = {"detection": 0, "full": 0, "words": 0}
    for article, mine in zip(articles, found, strict=True):
        kept = [f for f in mine if f.cue_score >= least]
        gold = article.attributions
        size["detection"] += len(kept) + len(gold)
        size["full"] += sum(bool(x.roles[SOURCE]) for x in (*kept, *gold))
        have = frozenset().union(*(f.roles[CONTENT] for f in kept))
        want = frozenset().union(*(g.roles[CONTENT] for g in gold))
        size["words"] += len(have) + len(want)
        hit["words"] += len(have & want)
        for g, f in paired(article, kept):
            hit["detection"] += 1
            hit["full"] += bool(g.roles[SOURCE]) and jaccard(g.roles[SOURCE], f.roles[SOURCE]) >= 0.5
    return {name: round(2 * hit[name] / max(1, size[name]), 4) for name in hit}


def paired(article: Article, found: Sequence[Found]) -> Iterator[tuple]:
    """Yield (gold, found) pairs, highest content overlap first, from a half on."""
    every = sorted(
        (
            (-jaccard(g.roles[CONTENT], f.roles[CONTENT]), i, k)
            for i, g in enumerate(article.attributions)
            for k, f in enumerate(found)
            if g.roles[CONTENT] & f.roles[CONTENT]
        ),
    )
    used: set[tuple[str, int]] = set()
    for overlap, i, k in every:
        if -overlap >= 0.5 and ("gold", i) not in used and ("found", k) not in used:
            used |= {("gold", i), ("found", k)}
            yield article.attributions[i], found[k]


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the share of common words."""
    return len(a & b) / len(a | b) if a or b else 1.0
