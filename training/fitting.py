"""What the trainings share: arguments, batches of like length, the network's input, optimizer, the steps of an epoch."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn


class Pieces(Protocol):
    """A window as the encoder reads it."""

    pieces: list[int]
    cases: list[int]
    first: list[int]
    last: list[int]


W = TypeVar("W", bound=Pieces)


def arguments(description: str | None, *, out: Path, epochs: int) -> argparse.ArgumentParser:
    """Return the parser of the arguments that every training takes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=out)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--init", type=Path, help="go on from this checkpoint, with half the learning rate")
    parser.add_argument("--limit", type=int, default=0, help="stop after so many steps, for a quick look")
    return parser


def by_length(windows: list[W], size: int, rng: random.Random) -> list[list[W]]:
    """Return shuffled batches; windows of like length share one, so that little is spent on padding."""
    rng.shuffle(windows)
    chunks = [
        sorted(windows[i : i + 40 * size], key=lambda w: len(w.pieces)) for i in range(0, len(windows), 40 * size)
    ]
    batches = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    rng.shuffle(batches)
    return batches


def encoder_input(windows: Sequence[Pieces]) -> dict[str, Tensor]:
    """Return pieces, cases (batch, length), mask (batch, 1, 1, length), first, last, real (batch, words), padded."""
    length, words = max(len(w.pieces) for w in windows), max(len(w.first) for w in windows)
    out = {name: torch.zeros((len(windows), length), dtype=torch.long) for name in ("pieces", "cases")}
    out |= {name: torch.zeros((len(windows), words), dtype=torch.long) for name in ("first", "last")}
    out["mask"] = torch.full((len(windows), 1, 1, length), -1e4)
    out["real"] = torch.zeros((len(windows), words), dtype=torch.bool)
    for row, window in enumerate(windows):
        n, m = len(window.pieces), len(window.first)
        out["pieces"][row, :n], out["cases"][row, :n] = torch.tensor(window.pieces), torch.tensor(window.cases)
        out["first"][row, :m], out["last"][row, :m] = torch.tensor(window.first), torch.tensor(window.last)
        out["mask"][row, 0, 0, :n] = 0
        out["real"][row, :m] = True
    return out


def half_precision() -> torch.autocast:
    """Return the context for a forward pass: bfloat16 where the processor has it, else floats, which are faster there."""
    able = torch.cpu.get_capabilities()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=able.get("amx_bf16") or able.get("avx512_bf16") or False)


class Fit:
    """Fits a network that has an `encoder`, step by step, and keeps a running average of its weights.

    Args:
        model: The network; weights that need no gradient stay as they are.
        rates: Learning rates of the encoder and of the rest.
        total: Steps over which the rates fall to a fiftieth.
        warmup: Steps over which they rise.
        average: Decay of the running average.
        limit: Steps after which to stop; 0 for no limit.
    """

    def __init__(
        self, model: nn.Module, *, rates: tuple[float, float], total: int, warmup: int, average: float, limit: int
    ) -> None:
        self.model = model
        groups = [
            {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": rates[0]},
            {"params": [p for n, p in model.named_parameters() if not n.startswith("encoder.")], "lr": rates[1]},
        ]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda i: min(1.0, (i + 1) / warmup) * max(0.02, 1 - i / total)
        )
        self.averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(average))
        self.limit = limit
        self.step, self.began = 0, time.time()

    @property
    def is_over(self) -> bool:
        """Tell whether the limit is reached."""
        return self.step == self.limit

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.time() - self.began

    def epoch(
        self,
        batches: Sequence[W],
        losses: Callable[[W], Mapping[str, Tensor]],
        *,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Take a step a batch down the weighted sum of its losses, and tell of every twentieth."""
        for batch in batches:
            with half_precision():
                loss = losses(batch)
            total = sum((weights or {}).get(key, 1.0) * value for key, value in loss.items())
            if not isinstance(total, Tensor) or not total.requires_grad:
                continue  # a batch that nothing is learnt from
            self.optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
            self.optimizer.step()
            self.scheduler.step()
            self.averaged.update_parameters(self.model)
            self.step += 1
            if self.step % 20 == 0:
                told = " ".join(f"{key} {value.item():.3f}" for key, value in loss.items())
                print(f"step {self.step} {self.seconds:.0f}s {told}", flush=True)
            if self.is_over:
                break
