"""`kg shell`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def shell(
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    format_: Annotated[
        str, typer.Option("--format", "-f", help="How answers are shown: table, csv, tsv, json, jsonl, srx, …")
    ] = "table",
    limit: Annotated[
        int, typer.Option(help="Show at most so many rows; 0 shows all. A script shows all.", min=0)
    ] = 100,
    timeout: Annotated[float, typer.Option(help="End a query after so many seconds; 0 lets it run.", min=0)] = 60.0,
) -> None:
    """Ask a graph in SPARQL, line by line.

    A query runs at an empty line, or at a line that ends with `;`. `.help` lists what else can be done. Tab completes
    keywords, prefixes, classes, properties, and actors by their name. Ctrl-C ends a query, Ctrl-D leaves.

    **Examples**

    `kg shell graph`

    `kg shell graph --format csv < script.rq > answers.csv`

    `echo '.ask positions --actor China' | kg shell graph`
    """
    import sys

    from prompt_toolkit.output import create_output

    from kg.builder import open_built
    from kg.errors import SettingsError
    from kg.export import answer_formats
    from kg.query import Engine, load_library, query_folders
    from kg.shell import Session, run_prompt, run_script
    from kg.shell.session import tell

    if format_ not in answer_formats() or format_ == "parquet":
        raise SettingsError(f"--format {format_}: unknown here. Known: {', '.join(answer_formats())} but parquet.")
    built = open_built(graph)
    library = load_library(query_folders(built.root))
    with Engine(built.store) as engine:
        session = Session(
            engine, library, typer.get_binary_stream("stdout"), tell, format=format_, timeout=timeout or None
        )
        if sys.stdin.isatty():
            session.limit = limit or None
            session.pager = _page if sys.stdout.isatty() else None
            tell(f"{graph}: SPARQL, or .help. An empty line or ; runs a query.")
            for said in library.broken:
                tell(said)
            run_prompt(session, output=None if sys.stdout.isatty() else create_output(stdout=sys.stderr))
            return
        session.limit, session.timed = None, False
        failed = run_script(session, typer.get_text_stream("stdin", encoding="utf-8"))
    if failed:
        tell(f"{failed} of the script's parts failed; what went wrong stands above.")
        raise typer.Exit(1)


def _page(text: str) -> None:
    """Show a long answer a page at a time."""
    import click

    click.echo_via_pager(text)
