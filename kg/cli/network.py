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
        typer.Option("--format", "-f", help="csv, gexf, graphml, html or json; else from the file's suffix."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file to write; without it, standard output.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day of publication, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of publication, YYYY-MM-DD.")] = None,
    min_score: Annotated[float, typer.Option(help="Leave out positions scored lower.")] = 0.0,
    min_weight: Annotated[float, typer.Option(help="Leave out edges of a lower weight.")] = 0.0,
    top: Annotated[int | None, typer.Option(help="Only so many edges, the strongest.")] = None,
) -> None:
    """Write a network of actors and issues for Gephi, igraph, visone, Cytoscape or the browser.

    **Views**: `position` joins actors with issues, signed; `congruence` joins actors who take the same stance on the
    same issues; `conflict` those who take opposite stances.

    **Examples**

    `kg network graph --out positions.gexf`

    `kg network graph --view congruence --min-weight 2 --out coalition.graphml`

    `kg network graph --view conflict --format csv | sort`

    `kg network graph --since 2025-01-01 --out network.html`
    """
    from kg.builder import open_built
    from kg.export import write_network
    from kg.store import GraphStore
    from kg.view import network as make_network

    chosen = format_ or (out.suffix.lstrip(".").lower() if out else "csv")
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        made = make_network(store, view, since=since, until=until, min_score=min_score, min_weight=min_weight, top=top)
    write_network(made, out or typer.get_binary_stream("stdout"), chosen)
