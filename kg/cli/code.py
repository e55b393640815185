"""`kg code`: sheets for coders, and statements coded with other programs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli import network_options as option
from kg.counts import number_of

if TYPE_CHECKING:
    from kg.builder.coded import Imported


class _SheetByDefault(TyperGroup):
    """`kg code GRAPH` is `kg code sheet GRAPH`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's click is private
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["sheet", *args]
        return super().parse_args(ctx, args)


code = typer.Typer(cls=_SheetByDefault, no_args_is_help=True, rich_markup_mode="markdown")


@code.callback()
def overview() -> None:
    """Write a spreadsheet of positions to be coded by hand, or take in statements that were coded with another program.

    `kg code GRAPH` writes the sheet; its options: `kg code sheet --help`. `kg agreement` and `kg correct` read it back.

    **Examples**

    `kg code graph --sample 200 --seed 1 --blind --out second.xlsx`

    `kg code import coded.csv --into graph --by "Ann Otieno"`

    `kg remove graph coded.csv`, to take out again what was imported
    """


@code.command("sheet")
def sheet(
    context: typer.Context,
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The spreadsheet to write; it ends in .xlsx.")],
    sample: Annotated[int | None, typer.Option(min=1, help="Draw so many positions at random; else all.")] = None,
    seed: Annotated[int, typer.Option(help="Another number draws another sample.")] = 0,
    blind: Annotated[bool, typer.Option("--blind", help="Hide what kg proposes from the coder.")] = False,
    actor: Annotated[str | None, typer.Option(help="An actor's name, alias, id or IRI.")] = None,
    issue: Annotated[str | None, typer.Option(help="Words in the issue's label; its id or IRI.")] = None,
    stance: option.Stance = None,
    document: option.Document = None,
    since: Annotated[str | None, typer.Option(help="From this day on: 2025-02-24, 2025-02 or 2025.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.")] = None,
    min_score: Annotated[float | None, typer.Option(help="Positions scored at least this, in [0, 1].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> None:
    """Write a spreadsheet of positions to be coded by hand; `kg agreement` reads it back.

    One row a position: the document, the sentence, what kg proposes, and empty columns for holder, issue and stance as
    the coder sees them. The sheet `how` in it says what to write.

    **Examples**

    `kg code graph --out coding.xlsx`

    `kg code graph --sample 200 --seed 1 --blind --out second.xlsx`

    `kg code graph --actor China --since 2024 --min-score 0.5 --out china.xlsx`
    """
    from kg.api import Graph

    filters = {
        "actor": actor,
        "issue": issue,
        "stance": stance,
        "document": document,
        "since": since,
        "until": until,
        "min_score": min_score,
    }
    number = Graph(graph).code(out, sample=sample, seed=seed, blind=blind, replace=force, **filters)
    if not context.obj["quiet"]:
        typer.echo(f"{out}: {number_of(number, 'position')} to code", err=True)


@code.command("import")
def import_(
    context: typer.Context,
    statements: Annotated[Path, typer.Argument(help="Coded statements: .csv, .xlsx or .dna (SQLite).")],
    into: Annotated[Path, typer.Option("--into", help="The graph's folder; made where there is none.")],
    by: Annotated[str | None, typer.Option("--by", help="Who coded; else the table's column `coder`.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The day, YYYY-MM-DD; else today.")] = None,
    v1: Annotated[str | None, typer.Option(help="The column of the actors; else actor or organization.")] = None,
    v2: Annotated[str | None, typer.Option(help="The column of the issues; else concept.")] = None,
    qualifier: Annotated[str, typer.Option(help="The column of the stances.")] = "agreement",
    actor_type: Annotated[
        str, typer.Option(help="The type of actors that neither the graph, nor their name, nor kg's lists tell.")
    ] = "Group",
    exclude: Annotated[list[str] | None, typer.Option(help="VARIABLE=VALUE to leave out; repeat.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="VARIABLE=VALUE to keep; repeat.")] = None,
    start: Annotated[str | None, typer.Option(help="First time: 2020-01-31T12:00:00, a day, month or year.")] = None,
    stop: Annotated[str | None, typer.Option(help="Last time; a day, month or year to its end.")] = None,
    map_: option.Map = None,
    statement_type: option.StatementType = None,
    qualifier_type: option.QualifierType = None,
) -> None:
    """Take statements that people coded into a graph, as positions coded by hand, with who, when and from which file.

    A document of the table becomes one of the graph, whose text are the coded passages. The same file again changes
    nothing; a changed one takes the place of what it had before; `kg remove GRAPH FILE` takes it out. Reads what
    `kg network --statements` reads.

    **Examples**

    `kg code import coded.csv --into graph --by "Ann Otieno"`

    `kg code import debate.dna --into graph --by "Ann Otieno" --v1 person`

    `kg code import codes.csv --map "organization=Code:Actors" --map "concept=Code:Issues" --map agreement=Weight --map
    document_id=Document --map start_position=Begin --map stop_position=End --map text=Segment --into graph --by ann`
    """
    from kg.builder.coded import import_coded
    from kg.cli.network_input import read_table
    from kg.cli.progress import phases

    table = read_table(
        {
            "statements": statements,
            "qualifier": qualifier,
            "qualifier_type": qualifier_type,
            "map_": map_,
            "statement_type": statement_type,
        }
    )
    with phases(quiet=context.obj["quiet"]) as phase:
        done = import_coded(
            into,
            table,
            source=str(statements),
            by=_name(by),
            on=_day(on),
            unknown=actor_type,
            phase=phase,
            v1=v1,
            v2=v2,
            qualifier=qualifier,
            start=start,
            stop=stop,
            exclude=exclude or [],
            only=only or [],
        )
    if not context.obj["quiet"]:
        _tell(into, done)
    if done.quarantined:
        raise typer.Exit(3)


def _name(by: str | None) -> str | None:
    from kg.errors import SettingsError

    if by is not None and not by.strip():
        raise SettingsError("--by: empty. Write the coder's name.", option="by")
    return by.strip() if by else None


def _day(on: str | None) -> dt.date:
    from kg.errors import SettingsError

    try:
        return dt.date.fromisoformat(on) if on else dt.datetime.now(dt.UTC).date()
    except ValueError as exc:
        raise SettingsError(f"--on {on}: no day. Write 2025-02-24.", value=on) from exc


def _tell(into: Path, done: Imported) -> None:
    """Say what was taken in."""
    parts = [
        f"{number_of(done.positions, 'position')} of {number_of(done.documents, 'document')} taken in"
        if done.documents
        else "nothing new",
        f"{number_of(done.unchanged, 'document')} unchanged" if done.unchanged else "",
        f"{done.removed} taken out, which the file has no more" if done.removed else "",
        f"{number_of(done.left_out, 'statement')} left out (filtered, or without actor, issue or stance)"
        if done.left_out
        else "",
        f"{done.quarantined} do not conform; see quarantine" if done.quarantined else "",
    ]
    typer.echo(f"{into}: {'; '.join(part for part in parts if part)}", err=True)
