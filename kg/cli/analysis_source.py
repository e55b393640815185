"""Options that all analyses share: where statements come from, which count, and how answers are written."""

from __future__ import annotations

import inspect
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.progress import progress_bar
from kg.cli.stdout import standard_output

if TYPE_CHECKING:
    from kg.analysis import Table, Tabular
    from kg.analysis.tables import Value
    from kg.discourse import Statements
    from kg.store.table import Table as Answer

FORMATS = ("csv", "json", "jsonl", "parquet", "table", "tsv")
PLACES = 4
"""Decimal places of numbers for people."""
IN, WHICH, TIME, OUT = "Which statements", "Networks", "Windows through time", "Answers"

Words = list[str] | None
Seed = Annotated[int, typer.Option(help="The same seed gives the same answer.")]


def _option(help_: str, panel: str, *names: str) -> Any:  # noqa: ANN401 - typer's
    return typer.Option(*names, help=help_, rich_help_panel=panel)


SOURCE: dict[str, tuple[Any, Any]] = {
    "source": (
        Annotated[
            Path,
            typer.Argument(metavar="SOURCE", help="A folder that `kg build` wrote, or coded statements: .csv, .dna."),
        ],
        inspect.Parameter.empty,
    ),
    "since": (
        Annotated[str | None, _option("Of a graph: first day of publication: 2025-02-24, 2025-02 or 2025.", IN)],
        None,
    ),
    "until": (Annotated[str | None, _option("Of a graph: last day of publication.", IN)], None),
    "actor_type": (Annotated[str | None, _option("Of a graph: the actors' type, such as Country.", IN)], None),
    "min_score": (Annotated[float, _option("Of a graph: leave out positions scored lower.", IN)], 0.0),
    "map_": (Annotated[Words, _option("Of a table: VARIABLE=COLUMN, or VARIABLE=COLUMN:CODE.", IN, "--map")], None),
    "statement_type": (Annotated[str | None, _option("Of a .dna file: the statement type.", IN)], None),
    "qualifier_type": (Annotated[Words, _option("boolean, integer or text; or VARIABLE=TYPE.", IN)], None),
    "start": (Annotated[str | None, _option("First time: 2020-01-31T12:00:00, a day, month or year.", IN)], None),
    "stop": (Annotated[str | None, _option("Last time; a day, month or year to its end.", IN)], None),
    "exclude": (Annotated[Words, _option("VARIABLE=VALUE to leave out; repeat.", IN)], None),
    "only": (Annotated[Words, _option("VARIABLE=VALUE to keep; repeat.", IN)], None),
}
NETWORK: dict[str, tuple[Any, Any]] = {
    "v1": (
        Annotated[str | None, _option("Variable of the actors: any column; else actor or organization.", WHICH)],
        None,
    ),
    "v2": (Annotated[str | None, _option("Variable of the issues; else concept.", WHICH)], None),
    "qualifier": (Annotated[str, _option("The column that says for or against.", WHICH)], "agreement"),
    "agg": (Annotated[str | None, _option("As of kg network.", WHICH)], None),
    "norm": (Annotated[str | None, _option("As of kg network.", WHICH)], None),
    "dup": (
        Annotated[str | None, _option("Count the same once: document, week, month, year, acrossrange.", WHICH)],
        None,
    ),
    "compat": (
        Annotated[str | None, _option("dna: weights of Discourse Network Analyzer, errors included.", WHICH)],
        None,
    ),
    "week_start": (Annotated[str | None, _option("monday (ISO) or sunday, for --dup week.", WHICH)], None),
}
WINDOW: dict[str, tuple[Any, Any]] = {
    "window": (Annotated[str, _option("no, seconds, minutes, hours, days, weeks, months, years, events.", TIME)], "no"),
    "size": (Annotated[int, _option("Width of the window.", TIME)], 1),
    "kernel": (Annotated[str, _option("no, uniform, triangular, epanechnikov or gaussian.", TIME)], "no"),
    "indent": (
        Annotated[bool, _option("Keep mid-points half a width inside.", TIME, "--indent/--no-indent")],
        True,
    ),
}
ANSWER: dict[str, tuple[Any, Any]] = {
    "table": (Annotated[str | None, _option("Which table; the last lines of this help name them.", OUT)], None),
    "format_": (
        Annotated[
            str | None, _option("table, csv, tsv, json, jsonl, parquet; else by the ending.", OUT, "--format", "-f")
        ],
        None,
    ),
    "out": (
        Annotated[
            Path | None,
            typer.Option(
                "--out",
                "-o",
                help="The file to write; else, or with -, standard output.",
                rich_help_panel=OUT,
                callback=standard_output,
            ),
        ],
        None,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the shared options say. `options` are those of a network that were given."""

    source: Path
    filters: dict[str, Any]
    mapping: list[str]
    statement_type: str | None
    qualifier_type: list[str]
    options: dict[str, Any]
    table: str | None
    format: str | None
    out: Path | None
    quiet: bool


def analysis(
    *, windows: bool = False, leave_out: tuple[str, ...] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return what gives a command the shared options and hands them to it as its first argument, `shared`.

    Args:
        windows: Whether the command takes windows through time.
        leave_out: Shared options that it does not take.
    """
    added = {**SOURCE, **NETWORK, **(WINDOW if windows else {}), **ANSWER}
    added = {name: value for name, value in added.items() if name not in leave_out}

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        def run(context: typer.Context, **given: Any) -> None:  # noqa: ANN401 - of several types
            own = {name: value for name, value in given.items() if name not in added}
            quiet = bool(context.obj and context.obj["quiet"])
            command(_shared({name: value for name, value in given.items() if name in added}, quiet=quiet), **own)

        # Annotations are texts in the command's module; typer needs what they stand for.
        own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "shared"]
        keyword = inspect.Parameter.KEYWORD_ONLY
        parameters = [inspect.Parameter("context", keyword, annotation=typer.Context)]
        parameters += [p.replace(kind=keyword) for p in own]
        parameters += [
            inspect.Parameter(name, keyword, annotation=kind, default=default)
            for name, (kind, default) in added.items()
        ]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        return run

    return with_options


def _shared(given: dict[str, Any], *, quiet: bool) -> Shared:
    options = {name: given.get(name) for name in (*NETWORK, *WINDOW, "start", "stop", "exclude", "only")}
    filters = {"since": given["since"], "until": given["until"], "min_score": given["min_score"]}
    return Shared(
        source=given["source"],
        filters={**filters, "type": given["actor_type"]},
        mapping=given["map_"] or [],
        statement_type=given["statement_type"],
        qualifier_type=given["qualifier_type"] or [],
        options={name: value for name, value in options.items() if value is not None},
        table=given.get("table"),
        format=given.get("format_"),
        out=given.get("out"),
        quiet=quiet,
    )


def statements(shared: Shared) -> Statements:
    """Return the statements of a graph or of a table.

    Raises:
        SettingsError: If options of one are given for the other.
    """
    from kg.discourse import declared_kinds, read_statements
    from kg.errors import SettingsError

    if shared.source.is_dir():
        from kg.api import Graph

        if shared.mapping or shared.statement_type or shared.qualifier_type:
            raise SettingsError("--map, --statement-type, --qualifier-type: of coded statements. A graph needs none.")
        return Graph(shared.source).statements(**shared.filters)
    named = [name for name, value in shared.filters.items() if value]
    if named:
        option = {"min_score": "min-score", "type": "actor-type"}.get(named[0], named[0])
        raise SettingsError(
            f"--{option}: of a graph. For coded statements take --only, --start or --stop.", option=option
        )
    kinds = declared_kinds(shared.qualifier_type, shared.options.get("qualifier", "agreement"))
    return read_statements(shared.source, kinds=kinds, mapping=shared.mapping, statement_type=shared.statement_type)


def write_found(found: Tabular, shared: Shared) -> None:
    """Write the table that is asked for, the first unless one is named.

    Raises:
        SettingsError: If there is no such table.
        ExportError: If it cannot be written so.
    """
    from kg.errors import SettingsError

    tables = {table.name: table for table in found.tables()}
    name = shared.table or next(iter(tables))
    if name not in tables:
        raise SettingsError(f"--table {name}: unknown. Known: {', '.join(tables)}.", option="table")
    write_table(tables[name], shared.out, shared.format)
    others = [other for other in tables if other != name]
    if others and shared.out is None and not shared.quiet and shared.table is None:
        typer.echo(f"More with --table {', '.join(others)}.", err=True)


def write_table(table: Table, out: Path | None, format_: str | None) -> None:
    """Write a table in the manner of `kg query`; numbers for people are rounded.

    Raises:
        ExportError: If the format does not fit or the file cannot be written.
    """
    from kg.errors import ExportError
    from kg.export import write_answer
    from kg.store.atomic import writing

    suffix = out.suffix.removeprefix(".").lower() if out else ""
    chosen = format_ or (suffix if suffix in FORMATS else "table")
    if chosen not in FORMATS:
        raise ExportError(f"--format {chosen}: unknown. Known: {', '.join(FORMATS)}.", format=chosen)
    answer = answer_of(table, places=PLACES if chosen == "table" else None)
    if out is not None:
        with writing(out) as file:
            write_answer(answer, file, format=chosen)
        return
    terminal = sys.stdout.isatty()
    if chosen == "parquet" and terminal:
        raise ExportError("parquet: not for a terminal. Name a file with --out FILE.", format=chosen)
    stdout = typer.get_binary_stream("stdout")
    write_answer(answer, stdout, format=chosen, width=shutil.get_terminal_size().columns if terminal else None)
    stdout.flush()


def answer_of(table: Table, *, places: int | None = None) -> Answer:
    """Return a table as the answer to a query; real numbers rounded to so many places."""
    import pyoxigraph as ox

    from kg.store.table import Table as Answered

    def term(value: Value) -> ox.Literal | None:
        if value is None:
            return None
        return ox.Literal(round(value, places) if isinstance(value, float) and places is not None else value)

    return Answered(table.columns, tuple(tuple(map(term, row)) for row in table.rows))


def run_analysis(shared: Shared, find: Any, *, steps: int | None = None, hears: bool = False, **given: Any) -> Any:  # noqa: ANN401 - an analysis, its options, what it finds
    """Read the statements, find what is asked for, write it and return it.

    `hears` says that the analysis tells how far it is; `steps` how many it takes, None where that is not known.
    """
    table = statements(shared)
    with progress_bar(quiet=shared.quiet) as bar:
        if bar is not None:
            bar.start(steps)
            bar.phase("analysing")
            given |= {"heard": bar.advance} if hears else {}
        found = find(table, **given, **shared.options)
    write_found(found, shared)
    return found
