"""`kg network` for matrices of coded statements, and of a graph's positions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from kg.discourse import (
    Matrix,
    NetworkOptions,
    Statements,
    bars,
    distances,
    make_options,
    matrices,
    nested_backbone,
    read_statements,
    select,
)
from kg.errors import ExportError, SettingsError
from kg.export import matrices as files
from kg.export import write_network
from kg.view import columns_for, graph_of, strongest


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for."""

    graph: Path | None
    filters: dict[str, Any]
    statements: Path | None
    mapping: list[str]
    statement_type: str | None
    qualifier_type: list[str]
    options: dict[str, Any]
    distance: str | None
    to_one: bool
    backbone: str | None
    barplot: bool
    min_weight: float
    top: int | None
    quiet: bool


def write_coded(request: Request, out: Path | None, format_: str | None) -> None:
    """Read the statements, make what is asked for and write it."""
    chosen = format_ or _format(out)
    table = _table(request, chosen)
    options = make_options(table, **request.options)
    target = out or sys.stdout
    dna = chosen.startswith("dna-")
    if request.barplot:
        made = bars(table, options)
        files.write_text(lambda stream: files.to_bars_csv(made, stream), target)
    elif request.backbone is not None:
        if request.backbone != "nested":
            raise SettingsError(f"--backbone {request.backbone}: unknown. Known: nested.", option="backbone")
        steps = nested_backbone(table, options)
        files.write_text(lambda stream: files.to_backbone_csv(steps, stream), target)
    elif options.type == "eventlist":
        kept = select(table, options).kept
        write = files.to_dna_event_list if dna else files.to_event_list
        files.write_text(lambda stream: write(kept, stream), target)
    elif request.distance is not None:
        series = list(matrices(table, options))
        apart = distances(series, method=request.distance, to_one=request.to_one, dna=options.dna)
        files.write_text(lambda stream: files.to_distance_csv(apart, stream), target)
    elif options.window != "no":
        _write_series(matrices(table, options), out, chosen, quiet=request.quiet)
    else:
        _write_one(next(matrices(table, options)), table, options, request, out, chosen)


def _format(out: Path | None) -> str:
    suffix = out.suffix.lstrip(".").lower() if out else ""
    return suffix if suffix and suffix not in ("csv", "txt") else "matrix-csv"


def _table(request: Request, chosen: str) -> Statements:
    if request.statements is None:
        from kg.api import Graph

        return Graph(request.graph or "").statements(**request.filters)
    lean = chosen in files.MATRIX_FORMATS and request.options["type"] != "eventlist"
    return read_statements(
        request.statements,
        columns=columns_for(request.options) if lean else None,
        kinds=dict(_kind(text, request.options["qualifier"]) for text in request.qualifier_type),
        mapping=request.mapping,
        statement_type=request.statement_type,
    )


def _kind(text: str, qualifier: str) -> tuple[str, str]:
    name, sign, kind = text.rpartition("=")
    return (name, kind) if sign else (qualifier, text)


def _write_series(series: Iterator[Matrix], out: Path | None, chosen: str, *, quiet: bool) -> None:
    if out is None:
        raise ExportError("a series is many files. Name a folder with --out.", format=chosen)
    number = files.write_series(series, out, chosen)
    if not quiet:
        typer.echo(f"{out}: {number} {'slice' if number == 1 else 'slices'}", err=True)


def _write_one(
    matrix: Matrix, table: Statements, options: NetworkOptions, request: Request, out: Path | None, chosen: str
) -> None:
    if chosen in files.MATRIX_FORMATS:
        files.write_matrix(matrix, out or sys.stdout, chosen)
    else:
        made = graph_of(matrix, table, options)
        made = strongest(made, min_weight=request.min_weight, top=request.top, isolates=options.isolates)
        write_network(made, out or typer.get_binary_stream("stdout"), chosen)
    if not matrix.values.nnz and not request.quiet:
        typer.echo("No tie is left. Loosen the filters, or check the names in them.", err=True)
