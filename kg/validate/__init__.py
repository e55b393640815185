"""RDF graphs + `shapes/` -> `ValidationReport`: what does not conform is a result, never an exception.

shapes  the shapes, read once
engine  pySHACL over the shapes of single properties
rules   the SPARQL constraints between properties and records
report  the result
"""

from kg.validate.engine import validate
from kg.validate.report import ValidationReport, Violation, reports_graph

__all__ = ["ValidationReport", "Violation", "reports_graph", "validate"]
