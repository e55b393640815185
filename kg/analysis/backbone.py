"""Which columns make up a one-mode network, and which are redundant.

loss      sum of absolute differences between the eigenvalues of the Laplacians of the whole network and of that of some
          columns alone, each scaled to a sum of one
nested    column after column is taken out, each time the one whose loss is least (`kg.discourse.nested_backbone`)
fixed     the `size` columns of least loss
penalty   the columns of least loss * exp(-penalty * (n_columns - size) / n_columns)
chosen    the loss of columns that are named

`fixed` and `penalty` try all sets where there are no more than `iterations`, and else anneal: a random column comes in,
goes out or changes places with another; the new set stays if its loss is less, else with the probability
exp(-(new - old)) t, where t falls from nearly 1 to 0 (Discourse Network Analyzer 3, `dna_backbone`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb, exp
from typing import Any

import numpy as np

from kg.analysis.coded import options_for
from kg.analysis.tables import Table, table_of, texts
from kg.discourse import BackboneStep, NetworkOptions, Source, nested_backbone, select
from kg.discourse.cells import Cells, cells_of
from kg.discourse.spectra import loss_of, spectrum
from kg.discourse.weights import one_mode
from kg.errors import SettingsError

BACKBONES = ("nested", "fixed", "penalty", "chosen")
Columns = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backbone:
    """Columns that make up a network and columns that do not; of `nested`, the steps of taking out.

    `exact` says that no other set of columns can be better; `backbone_loss` and `redundant_loss` are without penalty.
    """

    method: str
    backbone: tuple[str, ...]
    redundant: tuple[str, ...]
    backbone_loss: float
    redundant_loss: float
    exact: bool
    steps: tuple[BackboneStep, ...] = ()

    def tables(self) -> tuple[Table, ...]:
        """Return `steps` of a nested backbone, else `columns`, and `losses`."""
        sets = [("backbone", name) for name in self.backbone] + [("redundant", name) for name in self.redundant]
        steps = [(s.iteration, s.entity, s.backbone_loss, s.redundant_loss, s.statements) for s in self.steps]
        losses = (
            self.method,
            len(self.backbone),
            len(self.redundant),
            self.backbone_loss,
            self.redundant_loss,
            self.exact,
        )
        made = (
            table_of("columns", ("set", "column"), sets),
            table_of(
                "losses", ("method", "backbone", "redundant", "backbone_loss", "redundant_loss", "exact"), [losses]
            ),
        )
        names = ("iteration", "column", "backbone_loss", "redundant_loss", "statements")
        return (table_of("steps", names, steps), *made) if self.steps else made


class Losses:
    """The loss of any set of columns, each worked out once."""

    def __init__(self, cells: Cells, options: NetworkOptions) -> None:
        self._cells, self._options = cells, options
        self._whole = spectrum(one_mode(cells, options).toarray(), dna=options.dna)
        self._known: dict[Columns, float] = {}

    def __len__(self) -> int:
        return len(self._cells.columns)

    def of(self, columns: Iterable[int]) -> float:
        """Return the loss of the network of these columns alone."""
        chosen = frozenset(columns)
        if chosen not in self._known:
            self._known[chosen], _ = loss_of(self._cells, chosen, self._whole, self._options)
        return self._known[chosen]


def backbone(
    source: Source,
    *,
    method: str = "nested",
    size: int | None = None,
    penalty: float = 3.5,
    iterations: int = 10_000,
    column: str | Iterable[str] = (),
    seed: int = 0,
    heard: Callable[[int], None] | None = None,
    **options: Any,  # noqa: ANN401 - of several types
) -> Backbone:
    """Return the columns that make up a one-mode network.

    Args:
        source: A table of statements, or the path of one.
        method: `nested`, `fixed`, `penalty` or `chosen`.
        size: How many columns a `fixed` backbone has.
        penalty: How strongly `penalty` is for small backbones.
        iterations: Steps of annealing.
        column: One or several columns of a `chosen` backbone.
        seed: The same seed gives the same backbone.
        heard: Told 1 a step.
        **options: As `kg.discourse.make_options` takes them; `agg` is `subtract` and `norm` `average` unless given.

    Raises:
        SettingsError: If an option does not fit or a column does not exist.
        ReadError: If the table cannot be read.
    """
    if method not in BACKBONES:
        raise SettingsError(f"--method {method}: unknown. Known: {', '.join(BACKBONES)}.", option="method")
    table, made = options_for(source, options, type="onemode", agg="subtract", norm="average")
    if made.type != "onemode" or made.window != "no":
        raise SettingsError("backbone: needs a one-mode network without a --window.", option="window")
    if method == "nested":
        return _nested(nested_backbone(table, made))
    cells = cells_of(select(table, made), replace(made, isolates=False))
    losses = Losses(cells, made)
    if method == "chosen":
        return _as_backbone(method, _numbers(texts(column), cells), cells, losses, exact=True)
    rate, sets, moves, number = _task(method, losses, size, penalty)
    if number <= iterations:
        best = min(sets, key=lambda chosen: (rate(chosen), sorted(chosen)))
        return _as_backbone(method, best, cells, losses, exact=True)
    start = size if method == "fixed" and size else 1
    best = anneal(rate, len(losses), start, moves, iterations, np.random.default_rng(seed), heard)
    return _as_backbone(method, best, cells, losses, exact=False)


def _nested(steps: list[BackboneStep]) -> Backbone:
    names = tuple(step.entity for step in reversed(steps))
    return Backbone(
        method="nested",
        backbone=names,
        redundant=(),
        backbone_loss=0.0,
        redundant_loss=steps[-1].redundant_loss if steps else 0.0,
        exact=False,
        steps=tuple(steps),
    )


def _numbers(columns: tuple[str, ...], cells: Cells) -> Columns:
    unknown = sorted(set(columns) - set(cells.columns))
    if unknown or not columns:
        named = f"--column {unknown[0]}: no such column" if unknown else "--method chosen: no column is named"
        raise SettingsError(f"{named}. Columns: {'; '.join(cells.columns)}.", option="column")
    return frozenset(cells.columns.index(name) for name in columns)


def _task(
    method: str, losses: Losses, size: int | None, penalty: float
) -> tuple[Callable[[Columns], float], Iterator[Columns], tuple[str, ...], int]:
    """Return what is to be least, all sets of columns that may be, how one becomes another, and how many there are."""
    width = len(losses)
    if method == "fixed":
        if size is None or not 1 <= size < width:
            said = "--method fixed: needs --size" if size is None else f"--size {size}"
            raise SettingsError(f"{said}, a number of columns between 1 and {width - 1}.", option="size")
        sets = (frozenset(one) for one in combinations(range(width), size))
        return losses.of, sets, ("swap",), comb(width, size)
    if width < 2 or penalty < 0:
        raise SettingsError(
            "--method penalty: needs two columns, and a --penalty that is not negative.", option="penalty"
        )
    sets = (frozenset(one) for n in range(1, width) for one in combinations(range(width), n))

    def rate(chosen: Columns) -> float:
        return losses.of(chosen) * exp(-penalty * (width - len(chosen)) / width)

    return rate, sets, ("add", "remove", "swap"), 2**width - 2


def anneal(
    rate: Callable[[Columns], float],
    width: int,
    size: int,
    moves: tuple[str, ...],
    iterations: int,
    chance: np.random.Generator,
    heard: Callable[[int], None] | None = None,
) -> Columns:
    """Return the set of the least rate that simulated annealing comes across.

    Args:
        rate: What is to be least.
        width: Sets are of the numbers below this; none is empty, none has all.
        size: How many numbers the first set has.
        moves: Of `add`, `remove` and `swap`.
        iterations: How many steps.
        chance: Where random numbers come from.
        heard: Told 1 a step.
    """
    now = frozenset(chance.permutation(width)[:size].tolist())
    old = least = rate(now)
    best = now
    for step in range(1, iterations + 1):
        temperature = 1 - 1 / (1 + exp(5 - 12 * step / iterations))
        new = _moved(now, width, moves, chance)
        loss = rate(new)
        if loss < old or chance.random() < exp(old - loss) * temperature:
            now, old = new, loss
        if loss < least:
            best, least = new, loss
        if heard:
            heard(1)
    return best


def _moved(now: Columns, width: int, moves: tuple[str, ...], chance: np.random.Generator) -> Columns:
    possible = [m for m in moves if not (m == "add" and len(now) > width - 2) and not (m == "remove" and len(now) < 2)]
    move = possible[int(chance.integers(len(possible)))]
    inside, outside = sorted(now), sorted(set(range(width)) - now)
    made = set(now)
    if move in ("remove", "swap"):
        made.remove(inside[int(chance.integers(len(inside)))])
    if move in ("add", "swap"):
        made.add(outside[int(chance.integers(len(outside)))])
    return frozenset(made)


def _as_backbone(method: str, chosen: Columns, cells: Cells, losses: Losses, *, exact: bool) -> Backbone:
    rest = set(range(len(losses))) - chosen
    return Backbone(
        method=method,
        backbone=tuple(cells.columns[i] for i in sorted(chosen)),
        redundant=tuple(cells.columns[i] for i in sorted(rest)),
        backbone_loss=losses.of(chosen),
        redundant_loss=losses.of(rest),
        exact=exact,
    )
