"""Facts and pictures -> one self-contained page, and files of the pictures and their data."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import numpy as np

from kg.analysis import Table
from kg.errors import ExportError
from kg.export.spreadsheet import write_csv
from kg.report.figures import Picture, pictures
from kg.report.gathering import Facts
from kg.report.quotes import Group, Index
from kg.report.tables import (
    actor_rows,
    coalition_parts,
    contradiction_rows,
    issue_rows,
    period_rows,
    publisher_numbers,
    slice_rows,
)
from kg.store.atomic import writing
from kg.version import __version__

LISTED = 200
"""A number's list has at most so many quotes, and says how many more there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a page shows: its title, how many rows tables have, and how many quotes each actor has on an issue."""

    title: str = "Who takes which position"
    rows: int = 20
    quotes: int = 50


def report_page(facts: Facts, options: ReportOptions | None = None) -> str:
    """Return the page; the same facts give the same bytes. It loads nothing and needs no JavaScript.

    Args:
        facts: What `gather` returned.
        options: What is shown.
    """
    return _page(facts, pictures(facts), options or ReportOptions())


def write_report(
    facts: Facts, out: str | Path, *, options: ReportOptions | None = None, figures: str | Path | None = None
) -> None:
    """Write the page, and on demand each picture as SVG with its data as CSV.

    Args:
        facts: What `gather` returned.
        out: The page.
        options: What is shown.
        figures: A folder for `network.svg`, `network.csv` and so on; made if it is not there.

    Raises:
        ExportError: If a file cannot be written.
    """
    made = pictures(facts)
    if figures is not None:
        folder = Path(figures)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise ExportError(f"{folder}: cannot be made ({exc.strerror}). Name another folder.", path=folder) from exc
        for picture in made:
            for suffix, content in (("svg", picture.svg), ("csv", csv_of(picture.data))):
                with writing(folder / f"{picture.name}.{suffix}") as file:
                    file.write(content)
    with writing(out) as file:
        file.write(_page(facts, made, options or ReportOptions()).encode())


def csv_of(table: Table) -> bytes:
    """Return a table as CSV."""
    out = io.BytesIO()
    write_csv(out, table.columns, [[None if cell is None else cell for cell in row] for row in table.rows])
    return out.getvalue()


def _page(facts: Facts, made: tuple[Picture, ...], options: ReportOptions) -> str:
    index = Index(facts.said)
    parts: dict[str, Any] = {
        "actors": actor_rows(facts, index)[: options.rows],
        "issues": issue_rows(facts, index)[: options.rows],
        "coalitions": coalition_parts(facts, index),
        "periods": period_rows(facts, index),
        "slices": slice_rows(facts, index),
        "contradictions": contradiction_rows(facts),
        "publishers": publisher_numbers(facts, index),
    }
    shown = _shown(facts, options.quotes)
    template = (files("kg.report") / "data" / "report.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    environment.filters["signed"] = lambda number: f"{round(number, 2) + 0.0:+.2f}".replace("-", "\N{MINUS SIGN}")
    quotes = index.quotes()
    return environment.from_string(template).render(
        facts=facts,
        options=options,
        version=__version__,
        pictures={picture.name: _embedded(picture) for picture in made},
        groups=[_listed(group, shown) for group in index.groups.values()],
        quotes=quotes,
        speakers=_by_actor(facts, quotes, shown),
        hidden=len(quotes) - len(shown),
        shown=shown,
        told={part.number for part in parts["coalitions"]},
        **parts,
    )


def _shown(facts: Facts, most: int) -> frozenset[int]:
    """Return the numbers of the quotes that the page has: of each actor and issue so many, the first ones."""
    cell = facts.said.cells.row * len(facts.said.cells.columns) + facts.said.cells.column
    order = np.argsort(cell, kind="stable")
    _, starts, counts = np.unique(cell[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(starts, counts)
    return frozenset(order[rank < most].tolist())


def _by_actor(facts: Facts, quotes: tuple[Any, ...], shown: frozenset[int]) -> list[dict[str, Any]]:
    """Return actors with their issues and these with their quotes, the page's last section."""
    cells: dict[int, dict[int, list[Any]]] = {}
    for number, (row, column) in enumerate(
        zip(facts.said.cells.row.tolist(), facts.said.cells.column.tolist(), strict=True)
    ):
        if number in shown:
            cells.setdefault(row, {}).setdefault(column, []).append(quotes[number])
    return [
        {
            "anchor": f"actor-{row}",
            "name": facts.said.cells.rows[row],
            "issues": [
                {"anchor": f"cell-{row}-{column}", "name": facts.said.cells.columns[column], "quotes": found}
                for column, found in sorted(issues.items())
            ],
        }
        for row, issues in sorted(cells.items())
    ]


def _listed(group: Group, shown: frozenset[int]) -> dict[str, Any]:
    there = [number for number in group.numbers if number in shown][:LISTED]
    return {
        "anchor": group.anchor,
        "heading": group.heading,
        "numbers": there,
        "total": len(group.numbers),
        "more": len(group.numbers) - len(there),
    }


def _embedded(picture: Picture) -> dict[str, Any]:
    csv, svg = (base64.b64encode(content).decode() for content in (csv_of(picture.data), picture.svg))
    return {
        "name": picture.name,
        "title": picture.title,
        "words": picture.words,
        "svg": f"data:image/svg+xml;base64,{svg}",
        "csv": f"data:text/csv;charset=utf-8;base64,{csv}",
        "data": picture.data,
    }
