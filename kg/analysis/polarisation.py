"""How polarised a debate is, as a whole or through time, and who is on which side.

References: Leifeld, P. & Haunss, S. (2012), Political discourse networks and the conflict over software patents in Europe;
Leifeld, P., Discourse Network Analyzer 3, class Polarization, for the searches and the distance `absdiff`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kg.analysis.coded import options_for
from kg.analysis.qualities import Polarity
from kg.analysis.search import SEARCH, Partition, Search, best_partition
from kg.analysis.tables import Table, table_of
from kg.discourse import Matrix, NetworkOptions, Source, Statements, matrices, select
from kg.discourse.table import IntArray, column_of, is_document_level
from kg.errors import SettingsError

NO_FILTERS: dict[str, Any] = {"dup": "include", "exclude": {}, "only": {}}
"""Of statements that have been chosen already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolarisationSlice:
    """One network: its times, and the sides that were found; None where it has too few actors or no ties.

    `expected` is the mean quality when statements' qualifiers are dealt out anew, `higher` the share of such draws that
    are as polarised as this one; both are NaN unless draws were asked for.
    """

    start: np.datetime64
    middle: np.datetime64
    stop: np.datetime64
    statements: int
    actors: tuple[str, ...]
    congruence: float
    conflict: float
    partition: Partition | None
    expected: float = np.nan
    higher: float = np.nan

    @property
    def quality(self) -> float:
        """How polarised it is; 0 without sides."""
        return self.partition.quality if self.partition else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarisation:
    """Polarisation by slice; one slice where there is no window."""

    slices: tuple[PolarisationSlice, ...]
    quality: str

    def tables(self) -> tuple[Table, ...]:
        """Return `polarisation`, one row a slice, and `members`, one row an actor in a slice."""
        columns = ("slice", "start", "middle", "stop", "statements", "actors", "congruence", "conflict")
        rows = [
            (
                *(number, one.start, one.middle, one.stop, one.statements, len(one.actors)),
                *(one.congruence, one.conflict, one.quality, one.expected, one.higher),
            )
            for number, one in enumerate(self.slices)
        ]
        members = [
            (i, s.middle, actor, int(side) + 1)
            for i, s in enumerate(self.slices)
            if s.partition
            for actor, side in zip(s.actors, s.partition.sides, strict=True)
        ]
        return (
            table_of("polarisation", (*columns, "polarisation", "expected", "higher"), rows),
            table_of("members", ("slice", "middle", "actor", "side"), members),
        )


def polarisation(
    source: Source,
    *,
    quality: str = "absdiff",
    draws: int = 0,
    seed: int = 0,
    heard: Callable[[int], None] | None = None,
    **options: Any,  # noqa: ANN401 - of several types
) -> Polarisation:
    """Return how polarised congruence and conflict are between the sides that fit them best.

    Args:
        source: A table of statements, or the path of one.
        quality: `absdiff`, `modularity`, `ei` or `dna`; see `kg.analysis.qualities`.
        draws: How often qualifiers are dealt out anew, for the quality to be expected by chance; 0 for not.
        seed: The same seed gives the same sides.
        heard: Told 1 whenever a slice is done.
        **options: How sides are looked for, as `Search` has it: two of equal size, greedily, unless given. And as
            `kg.discourse.make_options` takes them; `norm` is `average` unless given. With a `window` there is one slice a
            window.

    Raises:
        SettingsError: If an option does not fit.
        ReadError: If the table cannot be read.
    """
    for name in ("type", "agg"):
        if options.pop(name, None) is not None:
            raise SettingsError(
                f"--{name}: polarisation takes congruence and conflict of one-mode networks. Leave it out."
            )
    how = Search(**{name: options.pop(name) for name in SEARCH & options.keys()})
    table, made = options_for(source, {**options, "seed": seed}, type="onemode", agg="congruence", norm="average")
    made = _with_range(table, made)
    kept = select(table, made).kept
    slices = []
    for number, (agree, differ) in enumerate(_pairs(table, made)):
        present = _present(kept, agree, made)
        slices.append(_slice(agree, differ, present, quality, how, np.random.default_rng([seed, number])))
        if heard:
            heard(1)
    if draws:
        tables = (_shuffled(kept, made, np.random.default_rng([seed, draw, 1])) for draw in range(draws))
        slices = _against_chance(slices, tables, kept, replace(made, **NO_FILTERS), quality, how, seed)
    return Polarisation(slices=tuple(slices), quality=quality)


def _with_range(table: Statements, options: NetworkOptions) -> NetworkOptions:
    """Return the options with the times that windows run in, so that they are the same for any of the statements."""
    if options.window == "no":
        return options
    first, last = table.range()
    start = first if options.start is None else options.start
    return replace(options, start=start, stop=last if options.stop is None else options.stop)


def _pairs(table: Statements, options: NetworkOptions) -> Iterator[tuple[Matrix, Matrix]]:
    return zip(matrices(table, options), matrices(table, replace(options, agg="conflict")), strict=True)


def _present(kept: Statements, matrix: Matrix, options: NetworkOptions) -> IntArray:
    """Return the numbers of the actors who speak in a slice; a kernel's networks have rows for all who ever do."""
    if options.kernel in ("no", "gaussian") or options.window == "no":
        return np.arange(len(matrix.rows))
    inside = (kept.times >= matrix.start) & (kept.times <= matrix.stop)
    there = set(kept.take(np.flatnonzero(inside)).columns[options.v1].texts())
    return np.array([number for number, name in enumerate(matrix.rows) if name in there], dtype=np.int64)


def _slice(
    agree: Matrix, differ: Matrix, present: IntArray, quality: str, search: Search, chance: np.random.Generator
) -> PolarisationSlice:
    place = np.ix_(present, present)
    polarity = Polarity(agree.dense()[place], differ.dense()[place], quality)
    enough = len(polarity) > search.k and sum(polarity.sums) > 0
    return PolarisationSlice(
        start=agree.start,
        middle=agree.middle,
        stop=agree.stop,
        statements=agree.statements,
        actors=tuple(agree.rows[number] for number in present.tolist()),
        congruence=polarity.sums[0],
        conflict=polarity.sums[1],
        partition=best_partition(polarity, search, chance) if enough else None,
    )


def _shuffled(table: Statements, options: NetworkOptions, chance: np.random.Generator) -> Statements:
    """Return the table with its qualifiers dealt out anew among the statements."""
    name = options.qualifier or ""
    if is_document_level(name):
        raise SettingsError("--draws: the qualifier belongs to documents. Take one of statements.", option="draws")
    dealt = column_of(chance.permutation(np.array(table.columns[name].texts(), dtype=object)).tolist())
    return replace(table, columns={**table.columns, name: dealt}, kinds={**table.kinds, name: table.kind(name)})


def _against_chance(
    slices: list[PolarisationSlice],
    shuffled: Iterable[Statements],
    kept: Statements,
    options: NetworkOptions,
    quality: str,
    search: Search,
    seed: int,
) -> list[PolarisationSlice]:
    found: list[list[float]] = [[] for _ in slices]
    for number, table in enumerate(shuffled):
        for values, (agree, differ) in zip(found, _pairs(table, options), strict=True):
            present = _present(kept, agree, options)
            one = _slice(agree, differ, present, quality, search, np.random.default_rng([seed, number, 2]))
            values.append(one.quality)
    made = []
    for values, one in zip(found, slices, strict=True):
        higher = (1 + sum(value >= one.quality for value in values)) / (1 + len(values))
        made.append(replace(one, expected=float(np.mean(values)), higher=higher))
    return made
