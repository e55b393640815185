"""Where an actor takes both sides of an issue, with the words of both."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.analysis.coded import Coded, coded
from kg.analysis.tables import Table, table_of
from kg.discourse import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One statement: its words and where they stand. `number` is its place among the statements that count."""

    number: int
    statement: str
    date: str
    document: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A statement for an issue and one against it by the same actor.

    `days` is the time from the earlier to the later, None where a day is not known; `supporting` and `opposing` are how
    many statements the actor has on each side of the issue.
    """

    actor: str
    issue: str
    supporting: int
    opposing: int
    days: int | None
    support: Quote
    oppose: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradictions:
    """Contradictions in order of actor, issue and time."""

    found: tuple[Contradiction, ...]

    def tables(self) -> tuple[Table, ...]:
        """Return `contradictions`, one row a pair of quotes."""
        names = ("statement", "date", "document", "text")
        columns = ("actor", "issue", "supporting", "opposing", "days")
        sides = tuple(f"{side}_{name}" for side in ("support", "oppose") for name in names)
        rows = [
            (
                c.actor,
                c.issue,
                c.supporting,
                c.opposing,
                c.days,
                *tuple(getattr(quote, name) for quote in (c.support, c.oppose) for name in names),
            )
            for c in self.found
        ]
        return (table_of("contradictions", (*columns, *sides), rows),)


def contradictions(
    source: Source,
    *,
    every: bool = False,
    within: int | None = None,
    neutral: int = 0,
    **options: Any,  # noqa: ANN401 - of several types
) -> Contradictions:
    """Return where an actor takes both sides of an issue.

    Args:
        source: A table of statements, or the path of one.
        every: Each change of side in the order of time; else of each actor and issue the two that are closest in time.
        within: Only pairs at most so many days apart.
        neutral: The value of an integer qualifier that is neither for nor against.
        **options: As `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option does not fit.
        ReadError: If the table cannot be read.
    """
    said = coded(source, neutral=neutral, **options)
    by_cell: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, place in enumerate(zip(said.cells.row.tolist(), said.cells.column.tolist(), strict=True)):
        if said.signs[number]:
            by_cell[place].append(number)
    quotes = _Quotes(said)
    found = []
    for (row, column), numbers in sorted(by_cell.items()):
        signs = said.signs[numbers]
        if abs(int(signs.sum())) == len(numbers):
            continue
        pairs = [_ordered(a, b, said) for a, b in _changes(numbers, said)]
        if not every:
            pairs = [min(pairs, key=lambda pair: (quotes.distance(*pair), pair))]
        for for_it, against in pairs:
            days = quotes.days(for_it, against)
            if within is None or (days is not None and days <= within):
                found.append(
                    Contradiction(
                        actor=said.cells.rows[row],
                        issue=said.cells.columns[column],
                        supporting=int((signs > 0).sum()),
                        opposing=int((signs < 0).sum()),
                        days=days,
                        support=quotes.of(for_it),
                        oppose=quotes.of(against),
                    )
                )
    return Contradictions(found=tuple(found))


def _changes(numbers: list[int], said: Coded) -> Iterator[tuple[int, int]]:
    """Yield neighbours in time that take different sides; the two closest in time are always among them."""
    for a, b in itertools.pairwise(numbers):
        if said.signs[a] != said.signs[b]:
            yield a, b


def _ordered(a: int, b: int, said: Coded) -> tuple[int, int]:
    """Return the supporting one first."""
    return (a, b) if said.signs[a] > 0 else (b, a)


class _Quotes:
    """The words, days and documents of statements."""

    def __init__(self, said: Coded) -> None:
        self._ids, self._times = said.texts("statement_id"), said.texts("time")
        self._texts = said.texts("text")
        titles, documents = said.texts("document_title"), said.texts("document_id")
        self._documents = [title or document for title, document in zip(titles, documents, strict=True)]
        known = "time" in said.kept.columns
        self._days = (
            said.kept.times.astype("datetime64[D]") if known else np.full(len(self._ids), np.datetime64("NaT", "D"))
        )

    def of(self, number: int) -> Quote:
        """Return one statement."""
        return Quote(
            number=number,
            statement=self._ids[number],
            date=self._times[number][:10],
            document=self._documents[number],
            text=self._texts[number],
        )

    def days(self, a: int, b: int) -> int | None:
        """Return how many days are between two statements."""
        apart = self._days[a] - self._days[b]
        return None if np.isnat(apart) else abs(int(apart.astype(np.int64)))

    def distance(self, a: int, b: int) -> float:
        """Return the same, endless where it is not known."""
        days = self.days(a, b)
        return float("inf") if days is None else days
