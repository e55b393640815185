"""Train attribution: `python -m training.attribution.train --data ../shared/data --out training/runs/attribution`."""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from kg.annotate.pieces import WordPieces
from training.attribution.batches import batches, collate
from training.attribution.corpus import Reader
from training.attribution.decode import figures, predict
from training.attribution.model import Attributor, losses
from training.attribution.start import load_shipped

SEED = 20261126
AVERAGE = 0.99
"""Decay of the running average of the weights; the average is what is kept."""
DOMAIN = 3
"""How often an epoch sees the annotated foreign-policy documents, against once for PolNeAR."""
FROZEN = 1
"""The encoder's lower layers that stay as they are, beside its embeddings."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("training/runs/attribution"))
    parser.add_argument("--language", type=Path, default=Path("kg/annotate/model"))
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--init", type=Path, help="go on from this checkpoint, with half the learning rate")
    parser.add_argument("--limit", type=int, default=0, help="stop after so many steps, for a quick look")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(args.language / "tokenizer.json"))
    marks = WordPieces(tokenizer)
    reader = Reader(marks)
    model = Attributor(tokenizer.get_vocab_size())
    if args.init:
        model.load_state_dict(load_file(args.init))
    else:
        load_shipped(model.encoder, args.language / "encoder.onnx")
    for name, weight in model.encoder.named_parameters():
        frozen = name.startswith(("pieces", *(f"layers.{i}." for i in range(FROZEN))))
        weight.requires_grad_(not frozen)
    domain = reader.positions(args.data, "positions-train")
    parts = [reader.polnear(args.data, "train"), *[domain] * DOMAIN]
    dev = {"polnear": reader.polnear(args.data, "dev"), "positions": reader.positions(args.data, "positions")}
    rate = 0.5 if args.init else 1.0
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": 1.2e-4 * rate},
        {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": 6e-4 * rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = args.limit or args.epochs * len(batches(parts, marks, args.batch, random.Random(0)))
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min(1.0, (i + 1) / 60) * max(0.02, 1 - i / total)
    )
    averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))
    print(f"{total} steps", flush=True)
    step, began, best = 0, time.time(), 0.0
    for epoch in range(args.epochs):
        for some in batches(parts, marks, args.batch, random.Random(SEED + epoch)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = losses(model, collate(some))
            optimizer.zero_grad()
            sum(loss.values()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            scheduler.step()
            averaged.update_parameters(model)
            step += 1
            if step % 20 == 0:
                told = " ".join(f"{k} {v.item():.3f}" for k, v in loss.items())
                print(f"step {step} {time.time() - began:.0f}s {told}", flush=True)
            if step == args.limit:
                break
        averaged.module.eval()
        reached = {name: figures(articles, predict(averaged.module, articles, marks)) for name, articles in dev.items()}
        print(f"epoch {epoch + 1} {time.time() - began:.0f}s {json.dumps(reached)}", flush=True)
        mean = sum(one["full"] for one in reached.values())
        if mean > best:
            best = mean
            save_file(averaged.module.state_dict(), args.out / "best.safetensors")
        if step == args.limit:
            break


if __name__ == "__main__":
    main()
