"""Phases of a debate: slices of time clustered by how far their networks are from each other, and where they change.

Reference: Masuda, N. & Holme, P. (2019), Detecting sequences of system states in temporal networks; as in Discourse Network
Analyzer's `dna_phaseTransitions`, with the eigenvalues of the Laplacian for `spectral`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.analysis.coded import options_for
from kg.analysis.methods import Clustering, Near, chosen_methods, cluster
from kg.analysis.tables import Table, table_of, texts
from kg.discourse import Source, distances, matrices, read_source
from kg.discourse.cells import Floats
from kg.errors import SettingsError

PHASE_METHODS = ("single", "average", "complete", "ward", "kmeans", "pam", "spectral", "fast-greedy", "walktrap")
"""What the reference tries unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """The state of each slice by each method, best modularity first.

    `middles` are the slices' times and `statements` their numbers of statements; `distances`, `(n_slices, n_slices)`, are
    scaled to a largest of one; `places`, `(n_slices, 2)`, put slices the nearer to each other the more alike they are.
    """

    middles: tuple[np.datetime64, ...]
    statements: tuple[int, ...]
    distances: Floats
    places: Floats
    found: tuple[Clustering, ...]

    @property
    def best(self) -> Clustering:
        """The states of the highest modularity."""
        return self.found[0]

    def changes(self) -> tuple[int, ...]:
        """Return the numbers of the slices at which another state begins."""
        return tuple(int(i) + 1 for i in np.flatnonzero(np.diff(self.best.clusters)))

    def tables(self) -> tuple[Table, ...]:
        """Return `changes`, `states` (one row a slice), `methods` and `distances`."""
        states = self.best.clusters
        changes = [
            (self.middles[i], int(states[i - 1]) + 1, int(states[i]) + 1, self.distances[i - 1, i])
            for i in self.changes()
        ]
        slices = [
            (i, self.middles[i], self.statements[i], int(states[i]) + 1, *self.places[i]) for i in range(len(states))
        ]
        methods = [(one.method, one.k, one.modularity) for one in self.found]
        apart = [(i, j, self.distances[i, j]) for i in range(len(states)) for j in range(i + 1, len(states))]
        return (
            table_of("changes", ("time", "before", "after", "distance"), changes),
            table_of("states", ("slice", "middle", "statements", "state", "x", "y"), slices),
            table_of("methods", ("method", "states", "modularity"), methods),
            table_of("distances", ("slice", "other", "distance"), apart),
        )


def phases(
    source: Source,
    *,
    distance: str = "absdiff",
    method: str | Iterable[str] = (),
    k: int | None = None,
    k_min: int = 2,
    k_max: int = 6,
    to_one: bool = True,
    seed: int = 0,
    heard: Callable[[int], None] | None = None,
    **options: Any,  # noqa: ANN401 - of several types
) -> Phases:
    """Return the phases of a debate.

    Args:
        source: A table of statements, or the path of one.
        distance: `absdiff`, the sum of absolute differences of weights, or `spectral`, that of the eigenvalues of the
            Laplacians (one-mode networks).
        method: One or several of `kg.analysis.METHODS`; those of the reference that are installed unless given.
        k: How many states; None chooses by modularity of the slices' likeness.
        k_min: The least number that is tried.
        k_max: The largest number that is tried.
        to_one: Divide each network by the sum of its weights first.
        seed: For methods that draw.
        heard: Told 1 whenever a slice is made.
        **options: As `kg.discourse.make_options` takes them; `window` is needed. `agg` is `subtract` and `dup` `document`
            (where the table tells documents) unless given. Without a kernel all labels are kept in every slice.

    Raises:
        SettingsError: If an option does not fit or there are fewer than three slices.
        ReadError: If the table cannot be read.
    """
    if options.get("window", "no") == "no":
        raise SettingsError("phases: slices are needed. Give --window and --size.", option="window")
    kernel = options.get("kernel", "no") != "no"
    given = {**options, "seed": seed, **({} if kernel else {"isolates": True})}
    table, given = read_source(source, given)
    dup = "document" if "document_id" in table.columns else "include"
    table, made = options_for(table, given, type="twomode", agg="subtract", dup=dup)
    if distance == "spectral" and made.type == "twomode":
        raise SettingsError("--distance spectral: of networks of actors. Take --type onemode.", option="distance")
    series = []
    for matrix in matrices(table, made):
        series.append(matrix)
        if heard:
            heard(1)
    if len(series) < 3:
        raise SettingsError(f"phases: {len(series)} slices are too few. Take smaller windows or a longer range.")
    apart = distances(series, method=distance, to_one=to_one, dna=made.dna)
    apart = apart / (apart.max() or 1.0)
    ties = 1.0 - apart
    np.fill_diagonal(ties, 0.0)
    near = Near(distances=apart, ties=ties)
    methods = texts(method)
    names = chosen_methods(methods)
    names = names if methods else tuple(name for name in PHASE_METHODS if name in names)
    found = [cluster(near, name, k=k, k_min=k_min, k_max=k_max, seed=seed) for name in names]
    return Phases(
        middles=tuple(matrix.middle for matrix in series),
        statements=tuple(matrix.statements for matrix in series),
        distances=apart,
        places=places(apart),
        found=tuple(sorted(found, key=lambda one: -one.modularity)),
    )


def places(apart: Floats) -> Floats:
    """Return points in the plane whose distances are close to these, shape `(n, 2)`: Torgerson's (1952) scaling."""
    squared = apart**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    vectors = vectors[:, ::-1][:, :2]
    # The sign of an eigenvector is open: the largest entry is made positive.
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])])
    return np.asarray(vectors * np.sqrt(np.maximum(values[::-1][:2], 0.0)), dtype=np.float64)
