"""Decisions of people on what was extracted: kept in a file beside the graph, they win over every extraction.

decisions  what was decided, by whom and when, and the file that keeps it
issues     what was decided on issues: merged, renamed, split
resolving  rows of a coded sheet -> decisions
naming     names of issues -> decisions on them
applying   a record, with what was decided on it
graph      decisions as RDF (imported where it is needed: it loads rdflib)
"""

from __future__ import annotations

from kg.review.applying import Decided, corrected
from kg.review.decisions import FILE, Decision, Decisions, add_decisions, effective, read_decisions
from kg.review.issues import IssueDecision, Settled, decisions_table, standing
from kg.review.resolving import Resolved, resolve

__all__ = [
    "FILE",
    "Decided",
    "Decision",
    "Decisions",
    "IssueDecision",
    "Resolved",
    "Settled",
    "add_decisions",
    "corrected",
    "decisions_table",
    "effective",
    "read_decisions",
    "resolve",
    "standing",
]
