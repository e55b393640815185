"""`kg merge`: several folders into a new one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from kg.builder.codebook import copy_codebook, kept_codebook
from kg.builder.correct import graph_base, settings_of
from kg.builder.directory import BuildDirectory, disk_errors, locked, open_built, prepare
from kg.builder.journal import Journal
from kg.builder.outputs import write_outputs
from kg.errors import SettingsError
from kg.review import FILE as DECISIONS
from kg.store import GraphStore
from kg.store.snapshots import rewriting


@dataclass(slots=True, kw_only=True)
class Merged:
    """What a merge did: documents put in, those that several folders held alike, and conflicts as (id, folder taken)."""

    directory: BuildDirectory
    documents: int = 0
    same: int = 0
    loaded: int = 0
    conflicts: list[tuple[str, Path]] = field(default_factory=list)


def merge(roots: Sequence[Path], *, out: Path, phase: Callable[[str], None] = lambda _: None) -> Merged:
    """Join the documents, decisions and loaded graphs of folders in a new folder; they themselves are not changed.

    Where two folders built one document differently (another kg, model or settings), the folder named first wins. What was
    built wins over what was loaded.

    Args:
        roots: The folders.
        out: The new folder; it must not exist, or be empty.
        phase: Told what is being done.

    Raises:
        SettingsError: If `out` holds something, or the folders have different bases or codebooks.
        StoreError: If one of the folders holds no graph; nothing is then written.
        StoreUnavailableError: If another process writes to one of them.
    """
    sources = [open_built(root) for root in roots]
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SettingsError(
            f"{out}: is there already. A merge makes a new folder: name another one with --out.", path=out
        )
    _check_same(sources)
    with disk_errors(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}."))
    try:
        with ExitStack() as stack:
            for source in sources:
                stack.enter_context(locked(source))
            target = prepare(work / "graph")
            done = Merged(directory=BuildDirectory(out))
            with disk_errors(out), Journal(target.journal) as journal:
                phase("joining the folders")
                _join(sources, target, journal, done)
                phase("writing the graph")
                write_outputs(target, journal, settings=settings_of(target))
        if out.is_dir():
            out.rmdir()
        target.root.rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return done


def _check_same(sources: Sequence[BuildDirectory]) -> None:
    """Refuse folders whose graphs cannot stand in one."""
    first = sources[0]
    for other in sources[1:]:
        if graph_base(first) != graph_base(other):
            raise SettingsError(
                f"{first.root} has the base {graph_base(first)}, {other.root} {graph_base(other)}. Build one of them again "
                "with --base, then merge.",
                path=other.root,
            )
    books = [(one.root, kept_codebook(one)) for one in sources]
    different = {book.read_bytes(): root for root, book in books if book}
    if len(different) > 1:
        names = ", ".join(str(root) for root in different.values())
        raise SettingsError(f"{names}: have different codebooks. Build them with the same --issues, then merge.")


def _join(sources: Sequence[BuildDirectory], target: BuildDirectory, journal: Journal, done: Merged) -> None:
    from_files: dict[str, tuple[BuildDirectory, bytes | None]] = {}
    taken: dict[str, Path] = {}
    for source in sources:
        copy_codebook(source, target)
        with Journal(source.journal) as other:
            for built in other.rows():
                if journal.add(built):
                    taken[built.id] = source.root
                    done.documents += 1
                elif journal.fingerprint(built.id) == built.fingerprint:
                    done.same += 1
                else:
                    done.conflicts.append((built.id, taken[built.id]))
            journal.add_revisions(other.revisions())
            journal.add_codings(other.codings())
            for name, shared in other.loaded().items():
                from_files.setdefault(name, (source, shared))
    _copy_decisions(sources, target)
    _copy_loaded(from_files, target, journal)
    done.loaded = sum(shared is None for _, shared in from_files.values())
    run = sources[0].file("run.json")
    if run.is_file():
        shutil.copyfile(run, target.file("run.json"))


def _copy_decisions(sources: Sequence[BuildDirectory], target: BuildDirectory) -> None:
    """Join what people decided, each line once, in order of the folders."""
    lines: dict[bytes, None] = {}
    for source in sources:
        path = source.file(DECISIONS)
        if path.is_file():
            lines.update(dict.fromkeys(path.read_bytes().splitlines()))
    if lines:
        target.file(DECISIONS).write_bytes(b"".join(line + b"\n" for line in lines))


def _copy_loaded(
    from_files: dict[str, tuple[BuildDirectory, bytes | None]], target: BuildDirectory, journal: Journal
) -> None:
    """Copy graphs that came from files; of each name the first folder's."""
    if not from_files:
        return
    with tempfile.TemporaryDirectory(dir=target.journal.parent) as scratch:
        dump = Path(scratch) / "loaded.nq"
        with dump.open("wb") as out:
            for source in {one.root: one for one, _ in from_files.values()}.values():
                with GraphStore.open(source.store, read_only=True) as store:
                    for name in (name for name, (owner, _) in from_files.items() if owner is source):
                        store.dump_graph(name, out, named=True)
        with rewriting(target.store) as copy, GraphStore.open(copy) as store:
            store.load_all(dump)
    journal.put_loaded({name: shared for name, (_, shared) in from_files.items()})
