"""The network: an encoder, heads that find where cues begin and what positions are on, narrow ones for cues and actors."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kg.position.deciding import STANCES
from training.attribution.batches import UNKNOWN
from training.attribution.corpus import ROLES, VIEWS
from training.language.model import Encoder, Layer

NARROW = 192
"""Width of the layers that run once a cue; they cost a quarter of the encoder's."""
NARROWER = 128
"""The same for actors, of whom there are more than cues."""
DISTANCES = 32


def distance_bucket(distance: Tensor) -> Tensor:
    """Return 0..31 for the signed distance in words: exact near the cue, logarithmic further away."""
    near = distance.abs().clamp(max=255)
    log = (torch.log2(near.float().clamp(min=1)) * 2).long().clamp(max=15)
    bucket = torch.where(near < 4, near, log + 2).clamp(max=15)
    return torch.where(distance < 0, bucket + 16, bucket)


class Narrow(nn.Module):
    """Tells something of every word of a window as seen from one of them; it runs once for each that is asked about.

    Args:
        width: Of the words' states.
        narrow: Of its own layers.
        outputs: Scores a word.
    """

    def __init__(self, width: int, *, narrow: int, layers: int, heads: int, outputs: int) -> None:
        super().__init__()
        self.narrow = nn.Linear(width, narrow)
        self.of_cue = nn.Linear(width, narrow)
        self.gate = nn.Linear(width, narrow)
        self.distance = nn.Embedding(DISTANCES, narrow)
        self.norm = nn.LayerNorm(narrow)
        self.layers = nn.ModuleList(Layer(narrow, heads, 3 * narrow, 0.1) for _ in range(layers))
        self.role = nn.Linear(narrow, outputs)

    def forward(self, words: Tensor, real: Tensor, window: Tensor, at: Tensor) -> Tensor:
        """Return scores (asked, words, outputs) for given pairs of a window and a word of it."""
        cue = words[window, at]
        place = torch.arange(words.shape[1])
        x = self.narrow(words)[window] * (1 + torch.tanh(self.gate(cue)).unsqueeze(1)) + self.of_cue(cue).unsqueeze(1)
        x = self.norm(x + self.distance(distance_bucket(place.unsqueeze(0) - at.unsqueeze(1))))
        mask = torch.where(real[window], 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.role(x)


class Attributor(nn.Module):
    """Finds attributions and stances in windows.

    Shapes: pieces, cases (batch, length), mask (batch, 1, 1, length), first and last (batch, words). `anchors` gives
    (batch, words) scores that a cue begins; `stances` (batch, words, 4) scores that a word heads no target of a position, or
    one that is supported, opposed, both; `of_cue` gives (cues, words, 3) scores of roles for (window, word) pairs; `of_actor`
    (actors, words, 2) scores that whom a word names supports, opposes what each word stands for.
    """

    def __init__(self, vocabulary: int, width: int = 384) -> None:
        super().__init__()
        self.width = width
        self.encoder = Encoder(vocabulary)
        self.dropout = nn.Dropout(0.2)
        self.anchor = nn.Sequential(nn.Linear(width, NARROW), nn.GELU(), nn.Dropout(0.1), nn.Linear(NARROW, 1))
        self.stance = nn.Sequential(
            nn.Linear(width, NARROW), nn.GELU(), nn.Dropout(0.2), nn.Linear(NARROW, 1 + len(STANCES))
        )
        self.of_cue = Narrow(width, narrow=NARROW, layers=2, heads=6, outputs=len(ROLES))
        self.of_actor = Narrow(width, narrow=NARROWER, layers=1, heads=4, outputs=len(VIEWS))

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        inputs = (batch[name] for name in ("pieces", "cases", "mask", "first", "last"))
        return self.dropout(self.encoder.words(*inputs))

    def anchors(self, words: Tensor) -> Tensor:
        return self.anchor(words).squeeze(-1)

    def stances(self, words: Tensor) -> Tensor:
        return self.stance(words)


def losses(model: Attributor, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the losses of cues, roles, stances and views over a batch (see batches.collate)."""
    words = model.words(batch)
    loss = {}
    scores, begins = model.anchors(words).float()[batch["real"]], batch["anchor"][batch["real"]]
    if (known := begins != UNKNOWN).any():
        weight = torch.tensor(1.5)
        loss["anchor"] = 4 * F.binary_cross_entropy_with_logits(scores[known], begins[known], pos_weight=weight)
    stances, heads = model.stances(words).float()[batch["real"]], batch["stance"][batch["real"]]
    if (heads != UNKNOWN).any():
        loss["stance"] = F.cross_entropy(stances, heads, ignore_index=UNKNOWN) * 6
    if len(batch["window"]):
        roles = model.of_cue(words, batch["real"], batch["window"], batch["at"]).float()
        kept = batch["real"][batch["window"]]
        per_word = F.binary_cross_entropy_with_logits(roles, batch["roles"], reduction="none")[kept].mean(0)
        for name, value, times in zip(ROLES, per_word, (4.0, 1.0, 2.0), strict=True):
            loss[name] = value * times
    if len(batch["seen window"]):
        views = model.of_actor(words, batch["real"], batch["seen window"], batch["seen at"]).float()
        told = batch["views"] != UNKNOWN
        every = F.binary_cross_entropy_with_logits(views, batch["views"].clamp(min=0), reduction="none")
        loss["view"] = every[told].mean() * 4
    return loss
