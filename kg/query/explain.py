"""What a query comes to: its algebra, and how much of the graph each pattern matches."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import rdflib
from rdflib.plugins.sparql.algebra import pprintAlgebra, translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.query.values import read_bindings
from kg.rdf.prefixes import PREFIXES
from kg.store.query import check_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store import GraphStore

MOST = 1_000_000
"""Patterns are counted up to here."""
HEAD = """\
# Not the plan of the engine: Oxigraph does not show it, and joins in an order of its own.
# Below is the query as SPARQL algebra (SPARQL 1.1, section 18), as rdflib reads it, and how many triples of this
# graph match each pattern alone, values of --bind put in. A pattern with many is slow where nothing narrows it.
"""


def explain(store: GraphStore, text: str, *, bind: Mapping[str, str] | None = None) -> str:
    """Return a query's algebra and the number of matches of each of its patterns, as text for people.

    Raises:
        QueryError: If it does not parse.
    """
    bound = read_bindings(store, bind or {})
    check_query(text)
    try:
        query = translateQuery(parseQuery(text), initNs={**PREFIXES})
    except Exception as exc:
        raise QueryError(f"rdflib cannot explain the query: {exc}. It runs all the same.", query=text) from exc
    algebra = io.StringIO()
    with contextlib.redirect_stdout(algebra):
        pprintAlgebra(query)
    lines = []
    for pattern in dict.fromkeys(_patterns(query.algebra)):
        number = _matches(store, pattern, bound)
        lines.append(f"{'over ' if number > MOST else ''}{min(number, MOST):>9,}  {' '.join(map(_shown, pattern))}")
    return f"{HEAD}\n{algebra.getvalue().strip()}\n\n# matches\n" + "".join(f"{line}\n" for line in lines)


def _patterns(part: Any) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401 - a tree of rdflib's
    """Yield the triple patterns of an algebra; paths are left out, as they match no single triples."""
    if isinstance(part, CompValue):
        for key, value in part.items():
            if key == "triples":
                yield from (tuple(one) for one in value if isinstance(one[1], rdflib.term.Node))
            elif key != "_vars":
                yield from _patterns(value)
    elif isinstance(part, list | tuple) and not isinstance(part, str):
        for one in part:
            yield from _patterns(one)


def _matches(store: GraphStore, pattern: tuple[Any, Any, Any], bound: Mapping[str, Any]) -> int:
    """Return how many triples match, `MOST` + 1 where there are more."""
    words = " ".join(node.n3() for node in pattern)
    inner = f"SELECT * {{ {words} }} LIMIT {MOST + 1}"
    names = {node for node in pattern if isinstance(node, rdflib.Variable)}
    here = {name: terms for name, terms in bound.items() if rdflib.Variable(name) in names}
    table = store.query(f"SELECT (COUNT(*) AS ?kg_matches) {{ {{ {inner} }} }}", bindings=here)
    return int(table.rows[0][0])  # type: ignore[union-attr,arg-type]


def _shown(node: Any) -> str:  # noqa: ANN401 - a node of rdflib's
    """Return a term with kg's prefixes."""
    for prefix, iri in PREFIXES.items():
        if isinstance(node, rdflib.URIRef) and node.startswith(iri) and node != iri:
            return f"{prefix}:{node.removeprefix(iri)}"
    return str(node.n3())
