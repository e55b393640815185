"""`kg agreement`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.coding import Comparison
    from kg.store import Table

FORMATS = ("csv", "json", "table", "tsv")


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def agreement(
    sheets: Annotated[list[Path], typer.Argument(help="Spreadsheets that `kg code` wrote and people filled in.")],
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Leave out positions that kg scores lower.")] = 0.0,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv or json.", autocompletion=_complete_format)
    ] = "table",
) -> None:
    """Say how far coders agree with kg (accuracy) and with each other (reliability).

    For holder, issue, stance, and the whole position: the number of units, the share on which all agree with its 95 %
    interval, Cohen's kappa and Krippendorff's alpha (nominal). Sheets of several coders are matched by position.

    **Examples**

    `kg agreement coded.xlsx`

    `kg agreement coded.xlsx second.xlsx --format csv > agreement.csv`

    `kg agreement coded.xlsx --min-score 0.8`
    """
    from kg.coding import compare, read_sheet
    from kg.errors import ExportError
    from kg.export import write_answer

    if format_ not in FORMATS:
        raise ExportError(f"--format {format_}: unknown. Known: {', '.join(FORMATS)}.", format=format_)
    found = _table(compare([read_sheet(sheet) for sheet in sheets], min_score=min_score))
    stdout = typer.get_binary_stream("stdout")
    write_answer(found, stdout, format=format_)
    stdout.flush()


def _table(lines: list[Comparison]) -> Table:
    """Return the report as a table, shares and coefficients to four digits."""
    from dataclasses import astuple, fields

    from pyoxigraph import Literal

    from kg.coding import Comparison
    from kg.rdf.documents import decimal
    from kg.store import Table
    from kg.store.terms import from_rdflib

    def term(value: str | float | None) -> Literal | None:
        if value is None:
            return None
        return from_rdflib(decimal(value)) if isinstance(value, float) else Literal(value)

    columns = tuple(field.name for field in fields(Comparison))
    return Table(columns, tuple(tuple(map(term, astuple(line))) for line in lines))
