"""The whole graph as one file: Turtle, N-Triples, N-Quads, TriG, JSON-LD, and what plugins add.

An exporter is a function `(store, out)` that writes to an open binary file; plugins offer theirs in the entry-point
group `kg.exporters`. Every format is sorted: the same graph gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol, cast

from kg.errors import ExportError
from kg.plugins import load_plugin, plugin_names
from kg.store import GraphStore
from kg.store.atomic import writing

GROUP = "kg.exporters"


class Exporter(Protocol):
    """Writes a store in one format."""

    def __call__(self, store: GraphStore, out: BinaryIO) -> None:
        """Write everything in `store` to `out`."""


def export_formats() -> tuple[str, ...]:
    """Return the formats that `export_graph` knows, sorted."""
    return plugin_names(GROUP)


def export_graph(store: GraphStore, target: str | Path | BinaryIO, format: str) -> None:  # noqa: A002 - the field's word
    """Write the graph to a path, which is replaced at once and whole, or to an open binary file such as stdout.

    Args:
        store: What to write.
        target: A path, or an open binary file.
        format: One of `export_formats()`.

    Raises:
        ExportError: If the format is unknown (the known ones are listed) or the file cannot be written.
        PluginError: If the format's plugin does not load.
    """
    if format not in export_formats():
        raise ExportError(f"{format!r} is no format of graphs. Known: {', '.join(export_formats())}.", format=format)
    write = cast("Exporter", load_plugin(GROUP, format))
    if isinstance(target, str | Path):
        with writing(target) as out:
            write(store, cast("BinaryIO", out))
    else:
        write(store, target)


def write_ttl(store: GraphStore, out: BinaryIO) -> None:
    """Write the union of the named graphs as Turtle, for people."""
    store.dump(out, "ttl")


def write_nt(store: GraphStore, out: BinaryIO) -> None:
    """Write the union of the named graphs as N-Triples."""
    store.dump(out, "nt")


def write_nq(store: GraphStore, out: BinaryIO) -> None:
    """Write the named graphs as N-Quads, for machines."""
    store.dump(out, "nq")


def write_trig(store: GraphStore, out: BinaryIO) -> None:
    """Write the named graphs as TriG."""
    store.dump(out, "trig")


def write_jsonld(store: GraphStore, out: BinaryIO) -> None:
    """Write the named graphs as JSON-LD in the words of our context."""
    from kg.export.compacted import write_jsonld as write

    write(store, out)
