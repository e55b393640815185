"""Windows as batches of tensors."""

from __future__ import annotations

import random

import torch
from torch import Tensor

from kg.annotate.pieces import WordPieces
from training.attribution.corpus import ROLES, Article, Window, windows


def collate(some: list[Window]) -> dict[str, Tensor]:
    """Return the tensors of a batch, padded; attributions stand under one another, whatever their window."""
    length, words = max(len(w.pieces) for w in some), max(len(w.first) for w in some)
    out = {name: torch.zeros((len(some), length), dtype=torch.long) for name in ("pieces", "cases")}
    out |= {name: torch.zeros((len(some), words), dtype=torch.long) for name in ("first", "last")}
    out["mask"] = torch.full((len(some), 1, 1, length), -1e4)
    out["real"] = torch.zeros((len(some), words), dtype=torch.bool)
    out["anchor"] = torch.zeros((len(some), words))
    window, at, roles = [], [], []
    for row, one in enumerate(some):
        n, m = len(one.pieces), len(one.first)
        out["pieces"][row, :n], out["cases"][row, :n] = torch.tensor(one.pieces), torch.tensor(one.cases)
        out["first"][row, :m], out["last"][row, :m] = torch.tensor(one.first), torch.tensor(one.last)
        out["mask"][row, 0, 0, :n] = 0
        out["real"][row, :m] = True
        for attribution in one.attributions():
            out["anchor"][row, attribution.anchor] = 1
            window.append(row)
            at.append(attribution.anchor)
            roles.append(torch.zeros((words, len(ROLES))))
            for number, role in enumerate(attribution.roles):
                roles[-1][sorted(role), number] = 1
    out["window"] = torch.tensor(window, dtype=torch.long)
    out["at"] = torch.tensor(at, dtype=torch.long)
    out["roles"] = torch.stack(roles) if roles else torch.zeros((0, words, len(ROLES)))
    return out


def batches(parts: list[list[Article]], marks: WordPieces, size: int, rng: random.Random) -> list[list[Window]]:
    """Return an epoch's batches; windows of like length share one, so that little is spent on padding."""
    every = [w for articles in parts for a in articles for w in windows(a, marks, rng=rng)]
    rng.shuffle(every)
    chunk = 40 * size
    ordered = [
        w for i in range(0, len(every), chunk) for w in sorted(every[i : i + chunk], key=lambda w: len(w.pieces))
    ]
    made = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    rng.shuffle(made)
    return made
