"""`kg code`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def code(
    context: typer.Context,
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The spreadsheet to write; it ends in .xlsx.")],
    sample: Annotated[int | None, typer.Option(min=1, help="Draw so many positions at random; else all.")] = None,
    seed: Annotated[int, typer.Option(help="Another number draws another sample.")] = 0,
    blind: Annotated[bool, typer.Option("--blind", help="Hide what kg proposes from the coder.")] = False,
    actor: Annotated[str | None, typer.Option(help="An actor's name, alias, id or IRI.")] = None,
    issue: Annotated[str | None, typer.Option(help="Words in the issue's label; its id or IRI.")] = None,
    stance: Annotated[str | None, typer.Option(help="support, oppose or ambivalent.")] = None,
    document: Annotated[str | None, typer.Option(help="A document's title, URL, input, id or IRI.")] = None,
    since: Annotated[str | None, typer.Option(help="From this day on: 2025-02-24, 2025-02 or 2025.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.")] = None,
    min_score: Annotated[float | None, typer.Option(help="Positions scored at least this, in [0, 1].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> None:
    """Write a spreadsheet of positions to be coded by hand; `kg agreement` reads it back.

    One row a position: the document, the sentence, what kg proposes, and empty columns for holder, issue and stance as
    the coder sees them. The sheet `how` in it says what to write.

    **Examples**

    `kg code graph --out coding.xlsx`

    `kg code graph --sample 200 --seed 1 --blind --out second.xlsx`

    `kg code graph --actor China --since 2024 --min-score 0.5 --out china.xlsx`
    """
    from kg.api import Graph

    filters = {
        "actor": actor,
        "issue": issue,
        "stance": stance,
        "document": document,
        "since": since,
        "until": until,
        "min_score": min_score,
    }
    number = Graph(graph).code(out, sample=sample, seed=seed, blind=blind, replace=force, **filters)
    if not context.obj["quiet"]:
        typer.echo(f"{out}: {number} {'position' if number == 1 else 'positions'} to code", err=True)
