"""`kg issues`: listing, and what people decide on issues."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from kg.counts import number_of

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.review import IssueDecision

FORMATS = ("csv", "json", "table", "tsv")
WAYS = ("group", "concept", "issue")


def _complete_way(incomplete: str) -> list[str]:
    return [name for name in WAYS if name.startswith(incomplete)]


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


class _ListsByDefault(TyperGroup):
    """`kg issues GRAPH` is `kg issues list GRAPH`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's click is private
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


issues = typer.Typer(cls=_ListsByDefault, no_args_is_help=True, rich_markup_mode="markdown")

GraphFolder = Annotated[Path, typer.Argument(help="The folder that `kg build` made.")]
Who = Annotated[str, typer.Option("--by", help="Who decides: your name.")]
Day = Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; else today.")]
Why = Annotated[str | None, typer.Option("--comment", help="Why.")]
Threshold = Annotated[float | None, typer.Option(help="That of the groups that you saw, if not the usual one.")]


@issues.callback()
def overview() -> None:
    """List what a graph takes positions on, and decide which issues are one.

    `kg issues GRAPH` lists; its options: `kg issues list --help`. Decisions win over what was extracted, now and in later
    builds. They are kept in `decisions.jsonl` in the graph's folder and, with who and when, in the named graph `review`.

    **Examples**

    `kg issues graph --by concept`

    `kg issues merge graph "lifting sanctions on Iran" "Iran embargo" --into "sanctions on Iran" --by "Ann Otieno"`

    `kg issues rename graph dam "Karasu dam" --by ann`

    `kg issues split graph "dialogue to punishment" --by ann`

    `kg issues decisions graph`
    """


@issues.command("list")
def list_(
    graph: GraphFolder,
    by: Annotated[
        str,
        typer.Option(
            help="One row a group of issues that are the same, a concept with all below it, or an issue.",
            autocompletion=_complete_way,
        ),
    ] = "group",
    threshold: Annotated[
        float | None, typer.Option(help="How sure to be before two issues are one group, in [0, 1].")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(help="Write the groups to this file instead, as a codebook to edit.")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many rows.", min=0)] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv or json.", autocompletion=_complete_format)
    ] = "table",
) -> None:
    """List what a graph takes positions on, with counts, the most frequent first.

    Issues that name one thing in other words are grouped, "lifting sanctions on Iran" with "the sanctions against Iran";
    who supports lifting them counts as against them.

    **Examples**

    `kg issues graph`

    `kg issues graph --by concept --limit 20`

    `kg issues graph --by issue --format csv > issues.csv`

    `kg issues graph --codebook issues.csv`, then edit it and `kg build … --issues issues.csv --out graph`
    """
    from kg.builder import open_built
    from kg.errors import SettingsError
    from kg.export import write_answer
    from kg.issues import THRESHOLD, WAYS, codebook_csv, list_issues
    from kg.store import GraphStore

    if by not in WAYS:
        raise SettingsError(f"--by {by}: unknown. Known: {', '.join(WAYS)}.")
    if threshold is not None and not 0 <= threshold <= 1:
        raise SettingsError(f"--threshold {threshold}: must lie in [0, 1].")
    if codebook is not None and by != "group":
        raise SettingsError(f"--codebook {codebook}: a codebook holds groups. Leave out --by {by}.")
    chosen = THRESHOLD if threshold is None else threshold
    with GraphStore.open(open_built(graph).store, read_only=True) as store:
        table = list_issues(store, by=next(way for way in WAYS if way == by), threshold=chosen, limit=limit)
        if codebook is not None:
            _write_new(codebook, codebook_csv(table).encode())
            return
        write_answer(table, typer.get_binary_stream("stdout"), format=format_, width=_width())
        typer.get_binary_stream("stdout").flush()


def _width() -> int | None:
    import shutil
    import sys

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _write_new(path: Path, content: bytes) -> None:
    """Write a new file; one that is there may hold a user's work."""
    from kg.errors import ExportError

    try:
        with path.open("xb") as out:
            out.write(content)
    except OSError as exc:
        raise ExportError(f"{path}: cannot be written ({exc.strerror}). Name a file that is not there yet.") from exc


@issues.command()
def merge(
    context: typer.Context,
    graph: GraphFolder,
    names: Annotated[list[str], typer.Argument(metavar="ISSUE...", help="Labels, ids or IRIs of what is one.")],
    into: Annotated[
        str, typer.Option(help="What the one is called: one of them, another issue or concept, a new name.")
    ],
    by: Who,
    on: Day = None,
    comment: Why = None,
    turn: Annotated[list[str] | None, typer.Option(help="Turn stances on this issue round, whatever it says.")] = None,
    as_is: Annotated[bool, typer.Option("--as-is", help="Turn no stance round but those named with --turn.")] = False,
    threshold: Threshold = None,
) -> None:
    """Make issues one. The name of a row of `kg issues GRAPH` stands for all in it, another label for itself alone.

    Their positions are then on one issue, under one name. What is done against the thing counts the other way round: who
    supports "lifting sanctions on Iran" opposes "sanctions on Iran".

    **Examples**

    `kg issues merge graph "Turkish plan" "proposal of Turkey" --into "Turkish proposal" --by "Ann Otieno"`

    `kg issues merge graph "end of the blockade" --into blockade --turn "end of the blockade" --by ann`
    """
    made = _graph(graph).merge_issues(
        names, into=into, by=_name(by), on=_day(on), turn=turn or (), as_is=as_is, threshold=threshold, comment=comment
    )
    _tell(context, made)


@issues.command()
def rename(
    context: typer.Context,
    graph: GraphFolder,
    name: Annotated[str, typer.Argument(metavar="ISSUE", help="Its label, id or IRI.")],
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is to be called.")],
    by: Who,
    on: Day = None,
    comment: Why = None,
) -> None:
    """Give an issue another name. Its IRI stays; it is still found by the old name.

    **Examples**

    `kg issues rename graph dam "Karasu dam" --by "Ann Otieno"`
    """
    _tell(context, _graph(graph).rename_issue(name, label, by=_name(by), on=_day(on), comment=comment))


@issues.command()
def split(
    context: typer.Context,
    graph: GraphFolder,
    names: Annotated[list[str], typer.Argument(metavar="ISSUE...", help="Labels, ids or IRIs, also of merged issues.")],
    by: Who,
    into: Annotated[str | None, typer.Option(help="What they are called then; else each keeps its own name.")] = None,
    document: Annotated[
        list[str] | None, typer.Option(help="Only in this document (id, input or URL); needs --into.")
    ] = None,
    on: Day = None,
    comment: Why = None,
    threshold: Threshold = None,
) -> None:
    """Take issues out of what they were merged or grouped with. They are not grouped with it again.

    With `--document` one label that means different things is told apart: "the resolution" of two texts.

    **Examples**

    `kg issues split graph "dialogue to punishment" --by "Ann Otieno"`

    `kg issues split graph resolution --document news/a.txt --into "resolution on Karasu" --by ann`
    """
    made = _graph(graph).split_issues(
        names, into=into, documents=document or (), by=_name(by), on=_day(on), threshold=threshold, comment=comment
    )
    _tell(context, made)


@issues.command()
def decisions(
    graph: GraphFolder,
    out: Annotated[
        Path | None, typer.Option(help="Write those that count to this file, for `kg issues apply`.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv or json.", autocompletion=_complete_format)
    ] = "table",
) -> None:
    """List what was decided on issues, by whom and when; also what was undone.

    **Examples**

    `kg issues decisions graph`

    `kg issues decisions graph --out decisions.jsonl`
    """
    from kg.export import write_answer
    from kg.review import add_decisions, decisions_table, standing

    made = _graph(graph).issue_decisions()
    if out is not None:
        _write_new(out, b"")
        add_decisions(out, standing(made))
        return
    write_answer(decisions_table(made), typer.get_binary_stream("stdout"), format=format_, width=_width())
    typer.get_binary_stream("stdout").flush()


@issues.command()
def undo(
    context: typer.Context,
    graph: GraphFolder,
    decision: Annotated[str, typer.Argument(help="Its id: `kg issues decisions` lists them.")],
    by: Who,
    on: Day = None,
    comment: Why = None,
) -> None:
    """Take a decision on issues back. That it was made and undone stays on record.

    **Examples**

    `kg issues undo graph decision-0f3c2a9b8d7e6f51 --by "Ann Otieno"`
    """
    _tell(context, _graph(graph).undo_decision(decision, by=_name(by), on=_day(on), comment=comment))


@issues.command()
def apply(
    context: typer.Context,
    graph: GraphFolder,
    file: Annotated[Path, typer.Argument(help="A file that `kg issues decisions --out` wrote.")],
) -> None:
    """Carry out decisions that were made in another graph; who made them and when stays.

    **Examples**

    `kg issues apply graph decisions.jsonl`
    """
    number = _graph(graph).apply_decisions(file)
    if not context.obj["quiet"]:
        typer.echo(f"{graph}: {number_of(number, 'decision')} taken in", err=True)


def _graph(path: Path) -> Graph:
    from kg.api import Graph

    return Graph(path)


def _name(by: str) -> str:
    from kg.errors import SettingsError

    if not by.strip():
        raise SettingsError("--by: empty. Write your name.")
    return by.strip()


def _day(on: str | None) -> dt.date | None:
    from kg.errors import SettingsError

    try:
        return dt.date.fromisoformat(on) if on else None
    except ValueError as exc:
        raise SettingsError(f"--on {on}: no day. Write 2025-02-24.", value=on) from exc


def _tell(context: typer.Context, made: IssueDecision) -> None:
    """Say what was decided and how to take it back."""
    if context.obj["quiet"]:
        return
    labels = "; ".join(f"{one.label} (turned round)" if one.id in made.turned else one.label for one in made.issues)
    now = f" -> {made.now.label}" if made.now else ""
    what = f"{made.kind}: {labels}{now}" if labels else f"{made.kind}: {made.undoes}"
    typer.echo(what, err=True)
    if made.kind == "split" and made.apart and not made.documents:
        typer.echo(f"apart from: {'; '.join(one.label for one in made.apart)}", err=True)
    if made.kind != "undo":
        typer.echo(f"{made.id} (to take it back: kg issues undo GRAPH {made.id} --by NAME)", err=True)
