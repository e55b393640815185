"""`kg network` for views of a graph or of coded statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from kg.cli.network_input import FILTERS, cuts, read_table, statement_options
from kg.errors import SettingsError

if TYPE_CHECKING:
    import networkx as nx


def filters(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what chooses positions of a graph."""
    return {**{name: given[name] for name in FILTERS}, "type": given["actor_type"]}


def write_view(given: Mapping[str, Any]) -> None:
    """Make the view that the options of the command ask for, and write it."""
    from kg.export import network_format, write_network

    chosen = network_format(given["format_"], given["out"])
    made = made_view(given)
    write_network(made, given["out"] or typer.get_binary_stream("stdout"), chosen)
    if not made.number_of_edges() and not given["quiet"]:
        typer.echo("No edge is left. Loosen the filters, or check the names in them.", err=True)


def made_view(given: Mapping[str, Any]) -> nx.Graph[Any]:
    """Return the view that the options of the command ask for."""
    return _of_graph(given) if given["graph"] is not None else _of_statements(given)


def _of_graph(given: Mapping[str, Any]) -> nx.Graph[Any]:
    from kg.api import Graph

    return Graph(given["graph"]).network(given["view"] or "position", **filters(given), **cuts(given))


def _of_statements(given: Mapping[str, Any]) -> nx.Graph[Any]:
    from kg.view import CODED_VIEWS, VIEWS, coded_view

    if given["view"] in set(VIEWS) - set(CODED_VIEWS):
        raise SettingsError(
            f"--view {given['view']}: of graphs. Of coded statements: {', '.join(CODED_VIEWS)}.", option="view"
        )
    return coded_view(read_table(given), given["view"], **statement_options(given), **cuts(given))
