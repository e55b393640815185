"""Values of `--bind NAME=VALUE` as RDF terms. Whatever is written, it becomes a term and never part of a query's grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.names import LOOKUPS, find_iris
from kg.rdf.prefixes import PREFIXES
from kg.store.terms import Term

if TYPE_CHECKING:
    from kg.store import GraphStore

KINDS = tuple(kind for kind in LOOKUPS if kind not in ("other", "speaker"))
"""`actor:China` and the like are looked up in the graph."""
NAME = re.compile(r"[^\W\d]\w*")
PREFIXED = re.compile(r"([a-z]+):(\S.*)", re.DOTALL)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(\S+))?', re.DOTALL)
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
NUMBERS = (
    (re.compile(r"[+-]?\d+", re.ASCII), "integer"),
    (re.compile(r"[+-]?\d*\.\d+", re.ASCII), "decimal"),
    (re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+", re.ASCII), "double"),
    (re.compile(r"true|false"), "boolean"),
)


def read_bindings(store: GraphStore, given: Mapping[str, str]) -> dict[str, tuple[Term, ...]]:
    """Return the terms that variables stand for.

    Args:
        store: The graph, in which `actor:China`, `issue:sanctions`, `document:…` and `position:…` are looked up.
        given: From variable, without `?`, to what the user wrote.

    Raises:
        QueryError: If a name is no variable's, or a value is no term or means nothing in the graph.
    """
    return {_variable(name): _terms(store, name, value) for name, value in given.items()}


def _variable(name: str) -> str:
    bare = name.removeprefix("?").removeprefix("$")
    if not NAME.fullmatch(bare):
        raise QueryError(f"--bind {name}: no name of a variable. Write --bind NAME=VALUE.", variable=name)
    return bare


def _terms(store: GraphStore, name: str, value: str) -> tuple[Term, ...]:
    match = PREFIXED.fullmatch(value.strip())
    if match is None or match[1] not in KINDS:
        return (read_term(value, name=name),)
    iris = find_iris(store, match[1], match[2])
    if not iris:
        raise QueryError(
            f"--bind {name}={value}: the graph has no {match[1]} called {match[2]!r}. "
            f"""For the words themselves write: --bind '{name}="{value}"'""",
            variable=name,
        )
    return tuple(map(ox.NamedNode, iris))


def read_term(text: str, *, name: str = "value") -> Term:
    """Return the RDF term that a text stands for.

    `<IRI>` and `prefix:local` with a prefix of kg are IRIs; `"text"`, `"text"@en` and `"text"^^xsd:date` literals as
    SPARQL writes them; numbers and `true`, `false` what they look like; anything else is text as it is.

    >>> str(read_term("China")), str(read_term("fpp:Support")), str(read_term("0.5"))
    ('"China"', '<https://w3id.org/fpp/ontology#Support>', '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>')

    Raises:
        QueryError: If it is no term.
    """
    try:
        return _term(text)
    except ValueError as exc:
        raise QueryError(f'--bind {name}={text!r}: {exc}. Write text, <IRI>, fpp:Support or "text"@en.') from exc


def _term(text: str) -> Term:
    bare = text.strip()
    if bare.startswith("<") and bare.endswith(">"):
        return ox.NamedNode(bare[1:-1])
    quoted = QUOTED.fullmatch(bare)
    if quoted:
        words = re.sub(r"\\(.)", lambda escape: ESCAPES.get(escape[1], escape[1]), quoted[1], flags=re.DOTALL)
        datatype = _iri(quoted[3]) if quoted[3] else None
        return ox.Literal(words, language=quoted[2], datatype=datatype)
    if (match := PREFIXED.fullmatch(bare)) and match[1] in PREFIXES and not re.search(r"\s", bare):
        return _iri(bare)
    for pattern, kind in NUMBERS:
        if pattern.fullmatch(bare):
            return ox.Literal(bare, datatype=ox.NamedNode(PREFIXES["xsd"] + kind))
    return ox.Literal(text)


def _iri(text: str) -> ox.NamedNode:
    if text.startswith("<") and text.endswith(">"):
        return ox.NamedNode(text[1:-1])
    prefix, _, local = text.partition(":")
    if prefix not in PREFIXES:
        raise ValueError(f"unknown prefix {prefix!r}; known: {', '.join(sorted(PREFIXES))}")
    return ox.NamedNode(PREFIXES[prefix] + local)
