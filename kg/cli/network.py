"""`kg network`."""

from __future__ import annotations

import typer

from kg.cli import network_options as option
from kg.cli import network_picture as look
from kg.cli.network_input import refuse_unfit
from kg.errors import SettingsError


def network(
    context: typer.Context,
    graph: option.Graph = None,
    view: option.View = None,
    format_: option.Format = None,
    out: option.Out = None,
    since: option.Since = None,
    until: option.Until = None,
    actor: option.Actor = None,
    issue: option.Issue = None,
    stance: option.Stance = None,
    speaker: option.Speaker = None,
    document: option.Document = None,
    type_: option.Type = None,
    actor_type: option.ActorType = None,
    min_score: option.MinScore = 0.0,
    backbone: option.Backbone = None,
    alpha: option.Alpha = 0.05,
    min_weight: option.MinWeight = 0.0,
    ego: option.Ego = None,
    radius: option.Radius = 1,
    top: option.Top = None,
    giant: option.Giant = False,
    isolates: option.Isolates = False,
    statements: option.Statements = None,
    map_: option.Map = None,
    statement_type: option.StatementType = None,
    qualifier_type: option.QualifierType = None,
    v1: option.V1 = None,
    v2: option.V2 = None,
    qualifier: option.Qualifier = "agreement",
    dup: option.Dup = "include",
    start: option.Start = None,
    stop: option.Stop = None,
    exclude: option.Exclude = None,
    only: option.Only = None,
    agg: option.Agg = "ignore",
    norm: option.Norm = "no",
    compat: option.Compat = None,
    window: option.Window = "no",
    size: option.Size = 1,
    kernel: option.Kernel = "no",
    indent: option.Indent = True,
    week_start: option.WeekStart = None,
    seed: option.Seed = 0,
    distance: option.Distance = None,
    to_one: option.ToOne = True,
    barplot: option.Barplot = False,
    picture: look.Kind = None,
    layout: look.Layout = None,
    palette: look.Palette = None,
    title: look.Title = None,
    source: look.Source = None,
    by: look.By = None,
    split: look.Split = None,
    dpi: look.Dpi = 300,
) -> None:
    """Write a network of actors and issues for Gephi, igraph, visone, Cytoscape or the browser, a matrix for R, or a picture.

    **Views** of a graph or of coded statements: `position` joins actors with issues, signed; `congruence` joins actors
    who take the same stance on the same issues, `conflict` those who take opposite stances, `subtract` is the one minus
    the other; `issue` joins issues that the same actors speak about. Of a graph: `relation` who did or said what to whom,
    `statement` who spoke about whom. Actors and issues without an edge are left out.

    **Matrices** (`--type`), of a graph or of coded statements: `twomode` is v1 x v2, `onemode` v1 x v1, `eventlist` the
    statements that count. With a window, a folder of them. Formulas: docs/reference/networks.md.

    **Pictures** (`svg`, `pdf`, `png`), of a graph or of coded statements: the network, or with `--picture` a heat map of
    stances, a dendrogram of actors, a time line, a slope chart of changes.

    **Formats** (file ending): `gexf` Gephi; `graphml` igraph, visone, yEd; `pajek` (.net); `dl-full` (.dl) and
    `dl-edgelist` UCINET; `cyjs` Cytoscape; `json` networkx, D3; `graphology` sigma.js; `gml`; `dot` (.gv) Graphviz; `csv`
    edges; `nodes-csv`; `statements-csv`; `csv-zip` (.zip) all three; `xlsx`; `html` the browser.

    **Examples**

    `kg network graph --out positions.gexf`

    `kg network graph --view congruence --min-weight 2 --out coalition.graphml`

    `kg network graph --view subtract --backbone sdsm --alpha 0.05 --out camps.graphml`

    `kg network graph --view conflict --format csv | sort`

    `kg network graph --view relation --ego China --radius 1 --out china.gexf`

    `kg network graph --since 2025-01-01 --out network.html`

    `kg network graph --view congruence --issue sanctions --type Country --out allies.html`

    `kg network graph --format statements-csv --out statements.csv`

    `kg network --statements coded.csv --view issue --backbone disparity --giant --out issues.gexf`

    `kg network graph --out positions.svg`

    `kg network graph --picture heatmap --actor-type Country --out stances.pdf`

    `kg network --statements coded.csv --picture timeline --by issue --out time.png`

    `kg network --statements coded.csv --type twomode --agg subtract --out stances.csv`

    `kg network --statements coded.dna --type onemode --agg subtract --norm average --dup document --compat dna`

    `kg network graph --type onemode --agg congruence --window months --size 3 --out months`
    """
    given = dict(locals())
    from kg.discourse.options import TYPES

    if graph is not None and graph.is_file():
        raise SettingsError(
            f"{graph}: a file. Coded statements are read with --statements {graph}", option="statements"
        )
    if (graph is None) == (statements is None):
        raise SettingsError("give a GRAPH or --statements FILE, one of them.", option="statements")
    matrix = type_ in TYPES or barplot or (view is None and statements is not None)
    if matrix and view is not None:
        raise SettingsError(f"--view {view} and a matrix (--type, --barplot): give one of them.", option="view")
    said = {name for name in given if _is_given(context, name)}
    refuse_unfit(said, table=statements is not None, view=not matrix and picture in (None, "network"))
    given["quiet"] = bool(context.obj and context.obj["quiet"])
    given["type_"] = type_ if matrix else None
    given["actor_type"] = actor_type if matrix else actor_type or type_
    if look.wants_picture(given):
        look.write_picture(given)
    elif matrix:
        from kg.cli.network_matrices import write_matrices

        write_matrices(given)
    else:
        from kg.cli.network_views import write_view

        write_view(given)


def _is_given(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
