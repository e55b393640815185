"""Questions to a graph: named ones with filters, and SPARQL."""

from __future__ import annotations

from kg.query.columns import column_kinds
from kg.query.engine import Engine, Request, answer
from kg.query.library import Library, Question, load_library, query_folders, question_names
from kg.query.names import find_iris, similar_actors
from kg.query.run import Answer, is_question, run_named, run_sparql, stream_sparql
from kg.store.table import Table

__all__ = [
    "Answer",
    "Engine",
    "Library",
    "Question",
    "Request",
    "Table",
    "answer",
    "column_kinds",
    "find_iris",
    "is_question",
    "load_library",
    "query_folders",
    "question_names",
    "run_named",
    "run_sparql",
    "similar_actors",
    "stream_sparql",
]
