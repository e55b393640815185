"""Records, tables and graphs as files: documents.jsonl, CSV, RDF, packages, networks.

Each name is loaded from its module when it is first used, so that writing a table does not wait for RDF libraries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import names_of

if TYPE_CHECKING:
    from kg.export.about import About
    from kg.export.csv_tables import write_actors_csv, write_positions_csv, write_statements_csv
    from kg.export.dataset import DatasetFacts, Dump, describe_dataset
    from kg.export.framed import framed
    from kg.export.graphs import Exporter, export_formats, export_graph, format_of
    from kg.export.network import network_format, write_network, write_network_html
    from kg.export.records import (
        read_documents_jsonl,
        record_from_json,
        record_from_line,
        record_line,
        record_to_json,
        write_documents_jsonl,
    )
    from kg.export.tables import answer_formats, write_answer

__all__ = [
    "About",
    "DatasetFacts",
    "Dump",
    "Exporter",
    "answer_formats",
    "describe_dataset",
    "export_formats",
    "export_graph",
    "format_of",
    "framed",
    "network_format",
    "read_documents_jsonl",
    "record_from_json",
    "record_from_line",
    "record_line",
    "record_to_json",
    "write_actors_csv",
    "write_answer",
    "write_documents_jsonl",
    "write_network",
    "write_network_html",
    "write_positions_csv",
    "write_statements_csv",
]

_HOMES = {
    "About": "about",
    "DatasetFacts": "dataset",
    "Dump": "dataset",
    "Exporter": "graphs",
    "answer_formats": "tables",
    "describe_dataset": "dataset",
    "export_formats": "graphs",
    "export_graph": "graphs",
    "format_of": "graphs",
    "framed": "framed",
    "network_format": "network",
    "read_documents_jsonl": "records",
    "record_from_json": "records",
    "record_from_line": "records",
    "record_line": "records",
    "record_to_json": "records",
    "write_actors_csv": "csv_tables",
    "write_answer": "tables",
    "write_documents_jsonl": "records",
    "write_network": "network",
    "write_network_html": "network",
    "write_positions_csv": "csv_tables",
    "write_statements_csv": "csv_tables",
}

__getattr__ = names_of(__name__, {name: f"kg.export.{home}" for name, home in _HOMES.items()})
