"""SPARQL queries against Oxigraph, and errors that show where a query goes wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.rdf.namespaces import PREFIXES
from kg.store.table import Table
from kg.store.terms import to_rdflib

if TYPE_CHECKING:
    import rdflib

PROLOGUE = re.compile(r"(?:\s+|#[^\n]*\n?|BASE\s*<[^>]*>|PREFIX\s+[^\s<]*\s*<[^>]*>)*", re.IGNORECASE)
UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
POSITION = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)


def run_query(inner: ox.Store, sparql: str) -> Table | rdflib.Graph | bool:
    """Answer a query over the default graph, which is the union of the named graphs.

    Raises:
        QueryError: If it is an update, does not parse or cannot be answered.
    """
    keyword = re.match(r"[A-Za-z]*", sparql[PROLOGUE.match(sparql).end() :])  # type: ignore[union-attr]
    if keyword and keyword.group().upper() in UPDATES:
        raise QueryError(
            f"{keyword.group().upper()} would change the graph; queries only read. Change it with: kg build",
            query=sparql,
        )
    try:
        found = inner.query(sparql, prefixes={**PREFIXES})
        return _answer(found)
    except SyntaxError as exc:
        raise _syntax_error(sparql, str(exc)) from exc
    except OSError as exc:
        if not re.search(r"\bSERVICE\b", sparql, re.IGNORECASE):
            raise
        raise QueryError(
            f"SERVICE: the other endpoint does not answer ({exc}). Try later, or go on without it: SERVICE SILENT.",
            query=sparql,
        ) from exc
    except ValueError as exc:
        raise QueryError(f"the query cannot be answered: {exc}. Correct it.", query=sparql) from exc


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Table | rdflib.Graph | bool:
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Table(columns, tuple(tuple(solution) for solution in found))
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    import rdflib

    graph = rdflib.Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for triple in found:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


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
