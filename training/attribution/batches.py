"""Windows as batches of tensors."""

from __future__ import annotations

import torch
from torch import Tensor

from training.attribution.corpus import ROLES, Window
from training.fitting import encoder_input

UNKNOWN = -100
"""The stance of words of texts whose positions are not annotated."""


def collate(some: list[Window], *, most: int = 0) -> dict[str, Tensor]:
    """Return the tensors of a batch, padded; attributions stand under one another, whatever their window.

    Args:
        some: The windows.
        most: Roles are given for so many attributions, drawn at random; 0 for all.
    """
    out = encoder_input(some)
    words = out["real"].shape[1]
    out["anchor"] = torch.zeros((len(some), words))
    out["stance"] = torch.full((len(some), words), UNKNOWN)
    window, at, roles = [], [], []
    for row, one in enumerate(some):
        if one.article.stances is not None:
            out["stance"][row, : len(one.first)] = 0
            for word, stance in one.stances():
                out["stance"][row, word] = 1 + stance
        for attribution in one.attributions():
            out["anchor"][row, attribution.anchor] = 1
            window.append(row)
            at.append(attribution.anchor)
            roles.append(torch.zeros((words, len(ROLES))))
            for number, role in enumerate(attribution.roles):
                roles[-1][sorted(role), number] = 1
    if most and len(at) > most:
        drawn = torch.randperm(len(at))[:most].tolist()
        window, at, roles = ([values[i] for i in drawn] for values in (window, at, roles))
    out["window"] = torch.tensor(window, dtype=torch.long)
    out["at"] = torch.tensor(at, dtype=torch.long)
    out["roles"] = torch.stack(roles) if roles else torch.zeros((0, words, len(ROLES)))
    return out
