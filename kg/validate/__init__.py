"""RDF graphs + `shapes/` -> `ValidationReport`: what does not conform is a result, never an exception.

shapes   the shapes, read once
glance   what spares pySHACL the graphs that conform beyond doubt
engine   pySHACL over the shapes of single properties
rules    the SPARQL constraints between properties and records
dataset  several graphs: each document's by itself, and what holds for all together
report   the result
formats  the result as text, JSON, Turtle, SARIF or JUnit
"""

from kg.validate.dataset import is_of_documents, validate_dataset
from kg.validate.engine import validate
from kg.validate.formats import FORMATS, write_reports
from kg.validate.report import Checked, ValidationReport, Violation, reports_graph

__all__ = [
    "FORMATS",
    "Checked",
    "ValidationReport",
    "Violation",
    "is_of_documents",
    "reports_graph",
    "validate",
    "validate_dataset",
    "write_reports",
]
