"""How far networks are from each other, and which columns a one-mode network could do without."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.discourse.cells import Cells, Floats, cells_of
from kg.discourse.matrices import Matrix
from kg.discourse.options import NetworkOptions
from kg.discourse.selection import select
from kg.discourse.table import Statements
from kg.discourse.weights import one_mode
from kg.errors import SettingsError

METHODS = ("absdiff", "spectral")


def distances(series: Sequence[Matrix], *, method: str = "absdiff", to_one: bool = True, dna: bool = False) -> Floats:
    """Return the distance of each slice from each other, shape `(n_slices, n_slices)`.

    `absdiff` is the sum of absolute differences of weights. `spectral` is the sum of absolute differences between the
    eigenvalues of the Laplacians, scaled to a sum of one, negative weights taken as none. Under `dna` weighted degrees
    stand for the eigenvalues, as in the reference.

    Args:
        series: Slices with the same labels, as kernels or `isolates` give them.
        method: `absdiff` or `spectral`.
        to_one: Divide each slice by the sum of its absolute weights first; under `dna` by that of its weights.
        dna: As the reference has it.

    Raises:
        SettingsError: If the method is unknown or the slices differ in their labels.
    """
    if method not in METHODS:
        raise SettingsError(f"--distance {method}: unknown. Known: {', '.join(METHODS)}.", option="distance")
    if len({(matrix.rows, matrix.columns) for matrix in series}) > 1:
        raise SettingsError("--distance: the slices have different labels. Add --isolates or a --kernel.")
    dense = [_to_one(matrix.dense(), dna=dna) if to_one else matrix.dense() for matrix in series]
    points = [spectrum(weights, dna=dna) for weights in dense] if method == "spectral" else [w.ravel() for w in dense]
    apart = np.zeros((len(points), len(points)))
    for i, one in enumerate(points):
        for j in range(i):
            apart[i, j] = apart[j, i] = total(np.abs(one - points[j]))
    return apart


def _to_one(weights: Floats, *, dna: bool) -> Floats:
    # The reference's sum is signed: below zero it turns support into opposition, near zero it makes weights huge.
    found = total((weights if dna else np.abs(weights)).ravel())
    return weights / found if found else weights


def spectrum(weights: Floats, *, dna: bool) -> Floats:
    """Return the eigenvalues of a network's Laplacian, descending, scaled to a sum of one; shape `(n_rows,)`."""
    positive = np.maximum(weights, 0.0)
    degrees = np.cumsum(positive, axis=1)[:, -1] if positive.size else np.zeros(len(positive))
    if dna:
        found = np.sort(degrees)[::-1]
    else:
        if positive.shape[0] != positive.shape[1]:
            raise SettingsError("--distance spectral: needs a onemode network.", option="distance")
        np.fill_diagonal(positive, 0.0)
        found = np.linalg.eigvalsh(np.diag(positive.sum(axis=1)) - positive)[::-1]
    # Scaled by the exact sum, as the reference's compensated one, and compared one after the other: ties are ties.
    scale = math.fsum(found)
    return found / scale if scale > 0 else found


def total(numbers: Floats) -> float:
    """Return the sum, one number after the other."""
    return float(np.cumsum(numbers)[-1]) if len(numbers) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackboneStep:
    """One column taken out: how far what remains and what has been taken out are from the whole network."""

    iteration: int
    entity: str
    backbone_loss: float
    redundant_loss: float
    statements: int


def nested_backbone(statements: Statements, options: NetworkOptions) -> list[BackboneStep]:
    """Take out column after column, each time the one whose loss changes the one-mode network least.

    Columns that tie go in one round, the last label first. `statements` counts what remains without that column alone.

    Args:
        statements: A table.
        options: A one-mode network without a window.

    Raises:
        SettingsError: If the network is another.
    """
    if options.type != "onemode" or options.window != "no":
        raise SettingsError("--backbone nested: needs --type onemode without a --window.", option="backbone")
    cells = cells_of(select(statements, options), replace(options, isolates=False))
    whole = spectrum(one_mode(cells, options).toarray(), dna=options.dna)
    kept, out = list(range(len(cells.columns))), []
    steps: list[BackboneStep] = []
    while kept:
        losses = [loss_of(cells, [c for c in kept if c != gone], whole, options) for gone in kept]
        least, before = min(loss for loss, _ in losses), list(kept)
        for gone, (loss, left) in reversed(list(zip(before, losses, strict=True))):
            if loss == least:
                kept.remove(gone)
                out.append(gone)
                redundant, _ = loss_of(cells, out, whole, options)
                steps.append(
                    BackboneStep(
                        iteration=len(steps) + 1,
                        entity=cells.columns[gone],
                        backbone_loss=loss,
                        redundant_loss=redundant,
                        statements=left,
                    )
                )
    return steps


def loss_of(cells: Cells, columns: Collection[int], whole: Floats, options: NetworkOptions) -> tuple[float, int]:
    """Return how far the network of these columns alone is from the whole, and the number of its statements."""
    wanted = np.zeros(len(cells.columns), dtype=np.bool_)
    wanted[list(columns)] = True
    part = cells.take(np.flatnonzero(wanted[cells.column]), all_labels=True)
    weights = one_mode(part, options).toarray() if len(part.row) else np.zeros((len(cells.rows),) * 2)
    return total(np.abs(whole - spectrum(weights, dna=options.dna))), len(part.row)
