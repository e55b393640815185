"""The quotes behind numbers: each has a place in the page, and each number a list of places."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kg.analysis import Coded
from kg.discourse.table import IntArray

LINES = 4000
"""Of all lists of quotes together, unless more are asked for: a page of about two megabytes."""
STEPS = (3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 200, 500, 1000, 2000, LINES)
"""From which the number of quotes behind a number is chosen."""
STANCES = {1: "for", -1: "against", 0: "neither"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One statement as the page shows it; of an IRI as its name the end."""

    number: int
    actor: str
    issue: str
    stance: str
    date: str
    document: str
    publisher: str
    statement: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The quotes behind one number: an anchor in the page, a heading, and quotes by their numbers, in order of time."""

    anchor: str
    heading: str
    numbers: IntArray

    def newest(self, most: int) -> list[int]:
        """Return the numbers of so many quotes, the last ones in time."""
        return [int(number) for number in self.numbers[-most:]]


@dataclass(slots=True)
class Index:
    """Groups of quotes in the order in which numbers first asked for them."""

    said: Coded
    groups: dict[str, Group] = field(default_factory=dict)

    def link(self, anchor: str, heading: str, chosen: np.ndarray) -> str:
        """Return the anchor of the quotes that a mask chooses; empty where there are none."""
        numbers = np.flatnonzero(chosen)
        if not len(numbers):
            return ""
        self.groups.setdefault(anchor, Group(anchor=anchor, heading=heading, numbers=numbers))
        return anchor

    def room(self) -> int:
        """Return how many quotes a number may have at most so that all lists together are not too long."""
        totals = np.array([len(group.numbers) for group in self.groups.values()], dtype=np.int64)
        return max((most for most in STEPS if int(np.minimum(totals, most).sum()) <= LINES), default=STEPS[0])

    def quotes(self) -> tuple[Quote, ...]:
        """Return all quotes, each by its number."""
        said = self.said
        names = ("time", "document_title", "document_id", "document_source", "statement_id", "text")
        columns = [said.texts(name) for name in names]
        return tuple(
            Quote(
                number=number,
                actor=said.cells.rows[row],
                issue=said.cells.columns[column],
                stance=STANCES[sign],
                date=date[:10],
                document=title or document,
                publisher=publisher,
                statement=statement.rpartition("/")[2],
                text=text,
            )
            for number, (row, column, sign, (date, title, document, publisher, statement, text)) in enumerate(
                zip(
                    said.cells.row.tolist(),
                    said.cells.column.tolist(),
                    said.signs.tolist(),
                    zip(*columns, strict=True),
                    strict=True,
                )
            )
        )
