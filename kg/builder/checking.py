"""Graphs to be validated: folders that kg built, RDF files of anybody, and what comes on standard input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.builder.directory import open_built
from kg.errors import StoreError

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.validate import Checked

STDIN = "-"
_ID_FIRST = re.compile(rb'\{"id":"([^"\\]+)"')


def check(inputs: list[str], *, stdin: BinaryIO, ending: str = "", engine: str = "auto") -> Iterator[Checked]:
    """Yield the report on each graph of each input; of one that cannot be read, why, and go on with the next.

    Args:
        inputs: Folders, files, or `-`.
        stdin: What `-` reads.
        ending: The format of files whose names do not tell, as the ending of a name.
        engine: What checks them, `auto` or `pyshacl`; the report is the same.

    Raises:
        SettingsError: If there is no such engine.
    """
    from kg.validate import Checked

    for name in inputs:
        try:
            yield from _check_folder(name, engine) if Path(name).is_dir() else _check_file(name, stdin, ending, engine)
        except StoreError as exc:
            yield Checked(input=name, graph="", problem=exc.message)


def _check_folder(name: str, engine: str) -> Iterator[Checked]:
    """Check the store of a build, with the texts of its documents."""
    from kg.store import GraphStore
    from kg.validate import Checked, validate_dataset

    directory = open_built(Path(name))
    texts = _Texts(directory.file("documents.jsonl"))
    with GraphStore.open(directory.store, read_only=True) as store:
        names = store.graph_iris()
        documents = (store.graph(iri) for iri in names if "/graph/doc-" in iri)
        others = [store.graph(iri) for iri in names if "/graph/doc-" not in iri]
        for graph, report in validate_dataset(documents, others, text_of=texts.of, engine=engine):
            yield Checked(input=name, graph=graph, report=report)


def _check_file(name: str, stdin: BinaryIO, ending: str, engine: str) -> Iterator[Checked]:
    """Check a file or standard input, each of its named graphs that describes a document by itself."""
    from kg.validate import Checked, is_of_documents, validate_dataset

    graphs = _read(name, stdin, ending)
    documents = [graph for graph in graphs if is_of_documents(graph)]
    others = [graph for graph in graphs if not is_of_documents(graph)]
    for graph, report in validate_dataset(documents, others, engine=engine):
        yield Checked(input=name, graph=graph or name, report=report)


def _read(name: str, stdin: BinaryIO, ending: str) -> list[Graph]:
    from kg.store.load import FORMATS, parse_graphs, read_graphs

    if name != STDIN and not ending and Path(name).suffix.lower() in FORMATS:
        return read_graphs(Path(name))
    try:
        content = stdin.read() if name == STDIN else Path(name).read_bytes()
    except OSError as exc:
        raise StoreError(f"{name}: cannot be read ({exc.strerror or exc}). Check the name.", path=name) from exc
    return parse_graphs(content, "standard input" if name == STDIN else name, ending=ending)


class _Texts:
    """The texts of `documents.jsonl`, found by a document's IRI and read one at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[str, int] = {}
        if path.is_file():
            with path.open("rb") as lines:
                place = 0
                for line in lines:
                    self._places[_id_of(line)] = place
                    place += len(line)

    def of(self, document: str) -> str | None:
        """Return the text of a document, None where the file does not hold it."""
        place = self._places.get(document.rsplit("/", 1)[-1])
        if place is None:
            return None
        with self._path.open("rb") as lines:
            lines.seek(place)
            return str(json.loads(lines.readline())["text"])


def _id_of(line: bytes) -> str:
    """Return a document's id, which stands first in the lines that kg writes, so that its text need not be parsed."""
    found = _ID_FIRST.match(line)
    return found[1].decode() if found else str(json.loads(line)["id"])
