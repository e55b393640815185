"""The Python surface: build a graph, ask it questions, draw it.

import kg

graph = kg.build(["news/", "speech.txt"], out="graph")
graph.query("positions", actor="China", stance="oppose")
graph.query("SELECT ?actor WHERE { ?actor fpp:opposes ?issue }")
graph.network("position")
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.builder import BuildDirectory, BuildResult, graph_base, open_built, taxonomy_of
from kg.builder import build as run_build
from kg.errors import SettingsError, StoreError
from kg.model import Record
from kg.settings import load_settings

if TYPE_CHECKING:
    import networkx as nx

    from kg.discourse import Statements
    from kg.query import Answer
    from kg.review import IssueDecision, Resolved
    from kg.review.naming import IssueNames


class Graph:
    """A built knowledge graph on disk.

    Args:
        path: The folder that `kg build --out` left.
        result: What the build did, where this object comes from one.

    Raises:
        StoreError: If there is no built graph in the folder.
    """

    def __init__(self, path: str | Path, *, result: BuildResult | None = None) -> None:
        self.directory: BuildDirectory = open_built(Path(path))
        self.result = result
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def __fspath__(self) -> str:
        """Return the folder, so that a graph stands wherever the path of one may."""
        return str(self.path)

    def __repr__(self) -> str:
        return f"Graph({str(self.directory.root)!r})"

    @property
    def path(self) -> Path:
        """The folder."""
        return self.directory.root

    def query(self, question: str, *, bind: Mapping[str, str] | None = None, **filters: object) -> Answer:
        """Answer a named question (`kg query GRAPH --list` lists them) or a SPARQL query.

        Args:
            question: `positions`, `stance-matrix`, `timeline`, `changes`, `disagreements`, `evidence`, `statements`,
                `actors`, `issues`, one of your own in `queries/`, or SPARQL text.
            bind: What variables are, written as for `kg query --bind`, such as `{"who": "actor:China"}`.
            **filters: For named questions: actor, issue, stance, since, until, min_score, limit, …

        Returns:
            A table with `columns` and `rows`; an rdflib graph for CONSTRUCT and DESCRIBE; a bool for ASK.

        Raises:
            QueryError: If the question is unknown, a filter does not fit, or the SPARQL does not parse.
        """
        from kg.query import is_question, load_library, query_folders, run_named, run_sparql
        from kg.store import GraphStore

        with GraphStore.open(self.directory.store, read_only=True) as store:
            if is_question(question):
                library = load_library(query_folders(self.path))
                return run_named(store, question, library, bind, **filters)
            return run_sparql(store, question, bind=bind)

    def network(
        self,
        view: str = "position",
        *,
        since: str | None = None,
        until: str | None = None,
        min_score: float = 0.0,
        actor: str | None = None,
        ego: str | None = None,
        **options: Any,  # noqa: ANN401 - of several types; each is checked
    ) -> nx.Graph:
        """Return a networkx view of the graph; an actor or issue without an edge is left out.

        Args:
            view: `position` (actor x issue), `congruence`, `conflict` or `subtract` (actor x actor), `issue` (issue x
                issue), `relation` or `statement` (actor -> actor).
            since: First day of publication: 2025-02-24, 2025-02 or 2025.
            until: Last day.
            min_score: Positions (relations, statements) scored lower are left out.
            actor: An actor's name, alias, id or IRI; only edges of its own are kept.
            ego: An actor or issue; only what is within `radius` steps of it is kept, with the edges in between.
            **options: As for the question `positions`: issue, stance, type, speaker, document. And what the network is
                reduced to, as for `kg.view.Cuts`: backbone, alpha, min_weight, radius, top, giant, isolates, seed.

        Raises:
            SettingsError: If there is no such view.
            QueryError: If a filter does not fit.
        """
        from kg.discourse.options import TYPES
        from kg.query import find_iris, run_named
        from kg.store import GraphStore
        from kg.view import CUTS, view_network

        if options.get("type") in TYPES:
            raise SettingsError(
                f"--type {options['type']}: a matrix. Take kg.view.network(graph, type={options['type']!r}).",
                option="type",
            )
        cuts = {name: value for name, value in options.items() if name in CUTS}
        chosen = {name: value for name, value in options.items() if name not in CUTS and value is not None}
        with GraphStore.open(self.directory.store, read_only=True) as store:
            found = run_named(store, "positions", **chosen).to_dicts() if chosen else None
            return view_network(
                store,
                view,
                since=since,
                until=until,
                min_score=min_score,
                only=None if found is None else {str(row["position"]) for row in found},
                around=None if actor is None else find_iris(store, "actor", actor),
                ego=None if ego is None else {ego, *(find_iris(store, "actor", ego) or find_iris(store, "issue", ego))},
                **cuts,
            )

    def export(
        self,
        target: str | Path | BinaryIO,
        format: str | None = None,  # noqa: A002 - the field's word
        **about: str,
    ) -> None:
        """Write the whole graph in one format.

        Args:
            target: A file, a folder for formats of several files, or an open binary file.
            format: As for `kg export`; None takes what the file's ending says, else Turtle.
            **about: title, description, licence and publisher, for the formats that say so.

        Raises:
            ExportError: If the format is unknown, the graph holds what it cannot, or the file cannot be written.
        """
        from kg.export import About, export_graph, format_of
        from kg.store import GraphStore

        chosen = format or (format_of(str(target)) if isinstance(target, str | Path) else None) or "ttl"
        said = About(**about).of_folder(self.path)  # type: ignore[arg-type]
        with GraphStore.open(self.directory.store, read_only=True) as store:
            export_graph(store, target, chosen, said)

    def statements(
        self, *, since: str | None = None, until: str | None = None, min_score: float = 0.0, **filters: object
    ) -> Statements:
        """Return the graph's positions as coded statements, for `kg.view.network` with a type.

        Args:
            since: First day of publication: 2025-02-24, 2025-02 or 2025.
            until: Last day.
            min_score: Positions scored lower are left out.
            **filters: As for the question `positions`: actor, issue, stance, type, speaker, document.

        Raises:
            QueryError: If a filter does not fit.
        """
        from kg.query import run_named
        from kg.store import GraphStore
        from kg.view import position_rows, statements_of

        chosen = {name: value for name, value in filters.items() if value is not None}
        with GraphStore.open(self.directory.store, read_only=True) as store:
            rows = position_rows(store, since=since, until=until, min_score=min_score)
            if chosen:
                wanted = {str(row["position"]) for row in run_named(store, "positions", **chosen).to_dicts()}
                return statements_of(row for row in rows if row.position in wanted)
            return statements_of(rows)

    def code(
        self,
        out: str | Path,
        *,
        sample: int | None = None,
        seed: int = 0,
        blind: bool = False,
        replace: bool = False,
        **filters: object,
    ) -> int:
        """Write a spreadsheet of positions for people to code by hand, and return how many there are.

        Args:
            out: The `.xlsx` file.
            sample: How many to draw at random; None takes all.
            seed: Another number draws another sample.
            blind: Hide what kg proposes.
            replace: Overwrite a file that is there.
            **filters: As for the question `positions`.

        Raises:
            QueryError: If a filter does not fit.
            ExportError: If the file is there already or cannot be written, or no position is left.
        """
        from kg.coding import coding_units, write_sheet
        from kg.errors import ExportError
        from kg.query import run_named
        from kg.store import GraphStore

        with GraphStore.open(self.directory.store, read_only=True) as store:
            found = run_named(store, "positions", **filters).to_dicts()
        wanted = {str(row["position"]).rpartition("/")[2] for row in found}
        units = coding_units(self.records(), only=wanted, sample=sample, seed=seed)
        if not units:
            raise ExportError(f"{out}: no position to code. Loosen the filters.", path=out)
        write_sheet(units, out, blind=blind, replace=replace)
        return len(units)

    def correct(self, sheet: str | Path, *, by: str, on: dt.date | None = None) -> Resolved:
        """Take what a coder decided into the graph: it wins over what was extracted, now and in later builds.

        Args:
            sheet: A coded spreadsheet that was made from this graph.
            by: The coder's name.
            on: The day; None takes today.

        Returns:
            The decisions that were taken in, and what could not be.

        Raises:
            ReadError: If the sheet cannot be read.
            StoreError: If the graph cannot be written.
        """
        from kg.builder.correct import correct
        from kg.coding import read_sheet
        from kg.review import FILE, read_decisions, resolve

        earlier = read_decisions(self.directory.file(FILE)).positions
        found = resolve(read_sheet(sheet), self.records(), earlier=earlier, by=by, on=on or _today())
        if found.decisions:
            correct(self.path, found.decisions)
        return found

    def merge_issues(
        self,
        names: Sequence[str],
        *,
        into: str,
        by: str,
        on: dt.date | None = None,
        turn: Sequence[str] = (),
        as_is: bool = False,
        threshold: float | None = None,
        comment: str | None = None,
    ) -> IssueDecision:
        """Make issues one, now and in later builds; stances on what is done against the thing are turned round.

        Args:
            names: Labels, earlier labels, ids or IRIs; the name of a group that `list_issues` shows means all in it.
            into: What the one is called: one of them, another issue or concept, or a new name.
            by: Who decides.
            on: The day; None takes today.
            turn: Those whose stances are turned round whatever their words say.
            as_is: Whether to turn no others.
            threshold: That of the groups; None takes the usual one.
            comment: Why.

        Raises:
            QueryError: If a name means no issue, or nothing would change.
        """
        known = self._issue_names(threshold)
        return self._decide(known.merge(names, into, turn=turn, as_is=as_is, by=by, on=on or _today(), comment=comment))

    def rename_issue(
        self, name: str, label: str, *, by: str, on: dt.date | None = None, comment: str | None = None
    ) -> IssueDecision:
        """Give an issue another name, now and in later builds; its id stays. Arguments as for `merge_issues`."""
        return self._decide(self._issue_names().rename(name, label, by=by, on=on or _today(), comment=comment))

    def split_issues(
        self,
        names: Sequence[str],
        *,
        into: str | None = None,
        documents: Sequence[str] = (),
        by: str,
        on: dt.date | None = None,
        threshold: float | None = None,
        comment: str | None = None,
    ) -> IssueDecision:
        """Take issues out of what they were merged or grouped with, now and in later builds.

        Args:
            names: Labels, ids or IRIs, also of issues that were merged into another one.
            into: What they are called together; None leaves each its own name.
            documents: Ids, inputs or URLs of the documents in which it holds; `into` is needed then.
            by: Who decides.
            on: The day; None takes today.
            threshold: That of the groups; None takes the usual one.
            comment: Why.

        Raises:
            QueryError: If a name means nothing, or `into` is missing where it is needed.
        """
        known = self._issue_names(threshold)
        return self._decide(
            known.split(names, into=into, documents=documents, by=by, on=on or _today(), comment=comment)
        )

    def undo_decision(
        self, decision: str, *, by: str, on: dt.date | None = None, comment: str | None = None
    ) -> IssueDecision:
        """Take a decision on issues back, by its id; that it was made and undone stays on record."""
        return self._decide(self._issue_names().undo(decision, by=by, on=on or _today(), comment=comment))

    def issue_decisions(self) -> tuple[IssueDecision, ...]:
        """Return all decisions on issues, in order of time; `kg.review.standing` tells which count."""
        from kg.review import FILE, read_decisions

        return read_decisions(self.directory.file(FILE)).issues

    def apply_decisions(self, path: str | Path) -> int:
        """Carry out decisions on issues that were made in another graph; return how many were new here.

        Args:
            path: A `decisions.jsonl`.

        Raises:
            ReadError: If the file cannot be read.
        """
        from kg.builder.correct import correct
        from kg.errors import ReadError
        from kg.review import read_decisions

        if not Path(path).is_file():
            raise ReadError(f"{path}: no such file.", path=path)
        known = self.issue_decisions()
        fresh = [one for one in read_decisions(Path(path)).issues if one not in known]
        if fresh:
            correct(self.path, fresh)
        return len(fresh)

    def _issue_names(self, threshold: float | None = None) -> IssueNames:
        from kg.issues import THRESHOLD, list_groups
        from kg.rdf.namespaces import issue_id
        from kg.review.naming import IssueNames
        from kg.store import GraphStore

        with GraphStore.open(self.directory.store, read_only=True) as store:
            groups = list_groups(store, threshold=THRESHOLD if threshold is None else threshold)
        base = graph_base(self.directory)
        return IssueNames(
            self.records(),
            decisions=self.issue_decisions(),
            taxonomy=taxonomy_of(self.directory),
            groups={issue_id(base, head): [issue_id(base, one) for one in some] for head, some in groups.items()},
        )

    def _decide(self, decision: IssueDecision) -> IssueDecision:
        from kg.builder.correct import correct

        correct(self.path, [decision])
        return decision

    def records(self) -> Iterator[Record]:
        """Yield what is known about each document, in order of id.

        Raises:
            StoreError: If the graph was loaded: it then has no texts.
        """
        from kg.export import record_from_line

        try:
            lines = self.directory.file("documents.jsonl").open("rb")
        except FileNotFoundError as exc:
            raise StoreError(
                f"{self.path}: has no documents.jsonl, as it was loaded and not built. Take the folder that "
                "`kg build` made of the texts.",
                path=self.path,
            ) from exc
        with lines:
            for line in lines:
                yield record_from_line(line)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def build(
    inputs: str | Path | Iterable[str | Path],
    *,
    out: str | Path | None = None,
    remove: Sequence[str] = (),
    config: Path | None = None,
    **settings: object,
) -> Graph:
    """Read inputs and return the graph of who takes which position on what.

    Args:
        inputs: Files, folders, archives or URLs.
        out: The folder to write; None makes a temporary one that lives as long as the returned graph.
        remove: Ids, inputs or URLs of documents to take out first.
        config: A settings file.
        **settings: Single settings with `__` for the dot: `build__workers=2`, `annotate__model="en_core_web_sm"`.

    Returns:
        The graph; `graph.result` says what was built, skipped and failed.

    Raises:
        KgError: If the run cannot go on.
    """
    named = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    overrides = {name.replace("__", "."): value for name, value in settings.items()}
    temporary = tempfile.TemporaryDirectory(prefix="kg-") if out is None else None
    folder = Path(temporary.name) / "graph" if temporary else Path(str(out))
    result = run_build(named, out=folder, settings=load_settings(config, overrides=overrides), remove=remove)
    graph = Graph(folder, result=result)
    graph._temporary = temporary
    return graph
