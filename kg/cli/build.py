"""`kg build`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.builder import BuildResult


def build(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, .zip archives, URLs, or - for stdin.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write.")] = Path("graph"),
    config: Annotated[Path | None, typer.Option(help="A settings file (TOML).")] = None,
    model: Annotated[str | None, typer.Option(help="A spaCy pipeline's name or path instead of kg's own.")] = None,
    attribution: Annotated[
        str | None, typer.Option(help="What finds statements: neural (the default), or rules, which are faster.")
    ] = None,
    actors: Annotated[Path | None, typer.Option(help="Your own actors.csv.")] = None,
    issues: Annotated[Path | None, typer.Option(help="Your own issues.csv, a codebook.")] = None,
    base: Annotated[str | None, typer.Option(help="The IRI under which instances stand.")] = None,
    min_score: Annotated[float | None, typer.Option(help="Drop claims scored below this, in [0, 1].")] = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes.")] = None,
    remove: Annotated[list[str] | None, typer.Option(help="Take out a document by id, input or URL.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first input that fails.")] = False,
    text_column: Annotated[str | None, typer.Option(help="The text's column in .csv and .jsonl.")] = None,
    title_column: Annotated[str | None, typer.Option(help="The title's column.")] = None,
    date_column: Annotated[str | None, typer.Option(help="The publication date's column.")] = None,
    publisher_column: Annotated[str | None, typer.Option(help="The publisher's column.")] = None,
    url_column: Annotated[str | None, typer.Option(help="The URL's column.")] = None,
    max_bytes: Annotated[int | None, typer.Option(help="Refuse inputs above this size.")] = None,
    timeout: Annotated[float | None, typer.Option(help="Seconds to wait for a URL.")] = None,
) -> None:
    """Read texts and write the graph: store, Turtle, N-Quads, tables, network picture.

    Documents that are built already are skipped, changed ones replaced; after an interruption the same command goes on.

    **Examples**

    `kg build news/*.html speeches.jsonl --out graph`

    `kg build https://example.org/statement.html --out graph`

    `cat speech.txt | kg build - --out graph`

    `kg build archive.csv --text-column body --date-column day --workers 2 --out graph`

    `kg build --remove news/old.html --out graph`

    Exit status: 0 done, 1 could not be done, 2 wrong use, 3 done but some inputs failed.
    """
    from kg.builder import build as run_build
    from kg.cli.progress import progress_bar
    from kg.errors import SettingsError
    from kg.settings import load_settings

    if not inputs and not remove:
        raise SettingsError(
            "nothing to build: name files, folders, URLs, or - for stdin. `kg build --help` has examples."
        )
    overrides = {
        "annotate.model": model,
        "extract.attribution": attribution,
        "link.actors_file": None if actors is None else str(actors),
        "position.issues_file": None if issues is None else str(issues),
        "graph.base": base,
        "graph.min_score": min_score,
        "build.workers": workers,
        "build.strict": strict or None,
        "read.text_column": text_column,
        "read.title_column": title_column,
        "read.date_column": date_column,
        "read.publisher_column": publisher_column,
        "read.url_column": url_column,
        "read.max_bytes": max_bytes,
        "read.timeout": timeout,
    }
    settings = load_settings(config, overrides=overrides)
    try:
        with progress_bar(quiet=context.obj["quiet"]) as progress:
            stdin = typer.get_binary_stream("stdin")
            result = run_build(
                inputs or [], out=out, settings=settings, remove=remove or (), stdin=stdin, progress=progress
            )
    except KeyboardInterrupt as exc:
        logging.getLogger("kg").error("interrupted. What is built is kept: run the same command again to go on.")
        raise typer.Exit(130) from exc
    if not context.obj["quiet"]:
        typer.echo(summary(result), err=True)
    if result.failed:
        raise typer.Exit(3)


def summary(result: BuildResult) -> str:
    """Return what a run did in one or two lines."""
    counts = [
        (result.built, "built"),
        (result.unchanged, "unchanged"),
        (len(result.removed), "removed"),
        (len(result.skipped), "skipped"),
        (result.quarantined, "in quarantine"),
        (len(result.failed), "failed"),
    ]
    said = ", ".join(f"{number} {name}" for number, name in counts if number) or "nothing to do"
    line = f"{result.directory.root}: {said} ({result.seconds.get('total', 0.0):.1f} s)"
    return (
        f"{line}; the reasons stand in {result.directory.file('run.json')}" if result.failed or result.skipped else line
    )
