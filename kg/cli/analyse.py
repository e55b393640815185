"""`kg analyse`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.analysis_source import Shared, analysis, statements, write_found
from kg.cli.progress import progress_bar
from kg.errors import SettingsError

analyse = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Analyse a debate: sides, phases, coalitions, balance, ideal points; of a graph or of coded statements.\n\n"
    "**Examples**\n\n`kg analyse polarisation graph`\n\n`kg analyse clusters coded.csv --samples 100`\n\n"
    "`kg analyse contradictions graph --format csv > contradictions.csv`",
)
Seed = Annotated[int, typer.Option(help="The same seed gives the same answer.")]
Neutral = Annotated[int, typer.Option(help="The value of an integer qualifier that is neither for nor against.")]


def _run(shared: Shared, find: Any, *, steps: int | None = None, hears: bool = False, **given: Any) -> None:  # noqa: ANN401 - an analysis, and its options
    """Read the statements, find what is asked for and write it.

    `hears` says that the analysis tells how far it is; `steps` how many it takes, None where that is not known.
    """
    table = statements(shared)
    with progress_bar(quiet=shared.quiet) as bar:
        if bar is not None:
            bar.start(steps)
            bar.phase("analysing")
            given |= {"heard": bar.advance} if hears else {}
        found = find(table, **given, **shared.options)
    write_found(found, shared)


@analyse.command()
@analysis(windows=True, leave_out=("agg",))
def polarisation(
    shared: Shared,
    k: Annotated[int, typer.Option(help="How many sides.")] = 2,
    quality: Annotated[str, typer.Option(help="absdiff, modularity, ei, or dna.")] = "absdiff",
    algorithm: Annotated[str, typer.Option(help="greedy, genetic, or exact (few actors).")] = "greedy",
    equal: Annotated[bool, typer.Option("--equal/--no-equal", help="Sides of equal size.")] = True,
    restarts: Annotated[int, typer.Option(help="greedy: so many starts.")] = 10,
    population: Annotated[int, typer.Option(help="genetic: so many individuals.")] = 50,
    rounds: Annotated[int, typer.Option(help="genetic: at most so many generations.")] = 1000,
    elite: Annotated[float, typer.Option(help="genetic: the share that lives on.")] = 0.1,
    mutation: Annotated[float, typer.Option(help="genetic: the share of actors that change sides.")] = 0.1,
    draws: Annotated[int, typer.Option(help="Compare with so many tables whose qualifiers are dealt out anew.")] = 0,
    seed: Seed = 0,
) -> None:
    """How polarised the debate is, as a whole or through time, and who is on which side.

    1 is a debate in which two (or `--k`) sides agree within and differ between. Sides are those that fit best, so chance
    alone gives more than 0: `--draws 100` tells how much.

    **Examples**

    `kg analyse polarisation graph`

    `kg analyse polarisation coded.csv --table members`

    `kg analyse polarisation coded.csv --algorithm genetic --no-equal --quality modularity --seed 7`

    `kg analyse polarisation coded.csv --window months --size 4 --kernel uniform --out polarisation.csv`

    `kg analyse polarisation coded.csv --draws 20`

    **Tables**: polarisation, members.
    """
    from kg.analysis import Search
    from kg.analysis import polarisation as find

    search = Search(
        k=k,
        equal=equal,
        algorithm=algorithm,
        restarts=restarts,
        population=population,
        rounds=rounds,
        elite=elite,
        mutation=mutation,
    )
    _run(shared, find, hears=True, quality=quality, search=search, draws=draws, seed=seed)


@analyse.command()
@analysis(windows=True)
def phases(
    shared: Shared,
    distance: Annotated[str, typer.Option(help="absdiff, or spectral (one-mode).")] = "absdiff",
    type_: Annotated[str, typer.Option("--type", help="twomode or onemode.")] = "twomode",
    method: Annotated[list[str] | None, typer.Option(help="A way to cluster slices; repeat.")] = None,
    k: Annotated[int | None, typer.Option(help="How many states; else by modularity.")] = None,
    k_min: Annotated[int, typer.Option(help="The least number of states.")] = 2,
    k_max: Annotated[int, typer.Option(help="The largest number of states.")] = 6,
    to_one: Annotated[bool, typer.Option("--to-one/--no-to-one", help="Scale slices to a sum of one first.")] = True,
    seed: Seed = 0,
) -> None:
    """When the debate changes from one state to another.

    Slices of time are compared and clustered; where the cluster changes, a phase begins.

    **Examples**

    `kg analyse phases coded.csv --window days --size 8 --kernel uniform`

    `kg analyse phases coded.csv --window days --size 8 --type onemode --norm average --distance spectral --table states`

    `kg analyse phases coded.csv --window days --size 8 --method ward --method pam --k 3 --table methods`

    **Tables**: changes, states, methods, distances.
    """
    from kg.analysis import phases as find

    given: dict[str, Any] = {"type": type_, "distance": distance, "methods": tuple(method or ()), "to_one": to_one}
    _run(shared, find, hears=True, k=k, k_min=k_min, k_max=k_max, seed=seed, **given)


@analyse.command()
@analysis()
def clusters(
    shared: Shared,
    method: Annotated[
        list[str] | None,
        typer.Option(
            help="single, complete, average, ward, kmeans, pam, spectral, concor, equivalence, louvain, leiden, fast-greedy, "
            "walktrap, leading-eigenvector, edge-betweenness, infomap, label-propagation, spinglass; repeat."
        ),
    ] = None,
    k: Annotated[int | None, typer.Option(help="How many clusters; else by modularity.")] = None,
    k_min: Annotated[int, typer.Option(help="The least number.")] = 2,
    k_max: Annotated[int, typer.Option(help="The largest number.")] = 6,
    samples: Annotated[int, typer.Option(help="Resample statements so often for stability.")] = 0,
    seed: Seed = 0,
) -> None:
    """Coalitions by many methods of clustering, the best by modularity.

    Some methods need libraries: `pip install "kg[analysis]"`. Those that are not there are left out, unless named.

    **Examples**

    `kg analyse clusters coded.csv`

    `kg analyse clusters coded.csv --table members --k 2`

    `kg analyse clusters coded.csv --method ward --method concor --samples 20 --format csv`

    **Tables**: methods, members, all-members.
    """
    from kg.analysis import METHODS
    from kg.analysis import clusters as find

    missing = [name for name, one in METHODS.items() if not one.is_installed()]
    if missing and not method and not shared.quiet:
        typer.echo(f'Left out: {", ".join(missing)}. Install them with: pip install "kg[analysis]"', err=True)
    steps = len(method) if method else len(METHODS) - len(missing)
    given: dict[str, Any] = {"methods": tuple(method or ()), "samples": samples, "k_min": k_min, "k_max": k_max}
    _run(shared, find, steps=steps, hears=True, k=k, seed=seed, **given)


@analyse.command()
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
    _run(shared, find, coalitions=named, method=method, k=k, count=count, level=level, neutral=neutral, seed=seed)


def _coalitions(path: Path) -> dict[str, object]:
    """Return the coalition of each actor from a table."""
    from kg.discourse import read_statements

    columns = read_statements(path).columns
    names = [name for name in ("cluster", "side", "camp", "coalition", "state") if name in columns]
    if "actor" not in columns or not names:
        raise SettingsError(f"--coalitions {path}: needs the columns actor and cluster.", option="coalitions")
    return dict(zip(columns["actor"].texts(), columns[names[0]].texts(), strict=True))


@analyse.command()
@analysis(leave_out=("agg",))
def balance(
    shared: Shared,
    type_: Annotated[
        str, typer.Option("--type", help="onemode: between actors; twomode: actors and issues.")
    ] = "onemode",
    seconds: Annotated[float, typer.Option(help="Look for the exact frustration index for so long.", min=0)] = 20.0,
    seed: Seed = 0,
) -> None:
    """Structural balance: balanced triads, and the ties that stand in the way of two camps.

    The frustration index is exact where it says so; else it is the best that was found, with what it cannot be below.

    **Examples**

    `kg analyse balance graph`

    `kg analyse balance coded.csv --type twomode --table camps`

    `kg analyse balance coded.csv --norm average --table frustrated --format csv`

    **Tables**: balance, triads, camps, frustrated.
    """
    from kg.analysis import balance as find

    _run(shared, find, type=type_, seconds=seconds, seed=seed)


@analyse.command()
@analysis()
def backbone(
    shared: Shared,
    method: Annotated[str, typer.Option(help="nested, fixed, penalty or chosen.")] = "nested",
    size: Annotated[int | None, typer.Option(help="fixed: how many issues.")] = None,
    penalty: Annotated[float, typer.Option(help="penalty: larger ones give smaller backbones.")] = 3.5,
    iterations: Annotated[int, typer.Option(help="Steps of annealing; no more sets than this are all tried.")] = 10_000,
    column: Annotated[list[str] | None, typer.Option(help="chosen: an issue of the backbone; repeat.")] = None,
    seed: Seed = 0,
) -> None:
    """Which issues make up the network of actors, and which are redundant.

    **Examples**

    `kg analyse backbone coded.csv`

    `kg analyse backbone coded.csv --method fixed --size 2`

    `kg analyse backbone coded.csv --method penalty --penalty 5 --iterations 2000 --table losses`

    `kg analyse backbone coded.csv --method chosen --column "Cap and trade is the solution." --table losses`

    **Tables**: steps (nested), columns, losses.
    """
    from kg.analysis import backbone as find

    given: dict[str, Any] = {
        "method": method,
        "penalty": penalty,
        "iterations": iterations,
        "columns": tuple(column or ()),
    }
    _run(shared, find, steps=iterations, hears=method in ("fixed", "penalty"), size=size, seed=seed, **given)


@analyse.command()
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
    _run(shared, find, warm_up=warm_up, level=level, neutral=neutral, seed=seed, **given)


@analyse.command()
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

    _run(shared, find, every=every, within=within, neutral=neutral)


@analyse.command()
@analysis(leave_out=("agg", "norm"))
def bars(shared: Shared) -> None:
    """How often each value of --v1 occurs, by level of --qualifier.

    **Examples**

    `kg analyse bars coded.csv --v1 concept`

    `kg analyse bars graph --v1 actor --qualifier stance --format csv > bars.csv`

    **Tables**: bars.
    """
    from kg.analysis import bars as find

    _run(shared, find)
