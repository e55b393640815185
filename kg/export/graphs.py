"""The whole graph in one format: RDF in all its spellings, tables, packages, nanopublications, and what plugins add.

An exporter is a function `(store, out)` that writes to an open binary file; one that says who made the graph, and under
which licence, takes `(store, out, about)`. Plugins offer theirs in the entry-point group `kg.exporters`. Every format is
sorted: the same graph gives the same bytes.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from kg.errors import ExportError
from kg.export.about import About
from kg.export.packages import Package
from kg.plugins import load_plugin, plugin_names
from kg.store import GraphStore
from kg.store.atomic import writing

GROUP = "kg.exporters"
ENDINGS = {"rdf": "rdfxml", "owl": "rdfxml", "json-ld": "jsonld"}
"""Endings of files that are not called what their format is."""


class Exporter(Protocol):
    """Writes a store in one format. One that takes a third argument gets what is said about the graph (`About`)."""

    def __call__(self, store: GraphStore, out: BinaryIO) -> None:
        """Write everything in `store` to `out`."""


def export_formats() -> tuple[str, ...]:
    """Return the formats that `export_graph` knows, sorted."""
    return plugin_names(GROUP)


def format_of(name: str) -> str | None:
    """Return the format that the ending of a file's name says; None where it says none.

    >>> format_of("graph.rdf"), format_of("graph.zip")
    ('rdfxml', None)
    """
    ending = Path(name).suffix.removeprefix(".").lower()
    return ENDINGS.get(ending) or (ending if ending in export_formats() else None)


def export_graph(
    store: GraphStore,
    target: str | Path | BinaryIO,
    format: str,  # noqa: A002 - the field's word
    about: About | None = None,
) -> None:
    """Write the graph to a path, which is replaced at once and whole, or to an open binary file such as stdout.

    Args:
        store: What to write.
        target: A path, or an open binary file. A format of several files makes a folder of a path that does not end in
            `.zip`, and a zip of everything else.
        format: One of `export_formats()`.
        about: What packages, nanopublications and annotations say about the graph; None says that it was made today.

    Raises:
        ExportError: If the format is unknown (the known ones are listed), the graph holds what the format cannot, or the
            file cannot be written; what stood there before is then unchanged.
        PluginError: If the format's plugin does not load.
    """
    if format not in export_formats():
        raise ExportError(f"{format!r} is no format of graphs. Known: {', '.join(export_formats())}.", format=format)
    write = cast("Any", load_plugin(GROUP, format))
    said = (about or About(),) if "about" in inspect.signature(write).parameters else ()
    if not isinstance(target, str | Path):
        write(store, target, *said)
    elif isinstance(write, Package) and not _is_file(Path(target)):
        write.write_folder(store, Path(target), *said)
    else:
        with writing(target) as out:
            write(store, out, *said)


def _is_file(path: Path) -> bool:
    """Say whether several files go into a zip: where one is named, or a pipe or device stands there."""
    return path.suffix.lower() == ".zip" or (path.exists() and not path.is_dir())


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
