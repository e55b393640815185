"""The quotes behind numbers: each has a place in the page, and each number a list of places."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kg.analysis import Coded
from kg.discourse.table import IntArray

STANCES = {1: "for", -1: "against", 0: "neither"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One statement as the page shows it."""

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
    """The quotes behind one number: an anchor in the page, a heading, and quotes by their numbers."""

    anchor: str
    heading: str
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Index:
    """Groups of quotes in the order in which numbers first asked for them."""

    said: Coded
    groups: dict[str, Group] = field(default_factory=dict)

    def link(self, anchor: str, heading: str, chosen: np.ndarray) -> str:
        """Return the anchor of the quotes that a mask or numbers choose; empty where there are none."""
        numbers = _numbers(chosen)
        if not len(numbers):
            return ""
        self.groups.setdefault(anchor, Group(anchor=anchor, heading=heading, numbers=tuple(numbers.tolist())))
        return anchor

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
                statement=statement,
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


def _numbers(chosen: np.ndarray) -> IntArray:
    return np.flatnonzero(chosen) if chosen.dtype == np.bool_ else np.asarray(chosen, dtype=np.int64)
