"""Asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from kg.query.changes import reversals
from kg.query.filters import sparql_terms
from kg.query.questions import question_names, question_sparql
from kg.store.table import Table

if TYPE_CHECKING:
    import rdflib

    from kg.store import GraphStore

Answer: TypeAlias = "Table | rdflib.Graph | bool"

LAST_STEPS: Mapping[str, Callable[[Table], Table]] = {"changes": reversals}
"""What is made of the rows of a question's file, where they are not the answer yet."""


def is_question(text: str) -> bool:
    """Say whether the text names a question; other single words are taken for a misspelled one, not for SPARQL."""
    return text in question_names() or text.replace("_", "").replace("-", "").isalnum()


def run_named(store: GraphStore, name: str, **filters: object) -> Table:
    """Answer a named question.

    Args:
        store: The graph.
        name: `positions`, `stance-matrix`, `timeline`, `changes`, `disagreements`, `evidence`, `statements`, `actors`
            or `issues`.
        **filters: `actor`, `other` and `speaker` (name, alias, id or IRI), `issue` (words of its label), `stance`,
            `type`, `document` (id, title, URL or input), `position`, `since` and `until` (2025-02-24, 2025-02, 2025),
            `min_score`, `limit`. None means not given.

    Returns:
        A table in a fixed order.

    Raises:
        QueryError: If the question is unknown, does not take a filter, or a value does not fit.
    """
    terms = sparql_terms(store, filters)
    if name not in LAST_STEPS:
        return store.select(question_sparql(name, terms))
    limit = int(terms.pop("limit")) if "limit" in terms else None
    answer = LAST_STEPS[name](store.select(question_sparql(name, terms)))
    return Table(answer.columns, answer.terms[:limit])


def run_sparql(store: GraphStore, text: str) -> Answer:
    """Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the union of the named graphs.

    Returns:
        A table, a bool, or an rdflib graph.

    Raises:
        QueryError: If it is an update, does not parse or cannot be answered; the message shows where.
    """
    return store.query(text)
