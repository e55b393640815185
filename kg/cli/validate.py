"""`kg validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.stdout import standard_output

if TYPE_CHECKING:
    from kg.validate import Checked

FORMATS = ("text", "json", "turtle", "sarif", "junit")
ENGINES = ("auto", "pyshacl")
ENDINGS = ("ttl", "trig", "nt", "nq", "jsonld", "rdf")


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def _complete_engine(incomplete: str) -> list[str]:
    return [name for name in ENGINES if name.startswith(incomplete)]


def _complete_ending(incomplete: str) -> list[str]:
    return [name for name in ENDINGS if name.startswith(incomplete)]


def validate(
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="RDF files (.ttl .trig .nt .nq .jsonld .rdf), folders that `kg build` made, or - for standard input.",
            show_default=False,
        ),
    ],
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="text, json, turtle (SHACL), sarif or junit.", autocompletion=_complete_format
        ),
    ] = "text",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Write the report to this file; else, or with -, to stdout.",
            dir_okay=False,
            callback=standard_output,
        ),
    ] = None,
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            help="What files and standard input are in, where names do not tell: ttl, trig, nt, nq, jsonld or rdf.",
            autocompletion=_complete_ending,
        ),
    ] = "",
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            help="auto, or pyshacl: all by pySHACL, the reference. Both give the same report, auto much sooner.",
            autocompletion=_complete_engine,
        ),
    ] = "auto",
) -> None:
    """Check graphs, yours or anybody's, against the SHACL shapes of kg.

    Each document's graph is checked by itself, then what holds for all graphs of a file or folder together. Quotations are
    checked against the text where it is known: in folders, and where a document has `schema:text`.
    Warnings tell what makes a graph less useful; with them alone it conforms.

    **Examples**

    `kg validate mine.ttl theirs.jsonld`

    `kg validate graph`

    `curl https://example.org/graph | kg validate - --from ttl`

    `kg validate graph.nq --format sarif --out report.sarif`

    `kg validate *.ttl --format junit --out report.xml`

    `kg validate mine.ttl --engine pyshacl`

    Exit status: 0 everything conforms, 1 something does not, 2 an input cannot be read, or wrong use.
    """
    from kg.builder import check
    from kg.errors import ExportError
    from kg.validate import writer_of

    write = writer_of(format_)
    ending = f".{from_.lower().removeprefix('.')}" if from_ else ""
    if ending and ending.removeprefix(".") not in ENDINGS:
        raise ExportError(f"--from {from_}: unknown. Known: {', '.join(ENDINGS)}.", format=from_)
    checked = list(check(inputs, stdin=typer.get_binary_stream("stdin"), ending=ending, engine=engine))
    _put(write(checked), out)
    _finish(checked, quiet=context.obj["quiet"])


def _put(content: bytes, out: Path | None) -> None:
    from kg.store.atomic import writing

    if out is None:
        stdout = typer.get_binary_stream("stdout")
        stdout.write(content)
        stdout.flush()
        return
    with writing(out) as file:
        file.write(content)


def _finish(checked: list[Checked], *, quiet: bool) -> None:
    """Tell how many do not conform, and which inputs cannot be read; end with the status that says so."""
    import logging

    unread = [one for one in checked if one.problem]
    graphs = [one for one in checked if not one.problem]
    failed = sum(not one.report.conforms for one in graphs)
    warnings = sum(result.severity != "Violation" for one in graphs for result in one.report.results)
    for one in unread:
        logging.getLogger("kg").error("%s", one.problem)
    if not quiet:
        also = f", {warnings} warnings" if warnings else ""
        typer.echo(f"{len(graphs)} graphs checked, {failed} do not conform{also}", err=True)
    if unread:
        raise typer.Exit(2)
    if failed:
        raise typer.Exit(1)
