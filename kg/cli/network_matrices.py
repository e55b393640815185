"""`kg network` for matrices of coded statements, and of a graph's positions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from kg.cli.network_input import cuts, read_table, statement_options
from kg.counts import number_of
from kg.discourse import (
    Matrix,
    NetworkOptions,
    Statements,
    bars,
    columns_for,
    distances,
    make_options,
    matrices,
    nested_backbone,
    select,
)
from kg.errors import ExportError, SettingsError
from kg.export import matrices as files
from kg.view import WHOLE_SERIES, cut_matrix, graph_of, is_cut, make_cuts


def write_matrices(given: Mapping[str, Any]) -> None:
    """Read the statements, make what the options of the command ask for, and write it."""
    out: Path | None = given["out"]
    chosen = given["format_"] or _format(out)
    wanted = {**statement_options(given), "type": given["type_"] or "twomode"}
    wanted |= {"isolates": given["isolates"], "seed": given["seed"]}
    table = _table(given, wanted, chosen)
    options = make_options(table, **wanted)
    target = out or sys.stdout
    dna = chosen.startswith("dna-")
    _check_format(chosen, given)
    if given["barplot"]:
        made = bars(table, options)
        files.write_text(lambda stream: files.to_bars_csv(made, stream), target)
    elif given["backbone"] == "nested":
        steps = nested_backbone(table, options)
        files.write_text(lambda stream: files.to_backbone_csv(steps, stream), target)
    elif options.type == "eventlist":
        kept = select(table, options).kept
        write = files.to_dna_event_list if dna else files.to_event_list
        files.write_text(lambda stream: write(kept, stream), target)
    elif given["distance"] is not None:
        series = list(matrices(table, options))
        apart = distances(series, method=given["distance"], to_one=given["to_one"], dna=options.dna)
        files.write_text(lambda stream: files.to_distance_csv(apart, stream), target)
    elif options.window != "no":
        if is_cut(given):
            raise SettingsError(WHOLE_SERIES, option="window")
        _write_series(matrices(table, options), out, chosen, quiet=given["quiet"])
    else:
        _write_one(table, options, given, chosen)


def _format(out: Path | None) -> str:
    if out is None or out.suffix.lower() in ("", ".csv", ".txt"):
        return "matrix-csv"
    from kg.export import network_format

    return network_format(None, out)


def _check_format(chosen: str, given: Mapping[str, Any]) -> None:
    """Refuse a format that does not exist, or is one of networks where a list is wanted.

    Raises:
        ExportError: If it is one of these.
    """
    from kg.export.network import FORMATS

    known = tuple(sorted({*FORMATS, *files.MATRIX_FORMATS}))
    lists = {
        "--barplot": given["barplot"],
        "--backbone nested": given["backbone"] == "nested",
        "--distance": given["distance"],
    }
    wanted = next((name for name, asked in lists.items() if asked), None)
    if wanted is not None:
        known = ("csv", "matrix-csv")
    elif given["type_"] == "eventlist":
        wanted, known = "--type eventlist", ("csv", "matrix-csv", "dna-csv")
    if chosen not in known:
        what = f"not of {wanted}" if wanted else "unknown"
        raise ExportError(f"--format {chosen}: {what}. Known: {', '.join(known)}.", format=chosen)


def _table(given: Mapping[str, Any], wanted: Mapping[str, Any], chosen: str) -> Statements:
    if given["statements"] is None:
        from kg.api import Graph
        from kg.cli.network_views import filters

        return Graph(given["graph"]).statements(**filters(given))
    lean = chosen in files.MATRIX_FORMATS and wanted["type"] != "eventlist"
    return read_table(given, columns=columns_for(wanted) if lean else None)


def _write_series(series: Iterator[Matrix], out: Path | None, chosen: str, *, quiet: bool) -> None:
    if out is None:
        raise ExportError("a series is many files. Name a folder with --out.", format=chosen)
    number = files.write_series(series, out, chosen)
    if not quiet:
        advice = "" if number else ". The range is narrower than the window: lower --size, or try --no-indent"
        typer.echo(f"{out}: {number_of(number, 'slice')}{advice}", err=True)


def _write_one(table: Statements, options: NetworkOptions, given: Mapping[str, Any], chosen: str) -> None:
    matrix, left = next(matrices(table, options)), cuts(given)
    target = given["out"]
    if chosen in files.MATRIX_FORMATS:
        matrix = cut_matrix(matrix, table, options, left)
        files.write_matrix(matrix, target or sys.stdout, chosen)
        edges = matrix.values.nnz
    else:
        from kg.export import write_network

        made = graph_of(matrix, table, options, make_cuts(**left))
        write_network(made, target or typer.get_binary_stream("stdout"), chosen)
        edges = made.number_of_edges()
    if not edges and not given["quiet"]:
        typer.echo("No tie is left. Loosen the filters, or check the names in them.", err=True)
