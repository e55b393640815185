"""Windows as batches of tensors."""

from __future__ import annotations

import torch
from torch import Tensor

from training.attribution.corpus import ROLES, VIEWS, Window
from training.fitting import encoder_input

UNKNOWN = -100
"""What is not annotated: stances of words, where cues begin, what an actor thinks of a word."""
MASK = 103
"""The piece that stands for a hidden one."""
LAST_SPECIAL = 999
"""No number up to this is a piece of a word."""


def collate(some: list[Window], *, cues: int = 0, actors: int = 0, hidden: float = 0.0) -> dict[str, Tensor]:
    """Return the tensors of a batch, padded; attributions and actors stand under one another, whatever their window.

    Args:
        some: The windows.
        cues: Roles are given for so many attributions, drawn at random; 0 for all.
        actors: The same for what actors think.
        hidden: The share of word pieces that are hidden, so that texts seen often are not learnt by heart.
    """
    out = encoder_input(some)
    out["pieces"][(torch.rand(out["pieces"].shape) < hidden) & (out["pieces"] > LAST_SPECIAL)] = MASK
    shape = out["real"].shape
    out["anchor"] = torch.full(shape, float(UNKNOWN))
    out["stance"] = torch.full(shape, UNKNOWN)
    roles: list[_Asked] = []
    views: list[_Asked] = []
    for row, one in enumerate(some):
        if one.article.stances is not None:
            out["stance"][row, : len(one.first)] = 0
            for word, stance in one.stances():
                out["stance"][row, word] = 1 + stance
        if one.article.attributions is not None:
            out["anchor"][row, : len(one.first)] = 0
        for attribution in one.attributions():
            out["anchor"][row, attribution.anchor] = 1
            told = torch.zeros((shape[1], len(ROLES)))
            for number, role in enumerate(attribution.roles):
                told[sorted(role), number] = 1
            roles.append((row, attribution.anchor, told))
        for view in one.views():
            told = torch.full((shape[1], len(VIEWS)), float(UNKNOWN))
            for word, values in view.words.items():
                told[word] = torch.tensor(values)
            views.append((row, view.anchor, told))
    out["window"], out["at"], out["roles"] = _stacked(roles, cues, shape[1], len(ROLES))
    out["seen window"], out["seen at"], out["views"] = _stacked(views, actors, shape[1], len(VIEWS))
    return out


_Asked = tuple[int, int, Tensor]


def _stacked(asked: list[_Asked], most: int, words: int, outputs: int) -> tuple[Tensor, Tensor, Tensor]:
    if most and len(asked) > most:
        asked = [asked[i] for i in torch.randperm(len(asked))[:most].tolist()]
    window, at = (torch.tensor([one[k] for one in asked], dtype=torch.long) for k in (0, 1))
    return window, at, torch.stack([one[2] for one in asked]) if asked else torch.zeros((0, words, outputs))
