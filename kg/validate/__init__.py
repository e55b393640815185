"""RDF graphs + `shapes/` -> `ValidationReport`: what does not conform is a result, never an exception.

engine  pySHACL over the shapes
report  the result
"""

from kg.validate.engine import validate, validate_file
from kg.validate.report import ValidationReport, Violation, reports_graph

__all__ = ["ValidationReport", "Violation", "reports_graph", "validate", "validate_file"]
