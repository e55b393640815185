"""Facts and pictures -> one self-contained page, and files of the pictures and their data."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from lxml import etree  # type: ignore[import-untyped]  # it has no types

from kg.analysis import Table
from kg.errors import ExportError
from kg.export.spreadsheet import write_csv
from kg.report.figures import Illustration, illustrations
from kg.report.gathering import Facts
from kg.report.quotes import Group, Index, Quote
from kg.report.tables import (
    actor_rows,
    coalition_parts,
    contradiction_rows,
    document_rows,
    issue_rows,
    pair_rows,
    period_rows,
    publisher_rows,
    slice_rows,
    stance_rows,
    undated_number,
)
from kg.store.atomic import writing
from kg.version import __version__

FEW = 1000
"""So many quotes are all shown, unless fewer behind a number are asked for."""
SCALES = 5.0, 7.2
"""How wide an inch of a picture is at least and at most, in rem."""
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a page shows.

    Attributes:
        title: Its heading.
        rows: How many rows a table has, and how many contradictions are shown.
        quotes: How many quotes stand behind a number, the newest; None takes as many as make a page of a few megabytes.
    """

    title: str = "Who takes which position"
    rows: int = 20
    quotes: int | None = None


def report_page(facts: Facts, options: ReportOptions | None = None) -> str:
    """Return the page; the same facts give the same bytes. It loads nothing and needs no JavaScript.

    Args:
        facts: What `gather` returned.
        options: What is shown.
    """
    return _page(facts, illustrations(facts), options or ReportOptions())


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
    made = illustrations(facts)
    if figures is not None:
        folder = Path(figures)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise ExportError(f"{folder}: cannot be made ({exc.strerror}). Name another folder.", path=folder) from exc
        for one in made:
            for suffix, content in (("svg", one.svg()), ("csv", csv_of(one.data))):
                with writing(folder / f"{one.name}.{suffix}") as file:
                    file.write(content)
    with writing(out) as file:
        file.write(_page(facts, made, options or ReportOptions()).encode())


def csv_of(table: Table) -> bytes:
    """Return a table as CSV."""
    out = io.BytesIO()
    write_csv(out, table.columns, [[None if cell is None else cell for cell in row] for row in table.rows])
    return out.getvalue()


def _page(facts: Facts, made: tuple[Illustration, ...], options: ReportOptions) -> str:
    index, rows = Index(facts.said), options.rows
    data = {one.name: one.data for one in made}
    parts: dict[str, Any] = {
        "undated": undated_number(facts, index),
        "publishers": publisher_rows(facts, index, most=rows),
        "documents": document_rows(facts, index, most=rows),
        "actors": actor_rows(facts, index, most=rows),
        "issues": issue_rows(facts, index, most=rows),
        "pairs": pair_rows(facts, index, data["network"]),
        "stances": stance_rows(facts, index, data["coalitions"]) if "coalitions" in data else [],
        "coalitions": coalition_parts(facts, index),
        "periods": period_rows(facts, index),
        "slices": slice_rows(facts, index),
        "contradictions": contradiction_rows(facts, index, most=rows),
    }
    most = options.quotes or index.room()
    quotes = index.quotes()
    shown = frozenset(number for group in index.groups.values() for number in group.newest(most))
    if options.quotes is None and len(quotes) <= FEW:
        shown = frozenset(range(len(quotes)))
    template = (files("kg.report") / "data" / "report.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    environment.filters["signed"] = lambda number: f"{round(number, 2) + 0.0:+.2f}".replace("-", "\N{MINUS SIGN}")
    return environment.from_string(template).render(
        facts=facts,
        options=options,
        version=__version__,
        pictures={one.name: _embedded(one) for one in made},
        groups=[_listed(group, most) for group in index.groups.values()],
        quotes=quotes,
        speakers=_by_actor(facts, quotes, shown),
        most=most,
        shown=shown,
        **parts,
    )


def _by_actor(facts: Facts, quotes: tuple[Quote, ...], shown: frozenset[int]) -> list[dict[str, Any]]:
    """Return actors with their issues and these with their quotes, the page's last section."""
    cells: dict[int, dict[int, list[Quote]]] = {}
    for number in sorted(shown):
        row, column = int(facts.said.cells.row[number]), int(facts.said.cells.column[number])
        cells.setdefault(row, {}).setdefault(column, []).append(quotes[number])
    totals = facts.totals(1)
    return [
        {
            "anchor": f"speaker-{row}",
            "name": facts.said.cells.rows[row],
            "number": sum(map(len, issues.values())),
            "total": int(totals[row]),
            "issues": [
                {"name": facts.said.cells.columns[column], "quotes": found} for column, found in sorted(issues.items())
            ],
        }
        for row, issues in sorted(cells.items())
    ]


def _listed(group: Group, most: int) -> dict[str, Any]:
    return {
        "anchor": group.anchor,
        "heading": group.heading,
        "numbers": group.newest(most),
        "total": len(group.numbers),
        "more": max(0, len(group.numbers) - most),
    }


def _embedded(one: Illustration) -> dict[str, Any]:
    csv, svg = (base64.b64encode(content).decode() for content in (csv_of(one.data), one.svg()))
    return {
        "words": one.words,
        "title": one.title,
        "inline": _inline(one),
        "svg": f"data:image/svg+xml;base64,{svg}",
        "csv": f"data:text/csv;charset=utf-8;base64,{csv}",
    }


def _inline(one: Illustration) -> str:
    """Return a picture as an element of the page: without a prologue and data about the file, with texts of one size."""
    root = etree.fromstring(one.svg(prefix=f"{one.name}-"), etree.XMLParser(no_network=True, huge_tree=True))
    low, high = (f"{scale * one.picture.width:.1f}rem" for scale in SCALES)
    root.set("style", f"min-width: {low}; max-width: {high}")
    for metadata in root.findall(f"{SVG}metadata"):
        root.remove(metadata)
    text: str = etree.tostring(root, encoding="unicode", with_tail=False)
    return text
