"""Train attribution: `python -m training.attribution.train --data ../shared/data --out training/runs/attribution`."""

from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from kg.encoder import word_pieces
from kg.encoder.digests import READER
from kg.extract.attribution.files import MODEL
from training.attribution.batches import collate
from training.attribution.corpus import Reader, Window, grouped, windows
from training.attribution.decode import f1, pair_figures, predict, stance_figures
from training.attribution.model import Attributor, losses
from training.attribution.start import load_network, load_shipped
from training.fitting import Fit, arguments, by_length
from training.position.annotations import TEXTS, annotated, in_folder, polnear_with_positions, taught
from training.position.templates import texts

SEED = 20261126
AVERAGE = 0.99
"""Decay of the running average of the weights; the average is what is kept."""
CUES, ACTORS = 48, 144
"""Attributions and actors of a batch that are learnt from at a step; with all it takes half as long again."""
NEUTRAL = "neutral"
FEWER = 0.4
"""How many neutral sentences are seen for each that is, as they are the most."""
MADE = 3
"""How many times more texts are made from templates than an epoch sees."""
HIDDEN = 0.06
"""The share of word pieces that training hides."""
FROZEN = 1
"""The encoder's lower layers that stay as they are, beside its embeddings."""


def main() -> None:
    parser = arguments(__doc__, out=Path("training/runs/attribution"), epochs=6)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--domain", type=int, default=3, help="times an epoch sees positions-train")
    parser.add_argument("--own", type=int, default=2, help="times an epoch sees our own texts")
    parser.add_argument(
        "--known",
        type=int,
        default=1,
        help="the same of PolNeAR's articles with positions; 0 to see all as PolNeAR has them",
    )
    parser.add_argument(
        "--share", type=float, default=1.0, help="part of PolNeAR that an epoch sees, another each time"
    )
    parser.add_argument("--directed", type=float, default=0.0, help="part of directed sentiment that an epoch sees")
    parser.add_argument(
        "--templates", type=int, default=0, help="texts of training.position.templates that an epoch sees"
    )
    parser.add_argument(
        "--rate", type=float, help="times the learning rate; 1 from the start, a half from a checkpoint"
    )
    parser.add_argument("--views", action="store_true", help="train what actors think of each other alone")
    parser.add_argument("--shipped", action="store_true", help="go on from the network that kg ships")
    parser.add_argument("--language", type=Path, default=Path("kg/annotate/model"))
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    args.out.mkdir(parents=True, exist_ok=True)
    marks = word_pieces()
    reader = Reader()
    model = Attributor(marks.tokenizer.get_vocab_size())
    if args.shipped:
        load_network(model, READER / "reader.onnx", MODEL / "roles.onnx", READER / "views.onnx")
    elif args.init:
        model.load_state_dict(load_file(args.init))
    else:
        load_shipped(model.encoder, args.language / "encoder.onnx")
    for name, weight in model.encoder.named_parameters():
        frozen = name.startswith(("pieces", *(f"layers.{i}." for i in range(FROZEN))))
        weight.requires_grad_(not frozen)
    if args.views:
        model.requires_grad_(False)
        model.of_actor.requires_grad_(True)
    domain = reader.positions(args.data, args.data / "positions-train")
    polnear = reader.polnear(args.data, "train")
    if args.known:
        polnear = [article for article in polnear if article.gold["doc"] not in annotated()]
    known = reader.with_positions(taught(polnear_with_positions(args.data))) if args.known else []
    own = reader.with_positions(taught(in_folder(args.data, TEXTS))) if args.own else []
    directed = reader.directed(args.data, "train") if args.directed else []
    valid = reader.directed(args.data, "valid")
    made = reader.with_positions(texts(args.templates * MADE, random.Random(args.seed)))
    dev = {
        "polnear": reader.polnear(args.data, "dev"),
        "positions": reader.positions(args.data, args.data / "positions"),
    }
    cues = 1 if args.views else CUES
    rate = args.rate or (0.5 if args.init or args.shipped else 1.0)

    def cut(rng: random.Random) -> list[list[Window]]:
        articles = [*rng.sample(polnear, round(args.share * len(polnear))), *domain * args.domain]
        articles += [*known * args.known, *own * args.own]
        shares = {NEUTRAL: args.directed * FEWER}
        sentences = [article for article, label in directed if rng.random() < shares.get(label, args.directed)]
        some = rng.sample(made, args.templates)
        articles += [*grouped(sentences, rng), *grouped(some, rng)]
        return by_length([w for a in articles for w in windows(a, marks, rng)], args.batch, rng)

    total = args.limit or args.epochs * len(cut(random.Random(0)))
    print(f"{total} steps", flush=True)
    fit = Fit(model, rates=(1.2e-4 * rate, 6e-4 * rate), total=total, warmup=60, average=AVERAGE, limit=args.limit)
    averaged, best = fit.averaged.module, 0.0
    for epoch in range(args.epochs):
        fit.epoch(
            cut(random.Random(args.seed + epoch)),
            lambda some: losses(model, collate(some, cues=cues, actors=ACTORS, hidden=HIDDEN)),
        )
        averaged.eval()
        save_file(averaged.state_dict(), args.out / "last.safetensors")
        if epoch + 1 >= args.epochs - 1:
            reached = {name: f1(part, predict(averaged, part, marks)) for name, part in dev.items()}
            reached["positions"] |= stance_figures(dev["positions"], averaged, marks)
            reached["directed"] = pair_figures(valid, averaged, marks)
            print(f"epoch {epoch + 1} {fit.seconds:.0f}s {json.dumps(reached)}", flush=True)
            total = sum(reached[name]["full"] for name in dev) + 2 * reached["positions"]["target+stance"]
            total += reached["directed"]["macro"]
            if total > best:
                best = total
                save_file(averaged.state_dict(), args.out / "best.safetensors")
        if fit.is_over:
            break


if __name__ == "__main__":
    main()
