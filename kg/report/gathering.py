"""Statements -> the facts of a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.analysis import (
    Clusters,
    Coded,
    Contradiction,
    Explanation,
    Polarisation,
    Source,
    clusters,
    coded,
    contradictions,
    explained,
    polarisation,
)
from kg.analysis.clusters import Stability, stability
from kg.discourse import Statements, read_source
from kg.discourse.cells import Floats
from kg.discourse.table import Times
from kg.errors import KgError, SettingsError
from kg.report.periods import Periods, periods_of

WINDOWS = {"day": "days", "week": "weeks", "month": "months", "quarter": "months"}
WIDTHS = {"day": 14, "week": 12, "month": 6, "quarter": 12, "year": 4, "decade": 20, "century": 100}
"""By span of the time line: how wide the windows of polarisation are, in days, weeks, months or else years."""
OWN = ("type", "agg", "norm", "window", "size", "kernel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the statements come from; `first` and `last` are days, empty where none is known."""

    documents: int
    statements: int
    undated: int
    actors: int
    issues: int
    publishers: tuple[tuple[str, int], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a report tells. `explanation` is of clusters of two actors and more.

    `support`, `oppose` and `neither` count statements, shape `(n_actors, n_issues)`.
    `coalitions`, `stable`, `explanation` and `series` are None where there are too few actors or days; `missing` says why.
    """

    said: Coded
    coverage: Coverage
    support: Floats
    oppose: Floats
    neither: Floats
    periods: Periods
    whole: Polarisation
    series: Polarisation | None
    coalitions: Clusters | None
    stable: Stability | None
    explanation: Explanation | None
    contradictions: tuple[Contradiction, ...]
    missing: dict[str, str]

    @property
    def times(self) -> Times:
        """When statements were made, `datetime64[s]`, `NaT` where that is not known; in order."""
        return times_of(self.said.kept)

    def totals(self, axis: int) -> Floats:
        """Return how many statements each actor (axis 1) or issue (axis 0) has."""
        return np.asarray((self.support + self.oppose + self.neither).sum(axis=axis), dtype=np.float64)


def gather(source: Source, *, seed: int = 0, draws: int = 20, samples: int = 20, **options: Any) -> Facts:  # noqa: ANN401 - of several types
    """Return the facts of a report.

    Args:
        source: A table of statements, or the path of one.
        seed: For searches and samples.
        draws: How often qualifiers are dealt out anew to tell what polarisation chance gives.
        samples: How often statements are resampled to tell how stable coalitions are.
        **options: As `kg.discourse.make_options` takes them, but for those that a report chooses: `type`, `agg`, `norm`,
            `window`, `size`, `kernel`.

    Raises:
        SettingsError: If an option does not fit, or no statement is left.
        ReadError: If the table cannot be read.
    """
    unfit = [name for name in OWN if name in options]
    if unfit:
        raise SettingsError(f"--{unfit[0]}: a report chooses it itself. Leave it out.", option=unfit[0])
    table, options = read_source(source, options)
    said = coded(table, **options)
    if not len(said.kept):
        raise SettingsError("no statement is left. Loosen the filters, or check the names in them.")
    periods = periods_of(times_of(said.kept))
    missing: dict[str, str] = {}
    found = _or_why(missing, "coalitions", lambda: clusters(table, seed=seed, **options))
    members = _members(found) if found is not None else {}
    return Facts(
        said=said,
        coverage=_coverage(said, periods),
        support=said.counts(1),
        oppose=said.counts(-1),
        neither=said.counts(0),
        periods=periods,
        whole=polarisation(table, draws=draws, seed=seed, **options),
        series=_or_why(missing, "series", lambda: _series(table, periods, seed, options)),
        coalitions=found,
        stable=stability(coded(table, **{**options, "norm": "average"}), found.best, samples=samples, seed=seed)
        if found
        else None,
        explanation=explained(said, members) if members else None,
        contradictions=contradictions(table, **options).found,
        missing=missing,
    )


def times_of(table: Statements) -> Times:
    """Return a table's times; `NaT` throughout where it has none."""
    return table.times if "time" in table.columns else np.full(len(table), np.datetime64("NaT", "s"))


def _members(found: Clusters) -> dict[str, int]:
    """Return the clusters of actors that are not alone in theirs."""
    sizes = Counter(found.best.clusters.tolist())
    pairs = zip(found.actors, found.best.clusters.tolist(), strict=True)
    return {actor: cluster for actor, cluster in pairs if sizes[cluster] > 1}


def _or_why(missing: dict[str, str], name: str, find: Any) -> Any:  # noqa: ANN401 - an analysis and what it finds
    """Return what is found; None, with the reason noted, where the statements do not allow it."""
    try:
        return find()
    except KgError as exc:
        missing[name] = exc.message
        return None


def _series(table: Statements, periods: Periods, seed: int, options: dict[str, Any]) -> Polarisation:
    if len(periods.names) < 3:
        raise SettingsError("Statements of too few days to tell how polarisation changes.")
    window, size = WINDOWS.get(periods.unit, "years"), WIDTHS[periods.unit]
    made = polarisation(table, seed=seed, kernel="uniform", indent=False, window=window, size=size, **options)
    if not any(one.partition for one in made.slices):
        raise SettingsError("Too few actors speak at a time to tell how polarisation changes.")
    return made


def _coverage(said: Coded, periods: Periods) -> Coverage:
    sources = [name for name in said.texts("document_source") if name]
    ranked = sorted(Counter(sources).items(), key=lambda one: (-one[1], one[0]))
    days = sorted(text[:10] for text in said.texts("time") if text)
    documents = {name for name in said.texts("document_id") if name}
    return Coverage(
        documents=len(documents),
        statements=len(said.kept),
        undated=int((periods.of < 0).sum()),
        actors=len(said.cells.rows),
        issues=len(said.cells.columns),
        publishers=tuple(ranked),
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )
