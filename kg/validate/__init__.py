"""RDF graphs + `shapes/` -> `ValidationReport`: what does not conform is a result, never an exception.

shapes     the shapes, read once
reference  pySHACL, for all shapes or in doubt
glance     what spares pySHACL the graphs that conform beyond doubt
rules      the SPARQL constraints between properties and records, asked by Oxigraph
engine     one graph, by pySHACL alone or the quick way
dataset    several graphs: each document's by itself, and what holds for all together
report     the result
formats    the result as text, JSON, Turtle, SARIF or JUnit
"""

from kg.validate.dataset import is_of_documents, validate_dataset
from kg.validate.engine import ENGINES, validate
from kg.validate.formats import writer_of
from kg.validate.report import Checked, ValidationReport, Violation, reports_graph

__all__ = [
    "ENGINES",
    "Checked",
    "ValidationReport",
    "Violation",
    "is_of_documents",
    "reports_graph",
    "validate",
    "validate_dataset",
    "writer_of",
]
