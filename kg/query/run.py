"""Asking."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import QueryError
from kg.query.changes import reversals
from kg.query.filters import sparql_terms
from kg.query.library import Library, Question, shipped
from kg.query.ordering import in_order, ordered
from kg.query.pairs import pairs
from kg.query.values import read_bindings
from kg.store.collector import collector_paused
from kg.store.query import Bindings, collect
from kg.store.table import Rows, Table, Triples
from kg.version import __version__

if TYPE_CHECKING:
    import rdflib

    from kg.store import GraphStore

Answer: TypeAlias = "Table | rdflib.Graph | bool"

LAST_STEPS: Mapping[str, Callable[[Rows], Rows]] = {"changes": reversals, "disagreements": pairs}
"""What is made of the rows of a question's file, where they are not the answer yet."""


def is_question(text: str) -> bool:
    """Say whether the text names a question; other single words are taken for a misspelled one, not for SPARQL."""
    return text in shipped().questions or text.replace("_", "").replace("-", "").isalnum()


def run_named(
    store: GraphStore,
    name: str,
    library: Library | None = None,
    bind: Mapping[str, str] | None = None,
    /,
    **filters: object,
) -> Table:
    """Answer a named question.

    Args:
        store: The graph.
        name: `positions`, `stance-matrix`, `timeline`, `changes`, `disagreements`, `evidence`, `statements`, `actors`
            or `issues`; or one of the library.
        library: The questions (`load_library`); None takes those of kg.
        bind: Values of the question's own parameters, written as `--bind` takes them.
        **filters: `actor`, `other` and `speaker` (name, alias, id or IRI), `issue` (words of its label), `stance`,
            `type`, `document` (id, title, URL or input), `position`, `since` and `until` (2025-02-24, 2025-02, 2025),
            `min_score`, `limit`. None means not given.

    Returns:
        A table in a fixed order.

    Raises:
        QueryError: If the question is unknown, does not take a filter, or a value does not fit.
    """
    question = (library or shipped())[name]
    _prepare(store)
    limit = filters.pop("limit", None)
    rows = None if limit is None else int(sparql_terms(store, {"limit": limit})["limit"])
    sparql, values = named_sparql(store, question, filters, bind or {})
    bindings = read_bindings(store, values)
    if question.path is not None:
        return _first(_select(store, name, sparql, bindings), rows)
    asked = f"{__version__} {name} {bindings} {sparql}"
    held = store.kept(asked, lambda: _in_order(store, name, sparql, bindings))
    found = Rows(held.columns, iter(held.terms))
    return _first(LAST_STEPS[name](found) if name in LAST_STEPS else found, rows)


def _prepare(store: GraphStore) -> None:
    """Make the union of a store that was loaded, and answer the questions that take long, if this is the first question."""
    if store.read_only and store.path is not None and store.make_union():
        from kg.query.ahead import answer_ahead

        answer_ahead(store.path)


def _in_order(store: GraphStore, name: str, sparql: str, bindings: Bindings) -> Table:
    """Return all rows that the file of one of kg's own questions finds."""
    unordered, order = ordered(sparql)
    with collector_paused():
        return in_order(_select(store, name, unordered, bindings), order).table()


def _first(found: Rows, number: int | None) -> Table:
    with collector_paused():
        return Table(found.columns, tuple(itertools.islice(found.terms, number)))


def _select(store: GraphStore, name: str, sparql: str, bindings: Bindings) -> Rows:
    found = store.stream(sparql, bindings=bindings)
    if not isinstance(found, Rows):
        raise QueryError(f"{name}: a SELECT query is wanted here.", question=name)
    return found


def named_sparql(
    store: GraphStore, question: Question, filters: Mapping[str, object], bind: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Return a question's query with its filters, and the values of its own parameters.

    Raises:
        QueryError: If it does not take a filter or parameter, or a value does not fit.
    """
    taken = {given: given.replace("-", "_") for given in bind if given not in question.variables and given != "limit"}
    moved = {name: bind[given] for given, name in taken.items() if name in question.filters}
    values = {given: value for given, value in bind.items() if taken.get(given) not in moved}
    foreign = sorted(set(values) - set(question.variables))
    if foreign:
        known = ", ".join(sorted(question.variables)) or "none of its own"
        raise QueryError(f"{question.name} takes no parameter {foreign[0]}. It takes: {known}.", variable=foreign[0])
    return question.sparql(sparql_terms(store, {**moved, **filters})), values


def run_sparql(store: GraphStore, text: str, *, bind: Mapping[str, str] | None = None) -> Answer:
    """Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the union of the named graphs.

    Args:
        store: The graph.
        text: The query.
        bind: Values of variables, written as `--bind` takes them (`kg.query.values.read_term`).

    Returns:
        A table, a bool, or an rdflib graph.

    Raises:
        QueryError: If it is an update, does not parse or cannot be answered; the message shows where.
    """
    return collect(stream_sparql(store, text, bind=bind))


def stream_sparql(
    store: GraphStore, text: str, *, bind: Mapping[str, str] | None = None, limit: int | None = None
) -> Rows | Triples | bool:
    """Answer as `run_sparql` does, with rows or triples that are looked for as they are read, at most `limit`."""
    found = store.stream(text, bindings=read_bindings(store, bind or {}))
    if isinstance(found, Rows):
        return Rows(found.columns, itertools.islice(found.terms, limit))
    return Triples(itertools.islice(found.triples, limit)) if isinstance(found, Triples) else found
