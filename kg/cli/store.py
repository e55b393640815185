"""`kg remove`, `kg compact`, `kg stats`, `kg merge`, `kg diff`, `kg dump`, `kg load`: care for folders of graphs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.builder.comparing import Comparison, Difference

GRAPH = typer.Argument(help="The folder that `kg build` or `kg load` made.")
FORMAT = typer.Option("--format", "-f", help="text or json.")
OF_DATASETS = ("nq", "trig", "jsonld")


def remove(
    context: typer.Context,
    graph: Annotated[Path, GRAPH],
    documents: Annotated[list[str], typer.Argument(help="Documents, by id, IRI, input or URL.")],
) -> None:
    """Take documents out of a graph: out of the store and every file. All are taken out, or none.

    **Examples**

    `kg remove graph news/old.html`

    `kg remove graph doc-17399e7873c1f448 https://example.org/statement.html`
    """
    from kg.builder.removing import remove as run_remove
    from kg.cli.progress import phases

    with phases(quiet=context.obj["quiet"]) as phase:
        phase("removing")
        gone = run_remove(graph, documents)
    _tell(context, f"{graph}: {len(gone)} removed: {', '.join(gone)}")


def compact(context: typer.Context, graph: Annotated[Path, GRAPH]) -> None:
    """Bring a graph into its smallest and fastest form: for after many changes, and after `kg load`.

    Readers go on meanwhile. For a while the disk holds the store twice.

    **Examples**

    `kg compact graph`
    """
    from kg.builder.compacting import compact as run_compact
    from kg.cli.progress import phases

    with phases(quiet=context.obj["quiet"]) as phase:
        phase("compacting")
        before, after = run_compact(graph)
    _tell(context, f"{graph}: {_size(before)} before, {_size(after)} now")


def stats(graph: Annotated[Path, GRAPH], format_: Annotated[str, FORMAT] = "text") -> None:
    """Show how much a graph holds: documents, statements, positions, relations, actors, issues, quads, sizes, dates.

    **Examples**

    `kg stats graph`

    `kg stats graph --format json`
    """
    from kg.builder.statistics import stats as run_stats

    _check_format(format_)
    found = run_stats(graph)
    if format_ == "json":
        typer.echo(json.dumps({"graph": str(graph), **found}, indent=2, ensure_ascii=False))
        return
    for name, value in found.items():
        typer.echo(f"{name:<12}{_shown(name, value)}")


def merge(
    context: typer.Context,
    graphs: Annotated[list[Path], typer.Argument(help="Folders; of two that differ on a document, the first wins.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The new folder.")],
) -> None:
    """Join graphs in a new one; they themselves stay as they are.

    Documents, what people decided, and graphs that were loaded are joined. Where two folders built one document differently
    (another kg, model or settings), the one named first wins, and it is told. Their bases and codebooks must be the same.

    **Examples**

    `kg merge europe asia --out world`
    """
    from kg.builder.merging import merge as run_merge
    from kg.cli.progress import phases

    with phases(quiet=context.obj["quiet"]) as phase:
        done = run_merge(graphs, out=out, phase=phase)
    loaded = f", {done.loaded} loaded graphs" if done.loaded else ""
    same = f", {done.same} in several folders alike" if done.same else ""
    _tell(context, f"{out}: {done.documents} documents{loaded}{same}")
    for document, taken in done.conflicts:
        _tell(context, f"{document}: built differently; taken from {taken}")


def diff(
    first: Annotated[Path, typer.Argument(help="A folder with a graph.")],
    second: Annotated[Path, typer.Argument(help="Another one.")],
    format_: Annotated[str, FORMAT] = "text",
    limit: Annotated[int, typer.Option(help="Triples to show; 0 shows all.")] = 20,
) -> None:
    """Show the documents, positions and triples that two graphs do not share.

    `-` marks what the first alone holds, `+` what the second alone holds, `~` what both hold differently.

    **Examples**

    `kg diff graph graph-of-yesterday`

    `kg diff old new --format json | jq '.documents'`

    `kg diff old new --limit 0 | grep supports`

    Exit status: 0 the same, 1 different, 2 wrong use or no graph there.
    """
    from kg.builder.comparing import compare
    from kg.errors import SettingsError, StoreError

    _check_format(format_)
    try:
        found = compare(first, second, limit=limit or None)
    except StoreError as exc:
        raise SettingsError(exc.message) from exc
    if format_ == "json":
        typer.echo(json.dumps(_as_json(found), indent=2, ensure_ascii=False))
    else:
        _print_difference("documents", found.documents)
        _print_difference("positions", found.positions)
        typer.echo(f"triples: {found.triples_only_first} only in {first}, {found.triples_only_second} only in {second}")
        for side, triple in found.triples:
            typer.echo(f"  {side} {triple}")
        hidden = found.triples_only_first + found.triples_only_second - len(found.triples)
        if hidden:
            typer.echo(f"  … {hidden} more; --limit 0 shows all")
    if not found.same:
        raise typer.Exit(1)


def dump(
    graph: Annotated[Path, GRAPH],
    file: Annotated[str, typer.Argument(help="The file to write: .nq, .trig or .jsonld; - is N-Quads to stdout.")],
) -> None:
    """Write everything that the store holds, graph by graph, for `kg load` and other stores. Same graph, same bytes.

    `kg export` writes other formats too.

    **Examples**

    `kg dump graph graph.nq`

    `kg dump graph - | gzip > graph.nq.gz`
    """
    from kg.builder import open_built
    from kg.errors import ExportError
    from kg.store import GraphStore

    ending = "nq" if file == "-" else Path(file).suffix.removeprefix(".").lower()
    if ending not in OF_DATASETS:
        raise ExportError(
            f"{file}: a dump holds named graphs. Name a file that ends in .nq, .trig or .jsonld.", path=file
        )
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        if file == "-":
            stdout = typer.get_binary_stream("stdout")
            store.dump(stdout, ending)
            stdout.flush()
        else:
            store.dump(file, ending)


def load(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="RDF files: .nq .trig .ttl .nt .jsonld .rdf")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder, new or made by kg.")] = Path("graph"),
    validate: Annotated[
        bool, typer.Option("--validate/--no-validate", help="Refuse what does not conform to the shapes.")
    ] = True,
) -> None:
    """Put RDF files into a graph, such as dumps of other graphs. All of them are loaded, or nothing.

    A loaded graph answers `kg query`, `network`, `export`, `validate` and `stats`; the first question takes longer, as the
    union of its graphs is then made (`kg compact` makes it at once). It has no texts, so no `documents.jsonl`.
    Later `kg build`s into the folder keep what was loaded, and replace those documents that they build again.

    **Examples**

    `kg load graph.nq --out graph`

    `kg load *.trig --no-validate --out graph`
    """
    from kg.builder.load import load as run_load
    from kg.cli.progress import phases

    with phases(quiet=context.obj["quiet"]) as phase:
        done = run_load(files, out=out, validate=validate, phase=phase)
    replaced = f", {done.replaced} replaced" if done.replaced else ""
    _tell(context, f"{out}: {done.quads} quads in {done.graphs} new graphs{replaced}")


def _tell(context: typer.Context, message: str) -> None:
    if not context.obj["quiet"]:
        typer.echo(message, err=True)


def _check_format(name: str) -> None:
    from kg.errors import ExportError

    if name not in ("text", "json"):
        raise ExportError(f"--format {name}: unknown. Known: json, text.", format=name)


def _shown(name: str, value: object) -> str:
    if name == "bytes" and isinstance(value, dict):
        return ", ".join(f"{part} {_size(size)}" for part, size in value.items())
    if name == "published" and isinstance(value, dict):
        return f"{value['first']} to {value['last']}"
    if name == "built":
        return f"{value['ended']} by kg {value['kg']}" if isinstance(value, dict) else "loaded, not built"
    if value is None:
        return "not counted yet: the first query does, or kg compact" if name == "triples" else "unknown"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _size(number: float) -> str:
    """Return a number of bytes for people.

    >>> _size(1536)
    '1.5 KiB'
    """
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if number < 1024 or unit == "GiB":
            break
        number /= 1024
    return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"


def _print_difference(name: str, found: Difference) -> None:
    parts = (("-", found.only_first), ("+", found.only_second), ("~", found.changed))
    only, more, changed = (len(names) for _, names in parts)
    typer.echo(f"{name}: {only} only in the first, {more} only in the second, {changed} changed")
    for mark, names in parts:
        for iri, text in names.items():
            typer.echo(f"  {mark} {iri.rsplit('/', 1)[-1]}  {text}")


def _as_json(found: Comparison) -> dict[str, object]:
    def of(part: Difference) -> dict[str, object]:
        return {"only_first": part.only_first, "only_second": part.only_second, "changed": part.changed}

    triples = {
        "only_first": found.triples_only_first,
        "only_second": found.triples_only_second,
        "shown": [{"side": side, "triple": triple} for side, triple in found.triples],
    }
    return {"same": found.same, "documents": of(found.documents), "positions": of(found.positions), "triples": triples}
