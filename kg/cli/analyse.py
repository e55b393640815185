"""`kg analyse`."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from kg.cli.analyse_networks import backbone, balance, clusters, phases, polarisation
from kg.cli.analyse_statements import bars, contradictions, explain, ideal


class _EitherOrder(TyperGroup):
    """`kg analyse SOURCE balance` is `kg analyse balance SOURCE`, as a question follows the graph in `kg query`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the analysis first, as groups of commands want it."""
        if len(args) > 1 and args[0] not in self.commands and args[1] in self.commands:
            args = [args[1], args[0], *args[2:]]
        return super().parse_args(ctx, args)


analyse = typer.Typer(
    cls=_EitherOrder,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Analyse a debate: sides, phases, coalitions, balance, ideal points; of a graph or of coded statements.\n\n"
    "**Examples**\n\n`kg analyse polarisation graph`\n\n`kg analyse clusters coded.csv --samples 100`\n\n"
    "`kg analyse contradictions graph --format csv > contradictions.csv`",
)
for command in (polarisation, phases, clusters, explain, balance, backbone, ideal, contradictions, bars):
    analyse.command()(command)
