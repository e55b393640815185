"""Structural balance of a signed network: how many triads are balanced, and how few ties stand in the way of two camps.

Triads: Heider (1946), Cartwright & Harary (1956): balanced with an even number of negative ties; weakly (Davis 1967) also
with three. The frustration index is in `frustration`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from kg.analysis.coded import coded
from kg.analysis.frustration import Frustration, frustration
from kg.analysis.tables import Table, table_of
from kg.discourse import Source
from kg.discourse.cells import Floats
from kg.discourse.weights import one_mode, two_mode
from kg.errors import SettingsError

TYPES = ("+++", "++-", "+--", "---")


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Triads by type, balanced shares, and frustration by number and by weight of ties.

    `expected` is the balanced share if the same signs stood on ties at random.
    """

    nodes: tuple[str, ...]
    positive: int
    negative: int
    triads: dict[str, int]
    expected: float
    by_number: Frustration
    by_weight: Frustration
    ties: tuple[tuple[str, str, float], ...]

    @property
    def balanced(self) -> float:
        """The share of balanced triads; NaN without triads."""
        number = sum(self.triads.values())
        return (self.triads["+++"] + self.triads["+--"]) / number if number else float("nan")

    @property
    def weakly_balanced(self) -> float:
        """The share of triads that are balanced or have three negative ties; NaN without triads."""
        number = sum(self.triads.values())
        return 1 - self.triads["++-"] / number if number else float("nan")

    def tables(self) -> tuple[Table, ...]:
        """Return `balance` (one measure a row), `triads`, `camps` and `frustrated` ties."""
        rows: list[tuple[str, object, str]] = [
            ("positive ties", self.positive, ""),
            ("negative ties", self.negative, ""),
            ("triads", sum(self.triads.values()), ""),
            (
                "balanced share",
                self.balanced,
                f"expected by chance {self.expected:.3f}" if any(self.triads.values()) else "",
            ),
            ("weakly balanced share", self.weakly_balanced, ""),
        ]
        for name, found in (("number", self.by_number), ("weight", self.by_weight)):
            how = "exact" if found.exact else f"heuristic; not below {found.least:g}"
            rows.append((f"frustration index by {name}", found.frustrated, how))
            rows.append((f"its share of all ties by {name}", found.frustrated / (found.total or 1.0), how))
        number = sum(self.triads.values())
        triads = [(name, n, n / number if number else None, name in ("+++", "+--")) for name, n in self.triads.items()]
        camps = sorted((int(camp) + 1, name) for name, camp in zip(self.nodes, self.by_number.camps, strict=True))
        return (
            table_of("balance", ("measure", "value", "note"), rows),
            table_of("triads", ("type", "number", "share", "balanced"), triads),
            table_of("camps", ("camp", "node"), camps),
            table_of("frustrated", ("node", "other", "weight"), self.ties),
        )


def balance(source: Source, *, seconds: float = 20.0, seed: int = 0, **options: Any) -> Balance:  # noqa: ANN401 - of several types
    """Return how balanced the ties between actors are, or with `type="twomode"` those of actors and columns.

    A pair that agrees as much as it differs has no tie.

    Args:
        source: A table of statements, or the path of one.
        seconds: How long an exact frustration index is looked for, by number and by weight.
        seed: For the heuristic.
        **options: As `kg.discourse.make_options` takes them; `agg` is `subtract`.

    Raises:
        SettingsError: If an option does not fit.
        ReadError: If the table cannot be read.
    """
    if options.get("agg", "subtract") != "subtract":
        raise SettingsError("balance: needs signed ties, --agg subtract.", option="agg")
    said = coded(source, **options)
    if said.options.type == "twomode":
        inner = two_mode(said.cells, said.options).toarray()
        rows, columns = inner.shape
        weights = np.zeros((rows + columns,) * 2)
        weights[:rows, rows:], weights[rows:, :rows] = inner, inner.T
        nodes = said.cells.rows + said.cells.columns
    else:
        weights, nodes = one_mode(said.cells, said.options).toarray(), said.cells.rows
    return balance_of(weights, nodes, seconds=seconds, seed=seed)


def balance_of(weights: Floats, nodes: tuple[str, ...], *, seconds: float = 20.0, seed: int = 0) -> Balance:
    """Return how balanced a signed network is.

    Args:
        weights: Shape `(n_nodes, n_nodes)`, symmetric; the diagonal does not count.
        nodes: Their labels.
        seconds: How long an exact frustration index is looked for.
        seed: For the heuristic.
    """
    signs = np.sign(weights)
    np.fill_diagonal(signs, 0.0)
    by_number = frustration(signs, seconds=seconds, seed=seed)
    i, j = np.nonzero(np.triu(signs, 1))
    against = signs[i, j] * np.where(by_number.camps[i] == by_number.camps[j], 1, -1) < 0
    positive, negative = (int((signs[i, j] == sign).sum()) for sign in (1, -1))
    share = positive / max(1, positive + negative)
    return Balance(
        nodes=nodes,
        positive=positive,
        negative=negative,
        triads=triads(signs),
        expected=share**3 + 3 * share * (1 - share) ** 2,
        by_number=by_number,
        by_weight=frustration(weights, seconds=seconds, seed=seed),
        ties=tuple(
            (nodes[a], nodes[b], float(weights[a, b]))
            for a, b in zip(i[against].tolist(), j[against].tolist(), strict=True)
        ),
    )


def triads(signs: Floats) -> dict[str, int]:
    """Return the number of closed triads by their signs, from traces of products of the two networks.

    Args:
        signs: 1, -1 or 0, shape `(n_nodes, n_nodes)`, symmetric with a diagonal of zeros.
    """
    plus, minus = (sparse.csr_array(signs == sign, dtype=np.float64) for sign in (1, -1))
    friends, foes = plus @ plus, minus @ minus
    found = (
        (friends * plus).sum() / 6,
        (friends * minus).sum() / 2,
        (foes * plus).sum() / 2,
        (foes * minus).sum() / 6,
    )
    return {name: round(float(number)) for name, number in zip(TYPES, found, strict=True)}
