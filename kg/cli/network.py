"""`kg network`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def network(
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` wrote.")],
    view: Annotated[str, typer.Option(help="position, congruence or conflict.")] = "position",
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", help="gexf, graphml, csv, html, ...: see below; else by the file's ending."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; without it, standard output.")
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
    type_: Annotated[str | None, typer.Option("--type", help="The actors' type, such as Country.")] = None,
    min_score: Annotated[float, typer.Option(help="Leave out positions scored lower.")] = 0.0,
    min_weight: Annotated[float, typer.Option(help="Leave out edges of a lower weight.")] = 0.0,
    top: Annotated[int | None, typer.Option(help="Only so many edges, the strongest.")] = None,
) -> None:
    """Write a network of actors and issues for Gephi, igraph, visone, Cytoscape or the browser.

    **Views**: `position` joins actors with issues, signed; `congruence` joins actors who take the same stance on the
    same issues; `conflict` those who take opposite stances. Actors and issues without an edge are left out.

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
    """
    from kg.api import Graph
    from kg.export import network_format, write_network

    chosen = network_format(format_, out)
    made = Graph(graph).network(
        view,
        since=since,
        until=until,
        min_score=min_score,
        min_weight=min_weight,
        top=top,
        actor=actor,
        issue=issue,
        stance=stance,
        speaker=speaker,
        document=document,
        type=type_,
    )
    write_network(made, out or typer.get_binary_stream("stdout"), chosen)
    if not made.number_of_edges():
        typer.echo("No edge is left. Loosen the filters, or check the names in them.", err=True)
