"""How often each value of a variable occurs at each level of the qualifier."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kg.discourse.cells import Floats
from kg.discourse.options import NetworkOptions
from kg.discourse.selection import labels_of, select
from kg.discourse.table import Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Counts of shape `(n_labels, n_levels)`."""

    labels: tuple[str, ...]
    levels: tuple[str, ...]
    counts: Floats


def bars(statements: Statements, options: NetworkOptions) -> Bars:
    """Return the counts of the values of `v1` by level of the qualifier; duplicates are told by these two alone.

    Args:
        statements: A table.
        options: `v1`, `qualifier`, duplicates and filters count.
    """
    found = replace(options, agg="combine" if options.qualifier else "ignore", type="twomode", window="no")
    kept = select(statements, found, variables=(found.v1,)).kept
    labels, number = labels_of(kept.columns[found.v1], dna=found.dna)
    levels, level = _levels(kept, found)
    counts = np.zeros((len(labels), len(levels)))
    np.add.at(counts, (number[kept.columns[found.v1].codes], level), 1.0)
    return Bars(labels=labels, levels=levels, counts=counts)


def _levels(kept: Statements, options: NetworkOptions) -> tuple[tuple[str, ...], np.ndarray]:
    name = options.qualifier
    if name is None:
        return ("1",), np.zeros(len(kept), dtype=np.int64)
    if kept.kind(name) == "text":
        labels, number = labels_of(kept.columns[name], dna=options.dna)
        return labels, number[kept.columns[name].codes]
    numbers = kept.integers(name)
    values = np.array([0, 1]) if kept.kind(name) == "boolean" else np.unique(numbers)
    return tuple(map(str, values.tolist())), np.searchsorted(values, numbers)
