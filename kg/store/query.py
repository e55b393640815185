"""SPARQL queries against Oxigraph: answers as they come, values put in, and errors that show where a query goes wrong."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.prefixes import PREFIXES
from kg.store.failures import store_errors
from kg.store.lexical import asks_elsewhere, tokens, variables, with_values
from kg.store.table import Rows, Table, Triples
from kg.store.terms import Term, to_rdflib

if TYPE_CHECKING:
    import rdflib

Item = TypeVar("Item")
Streamed: TypeAlias = Rows | Triples | bool
Bindings: TypeAlias = Mapping[str, Sequence[Term]]
"""From variable to the terms that it may stand for."""

UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
POSITION = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)


def run_query(inner: ox.Store, sparql: str, bindings: Bindings | None = None) -> Table | rdflib.Graph | bool:
    """Answer a query over the default graph, which is the union of the named graphs.

    Raises:
        QueryError: If it is an update, asks elsewhere, does not parse or cannot be answered.
    """
    return collect(stream_query(inner, sparql, bindings))


def stream_query(inner: ox.Store, sparql: str, bindings: Bindings | None = None) -> Streamed:
    """Answer a query with rows or triples that are looked for as they are read.

    Args:
        inner: The store.
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        bindings: What variables stand for, as if each group of patterns began with `VALUES ?name { … }`.

    Raises:
        QueryError: As `run_query`; while rows are read, only where the query cannot be answered.
    """
    check_query(sparql)
    text = _bound(sparql, bindings) if bindings else sparql
    try:
        found = inner.query(text, prefixes={**PREFIXES})
    except SyntaxError as exc:
        names = ", ".join(f"?{name}" for name in bindings or ())
        raise QueryError(
            f"{names}: cannot be bound, as the query makes the value itself (AS {names}) or has no WHERE. "
            "Name the variable differently there.",
            query=sparql,
        ) from exc
    except ValueError as exc:
        raise QueryError(f"the query cannot be answered: {exc}. Correct it.", query=sparql) from exc
    if isinstance(found, ox.QuerySolutions):
        return Rows(tuple(variable.value for variable in found.variables), map(tuple, found))
    return bool(found) if isinstance(found, ox.QueryBoolean) else Triples(found)


def watched(found: Streamed, path: Path | None) -> Streamed:
    """Return an answer whose reading ends in the errors of a store."""
    if isinstance(found, Rows):
        return Rows(found.columns, _watched(found.terms, path))
    return Triples(_watched(found.triples, path)) if isinstance(found, Triples) else found


def _watched(items: Iterator[Item], path: Path | None) -> Iterator[Item]:
    with store_errors(path):
        yield from items


def check_query(sparql: str) -> None:
    """Refuse what is no query that kg answers by itself.

    Raises:
        QueryError: If it is an update, asks another endpoint, or does not parse; the message shows where.
    """
    word = _verb(sparql)
    if word in UPDATES:
        raise QueryError(f"{word} would change the graph; queries only read. Change it with: kg build", query=sparql)
    if asks_elsewhere(sparql):
        raise QueryError(
            "SERVICE would ask another endpoint, and kg never calls out. Ask from an engine of your own "
            "(docs/reference/federation.md); a prefix with `service` in its name needs another one.",
            query=sparql,
        )
    try:
        ox.Store().query(sparql, prefixes={**PREFIXES})
    except SyntaxError as exc:
        raise _syntax_error(sparql, str(exc)) from exc
    except ValueError as exc:
        raise QueryError(f"the query cannot be answered: {exc}. Correct it.", query=sparql) from exc


def collect(found: Streamed) -> Table | rdflib.Graph | bool:
    """Return everything that a query finds: a table, an rdflib graph, or a truth value."""
    if isinstance(found, Rows):
        return found.table()
    if not isinstance(found, Triples):
        return found
    import rdflib

    graph = rdflib.Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for triple in found.triples:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def _verb(sparql: str) -> str:
    """Return the first keyword after the prologue, in capitals."""
    words = (word.upper() for kind, word in tokens(sparql) if kind == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE")), "")


def _bound(sparql: str, bindings: Bindings) -> str:
    """Return the query with its values, every term written and escaped by Oxigraph."""
    known = variables(sparql)
    foreign = sorted(set(bindings) - known)
    if foreign:
        raise QueryError(
            f"?{foreign[0]}: no such variable in the query. It has: {', '.join(f'?{name}' for name in sorted(known))}.",
            query=sparql,
        )
    words = [word.upper() for kind, word in tokens(sparql) if kind not in ("space", "comment")]
    if ("CONSTRUCT", "WHERE") in itertools.pairwise(words):
        raise QueryError("CONSTRUCT WHERE takes no values. Write CONSTRUCT { … } WHERE { … }.", query=sparql)
    return with_values(sparql, {name: tuple(map(str, terms)) for name, terms in bindings.items()})


def _syntax_error(sparql: str, said: str) -> QueryError:
    """Return the error with the line that does not parse and a mark under the place."""
    match = POSITION.match(said)
    if match is None:
        return QueryError(f"the query does not parse: {said}. Correct it.", query=sparql)
    line, column = int(match[1]), int(match[2])
    lines = sparql.splitlines() or [""]
    shown = lines[line - 1] if line <= len(lines) else ""
    return QueryError(
        f"the query does not parse at line {line}, column {column}: {_expected(match[3])}.\n"
        f"  {shown.expandtabs(1)}\n  {' ' * (column - 1)}^\nCorrect it there, or a little before.",
        query=sparql,
        line=line,
        column=column,
    )


def _expected(said: str) -> str:
    if "Prefix not found" in said:
        return f"unknown prefix. Declare it with PREFIX; known without: {', '.join(sorted(PREFIXES))}"
    words = " ".join(said.split())
    return f"expected {words if len(words) <= 200 else words[:200] + ' …'}"
