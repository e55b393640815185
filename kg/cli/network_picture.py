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
MATRICES = ("twomode", "onemode")
FILTERS = ("since", "until", "actor", "issue", "stance", "speaker", "document", "min_score")
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
    """Return the network whole but for weak ties: how many are drawn, and what is left out, the picture says."""
    if given["graph"] is not None and given["type_"] not in MATRICES:
        from kg.api import Graph

        actor_type = given["actor_type"] or given["type_"]
        return Graph(given["graph"]).network(
            given["view"], min_weight=given["min_weight"], **{**_filters(given), "type": actor_type}
        )
    from kg.discourse import make_options, matrices
    from kg.view import graph_of, strongest

    table = _statements(given)
    wanted = {**_choices(given), **{name: given[name] for name in OF_MATRICES}, "type": given["type_"] or "twomode"}
    options = make_options(table, **wanted)
    made = graph_of(next(matrices(table, options)), table, options)
    return strongest(made, min_weight=given["min_weight"], top=None, isolates=options.isolates)


def _statements(given: Mapping[str, Any]) -> Statements:
    if given["statements"] is None:
        from kg.api import Graph

        kept = None if given["type_"] in MATRICES else given["type_"]
        return Graph(given["graph"]).statements(**{**_filters(given), "type": given["actor_type"] or kept})
    from kg.discourse import read_statements

    return read_statements(
        given["statements"],
        kinds=dict(_kind(text, given["qualifier"]) for text in given["qualifier_type"] or []),
        mapping=given["map_"] or [],
        statement_type=given["statement_type"],
    )


def _kind(text: str, qualifier: str) -> tuple[str, str]:
    name, sign, kind = text.rpartition("=")
    return (name, kind) if sign else (qualifier, text)


def _filters(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in FILTERS}


def _choices(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of statements; in a graph rows are all holders, persons and bodies."""
    made = {name: given[name] for name in OF_STATEMENTS} | {name: given[name] or [] for name in ("exclude", "only")}
    return made | {"v1": given["v1"] or ("actor" if given["statements"] is None else None)}
