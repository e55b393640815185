"""Stances with their days: what pictures of stances are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.counts import number_of
from kg.discourse import Matrix, Statements, make_options, read_source, select, signs_of
from kg.errors import ExportError, SettingsError
from kg.export.network_flat import flat_network
from kg.picture.ties import period_of

Ints = NDArray[np.int64]
Days = NDArray[np.datetime64]
STANCES = {"support": 1, "oppose": -1, "ambivalent": 0}
NO_STANCES = "nothing to draw: no statement is left. Loosen the filters, or check the names in them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Statements of actors on issues. `actor`, `issue`, `stance` and `day` have shape `(n_statements,)`.

    Attributes:
        actors: Their names, no two the same.
        issues: Likewise.
        actor: The number of who speaks.
        issue: The number of what it is about.
        stance: 1, -1, or 0 for neither or both.
        day: `datetime64[D]`; `NaT` where it is not known.
        signed: Whether there are stances at all.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    actor: Ints
    issue: Ints
    stance: Ints
    day: Days
    signed: bool = True

    def __len__(self) -> int:
        return len(self.actor)

    @property
    def facts(self) -> str:
        """Counts and period in words."""
        parts = [
            number_of(len(np.unique(self.actor)), "actor"),
            number_of(len(np.unique(self.issue)), "issue"),
            number_of(len(self), "statement"),
        ]
        known = self.day[~np.isnat(self.day)]
        return ", ".join(parts + ([period_of(str(known.min()), str(known.max()))] if len(known) else []))


Source = Moments | Statements | nx.Graph | Matrix | str | Path
"""What pictures of stances are drawn from; a path is that of a table of statements."""


def moments_of(source: Source, **options: Any) -> Moments:  # noqa: ANN401 - as make_options takes them
    """Return the stances of coded statements, of a two-mode network, or of a two-mode matrix of net stances.

    Args:
        source: Statements; a network of `kg.view` whose edges have `quotes`, or counts alone; a matrix made with
            `type="twomode", agg="subtract"`, each weight of which is taken for that many statements.
        **options: Of statements: `v1`, `v2`, `qualifier`, `start`, `stop`, `only`, `exclude`, `dup`, as `make_options`.

    Raises:
        ExportError: If there is no statement, or the network has one mode.
        SettingsError: If an option does not fit.
    """
    if isinstance(source, Moments):
        return source
    if isinstance(source, Statements | str | Path):
        made = _of_statements(*read_source(source, options))
    elif isinstance(source, Matrix):
        made = _of_rows(_matrix_rows(source))
    else:
        made = _of_rows(_graph_rows(source))
    if not len(made):
        raise ExportError(NO_STANCES)
    return made


def _of_statements(table: Statements, options: Mapping[str, Any]) -> Moments:
    chosen = make_options(table, **{"type": "twomode", **options})
    # With a qualifier in use, statements without a stance do not count.
    kept = select(table, replace(chosen, agg="ignore" if chosen.qualifier is None else "subtract")).kept
    kind = kept.kind(chosen.qualifier) if chosen.qualifier else "text"
    stance = np.zeros(len(kept), dtype=np.int64)
    if chosen.qualifier and kind != "text":
        stance = signs_of(kept, chosen.qualifier)
    unknown = np.full(len(kept), np.datetime64("NaT", "D"))
    rows, columns = kept.column(chosen.v1), kept.column(chosen.v2)
    return Moments(
        actors=rows.values,
        issues=columns.values,
        actor=rows.codes,
        issue=columns.codes,
        stance=stance,
        day=kept.times.astype("datetime64[D]") if "time" in kept.columns else unknown,
        signed=kind != "text",
    )


Row = tuple[str, str, int, str]
"""Actor, issue, stance, day."""


def _of_rows(rows: Iterator[Row]) -> Moments:
    found = list(rows)
    actors, issues = tuple(sorted({row[0] for row in found})), tuple(sorted({row[1] for row in found}))
    number = [{name: place for place, name in enumerate(names)} for names in (actors, issues)]
    return Moments(
        actors=actors,
        issues=issues,
        actor=np.array([number[0][row[0]] for row in found], dtype=np.int64),
        issue=np.array([number[1][row[1]] for row in found], dtype=np.int64),
        stance=np.array([row[2] for row in found], dtype=np.int64),
        day=np.array([_day(row[3]) for row in found], dtype="datetime64[D]"),
    )


def _day(text: str) -> np.datetime64:
    """Return a day, the first of a month or year; `NaT` for what is none."""
    try:
        return np.datetime64(text.strip()[:10] or "NaT", "D")
    except ValueError:
        return np.datetime64("NaT", "D")


def _matrix_rows(matrix: Matrix) -> Iterator[Row]:
    if matrix.type != "twomode":
        raise SettingsError("pictures of stances need a two-mode matrix: --type twomode.", option="type")
    entries = matrix.values.tocoo()
    for i, j, weight in zip(entries.row.tolist(), entries.col.tolist(), entries.data.tolist(), strict=True):
        for _ in range(max(1, round(abs(weight)))):
            yield matrix.rows[i], matrix.columns[j], int(np.sign(weight)), ""


def _graph_rows(graph: nx.Graph) -> Iterator[Row]:
    flat = flat_network(graph)
    if graph.number_of_edges() and not flat.first_mode:
        raise ExportError("this picture needs actors and issues: --view position, or --type twomode.")
    names = _named([node.label for node in flat.nodes], [node.key for node in flat.nodes])
    for (_, _, data), edge in zip(graph.edges(data=True), flat.edges, strict=True):
        actor, issue = (names[end] for end in edge.ends)
        left = {word: int(data.get(word, 0)) for word in STANCES}
        for quote in data.get("quotes") or []:
            word = str(quote.get("stance", ""))
            left[word] = left.get(word, 0) - 1
            yield actor, issue, STANCES.get(word, 0), str(quote.get("date") or "")
        for word, count in left.items():
            yield from ((actor, issue, STANCES[word], "") for _ in range(count) if word in STANCES)


def _named(labels: list[str], keys: list[str]) -> list[str]:
    """Return the labels, with the end of the key behind where two are the same."""
    twice = {label for label in labels if labels.count(label) > 1}
    return [
        f"{label} ({key.rpartition('/')[2]})" if label in twice else label
        for label, key in zip(labels, keys, strict=True)
    ]
