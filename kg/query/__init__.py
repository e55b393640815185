"""Questions to a graph: named ones with filters, and SPARQL."""

from __future__ import annotations

from kg.query.columns import column_kinds
from kg.query.names import find_iris, similar_actors
from kg.query.questions import describe_question, filter_names, question_names
from kg.query.run import Answer, is_question, run_named, run_sparql
from kg.store.table import Table

__all__ = [
    "Answer",
    "Table",
    "column_kinds",
    "describe_question",
    "filter_names",
    "find_iris",
    "is_question",
    "question_names",
    "run_named",
    "run_sparql",
    "similar_actors",
]
