"""`kg load`: RDF files into a folder, whole or not at all."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.builder.checking import check
from kg.builder.correct import settings_of
from kg.builder.directory import BuildDirectory, disk_errors, locked, prepare
from kg.builder.journal import Journal
from kg.builder.loaded import OF_DOCUMENTS, SHARED
from kg.builder.outputs import write_outputs
from kg.errors import StoreError
from kg.store import GraphStore
from kg.store.snapshots import present, rewriting


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load put in: quads, graphs that are new, graphs that it replaced."""

    directory: BuildDirectory
    quads: int
    graphs: int
    replaced: int


def load(
    files: Sequence[Path], *, out: Path, validate: bool = True, phase: Callable[[str], None] = lambda _: None
) -> Loaded:
    """Put the graphs of RDF files into a folder, new or made by kg.

    A graph of a document takes the place of one of the same name that was loaded before; one that `kg build` made stands.

    Args:
        files: RDF files; their names' endings say the format.
        out: The folder.
        validate: Refuse files that do not conform to the shapes.
        phase: Told what is being done.

    Raises:
        StoreError: If a file cannot be read, does not parse or does not conform, or holds a document that was built here;
            nothing is then loaded.
    """
    for path in files:
        if not path.is_file():
            raise StoreError(f"{path}: no such file. Check the name.", path=path)
    if validate:
        phase("checking")
        _refuse_what_does_not_conform(files)
    fresh = not out.exists()
    directory = prepare(out)
    try:
        with locked(directory), disk_errors(out), Journal(directory.journal) as journal:
            phase("loading")
            alone = fresh or _is_empty(directory)
            done = _load(files, directory, journal, alone=alone)
            if not alone or directory.file("run.json").exists():
                phase("writing the graph")
                write_outputs(directory, journal, settings=settings_of(directory))
    except BaseException:
        if fresh:
            shutil.rmtree(out, ignore_errors=True)
        raise
    return done


def _load(files: Sequence[Path], directory: BuildDirectory, journal: Journal, *, alone: bool) -> Loaded:
    """Load into the store, or, where it holds something, look first at what the files hold."""
    with ExitStack() as stack:
        source = stack.enter_context(rewriting(directory.store) if alone else _scratch(directory))
        with GraphStore.open(source) as store:
            quads = sum(store.load_all(path) for path in files)
            names = store.graph_iris()
            shared = {name: _kept(store, name) for name in names if SHARED.fullmatch(name)}
            if not alone:
                store.dump(source.with_name("loaded.nq"), "nq")
        earlier, replaced = journal.loaded(), list[str]()
        if not alone:
            replaced = _replaced(directory, journal, names, earlier)
            copy = stack.enter_context(rewriting(directory.store))
            with GraphStore.open(copy) as store:
                store.replace_many(dict.fromkeys(replaced, ()))
                quads = store.load_all(source.with_name("loaded.nq"))
        journal.put_loaded(
            {name: _merged(shared[name], earlier.get(name)) if name in shared else None for name in names}
        )
    return Loaded(directory=directory, quads=quads, graphs=len(names) - len(replaced), replaced=len(replaced))


def _is_empty(directory: BuildDirectory) -> bool:
    if not present(directory.store):
        return True
    with GraphStore.open(directory.store, read_only=True) as store:
        return not store.graph_iris()


@contextmanager
def _scratch(directory: BuildDirectory) -> Iterator[Path]:
    """Yield a place for a store beside the journal that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=directory.journal.parent) as name:
        yield Path(name) / "store"


def _replaced(
    directory: BuildDirectory, journal: Journal, names: Sequence[str], loaded: Mapping[str, bytes | None]
) -> list[str]:
    """Return the graphs that give way to loaded ones of the same name.

    Raises:
        StoreError: If one of them was built here.
    """
    with GraphStore.open(directory.store, read_only=True) as store:
        there = set(store.graph_iris())
    both = [name for name in names if name in there and not SHARED.fullmatch(name)]
    for name in both:
        document = match[2] if (match := OF_DOCUMENTS.fullmatch(name)) else ""
        if name not in loaded and journal.find(document):
            raise StoreError(
                f"{name}: this document was built here, and what is built is not overwritten. Take it out first "
                f"(kg remove {directory.root} {document}), or load into another folder; nothing was loaded.",
                graph=name,
            )
    return both


def _kept(store: GraphStore, name: str) -> bytes:
    """Return what later builds need of a graph over all documents: nothing of what follows from positions."""
    return b"" if name.endswith("graph/derived") else store.graph_triples(name)


def _merged(triples: bytes, earlier: bytes | None) -> bytes:
    lines = {*triples.splitlines(keepends=True), *(earlier or b"").splitlines(keepends=True)}
    return b"".join(sorted(lines))


def _refuse_what_does_not_conform(files: Sequence[Path]) -> None:
    for checked in check([str(path) for path in files], stdin=io.BytesIO()):
        if checked.problem:
            raise StoreError(checked.problem, path=checked.input)
        if not checked.report.conforms:
            wrong = sum(result.severity == "Violation" for result in checked.report.results)
            raise StoreError(
                f"{checked.input}: does not conform: {wrong} violations in {checked.graph}. `kg validate {checked.input}` "
                "lists them; --no-validate loads it as it is. Nothing was loaded.",
                path=checked.input,
            )
