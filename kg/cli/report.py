"""`kg report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.analysis_source import Shared, analysis, statements
from kg.cli.progress import phases
from kg.cli.stdout import standard_output
from kg.counts import number_of
from kg.errors import SettingsError


@analysis(leave_out=("agg", "norm", "table", "format_", "out"))
def report(
    shared: Shared,
    out: Annotated[Path, typer.Option("--out", "-o", help="The page to write, or - for standard output.")] = Path(
        "report.html"
    ),
    figures: Annotated[
        Path | None, typer.Option(help="Also write each picture as SVG and its data as CSV to this folder.")
    ] = None,
    title: Annotated[str, typer.Option(help="What the page is called.")] = "Who takes which position",
    rows: Annotated[int, typer.Option(help="Rows of a table, and contradictions.", min=1)] = 20,
    quotes: Annotated[
        int | None,
        typer.Option(help="Quotes behind a number, the newest; else as many as make a page of a few megabytes.", min=1),
    ] = None,
    draws: Annotated[int, typer.Option(help="Draws for the polarisation that chance gives.", min=0)] = 20,
    samples: Annotated[int, typer.Option(help="Samples for the stability of coalitions.", min=0)] = 20,
    seed: Annotated[int, typer.Option(help="The same seed gives the same page.")] = 0,
) -> None:
    """Write one page on a debate: coverage, actors, issues, network, coalitions, time, polarisation, contradictions.

    Every number leads to the quotes behind it. The page loads nothing, needs no JavaScript, and prints.

    **Examples**

    `kg report graph --out report.html`

    `kg report coded.csv --out report.html --figures figures --title "Climate hearings"`

    `kg report coded.csv --out all.html --quotes 100000`

    `kg report graph --since 2025-01-01 --actor-type Country --out countries.html`

    `kg report coded.csv --v1 person --dup document --out people.html`
    """
    from kg.report import ReportOptions, gather, report_page, write_report

    if figures is not None and standard_output(out) is None:
        raise SettingsError("--figures: with --out FILE, not with standard output.", option="figures")
    table = statements(shared)
    with phases(quiet=shared.quiet) as tell:
        tell("analysing")
        facts = gather(table, seed=seed, draws=draws, samples=samples, **shared.options)
        tell("writing")
        shown = ReportOptions(title=title, rows=rows, quotes=quotes)
        if standard_output(out) is None:
            typer.echo(report_page(facts, shown), nl=False)
        else:
            write_report(facts, out, options=shown, figures=figures)
    number = facts.coverage.statements
    if not shared.quiet:
        typer.echo(f"{out}: {number_of(number, 'statement')}", err=True)
