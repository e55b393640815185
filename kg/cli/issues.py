"""`kg issues`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FORMATS = ("csv", "json", "table", "tsv")
WAYS = ("group", "concept", "issue")


def _complete_way(incomplete: str) -> list[str]:
    return [name for name in WAYS if name.startswith(incomplete)]


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def issues(
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    by: Annotated[
        str,
        typer.Option(
            help="One row a group of issues that are the same, a concept with all below it, or an issue.",
            autocompletion=_complete_way,
        ),
    ] = "group",
    threshold: Annotated[
        float | None, typer.Option(help="How sure to be before two issues are one group, in [0, 1].")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(help="Write the groups to this file instead, as a codebook to edit.")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many rows.", min=0)] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv or json.", autocompletion=_complete_format)
    ] = "table",
) -> None:
    """List what a graph takes positions on, with counts, the most frequent first.

    Issues that name one thing in other words are grouped, "lifting sanctions on Iran" with "the sanctions against Iran";
    who supports lifting them counts as against them.

    **Examples**

    `kg issues graph`

    `kg issues graph --by concept --limit 20`

    `kg issues graph --by issue --format csv > issues.csv`

    `kg issues graph --codebook issues.csv`, then edit it and `kg build … --issues issues.csv --out graph`
    """
    import shutil
    import sys

    from kg.builder import open_built
    from kg.errors import SettingsError
    from kg.export import write_answer
    from kg.issues import THRESHOLD, WAYS, codebook_csv, list_issues
    from kg.store import GraphStore

    if by not in WAYS:
        raise SettingsError(f"--by {by}: unknown. Known: {', '.join(WAYS)}.")
    if threshold is not None and not 0 <= threshold <= 1:
        raise SettingsError(f"--threshold {threshold}: must lie in [0, 1].")
    if codebook is not None and by != "group":
        raise SettingsError(f"--codebook {codebook}: a codebook holds groups. Leave out --by {by}.")
    chosen = THRESHOLD if threshold is None else threshold
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        table = list_issues(store, by=next(way for way in WAYS if way == by), threshold=chosen, limit=limit)
        if codebook is not None:
            _write_codebook(codebook_csv(table), codebook)
            return
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        write_answer(table, typer.get_binary_stream("stdout"), format=format_, width=width)
        typer.get_binary_stream("stdout").flush()


def _write_codebook(text: str, path: Path) -> None:
    """Write a new file; one that is there may hold a user's decisions."""
    from kg.errors import ExportError

    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except OSError as exc:
        raise ExportError(f"{path}: cannot be written ({exc.strerror}). Name a file that is not there yet.") from exc
