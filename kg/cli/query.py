"""`kg query`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

QUESTIONS = ("actors", "disagreements", "evidence", "issues", "positions", "statements")
FORMATS = ("csv", "json", "jsonld", "nt", "table", "tsv", "ttl")


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
            help="positions, statements, actors, issues, disagreements or evidence.", autocompletion=_complete_question
        ),
    ] = None,
    sparql: Annotated[str | None, typer.Option("--sparql", help="A file with a SPARQL query, or - for stdin.")] = None,
    actor: Annotated[str | None, typer.Option(help="An actor's name, alias, id or IRI.")] = None,
    issue: Annotated[str | None, typer.Option(help="Words in the issue's label, its id or IRI.")] = None,
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
    limit: Annotated[int | None, typer.Option(help="At most so many rows.")] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="table, csv, tsv, json; for graphs ttl, nt, jsonld.", autocompletion=_complete_format
        ),
    ] = "table",
) -> None:
    """Ask a graph a named question, or in SPARQL.

    **Questions**

    `positions` who takes which position on what; `statements` who said what, for whom; `actors` who takes part;
    `issues` what it is about; `disagreements` who stands against whom; `evidence` the words that prove a position.

    **Examples**

    `kg query graph positions --actor China --stance oppose`

    `kg query graph disagreements --issue sanctions --since 2025`

    `kg query graph evidence --position position-0123456789abcdef --format json`

    `kg query graph --sparql question.rq --format csv > answer.csv`

    `echo 'SELECT ?actor { ?actor fpp:opposes ?issue }' | kg query graph --sparql -`
    """
    filters = {
        "actor": actor,
        "issue": issue,
        "stance": stance,
        "speaker": speaker,
        "document": document,
        "position": position,
        "since": since,
        "until": until,
        "min_score": min_score,
        "type": type_,
        "limit": limit,
    }
    given: dict[str, object] = {name: value for name, value in filters.items() if value is not None}
    _check(question, sparql, given)
    _ask(graph, question, sparql, given, format_)


def _check(question: str | None, sparql: str | None, filters: dict[str, object]) -> None:
    from kg.errors import SettingsError

    if question is None and sparql is None:
        raise SettingsError(f"no question. Name one of {', '.join(QUESTIONS)}, or give --sparql FILE.")
    if question is not None and sparql is not None:
        raise SettingsError("a question and --sparql at once. Give one of them.")
    if sparql is not None and filters:
        raise SettingsError(f"--{next(iter(filters)).replace('_', '-')} is for named questions. Filter in the SPARQL.")


def _ask(graph: Path, question: str | None, sparql: str | None, filters: dict[str, object], format_: str) -> None:
    import shutil
    import sys

    from kg.builder import open_built
    from kg.export import write_answer
    from kg.query import run_named, run_sparql
    from kg.store import GraphStore

    text = _read_sparql(sparql) if sparql is not None else ""
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        answer = run_named(store, question, **filters) if question else run_sparql(store, text)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        write_answer(answer, typer.get_binary_stream("stdout"), format=format_, width=width)
        typer.get_binary_stream("stdout").flush()
        if question and not answer:
            _hint(store, filters)


def _read_sparql(name: str) -> str:
    from kg.errors import QueryError

    try:
        content = typer.get_binary_stream("stdin").read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as exc:
        raise QueryError(f"{name}: the query cannot be read ({exc.strerror}). Name a file, or - for stdin.") from exc
    except UnicodeDecodeError as exc:
        raise QueryError(f"{name}: the query is not UTF-8. Save it as UTF-8.") from exc


def _hint(store: object, filters: dict[str, object]) -> None:
    """Say on stderr what an actor may be called, where nothing was found."""
    from typing import cast

    from kg.query import similar_actors
    from kg.store import GraphStore

    for name in ("actor", "speaker"):
        near = similar_actors(cast("GraphStore", store), str(filters[name])) if name in filters else []
        if near:
            typer.echo(f"No actor is called {filters[name]!r}. Did you mean: {', '.join(near)}?", err=True)
