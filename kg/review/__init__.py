"""Decisions of people on what was extracted: kept in a file beside the graph, they win over every extraction.

decisions  what was decided, by whom and when, and the file that keeps it
resolving  rows of a coded sheet -> decisions
applying   a record, with what was decided on it
graph      decisions as RDF (imported where it is needed: it loads rdflib)
"""

from __future__ import annotations

from kg.review.applying import corrected
from kg.review.decisions import FILE, Decision, add_decisions, effective, read_decisions
from kg.review.resolving import Resolved, resolve

__all__ = ["FILE", "Decision", "Resolved", "add_decisions", "corrected", "effective", "read_decisions", "resolve"]
