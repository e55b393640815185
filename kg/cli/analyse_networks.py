"""`kg analyse` of networks: polarisation, phases, clusters, balance, backbone."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli.analysis_source import Seed, Shared, analysis, run_analysis


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
    from kg.analysis import polarisation as find

    search: dict[str, Any] = {"k": k, "equal": equal, "algorithm": algorithm, "restarts": restarts}
    breeding: dict[str, Any] = {"population": population, "rounds": rounds, "elite": elite, "mutation": mutation}
    run_analysis(shared, find, hears=True, quality=quality, draws=draws, seed=seed, **search, **breeding)


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

    given: dict[str, Any] = {"type": type_, "distance": distance, "method": method or (), "to_one": to_one}
    run_analysis(shared, find, hears=True, k=k, k_min=k_min, k_max=k_max, seed=seed, **given)


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
    given: dict[str, Any] = {"method": method or (), "samples": samples, "k_min": k_min, "k_max": k_max}
    found = run_analysis(shared, find, steps=steps, hears=True, k=k, seed=seed, **given)
    if found.left_out and not shared.quiet:
        typer.echo(f"Left out, as they take long: {', '.join(found.left_out)}. Name them with --method.", err=True)


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

    run_analysis(shared, find, type=type_, seconds=seconds, seed=seed)


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
        "column": column or (),
    }
    run_analysis(shared, find, steps=iterations, hears=method in ("fixed", "penalty"), size=size, seed=seed, **given)
