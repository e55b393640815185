"""`kg export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FORMATS = (
    *("datapackage", "datapackage-parquet", "jsonld", "jsonld-framed", "nanopub", "nq", "nt", "rdfxml", "ro-crate"),
    *("trig", "ttl", "ttl-star", "webannotation"),
)


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def export(
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="All named graphs: nq, trig, jsonld. Their union: ttl, ttl-star, nt, rdfxml. Positions: jsonld-framed, "
            "nanopub, webannotation. Several files: datapackage, datapackage-parquet, ro-crate. Or a plugin's.",
            autocompletion=_complete_format,
        ),
    ] = None,
    out: Annotated[
        str,
        typer.Option("--out", "-o", help="The file to write, or - for stdout. Of several files: a folder, or a .zip."),
    ] = "-",
    licence: Annotated[
        str,
        typer.Option("--licence", "--license", help="The data's licence: its IRI, or an SPDX name such as CC-BY-4.0."),
    ] = "",
    title: Annotated[str, typer.Option(help="The name of the dataset.")] = "Foreign policy positions",
    publisher: Annotated[str, typer.Option(help="Who publishes it: a name or an IRI.")] = "",
) -> None:
    """Write the whole graph: RDF, JSON-LD, tables, packages. The same graph gives the same bytes.

    Without `--format` the file's ending says it, else it is Turtle. `docs/reference/formats.md` tells what each format is
    for. Licence, title and publisher stand in datapackage, ro-crate, nanopub and webannotation.

    **Examples**

    `kg export graph --out graph.trig`

    `kg export graph --format jsonld-framed > positions.jsonld`

    `kg export graph --format nq | gzip > graph.nq.gz`

    `kg export graph --format datapackage --out tables --licence CC-BY-4.0`

    `kg export graph --format ro-crate --out crate.zip --title "Quota talks" --publisher "Bay Institute"`
    """
    from kg.builder import open_built
    from kg.errors import ExportError
    from kg.export import About, export_graph, format_of
    from kg.store import GraphStore

    chosen = format_ or format_of(out)
    if chosen is None and Path(out).suffix.lower() == ".zip":
        raise ExportError(f"{out}: which package? Say --format datapackage or --format ro-crate.", path=out)
    about = About(licence=licence, title=title, publisher=publisher).of_folder(graph)
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        if out == "-":
            stdout = typer.get_binary_stream("stdout")
            export_graph(store, stdout, chosen or "ttl", about)
            stdout.flush()
        else:
            export_graph(store, out, chosen or "ttl", about)
