"""`kg`: the program, its global options, and how errors become exit statuses.

0  done
1  could not be done, or (`kg validate`) does not conform, or (`kg diff`) is different
2  the command line or a setting cannot be used
3  done, but some inputs failed
130  interrupted
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from kg.cli.agreement import agreement
from kg.cli.analyse import analyse
from kg.cli.build import build
from kg.cli.code import code
from kg.cli.correct import correct
from kg.cli.export import export
from kg.cli.issues import issues
from kg.cli.logs import set_up_logging
from kg.cli.network import network
from kg.cli.publish import publish
from kg.cli.query import query
from kg.cli.report import report
from kg.cli.settings import settings
from kg.cli.shell import shell
from kg.cli.site import site
from kg.cli.store import compact, diff, dump, load, merge, remove, stats
from kg.cli.validate import validate
from kg.errors import ExportError, KgError, PluginError, QueryError, SettingsError
from kg.version import __version__

USAGE_ERRORS = (SettingsError, PluginError, QueryError, ExportError)

COMMANDS = (
    *(build, query, shell, network, report, agreement, correct, validate, export, publish, site, settings),
    *(stats, diff, merge, remove, compact, dump, load),
)
GROUPS = {"issues": issues, "analyse": analyse, "code": code}


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def global_options(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    verbose: Annotated[int, typer.Option("--verbose", "-v", count=True, help="Say more; twice for debugging.")] = 0,
    log_format: Annotated[str, typer.Option(help="How messages look on stderr: text or json.")] = "text",
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[  # noqa: ARG001 - answered by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn foreign-policy text into a citable, queryable knowledge graph of who takes which position on what.

    Start with `kg build FILES --out graph`, then ask: `kg query graph positions`.
    """
    if log_format not in ("text", "json"):
        raise SettingsError(f"--log-format {log_format}: unknown. Known: json, text.")
    set_up_logging(quiet=quiet, verbose=verbose + 2 * debug, log_format=log_format)
    context.obj = {"quiet": quiet or log_format == "json"}


def program(asked: str | None = None) -> typer.Typer:
    """Return the program.

    Args:
        asked: The command that will be run: the others, whose options take time to make, are then left out. All are there
            where it is None, or none of them.
    """
    names = {command.__name__ for command in COMMANDS} | set(GROUPS)
    made = typer.Typer(
        name="kg",
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(global_options)
    for command in COMMANDS:
        if asked not in names or asked == command.__name__:
            made.command()(command)
    for name, group in GROUPS.items():
        if asked not in names or asked == name:
            made.add_typer(group, name=name)
    return made


app = program()


def main() -> None:
    """Run the program; turn what goes wrong into a message and an exit status."""
    debug = "--debug" in sys.argv
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    try:
        program(asked)()
    except KgError as exc:
        if debug:
            raise
        _complain(exc.message)
        sys.exit(2 if isinstance(exc, USAGE_ERRORS) else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as exc:
        if debug:
            raise
        _complain(
            f"unexpected {type(exc).__name__}: {exc}. This is a defect in kg: please report it with --debug's output."
        )
        sys.exit(1)


def _complain(message: str) -> None:
    """Print an error where errors go, in the format that was asked for, without words that a terminal would obey."""
    import logging

    logging.getLogger("kg").error("%s", message)
