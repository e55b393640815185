"""Browse lists: every page can be reached by links alone, without a search and without a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.site.facts import Claim, Thing
from kg.site.pages import Pages

ROWS = 500
CLAIMS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its title, and whether it holds numbers or days."""

    title: str
    number: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A thing, and what stands beside its name."""

    thing: Thing
    values: tuple[object, ...]


COLUMNS = {
    "actors": (Column("Name"), Column("Type"), Column("Positions", number=True), Column("Statements", number=True)),
    "issues": (Column("Issue"), Column("Kind"), Column("Supporters", number=True), Column("Opponents", number=True)),
    "documents": (Column("Title"), Column("Published", day=True), Column("Publisher"), Column("Claims", number=True)),
}


def write_table(pages: Pages, section: str, rows: Sequence[Row]) -> None:
    """Write the list of actors, issues or documents, in the order of `rows`."""
    _write(pages, section, _cut(rows, ROWS), len(rows), size=ROWS, columns=COLUMNS[section])


def write_claims(pages: Pages, section: str, claims: Iterable[Claim], *, count: int) -> None:
    """Write the list of positions, statements or relations as they come; `count` says how many that will be."""
    _write(pages, section, _cut(claims, CLAIMS), count, size=CLAIMS, columns=())


def _write(
    pages: Pages,
    section: str,
    parts: Iterator[tuple[object, ...]],
    count: int,
    *,
    size: int,
    columns: tuple[Column, ...],
) -> None:
    total = max(1, -(-count // size))
    for part in range(1, total + 1):
        name = section if part == 1 else f"{section}-{part}"
        pages.page(
            "browse.html.j2",
            f"browse/{name}",
            section=section,
            heading=section.capitalize(),
            columns=columns,
            rows=next(parts, ()),
            count=count,
            part=part,
            total=total,
        )


def _cut(rows: Iterable[object], size: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows in parts of one size, the last one shorter."""
    going = iter(rows)
    return iter(lambda: tuple(islice(going, size)), ())
