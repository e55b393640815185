"""The network: an encoder, heads that find where cues begin and what positions are on, a narrow one for a cue's roles."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.position.deciding import STANCES
from training.attribution.batches import UNKNOWN
from training.attribution.corpus import ROLES
from training.language.model import Encoder, Layer

NARROW = 192
"""Width of the layers that run once a cue; they cost a quarter of the encoder's."""
DISTANCES = 32


def distance_bucket(distance: Tensor) -> Tensor:
    """Return 0..31 for the signed distance in words: exact near the cue, logarithmic further away."""
    near = distance.abs().clamp(max=255)
    log = (torch.log2(near.float().clamp(min=1)) * 2).long().clamp(max=15)
    bucket = torch.where(near < 4, near, log + 2).clamp(max=15)
    return torch.where(distance < 0, bucket + 16, bucket)


class Attributor(nn.Module):
    """Finds attributions in windows.

    Shapes: pieces, cases (batch, length), mask (batch, 1, 1, length), first and last (batch, words). `anchors` gives
    (batch, words) scores that a cue begins; `stances` (batch, words, 4) scores that a word heads no target of a position, or
    one that is supported, opposed, both; `roles` gives (cues, words, 3) for given (window, word) pairs.
    """

    def __init__(self, vocabulary: int, width: int = 384, layers: int = 2, heads: int = 6) -> None:
        super().__init__()
        self.width = width
        self.encoder = Encoder(vocabulary)
        self.dropout = nn.Dropout(0.2)
        self.anchor = nn.Sequential(nn.Linear(width, NARROW), nn.GELU(), nn.Dropout(0.1), nn.Linear(NARROW, 1))
        self.stance = nn.Sequential(
            nn.Linear(width, NARROW), nn.GELU(), nn.Dropout(0.2), nn.Linear(NARROW, 1 + len(STANCES))
        )
        self.narrow = nn.Linear(width, NARROW)
        self.of_cue = nn.Linear(width, NARROW)
        self.gate = nn.Linear(width, NARROW)
        self.distance = nn.Embedding(DISTANCES, NARROW)
        self.norm = nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(NARROW, heads, 3 * NARROW, 0.1) for _ in range(layers))
        self.role = nn.Linear(NARROW, len(ROLES))

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        inputs = (batch[name] for name in ("pieces", "cases", "mask", "first", "last"))
        return self.dropout(self.encoder.words(*inputs))

    def anchors(self, words: Tensor) -> Tensor:
        return self.anchor(words).squeeze(-1)

    def stances(self, words: Tensor) -> Tensor:
        return self.stance(words)

    def roles(self, words: Tensor, real: Tensor, window: Tensor, at: Tensor) -> Tensor:
        cue = words[window, at]
        place = torch.arange(words.shape[1])
        x = self.narrow(words)[window] * (1 + torch.tanh(self.gate(cue)).unsqueeze(1)) + self.of_cue(cue).unsqueeze(1)
        x = self.norm(x + self.distance(distance_bucket(place.unsqueeze(0) - at.unsqueeze(1))))
        mask = torch.where(real[window], 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.role(x)


def losses(model: Attributor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the losses of cues, roles and stances over a batch (see batches.collate)."""
    words = model.words(batch)
    scores = model.anchors(words).float()[batch["real"]]
    weight = torch.tensor(1.5)
    loss = {"anchor": F.binary_cross_entropy_with_logits(scores, batch["anchor"][batch["real"]], pos_weight=weight) * 4}
    stances = model.stances(words).float()[batch["real"]]
    known = batch["stance"][batch["real"]]
    if (known != UNKNOWN).any():
        loss["stance"] = F.cross_entropy(stances, known, ignore_index=UNKNOWN) * 6
    if len(batch["window"]):
        roles = model.roles(words, batch["real"], batch["window"], batch["at"]).float()
        kept = batch["real"][batch["window"]]
        per_word = F.binary_cross_entropy_with_logits(roles, batch["roles"], reduction="none")[kept].mean(0)
        for name, value, times in zip(ROLES, per_word, (4.0, 1.0, 2.0), strict=True):
            loss[name] = value * times
    return loss
