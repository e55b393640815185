"""`kg correct`."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from typing import Annotated

import typer

from kg.counts import number_of


def correct(
    context: typer.Context,
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    sheet: Annotated[Path, typer.Argument(help="A spreadsheet that `kg code` wrote from it and somebody filled in.")],
    by: Annotated[str, typer.Option("--by", help="Who decided: the coder's name.")],
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; else today.")] = None,
) -> None:
    """Take what a coder decided into the graph. It wins over what was extracted, now and in later builds.

    Rows that are done or changed become decisions: positions are confirmed, changed, or taken out (stance `none`). They
    are kept in `decisions.jsonl` in the graph's folder and, with who and when, in the named graph `review`. A later
    decision on the same position replaces an earlier one.

    Exit status 3 where a row could not be taken in; the reasons go to stderr.

    **Examples**

    `kg correct graph coded.xlsx --by "Ann Otieno"`

    `kg correct graph coded.xlsx --by ann --on 2025-03-01`
    """
    from kg.api import Graph
    from kg.errors import SettingsError

    try:
        day = dt.date.fromisoformat(on) if on else None
    except ValueError as exc:
        raise SettingsError(f"--on {on}: no day. Write 2025-02-24.", value=on) from exc
    if not by.strip():
        raise SettingsError("--by: empty. Write the coder's name.")
    found = Graph(graph).correct(sheet, by=by.strip(), on=day)
    for problem in found.problems:
        logging.getLogger("kg").error("%s", problem)
    number = len(found.decisions)
    if not context.obj["quiet"]:
        typer.echo(f"{graph}: {number_of(number, 'decision')} taken in", err=True)
    if found.problems:
        raise typer.Exit(3)
