"""`kg network`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import network_picture as look
from kg.errors import SettingsError

IN, MATRIX, TIME, MORE = "Coded statements", "Matrices", "Windows through time", "Of matrices"


TYPES = ("twomode", "onemode", "eventlist")
"""Values of `--type` that ask for a matrix or list; any other is a type of actors."""


def network(
    context: typer.Context,
    graph: Annotated[Path | None, typer.Argument(help="The folder that `kg build` wrote.")] = None,
    view: Annotated[str, typer.Option(help="position, congruence or conflict.")] = "position",
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="gexf, graphml, csv, html, ...: see below; of a matrix also matrix-csv, dna-csv, dna-dl. Else by the ending.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write, a folder for a series; else standard output.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day of publication, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication, YYYY-MM-DD.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only edges of this actor: its name, alias, id or IRI.")] = None,
    issue: Annotated[
        str | None, typer.Option(help="Words in the issue's label, in singular or plural; its id or IRI.")
    ] = None,
    stance: Annotated[str | None, typer.Option(help="support, oppose or ambivalent.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who spoke: name, alias, id or IRI.")] = None,
    document: Annotated[str | None, typer.Option(help="A document's title, URL, input, id or IRI.")] = None,
    type_: Annotated[
        str | None,
        typer.Option("--type", help="twomode, onemode or eventlist for a matrix; else the actors' type, as Country."),
    ] = None,
    actor_type: Annotated[str | None, typer.Option(help="The actors' type, such as Country.")] = None,
    min_score: Annotated[float, typer.Option(help="Leave out positions scored lower.")] = 0.0,
    min_weight: Annotated[float, typer.Option(help="Leave out edges of a lower weight.")] = 0.0,
    top: Annotated[int | None, typer.Option(help="Only so many edges, the strongest.")] = None,
    statements: Annotated[
        Path | None,
        typer.Option(help="Coded statements instead of a graph: .csv, or .dna (SQLite).", rich_help_panel=IN),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="VARIABLE=COLUMN, or VARIABLE=COLUMN:CODE for exports of coded segments.", rich_help_panel=IN
        ),
    ] = None,
    statement_type: Annotated[
        str | None, typer.Option(help="The statement type, where a .dna file has several.", rich_help_panel=IN)
    ] = None,
    qualifier_type: Annotated[
        list[str] | None,
        typer.Option(help="boolean, integer or text, for the qualifier; or VARIABLE=TYPE.", rich_help_panel=IN),
    ] = None,
    v1: Annotated[str | None, typer.Option(help="Variable of the rows: any column.", rich_help_panel=MATRIX)] = None,
    v2: Annotated[str | None, typer.Option(help="Variable of the columns.", rich_help_panel=MATRIX)] = None,
    qualifier: Annotated[
        str, typer.Option(help="How they are related; or none.", rich_help_panel=MATRIX)
    ] = "agreement",
    agg: Annotated[
        str, typer.Option(help="ignore, subtract, combine, congruence or conflict.", rich_help_panel=MATRIX)
    ] = "ignore",
    norm: Annotated[
        str,
        typer.Option(help="no; activity, prominence (two-mode); average, jaccard, cosine.", rich_help_panel=MATRIX),
    ] = "no",
    dup: Annotated[
        str,
        typer.Option(
            help="Count the same once: include (no), document, week, month, year, acrossrange.", rich_help_panel=MATRIX
        ),
    ] = "include",
    start: Annotated[
        str | None, typer.Option(help="First time, 2020-01-31T12:00:00 or a day.", rich_help_panel=MATRIX)
    ] = None,
    stop: Annotated[str | None, typer.Option(help="Last time.", rich_help_panel=MATRIX)] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="VARIABLE=VALUE to leave out; repeat.", rich_help_panel=MATRIX)
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="VARIABLE=VALUE to keep; repeat.", rich_help_panel=MATRIX)
    ] = None,
    isolates: Annotated[
        bool, typer.Option("--isolates", help="Keep labels without ties.", rich_help_panel=MATRIX)
    ] = False,
    compat: Annotated[
        str | None,
        typer.Option(help="dna: the figures of Discourse Network Analyzer, with its errors.", rich_help_panel=MATRIX),
    ] = None,
    window: Annotated[
        str, typer.Option(help="no, seconds, minutes, hours, days, weeks, months, years, events.", rich_help_panel=TIME)
    ] = "no",
    size: Annotated[int, typer.Option(help="Width of the window.", rich_help_panel=TIME)] = 1,
    kernel: Annotated[
        str, typer.Option(help="no, uniform, triangular, epanechnikov or gaussian.", rich_help_panel=TIME)
    ] = "no",
    indent: Annotated[
        bool, typer.Option("--indent/--no-indent", help="Keep mid-points half a width inside.", rich_help_panel=TIME)
    ] = True,
    week_start: Annotated[
        str | None, typer.Option(help="monday (ISO) or sunday, for --dup week.", rich_help_panel=TIME)
    ] = None,
    seed: Annotated[
        int, typer.Option(help="For what is drawn: ties at the edges of events.", rich_help_panel=TIME)
    ] = 0,
    distance: Annotated[
        str | None,
        typer.Option(help="absdiff or spectral: the slices' distances instead of them.", rich_help_panel=MORE),
    ] = None,
    to_one: Annotated[
        bool, typer.Option("--to-one/--no-to-one", help="Scale slices to a sum of one first.", rich_help_panel=MORE)
    ] = True,
    backbone: Annotated[
        str | None, typer.Option(help="nested: which columns a one-mode network needs.", rich_help_panel=MORE)
    ] = None,
    barplot: Annotated[
        bool, typer.Option("--barplot", help="Count --v1 by --qualifier instead.", rich_help_panel=MORE)
    ] = False,
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

    **Views** of a graph: `position` joins actors with issues, signed; `congruence` joins actors who take the same stance
    on the same issues; `conflict` those who take opposite stances. Actors and issues without an edge are left out.

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

    `kg network graph --view conflict --format csv | sort`

    `kg network graph --since 2025-01-01 --out network.html`

    `kg network graph --view congruence --issue sanctions --type Country --out allies.html`

    `kg network graph --format statements-csv --out statements.csv`

    `kg network graph --actor China --stance oppose`

    `kg network graph --out positions.svg`

    `kg network graph --picture heatmap --actor-type Country --out stances.pdf`

    `kg network --statements coded.csv --picture timeline --by issue --out time.png`

    `kg network --statements coded.csv --type twomode --agg subtract --out stances.csv`

    `kg network --statements coded.dna --type onemode --agg subtract --norm average --dup document --compat dna`

    `kg network graph --type onemode --agg congruence --window months --size 3 --out months`
    """
    given = {**locals(), "quiet": bool(context.obj and context.obj["quiet"])}
    matrix = statements is not None or type_ in TYPES or barplot
    if (graph is None) == (statements is None):
        raise SettingsError("give a GRAPH or --statements FILE, one of them.", option="statements")
    if look.wants_picture(given):
        look.write_picture(given)
        return
    filters: dict[str, Any] = {"since": since, "until": until, "actor": actor, "issue": issue, "stance": stance}
    filters |= {"speaker": speaker, "document": document, "min_score": min_score}
    filters["type"] = actor_type if matrix else actor_type or type_
    if not matrix:
        _write_view(graph, view, out, format_, filters, min_weight=min_weight, top=top)
        return
    from kg.cli.coded_network import Request, write_coded

    options = {
        "type": type_ or "twomode",
        "v1": v1,
        "v2": v2,
        "qualifier": qualifier,
        "agg": agg,
        "norm": norm,
        "dup": dup,
        "start": start,
        "stop": stop,
        "window": window,
        "size": size,
        "kernel": kernel,
        "indent": indent,
        "isolates": isolates,
        "exclude": exclude or [],
        "only": only or [],
        "compat": compat,
        "week_start": week_start,
        "seed": seed,
    }
    request = Request(
        graph=graph,
        filters=filters,
        statements=statements,
        mapping=map_ or [],
        statement_type=statement_type,
        qualifier_type=qualifier_type or [],
        options=options,
        distance=distance,
        to_one=to_one,
        backbone=backbone,
        barplot=barplot,
        min_weight=min_weight,
        top=top,
        quiet=bool(context.obj and context.obj["quiet"]),
    )
    write_coded(request, out, format_)


def _write_view(
    graph: Path | None,
    view: str,
    out: Path | None,
    format_: str | None,
    filters: dict[str, Any],
    *,
    min_weight: float,
    top: int | None,
) -> None:
    from kg.api import Graph
    from kg.export import network_format, write_network

    chosen = network_format(format_, out)
    made = Graph(graph or "").network(view, min_weight=min_weight, top=top, **filters)
    write_network(made, out or typer.get_binary_stream("stdout"), chosen)
    if not made.number_of_edges():
        typer.echo("No edge is left. Loosen the filters, or check the names in them.", err=True)
