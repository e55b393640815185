"""What was tried beside the network: the same heads on convolutions, as small as those of spaCy's own models.

    python -m training.attribution.convolution            # about half an hour on one core

Word pieces keep the embeddings of the language model; four layers of convolution over three pieces, with maxout and a
residual, take the place of its attention. Figures on both development sets go to `training/attribution/alternatives.json`.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.encoder import word_pieces
from training.attribution.alternatives import note
from training.attribution.batches import collate
from training.attribution.corpus import Reader, windows
from training.attribution.decode import figures, predict
from training.attribution.model import Attributor, losses
from training.attribution.start import load_shipped
from training.attribution.train import AVERAGE, CUES, SEED
from training.fitting import Fit, arguments, by_length
from training.language.model import Encoder, of_words

DEPTH = 4
MAXOUT = 3


class Convolutions(nn.Module):
    """An encoder that sees nine pieces around each, with the interface of the other.

    Args:
        encoder: Whose embeddings are taken.
        width: Of the vectors in and out.
    """

    def __init__(self, encoder: Encoder, width: int = 384) -> None:
        super().__init__()
        self.pieces, self.cases, self.norm = encoder.pieces, encoder.cases, encoder.norm
        self.layers = nn.ModuleList(nn.Conv1d(width, width * MAXOUT, 3, padding=1) for _ in range(DEPTH))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(DEPTH))
        self.dropout = nn.Dropout(0.1)

    def words(self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Return a vector a word (batch, words, width): the mean of its first and last piece."""
        real = (mask[:, 0, 0, :] == 0).unsqueeze(-1)
        x = self.norm(self.pieces(pieces) + self.cases(cases)) * real
        for layer, norm in zip(self.layers, self.norms, strict=True):
            mixed = layer(x.transpose(1, 2)).transpose(1, 2).unflatten(-1, (-1, MAXOUT)).amax(-1)
            x = (x + norm(self.dropout(mixed))) * real
        return of_words(x, first, last)


def main() -> None:
    parser = arguments(__doc__, out=Path("training/runs/convolution"), epochs=3)
    parser.add_argument("--language", type=Path, default=Path("kg/annotate/model"))
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    marks, reader = word_pieces(), Reader()
    model = Attributor(marks.tokenizer.get_vocab_size())
    load_shipped(model.encoder, args.language / "encoder.onnx")
    model.encoder = Convolutions(model.encoder)
    model.encoder.pieces.weight.requires_grad_(False)
    articles = [*reader.polnear(args.data, "train"), *reader.positions(args.data, args.data / "positions-train") * 3]
    cut = lambda rng: by_length([w for a in articles for w in windows(a, marks, rng)], args.batch, rng)
    total = args.limit or args.epochs * len(cut(random.Random(0)))
    fit = Fit(model, rates=(1e-3, 1e-3), total=total, warmup=60, average=AVERAGE, limit=args.limit)
    for epoch in range(args.epochs):
        fit.epoch(cut(random.Random(SEED + epoch)), lambda some: losses(model, collate(some, cues=CUES)))
        if fit.is_over:
            break
    averaged = fit.averaged.module.eval()
    dev = {
        "PolNeAR dev": reader.polnear(args.data, "dev"),
        "positions": reader.positions(args.data, args.data / "positions"),
    }
    note(
        "convolutions in place of attention, same heads",
        {title: figures(part, predict(averaged, part, marks)) for title, part in dev.items()},
    )


if __name__ == "__main__":
    main()
