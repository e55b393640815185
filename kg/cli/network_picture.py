"""`kg network` for pictures, of a graph or of coded statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.errors import ExportError, SettingsError

if TYPE_CHECKING:
    import networkx as nx

    from kg.discourse import Statements
    from kg.picture import Picture

PANEL = "Pictures"
Kind = Annotated[
    str | None,
    typer.Option(
        "--picture",
        help="network (where --out ends in .svg, .pdf or .png), heatmap, dendrogram, timeline or slope.",
        rich_help_panel=PANEL,
    ),
]
Layout = Annotated[
    str | None,
    typer.Option(help="columns (actors left, issues right) or force; by the network.", rich_help_panel=PANEL),
]
Palette = Annotated[
    str | None,
    typer.Option(help="green-purple (unless given), blue-orange, green-red or grey.", rich_help_panel=PANEL),
]
Title = Annotated[str | None, typer.Option(help="A line above the picture.", rich_help_panel=PANEL)]
Source = Annotated[
    str | None,
    typer.Option(
        help='Below it, where statements are from, with counts and period; "" for these.', rich_help_panel=PANEL
    ),
]
By = Annotated[str | None, typer.Option(help="Rows of the time line: actor or issue.", rich_help_panel=PANEL)]
Split = Annotated[str | None, typer.Option(help="First day of the slope chart's second period.", rich_help_panel=PANEL)]
Dpi = Annotated[int, typer.Option(help="Dots an inch of a PNG.", min=30, max=1200, rich_help_panel=PANEL)]

ONLY_OF = {"layout": ("network",), "by": ("timeline",), "split": ("slope",)}
"""Options of one kind of picture."""
OF_ALL = ("palette", "title", "source")
KINDS = ("network", "heatmap", "dendrogram", "timeline", "slope")
OF_STATEMENTS = ("v1", "v2", "qualifier", "dup", "start", "stop")
OF_MATRICES = ("agg", "norm", "compat", "week_start", "isolates", "seed")


def wants_picture(given: Mapping[str, Any]) -> bool:
    """Say whether the options of the command ask for a picture.

    Raises:
        SettingsError: If they ask for none, but say what it should look like.
    """
    if given["picture"] is not None or _format(given) is not None:
        return True
    for name in (*ONLY_OF, *OF_ALL):
        if given[name] is not None:
            raise SettingsError(f"--{name}: of pictures. Give --out FILE.svg, or --picture.", option=name)
    return False


def write_picture(given: Mapping[str, Any]) -> None:
    """Draw the picture that the options of the command ask for, and write it."""
    kind = given["picture"] or "network"
    if kind not in KINDS:
        raise SettingsError(f"--picture {kind}: unknown. Known: {', '.join(KINDS)}.", option="picture")
    for name, kinds in ONLY_OF.items():
        if given[name] is not None and kind not in kinds:
            raise SettingsError(f"--{name}: of {kinds[0]}, not of {kind}.", option=name)
    if given["window"] != "no":
        raise SettingsError("--window: a series is many networks. A picture shows one: leave it out.", option="window")
    out: Path | None = given["out"]
    chosen = _format(given)
    if chosen is None and (out or given["format_"]):
        wrong = f"--format {given['format_']}" if given["format_"] else f"--out {out}"
        raise ExportError(f"{wrong}: a picture is svg, pdf or png.", format=given["format_"])
    from kg.picture import save

    made = _drawn(given, kind)
    save(made, out or typer.get_binary_stream("stdout"), chosen or "svg", dpi=given["dpi"])
    if made.left_out and not given["quiet"]:
        typer.echo(made.left_out + (" --top takes another number." if made.is_short else ""), err=True)


def _format(given: Mapping[str, Any]) -> str | None:
    from kg.export.network import PICTURES

    out: Path | None = given["out"]
    ending = (given["format_"] or (out.suffix.lstrip(".") if out else "")).lower()
    return ending if ending in PICTURES else None


def _drawn(given: Mapping[str, Any], kind: str) -> Picture:
    from kg import picture

    looks = {name: given[name] for name in (*ONLY_OF, *OF_ALL, "top") if given[name] is not None}
    if kind == "network":
        return picture.draw_network(_network(given), seed=given["seed"], **looks)
    drawings: dict[str, Callable[..., Picture]] = {
        "heatmap": picture.draw_heatmap,
        "dendrogram": picture.draw_dendrogram,
        "timeline": picture.draw_timeline,
        "slope": picture.draw_slope,
    }
    if kind == "dendrogram":
        looks.pop("palette", None)
    return drawings[kind](_statements(given), **_choices(given), **looks)


def _network(given: Mapping[str, Any]) -> nx.Graph[Any]:
    """Return the network with all of its ties: how many are drawn, and what is left out, the picture says."""
    from kg.cli.network_input import cuts
    from kg.cli.network_views import made_view

    whole = {**given, "top": None}
    if given["view"] is not None or (given["graph"] is not None and given["type_"] is None):
        return made_view(whole)
    from kg.discourse import make_options, matrices
    from kg.view import graph_of, make_cuts

    table = _statements(given)
    wanted = {**_choices(given), **{name: given[name] for name in OF_MATRICES}, "type": given["type_"] or "twomode"}
    options = make_options(table, **wanted)
    return graph_of(next(matrices(table, options)), table, options, make_cuts(**cuts(whole)))


def _statements(given: Mapping[str, Any]) -> Statements:
    from kg.cli.network_input import read_table
    from kg.cli.network_views import filters

    if given["statements"] is not None:
        return read_table(given)
    from kg.api import Graph

    return Graph(given["graph"]).statements(**filters(given))


def _choices(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of statements."""
    return {name: given[name] for name in OF_STATEMENTS} | {name: given[name] or [] for name in ("exclude", "only")}
