"""Asking."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, TypeAlias

from kg.query.filters import sparql_terms
from kg.query.questions import question_names, question_sparql
from kg.store.table import Table

if TYPE_CHECKING:
    import rdflib

    from kg.store import GraphStore

Answer: TypeAlias = "Table | rdflib.Graph | bool"
NAMES = "SELECT DISTINCT ?name WHERE { ?document schema:mentions ?actor . ?actor rdfs:label|skos:altLabel ?name }"


def is_question(text: str) -> bool:
    """Say whether the text names a question; other single words are taken for a misspelled one, not for SPARQL."""
    return text in question_names() or text.replace("_", "").replace("-", "").isalnum()


def run_named(store: GraphStore, name: str, **filters: object) -> Table:
    """Answer a named question.

    Args:
        store: The graph.
        name: `positions`, `statements`, `actors`, `issues`, `disagreements` or `evidence`.
        **filters: `actor` and `speaker` (name, alias, id or IRI), `issue` (part of its label), `stance`, `type`,
            `document` (id, title, URL or input), `position`, `since` and `until` (2025-02-24, 2025-02, 2025),
            `min_score`, `limit`. None means not given.

    Returns:
        A table in a fixed order.

    Raises:
        QueryError: If the question is unknown, does not take a filter, or a value does not fit.
    """
    return store.select(question_sparql(name, sparql_terms(filters)))


def run_sparql(store: GraphStore, text: str) -> Answer:
    """Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) over the union of the named graphs.

    Returns:
        A table, a bool, or an rdflib graph.

    Raises:
        QueryError: If it is an update, does not parse or cannot be answered; the message shows where.
    """
    return store.query(text)


def similar_actors(store: GraphStore, name: str, *, limit: int = 3) -> list[str]:
    """Return names of actors that look like `name`, the likeliest first; none where an actor is so called."""
    names = {str(row[0]).casefold(): str(row[0]) for row in store.select(NAMES)}
    wanted = name.strip().casefold()
    if wanted in names:
        return []
    parts = [full for full in sorted(names) if wanted in full.split()]
    close = difflib.get_close_matches(wanted, sorted(names), n=limit, cutoff=0.6)
    return [names[one] for one in dict.fromkeys(parts + close)][:limit]
