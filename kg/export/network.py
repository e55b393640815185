"""Networks as files, each in the format of the program that opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import networkx as nx

from kg.errors import ExportError
from kg.export.network_html import network_page
from kg.export.network_json import to_cyjs, to_graphology, to_json
from kg.export.network_tables import to_csv, to_nodes_csv, to_statements_csv, to_xlsx, to_zip
from kg.export.network_text import to_dl_edgelist, to_dl_full, to_dot, to_gml, to_pajek
from kg.export.network_xml import to_gexf, to_graphml
from kg.store.atomic import writing


def to_html(graph: nx.Graph) -> bytes:
    """Return one page that opens from disk."""
    return network_page(graph).encode()


FORMATS: dict[str, Callable[[nx.Graph], bytes]] = {
    "csv": to_csv,
    "csv-zip": to_zip,
    "cyjs": to_cyjs,
    "dl-edgelist": to_dl_edgelist,
    "dl-full": to_dl_full,
    "dot": to_dot,
    "gexf": to_gexf,
    "gml": to_gml,
    "graphml": to_graphml,
    "graphology": to_graphology,
    "html": to_html,
    "json": to_json,
    "nodes-csv": to_nodes_csv,
    "pajek": to_pajek,
    "statements-csv": to_statements_csv,
    "xlsx": to_xlsx,
}
ENDINGS = {"dl": "dl-full", "gv": "dot", "htm": "html", "net": "pajek", "zip": "csv-zip"}
"""Formats that are not called as their files end."""
PICTURES = ("svg", "pdf", "png")
"""What `kg.picture` writes."""


def network_format(named: str | None, target: str | Path | None) -> str:
    """Return the format: the one named, else the one of the file's ending, else `csv`.

    Raises:
        ExportError: If no format ends as the file does.
    """
    if named or not target:
        return named or "csv"
    ending = Path(target).suffix.lstrip(".").lower()
    chosen = ENDINGS.get(ending, ending)
    if chosen not in FORMATS and chosen not in PICTURES:
        raise ExportError(
            f"--out {target}: no format ends so. Name one with --format: {', '.join(FORMATS)}.", path=target
        )
    return chosen


def write_network(graph: nx.Graph, target: str | Path | BinaryIO, format: str | None = None) -> None:  # noqa: A002 - the field's word
    """Write a network to a file or stream.

    Args:
        graph: A view, or any other network.
        target: The file, or an open binary stream.
        format: As of `kg network`; None takes that of the file's ending, `csv` for a stream.

    Raises:
        ExportError: If the format is unknown, the network too large for it, or the file cannot be written.
    """
    format = network_format(format, target if isinstance(target, str | Path) else None)  # noqa: A001 - the field's word
    if format in PICTURES:
        raise ExportError(f"--format {format}: a picture. Draw it with kg.picture.draw_network.", format=format)
    if format not in FORMATS:
        raise ExportError(f"--format {format}: unknown. Known: {', '.join(FORMATS)}.", format=format)
    content = FORMATS[format](graph)
    if not isinstance(target, (str, Path)):
        target.write(content)
        return
    with writing(target) as file:
        file.write(content)


def write_network_html(graph: nx.Graph, path: str | Path) -> None:
    """Write the page of a network."""
    write_network(graph, path, "html")
