"""Networks as tables: edges, nodes and statements as CSV, one file or a zip of three, or as the sheets of a workbook."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping
from itertools import chain
from typing import Any

import networkx as nx

from kg.errors import ExportError
from kg.export.network_flat import Plain, flat_network, held, statement_rows
from kg.export.spreadsheet import write_csv

Table = tuple[list[str], list[list[Plain]]]
"""Names of the columns, and rows of as many cells."""

IDS = frozenset({"positions"})
"""Left out of the table of edges: ids, which the table of statements has one a row."""
STATEMENT_COLUMNS = (
    "source",
    "source_label",
    "target",
    "target_label",
    "position",
    "stance",
    "date",
    "document",
    "text",
)
MAX_ROWS, MAX_CELL = 1_048_576, 32_767
"""What a sheet and a cell of Excel hold."""
LARGEST = 1.797693134862315e308
"""The largest number with the sixteen digits that sheets have: rounded up, larger ones would be infinite."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of files in a zip: the same network gives the same bytes."""


def to_csv(graph: nx.Graph) -> bytes:
    """Return one row an edge: ends, labels, weight and counts; cells are safe in spreadsheets."""
    return _csv(edge_table(graph))


def to_nodes_csv(graph: nx.Graph) -> bytes:
    """Return one row a node."""
    return _csv(node_table(graph))


def to_statements_csv(graph: nx.Graph) -> bytes:
    """Return one row a statement behind an edge, with its words."""
    return _csv(statement_table(graph))


def to_zip(graph: nx.Graph) -> bytes:
    """Return nodes.csv, edges.csv and statements.csv in a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in _tables(graph).items():
            member = zipfile.ZipInfo(f"{name}.csv", EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, _csv(table))
    return out.getvalue()


def to_xlsx(graph: nx.Graph) -> bytes:
    """Return a workbook with the sheets nodes, edges and statements; text is never a formula.

    Longer texts than a cell holds (32,767 characters) end in an ellipsis.

    Raises:
        ExportError: If a sheet would have more rows than Excel opens.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, (columns, rows) in _tables(graph).items():
        if len(rows) >= MAX_ROWS:
            raise ExportError(
                f"--format xlsx: {len(rows)} {name} do not fit on a sheet ({MAX_ROWS - 1}). Use csv-zip, or --min-weight.",
                rows=len(rows),
            )
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{_column_letter(len(columns))}{len(rows) + 1}"
        heading: list[Plain] = [*columns]
        for row in chain([heading], rows):
            sheet.append([_sheet_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edge_table(graph: nx.Graph) -> Table:
    """Return the edges: source, source_label, target, target_label, and their attributes in order of name."""
    network = flat_network(graph, clean=False)
    names = [column.name for column in network.edge_columns if column.name not in IDS]
    rows = []
    for edge in network.edges:
        a, b = (network.nodes[end] for end in edge.ends)
        rows.append([a.key, a.label, b.key, b.label, *(edge.values.get(name) for name in names)])
    return ["source", "source_label", "target", "target_label", *names], rows


def node_table(graph: nx.Graph) -> Table:
    """Return the nodes: id, label, and their attributes in order of name."""
    network = flat_network(graph, clean=False)
    names = [column.name for column in network.node_columns]
    rows: list[list[Plain]] = [
        [node.key, node.label, *(node.values.get(name) for name in names)] for node in network.nodes
    ]
    return ["id", "label", *names], rows


def statement_table(graph: nx.Graph) -> Table:
    """Return the statements behind the edges: their ends, stance, date, document, words, and what else they hold."""
    found = statement_rows(graph)
    more = sorted({name for row in found for name in row} - set(STATEMENT_COLUMNS))
    columns = [*STATEMENT_COLUMNS, *more]
    return columns, [[row.get(name) for name in columns] for row in found]


def _tables(graph: nx.Graph) -> Mapping[str, Table]:
    return {"nodes": node_table(graph), "edges": edge_table(graph), "statements": statement_table(graph)}


def _csv(table: Table) -> bytes:
    out = io.BytesIO()
    write_csv(out, *table)
    return out.getvalue()


def _sheet_cell(sheet: Any, value: Plain) -> Any:  # noqa: ANN401 - openpyxl's cells
    """Return a cell of text for text, whatever it begins with; other values as they are."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, float) and math.isfinite(value):
        return max(-LARGEST, min(value, LARGEST))
    if not isinstance(value, str):
        return value
    text = re.sub("\r\n?", "\n", held(value))
    cell = WriteOnlyCell(sheet, value=text if len(text) <= MAX_CELL else f"{text[: MAX_CELL - 1]}…")
    cell.data_type = "s"
    return cell


def _column_letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)
