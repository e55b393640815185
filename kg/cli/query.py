"""`kg query`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kg.cli.stdout import standard_output

if TYPE_CHECKING:
    from kg.query import Answer, Request
    from kg.store import GraphStore
    from kg.store.table import Rows, Triples

QUESTIONS = (
    *("actors", "changes", "disagreements", "evidence", "issues"),
    *("positions", "stance-matrix", "statements", "timeline"),
)
FORMATS = ("csv", "csv-w3c", "json", "jsonl", "jsonld", "nt", "parquet", "srj", "srx", "table", "tsv", "ttl")
WORDS = {"disagreements": ("actor", "other"), "evidence": ("position",), "timeline": ("actor", "issue")}
"""Filters that may follow a question as plain words."""


def _complete_question(incomplete: str) -> list[str]:
    return [name for name in QUESTIONS if name.startswith(incomplete)]


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


def _complete_stance(incomplete: str) -> list[str]:
    return [name for name in ("support", "oppose", "ambivalent") if name.startswith(incomplete)]


def query(
    graph: Annotated[Path, typer.Argument(help="The folder that `kg build` made.")],
    question: Annotated[
        str | None,
        typer.Argument(
            help="positions, stance-matrix, timeline, changes, disagreements, evidence, statements, actors, issues, or one "
            "of your own (--list).",
            autocompletion=_complete_question,
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(help="disagreements: two actors; timeline: an actor and an issue; evidence: a position."),
    ] = None,
    sparql: Annotated[str | None, typer.Option("--sparql", help="A file with a SPARQL query, or - for stdin.")] = None,
    actor: Annotated[str | None, typer.Option(help="An actor's name, alias, id or IRI.")] = None,
    other: Annotated[str | None, typer.Option(help="The other actor (disagreements).")] = None,
    issue: Annotated[
        str | None, typer.Option(help="Words in the issue's label, in singular or plural; its id or IRI.")
    ] = None,
    stance: Annotated[
        str | None, typer.Option(help="support, oppose or ambivalent.", autocompletion=_complete_stance)
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="Who spoke: name, alias, id or IRI.")] = None,
    document: Annotated[str | None, typer.Option(help="A document's title, URL, input, id or IRI.")] = None,
    position: Annotated[str | None, typer.Option(help="A position's id or IRI (evidence).")] = None,
    since: Annotated[str | None, typer.Option(help="From this day on: 2025-02-24, 2025-02 or 2025.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day.")] = None,
    min_score: Annotated[float | None, typer.Option(help="Claims scored at least this, in [0, 1].")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="The actor's type, such as Country.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many rows, or triples.", min=0)] = None,
    bind: Annotated[
        list[str] | None,
        typer.Option(help='NAME=VALUE: what the variable ?NAME is. Text, <IRI>, fpp:Support, actor:China, "text"@en.'),
    ] = None,
    timeout: Annotated[float | None, typer.Option(help="End the query after so many seconds.", min=0.001)] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the query's algebra and how much each pattern matches; run nothing.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the questions and what they take, your own too.")] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, csv, json, jsonl, parquet; by the W3C srj, srx, csv-w3c, tsv; for graphs ttl, nt, jsonld; else from "
            "the file's suffix, or table.",
            autocompletion=_complete_format,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="The file to write; without it, or with -, standard output.",
            callback=standard_output,
        ),
    ] = None,
) -> None:
    """Ask a graph a named question, or in SPARQL.

    **Questions**

    `positions` who takes which position on what; `stance-matrix` how each actor stands on each issue; `timeline` what an
    actor held on an issue, day by day; `changes` whose stance reversed; `disagreements` who stands against whom;
    `evidence` the words that prove a position; `statements` who said what, for whom; `actors` who takes part; `issues`
    what it is about.

    **Examples**

    `kg query graph positions --actor China --issue sanctions --since 2024-01-01`

    `kg query graph stance-matrix --type Country --out matrix.parquet`

    `kg query graph timeline China sanctions --format csv > china.csv`

    `kg query graph changes --since 2020 --min-score 0.8`

    `kg query graph disagreements China Germany`

    `kg query graph evidence position-0123456789abcdef --format json`

    `kg query graph --sparql question.rq --format csv > answer.csv`

    `echo 'SELECT ?actor { ?actor fpp:opposes ?issue }' | kg query graph --sparql -`

    `kg query graph --sparql question.rq --bind who=actor:China --bind 'day="2025-01-01"^^xsd:date' --timeout 10`

    `kg query graph --sparql question.rq --explain`

    `kg query graph --list`
    """
    filters = {
        "actor": actor,
        "other": other,
        "issue": issue,
        "stance": stance,
        "speaker": speaker,
        "document": document,
        "position": position,
        "since": since,
        "until": until,
        "min_score": min_score,
        "type": type_,
    }
    given: dict[str, object] = {name: value for name, value in filters.items() if value is not None}
    suffix = out.suffix.removeprefix(".").lower() if out else ""
    target = Target(format_ or (suffix if suffix in FORMATS else "table"), out)
    if list_:
        _list(graph, target)
        return
    _check(graph, question, sparql, given)
    given |= _named_by_place(question, words or [], given)
    _ask(graph, question, sparql, given, _bindings(bind or []), limit, target, timeout=timeout, explain=explain)


class Target(NamedTuple):
    """How and where an answer is written; None is standard output."""

    format: str
    out: Path | None


def _check(graph: Path, question: str | None, sparql: str | None, filters: dict[str, object]) -> None:
    from kg.errors import SettingsError

    if question is None and sparql is None and str(graph) in QUESTIONS and not graph.exists():
        raise SettingsError(f"{graph}: no graph named. Name its folder before the question: kg query GRAPH {graph}")
    if question is None and sparql is None:
        raise SettingsError(f"no question. Name one of {', '.join(QUESTIONS)}, or give --sparql FILE.")
    if question is not None and sparql is not None:
        raise SettingsError("a question and --sparql at once. Give one of them.")
    if sparql is not None and filters:
        raise SettingsError(f"--{next(iter(filters)).replace('_', '-')} is for named questions. Filter in the SPARQL.")


def _named_by_place(question: str | None, words: list[str], given: dict[str, object]) -> dict[str, object]:
    """Return the filters that stand as plain words after the question."""
    from kg.errors import SettingsError

    names = WORDS.get(question or "", ())
    if len(words) > len(names):
        takes = " ".join(name.upper() for name in names) or "no words after it"
        raise SettingsError(
            f"{words[len(names)]!r}: {question} takes {takes}. Give filters as options, such as --actor."
        )
    twice = [name for name in names[: len(words)] if name in given]
    if twice:
        raise SettingsError(f"--{twice[0]}: given twice, as a word and as an option. Give it once.")
    return dict(zip(names, words, strict=False))


def _bindings(bind: list[str]) -> dict[str, str]:
    """Return what `--bind` says, by variable."""
    from kg.errors import SettingsError

    found: dict[str, str] = {}
    for one in bind:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise SettingsError(f"--bind {one}: no value. Write --bind NAME=VALUE, such as --bind who=actor:China.")
        if found.setdefault(name.strip(), value) is not value:
            raise SettingsError(f"--bind {name}: given twice. Give it once.")
    return found


def _list(graph: Path, target: Target) -> None:
    """Write the questions, and on stderr which files cannot be used."""
    import pyoxigraph as ox

    from kg.builder import open_built
    from kg.query import Table, load_library, query_folders

    library = load_library(query_folders(open_built(graph).root))
    rows = []
    for name in library.names():
        question = library[name]
        options = ["--" + one.replace("_", "-") for one in question.filters]
        options += [
            f"--bind {one}=… ({said})" if said else f"--bind {one}=…" for one, said in question.variables.items()
        ]
        cells = (name, question.summary, " ".join(options), str(question.path or "kg"))
        rows.append(tuple(map(ox.Literal, cells)))
    _write(Table(("question", "asks", "takes", "from"), tuple(rows)), target, named=False)
    for said in library.broken:
        typer.echo(said, err=True)


def _ask(
    graph: Path,
    question: str | None,
    sparql: str | None,
    filters: dict[str, object],
    bind: dict[str, str],
    limit: int | None,
    target: Target,
    *,
    timeout: float | None,
    explain: bool,
) -> None:
    from kg.builder import open_built
    from kg.query import Engine, Request, Table, answer, load_library, query_folders
    from kg.store import GraphStore

    built = open_built(graph)
    request = Request(
        sparql=None if sparql is None else _read_sparql(sparql),
        question=question,
        library=load_library(query_folders(built.root)) if question else None,
        bind=bind,
        filters=filters,
        limit=limit,
    )
    if timeout is not None and not explain:
        with Engine(built.store) as engine:
            _write(engine.ask(request, timeout=timeout), target, named=question is not None)
        return
    with GraphStore.open(built.store, read_only=True) as store:
        if explain:
            _explain(store, request)
            return
        found = answer(store, request)
        _write(found, target, named=question is not None)
        if question and isinstance(found, Table) and not found:
            _hint(store, request)


def _explain(store: GraphStore, request: Request) -> None:
    from kg.query.explain import explain
    from kg.query.run import named_sparql

    sparql, bind = request.sparql or "", request.bind
    if request.question is not None and request.library is not None:
        question = request.library[request.question]
        sparql, bind = named_sparql(store, question, request.filters, bind)
    typer.echo(explain(store, sparql, bind=bind), nl=False)


def _write(found: Answer | Rows | Triples, target: Target, *, named: bool) -> None:
    import shutil
    import sys

    from kg.errors import ExportError
    from kg.export import write_answer
    from kg.query import Table, column_kinds
    from kg.store.atomic import writing
    from kg.store.table import Rows

    kinds = column_kinds(found.columns) if named and isinstance(found, Table | Rows) else None
    if target.out is not None:
        with writing(target.out) as file:
            write_answer(found, file, format=target.format, kinds=kinds)
        return
    if target.format == "parquet" and sys.stdout.isatty():
        raise ExportError("parquet: not for a terminal. Name a file with --out FILE.", format=target.format)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    stdout = typer.get_binary_stream("stdout")
    write_answer(found, stdout, format=target.format, width=width, kinds=kinds)
    stdout.flush()


def _read_sparql(name: str) -> str:
    from kg.errors import QueryError

    try:
        content = typer.get_binary_stream("stdin").read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as exc:
        raise QueryError(f"{name}: the query cannot be read ({exc.strerror}). Name a file, or - for stdin.") from exc
    except UnicodeDecodeError as exc:
        raise QueryError(f"{name}: the query is not UTF-8. Save it as UTF-8.") from exc


def _hint(store: GraphStore, request: Request) -> None:
    """Say on stderr what to try, where nothing was found."""
    from dataclasses import replace

    from kg.query import Table, answer, similar_actors

    filters = request.filters
    for name in ("actor", "other", "speaker"):
        near = similar_actors(store, str(filters[name])) if name in filters else []
        if near:
            typer.echo(f"No actor is called {filters[name]!r}. Did you mean: {', '.join(near)}?", err=True)
    if "position" in filters:
        typer.echo(f"No position {filters['position']!r}. The column `position` of positions lists them.", err=True)
    days = [name for name in ("since", "until") if name in filters]
    wider = {name: value for name, value in filters.items() if name not in days}
    found = answer(store, replace(request, filters=wider)) if days else None
    number = len(found) if isinstance(found, Table) else 0
    if number:
        options = " and ".join(f"--{name}" for name in days)
        rows = "row" if number == 1 else "rows"
        typer.echo(f"Without {options}: {number} {rows}. What has no date drops out.", err=True)
