"""`kg export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FORMATS = ("jsonld", "nq", "nt", "trig", "ttl")


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def export(
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="ttl, nt (the union of all graphs), nq, trig, jsonld (by document), or a plugin's.",
            autocompletion=_complete_format,
        ),
    ] = None,
    out: Annotated[str, typer.Option("--out", "-o", help="The file to write, or - for stdout.")] = "-",
) -> None:
    """Write the whole graph as RDF. The same graph gives the same bytes.

    Without `--format` the file's ending says it, else it is Turtle.

    **Examples**

    `kg export graph --out graph.trig`

    `kg export graph --format jsonld > graph.jsonld`

    `kg export graph --format nq | gzip > graph.nq.gz`
    """
    from kg.builder import open_built
    from kg.export import export_formats, export_graph
    from kg.store import GraphStore

    ending = Path(out).suffix.removeprefix(".").lower()
    chosen = format_ or (ending if ending in export_formats() else "ttl")
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        if out == "-":
            stdout = typer.get_binary_stream("stdout")
            export_graph(store, stdout, chosen)
            stdout.flush()
        else:
            export_graph(store, out, chosen)
