"""`kg validate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import rdflib

    from kg.validate import ValidationReport

FORMATS = ("text", "json", "ttl")
BATCH = 32


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def validate(
    context: typer.Context,
    inputs: Annotated[
        list[Path], typer.Argument(help="Folders that `kg build` made, or RDF files (.ttl .nt .nq .trig .jsonld .rdf).")
    ],
    format_: Annotated[
        str, typer.Option("--format", "-f", help="text, json or ttl (SHACL).", autocompletion=_complete_format)
    ] = "text",
) -> None:
    """Check graphs against the SHACL shapes of kg, each document's graph by itself.

    What does not conform goes to stdout, with the shape that it breaks.

    **Examples**

    `kg validate graph`

    `kg validate mine.ttl --format json`

    `kg validate graph/quarantine/*.nq --format ttl > report.ttl`

    Exit status: 0 everything conforms, 1 something does not, 2 wrong use.
    """
    from itertools import islice

    from kg.errors import ExportError
    from kg.validate import validate as run_validate

    if format_ not in FORMATS:
        raise ExportError(f"--format {format_}: unknown. Known: {', '.join(FORMATS)}.", format=format_)
    checked, failed = 0, []
    graphs = _graphs(inputs)
    while batch := list(islice(graphs, BATCH)):
        checked += len(batch)
        pairs = zip(batch, run_validate(batch), strict=True)
        failed += [(str(graph.identifier), report) for graph, report in pairs if not report.conforms]
    _print(failed, format_)
    if not context.obj["quiet"]:
        typer.echo(f"{checked} graphs checked, {len(failed)} do not conform", err=True)
    if failed:
        raise typer.Exit(1)


def _graphs(inputs: list[Path]) -> Iterator[rdflib.Graph]:
    """Yield the graphs of documents in folders and files; of a file without named graphs, the whole."""
    from kg.builder import open_built
    from kg.store import GraphStore
    from kg.store.load import read_graphs

    for path in inputs:
        if path.is_dir():
            with GraphStore.open(open_built(path).store, read_only=True) as store:
                yield from (store.graph(iri) for iri in store.graph_iris() if "/graph/doc-" in iri)
        else:
            yield from read_graphs(path)


def _print(failed: list[tuple[str, ValidationReport]], format_: str) -> None:
    import json

    stdout = typer.get_binary_stream("stdout")
    if format_ == "json":
        found = [{"graph": name, **report.to_json()} for name, report in failed]
        stdout.write(json.dumps(found, indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    elif format_ == "ttl":
        from kg.export import write_answer
        from kg.validate import reports_graph

        write_answer(reports_graph([report for _, report in failed]), stdout, format="ttl")
    else:
        for name, report in failed:
            stdout.write(f"{name}\n{report.to_text()}\n".encode("utf-8", "replace"))
    stdout.flush()
