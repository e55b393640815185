"""Which edges of a one-mode network say more than chance: agreement and conflict beside what it gives to two actors."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy import sparse

from kg.errors import SettingsError
from kg.view.backbone import Ints
from kg.view.chance import Floats, cell_chances, tails
from kg.view.table import Mode, Table, values_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """`chance` is how likely chance gives an edge as much, shape `(n_edges,)`; `signs` are its signs, or None for its own."""

    chance: Floats
    signs: Ints | None


def sdsm(graph: nx.Graph, table: Table, mode: Mode) -> Significance:
    """Return how significant each edge of a view is in the stochastic degree sequence model.

    A cell is an actor's stance on an issue, filled once however often it is taken; chance keeps the average number of
    cells of each actor and of each issue and stance. `congruence` counts cells that two actors share, `conflict` pairs
    of support and opposition on an issue, `issue` the actors that speak on two issues, each with the probability that
    chance gives at least as much. `subtract` counts agreement minus conflict and asks both ways: its sign is 1 where
    that is more, -1 where it is less than chance gives, and its probability is twice the smaller of both.

    Args:
        graph: The view: congruence, conflict, subtract or issue; a matrix of products of numbers is treated as `issue` is.
        table: Its positions.
        mode: What its nodes are.

    Raises:
        SettingsError: If it is another view.
    """
    view = "issue" if graph.graph.get("agg") == "ignore" else str(graph.graph["view"])
    if view not in ("congruence", "conflict", "subtract", "issue"):
        raise SettingsError(
            f"--backbone sdsm: not of the view {view}, but of congruence, conflict, subtract and issue."
        )
    if not graph.number_of_edges():
        return Significance(chance=np.zeros(0), signs=None)
    cells, chances, kind = _cells(table, mode, together=view == "issue")
    places = {name: i for i, name in enumerate(table.counts(mode)[0])}
    a, b = (np.array([places[edge[end]] for edge in graph.edges], dtype=np.int64) for end in (0, 1))
    pairs, which = np.unique(np.sort(np.stack([kind[a], kind[b]], axis=1), axis=1), axis=0, return_inverse=True)
    plus, minus = _terms(chances, pairs[:, 0], pairs[:, 1], view)
    observed = _observed(cells, a, b, view)
    above, below = tails(plus, minus, observed, which=which.ravel())
    if view != "subtract":
        return Significance(chance=above, signs=None)
    signs = np.where(above <= below, 1, -1)
    return Significance(chance=np.minimum(1.0, 2 * np.minimum(above, below)), signs=signs)


def _cells(table: Table, mode: Mode, *, together: bool) -> tuple[dict[str, sparse.csr_array], dict[str, Floats], Ints]:
    """Return by stance the filled cells and, for each kind of row, their probabilities; and the kind of each row."""
    _, counts = table.counts(mode)
    if together:
        first, *others = counts.values()
        counts = {"any": sum(others, start=first)}
    cells = {stance: sparse.csr_array(made > 0, dtype=np.float64) for stance, made in counts.items()}
    whole = sparse.csr_array(sparse.hstack(list(cells.values())))
    sums = (np.asarray(whole.sum(axis=axis)).ravel().round().astype(np.int64) for axis in (1, 0))
    chances, kind = cell_chances(*sums)
    width = next(iter(cells.values())).shape[1]
    return cells, {s: chances[:, i * width : (i + 1) * width] for i, s in enumerate(cells)}, kind


def _terms(chances: dict[str, Floats], a: Ints, b: Ints, view: str) -> tuple[Floats, Floats | None]:
    """Return the probabilities of 1 and of -1 in the terms of each pair of kinds, shape `(n_pairs, n_terms)`."""
    for_, against = (
        chances.get(stance, np.zeros_like(next(iter(chances.values())))) for stance in ("support", "oppose")
    )
    if view in ("congruence", "issue"):
        return np.concatenate([made[a] * made[b] for made in chances.values()], axis=1), None
    if view == "conflict":
        return np.concatenate([for_[a] * against[b], against[a] * for_[b]], axis=1), None
    up, down = for_ * (1 - against), against * (1 - for_)
    others = [made[a] * made[b] for stance, made in chances.items() if stance not in ("support", "oppose")]
    plus = np.concatenate([up[a] * up[b] + down[a] * down[b], *others], axis=1)
    minus = np.concatenate([up[a] * down[b] + down[a] * up[b], *map(np.zeros_like, others)], axis=1)
    return plus, minus


def _observed(cells: dict[str, sparse.csr_array], a: Ints, b: Ints, view: str) -> Ints:
    """Return the sum that each pair of rows has in fact, shape `(n_edges,)`."""
    same = sum(
        (made @ made.T for made in cells.values()), start=sparse.csr_array((next(iter(cells.values())).shape[0],) * 2)
    )
    found = values_at(same, a, b)
    if {"support", "oppose"} <= cells.keys() and view in ("conflict", "subtract"):
        crossed = cells["support"] @ cells["oppose"].T
        clash = values_at(sparse.csr_array(crossed + crossed.T), a, b)
        found = clash if view == "conflict" else found - clash
    elif view == "conflict":
        found = np.zeros(len(a))
    return found.round().astype(np.int64)
