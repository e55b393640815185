"""`kg publish`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.publish import Access, Report

KINDS = ("fuseki", "graphdb", "gsp", "oxigraph", "virtuoso")
WAYS = ("auto", "gsp", "update")
SHOWN = 5


def _complete_server(incomplete: str) -> list[str]:
    return [name for name in KINDS if name.startswith(incomplete)]


def _complete_way(incomplete: str) -> list[str]:
    return [name for name in WAYS if name.startswith(incomplete)]


def publish(
    context: typer.Context,
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    to: Annotated[
        str,
        typer.Option(
            help="Fuseki's dataset, GraphDB's repository, the server of Oxigraph or Virtuoso, or a graph store."
        ),
    ],
    server: Annotated[
        str | None,
        typer.Option(
            help="fuseki, graphdb, oxigraph, virtuoso, or gsp for any other graph store; without it the server is asked.",
            autocompletion=_complete_server,
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            envvar="KG_PUBLISH_USER",
            help="Your name there. The password is KG_PUBLISH_PASSWORD, that of ~/.netrc, or asked for.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent and deleted; write nothing.")
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Delete graphs there under our base that are no longer here.")
    ] = False,
    check_all: Annotated[
        bool, typer.Option("--check-all", help="Read back every graph, not only what was sent since it was last read.")
    ] = False,
    via: Annotated[
        str,
        typer.Option(
            help="gsp for the Graph Store Protocol, update for SPARQL updates; auto takes what the server offers.",
            autocompletion=_complete_way,
        ),
    ] = "auto",
    batch: Annotated[int, typer.Option(min=1, help="Triples in one request; longer graphs take several.")] = 50_000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds to wait for an answer.")] = 60.0,
    retries: Annotated[int, typer.Option(min=0, help="How often to try again, with growing pauses.")] = 5,
) -> None:
    """Put the graph on a SPARQL server, and see that all of it arrived.

    Each named graph replaces the one of the same name there. Graphs that are there as they are here are not sent again;
    interrupted, the same command goes on where it ended. Afterwards each graph is counted, and read back and compared
    by the checksum of its canonical triples. Passwords and tokens (`KG_PUBLISH_TOKEN`) never stand on the command line.

    **Examples**

    `kg publish graph --to http://localhost:3030/fpp`

    `kg publish graph --to http://localhost:7878 --dry-run`

    `KG_PUBLISH_PASSWORD=$(pass virtuoso) kg publish graph --to http://localhost:8890 --user dba`

    `kg publish graph --to https://graphdb.example.org/repositories/fpp --user ada --prune`

    Exit status: 0 the server has the graph, 1 it does not or cannot be reached, 2 wrong use.
    """
    from kg.builder import graph_base, open_built
    from kg.cli.progress import progress_bar
    from kg.publish import connect
    from kg.publish import publish as put_on_server
    from kg.store import GraphStore

    directory = open_built(graph)
    access = _access(to, user)
    base = f"{graph_base(directory)}graph/" if prune else None
    with (
        connect(to, access, server=server, via=via, timeout=timeout, retries=retries) as there,
        GraphStore.open(directory.store, read_only=True) as store,
        progress_bar(quiet=context.obj["quiet"]) as progress,
    ):
        report = put_on_server(
            store,
            there,
            folder=directory.journal.parent,
            prune=base,
            dry_run=dry_run,
            check_all=check_all,
            batch=batch,
            progress=progress,
        )
    if dry_run:
        _list_steps(report)
    elif not context.obj["quiet"]:
        typer.echo(_summary(report), err=True)
    if not report.holds:
        _complain(report)
        raise typer.Exit(1)


def _access(url: str, user: str | None) -> Access:
    """Return who asks, having warned where a password would cross a network in clear."""
    import logging
    import sys

    from kg.publish import find_access
    from kg.publish.access import is_exposed

    def ask(name: str) -> str:
        return str(typer.prompt(f"Password of {name}", hide_input=True, err=True))

    access = find_access(url, user=user, ask=ask if sys.stdin.isatty() else None)
    if is_exposed(url, access):
        logging.getLogger("kg").warning("%s: who asks is sent over a network unencrypted. Prefer https.", url)
    return access


def _list_steps(report: Report) -> None:
    """Print what would be done, as tab-separated columns."""
    typer.echo("action\ttriples\tgraph\twhy")
    for step in report.steps:
        if step.action != "keep":
            typer.echo(f"{step.action}\t{step.triples}\t{step.iri}\t{step.why}")


def _summary(report: Report) -> str:
    """Return what was done, and how it stands, in a line or two."""
    triples = sum(check.there for check in report.checks)
    pruned = f", {report.count('prune')} pruned" if report.count("prune") else ""
    line = (
        f"{len(report.checks)} graphs, {triples} triples there: {report.count('send')} sent, "
        f"{report.count('keep')} unchanged{pruned}"
    )
    rewritten = [check for check in report.checks if check.rewritten]
    if not rewritten:
        return line
    number = sum(check.rewritten for check in rewritten)
    return "\n".join(
        [f"{line}\n{number} literals written otherwise there, with the same value, such as", *rewritten[0].examples]
    )


def _complain(report: Report) -> None:
    """Say which graphs are not there as they should be, and what they lack."""
    import logging

    failed = [check for check in report.checks if not check.holds]
    log = logging.getLogger("kg")
    for check in failed[:SHOWN]:
        counted = f"{check.here} triples here, {check.there} there"
        lost = (
            f"; {check.missing} of ours are not there, {check.foreign} there are not ours"
            if check.missing or check.foreign
            else ""
        )
        why = f"; {check.problem}" if check.problem else ""
        log.error("%s", "\n  ".join([f"{check.iri}: {counted}{lost}{why}", *check.examples]))
    more = f" ({len(failed) - SHOWN} more are not shown)" if len(failed) > SHOWN else ""
    log.error(
        "%d graphs differ on the server%s. Run the same command again to send them anew; if they differ still, the "
        "server changes what it is sent: see docs/reference/publishing.md.",
        len(failed),
        more,
    )
