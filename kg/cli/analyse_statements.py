"""`kg analyse` of statements: explanations of coalitions, ideal points, contradictions, counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.analysis_source import Seed, Shared, analysis, run_analysis
from kg.errors import SettingsError

Neutral = Annotated[int, typer.Option(help="The value of an integer qualifier that is neither for nor against.")]


@analysis(leave_out=("agg", "norm"))
def explain(
    shared: Shared,
    coalitions: Annotated[
        Path | None, typer.Option(help="A CSV file with columns actor and cluster (or side, camp, coalition).")
    ] = None,
    method: Annotated[str | None, typer.Option(help="How coalitions are found; else the best by modularity.")] = None,
    k: Annotated[int | None, typer.Option(help="How many coalitions.")] = None,
    count: Annotated[
        str, typer.Option(help="statements, or actors: each once, by the side it takes most.")
    ] = "statements",
    level: Annotated[float, typer.Option(help="The probability that intervals are to hold.")] = 0.95,
    neutral: Neutral = 0,
    seed: Seed = 0,
) -> None:
    """Which issues make a coalition: where its support differs from that of all others, with intervals.

    **Examples**

    `kg analyse explain coded.csv`

    `kg analyse explain coded.csv --method ward --k 2 --count actors`

    `kg analyse clusters coded.csv --table members --out members.csv`

    `kg analyse explain coded.csv --coalitions members.csv --format csv`

    **Tables**: reasons, members.
    """
    from kg.analysis import explain as find

    named = _coalitions(coalitions) if coalitions else None
    if named and (method or k):
        raise SettingsError("--coalitions: with --method or --k, which find others. Give one.", option="coalitions")
    run_analysis(
        shared, find, coalitions=named, method=method, k=k, count=count, level=level, neutral=neutral, seed=seed
    )


def _coalitions(path: Path) -> dict[str, object]:
    """Return the coalition of each actor from a table."""
    from kg.discourse import read_statements

    columns = read_statements(path).columns
    names = [name for name in ("cluster", "side", "camp", "coalition", "state") if name in columns]
    if "actor" not in columns or not names:
        raise SettingsError(f"--coalitions {path}: needs the columns actor and cluster.", option="coalitions")
    return dict(zip(columns["actor"].texts(), columns[names[0]].texts(), strict=True))


@analysis(leave_out=("agg", "norm"))
def ideal(
    shared: Shared,
    dimensions: Annotated[int, typer.Option(help="1 or 2.")] = 1,
    model: Annotated[str, typer.Option(help="binary: against, for; ordinal: against, mixed, for.")] = "binary",
    positive: Annotated[str | None, typer.Option(help="An actor on the positive side of the first dimension.")] = None,
    min_issues: Annotated[int, typer.Option(help="Leave out actors on fewer issues.")] = 2,
    draws: Annotated[int, typer.Option(help="Draws of the posterior, in each of two chains.")] = 2000,
    warm_up: Annotated[int, typer.Option(help="Draws before these.")] = 1000,
    level: Annotated[float, typer.Option(help="The probability that an interval is to hold.")] = 0.95,
    neutral: Neutral = 0,
    seed: Seed = 0,
) -> None:
    """Where actors stand on one or two latent dimensions, with intervals (item-response model).

    **Examples**

    `kg analyse ideal coded.csv`

    `kg analyse ideal coded.csv --v1 person --positive "David Hamilton" --level 0.8`

    `kg analyse ideal coded.csv --dimensions 2 --model ordinal --draws 500 --table issues --format csv`

    **Tables**: points, issues.
    """
    from kg.analysis import ideal as find

    given: dict[str, Any] = {
        "dimensions": dimensions,
        "model": model,
        "positive": positive,
        "min_issues": min_issues,
        "draws": draws,
    }
    run_analysis(shared, find, warm_up=warm_up, level=level, neutral=neutral, seed=seed, **given)


@analysis(leave_out=("agg", "norm"))
def contradictions(
    shared: Shared,
    every: Annotated[
        bool, typer.Option("--every", help="Each change of side, not only the closest two quotes.")
    ] = False,
    within: Annotated[int | None, typer.Option(help="At most so many days apart.", min=0)] = None,
    neutral: Neutral = 0,
) -> None:
    """Actors who take both sides of an issue, with both quotes.

    **Examples**

    `kg analyse contradictions graph`

    `kg analyse contradictions coded.csv --v1 person --within 30 --format csv`

    `kg analyse contradictions coded.csv --every --out contradictions.jsonl`

    **Tables**: contradictions.
    """
    from kg.analysis import contradictions as find

    run_analysis(shared, find, every=every, within=within, neutral=neutral)


@analysis(leave_out=("agg", "norm"))
def bars(shared: Shared) -> None:
    """How often each value of --v1 occurs, by level of --qualifier.

    **Examples**

    `kg analyse bars coded.csv --v1 concept`

    `kg analyse bars graph --v1 actor --qualifier stance --format csv > bars.csv`

    **Tables**: bars.
    """
    from kg.analysis import bars as find

    run_analysis(shared, find)
