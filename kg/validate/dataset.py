"""Several named graphs: each document's by itself, what stands beside them together, and the rules that span all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rdflib import Graph
from rdflib.namespace import RDF

from kg.rdf.namespaces import FPP
from kg.validate.engine import engine_named, validate
from kg.validate.report import ValidationReport, Violation, report_of
from kg.validate.shapes import target_classes

NOTHING = (
    "Nothing here follows the ontology, so nothing was checked: give documents, actors and claims the types of "
    "https://w3id.org/fpp/ontology#, such as fpp:Position."
)

SPANNING = (RDF.type, FPP.holder, FPP.issue, FPP.stance)
"""What the rules that span all graphs need of each document's, so that not all of them must be kept."""


def is_of_documents(graph: Graph) -> bool:
    """Tell whether a graph describes a document."""
    return (None, RDF.type, FPP.Document) in graph


def validate_dataset(
    documents: Iterable[Graph],
    others: Sequence[Graph] = (),
    *,
    text_of: Callable[[str], str | None] = lambda _: None,
    engine: str = "auto",
) -> Iterator[tuple[str, ValidationReport]]:
    """Yield a report for each document's graph, and one for what stands beside them and holds for all together.

    Args:
        documents: Graphs that describe documents; read once, one at a time.
        others: Graphs of actors, issues, what is derived, provenance and decisions.
        text_of: Returns the text of a document by its IRI, None where it is not known.
        engine: A name in `kg.validate.ENGINES`.

    Raises:
        SettingsError: If there is no such engine.
    """
    chosen = engine_named(engine)
    rest = Graph()
    for graph in others:
        rest += graph
    across, followed = chosen.rules(), _follows(rest)
    across.add(rest)
    for graph in documents:
        followed = True
        (report,) = validate([graph], texts=_texts(graph, text_of), decisions=rest, engine=engine)
        across.add(triple for path in SPANNING for triple in graph.triples((None, path, None)))
        yield str(graph.identifier), report
    name = str(others[0].identifier) if len(others) == 1 else "all graphs together"
    if not followed:
        yield name, report_of([Violation(focus=name, path="", message=NOTHING, severity="Warning")])
    elif others:
        yield name, report_of((*chosen.check(rest).results, *across.ask(across=True)))


def _texts(graph: Graph, text_of: Callable[[str], str | None]) -> dict[str, str]:
    found = {str(document): text_of(str(document)) for document in graph.subjects(RDF.type, FPP.Document)}
    return {document: text for document, text in found.items() if text is not None}


def _follows(graph: Graph) -> bool:
    """Tell whether anything in a graph is for a shape to check."""
    known = target_classes()
    return any(kind in known for kind in graph.objects(None, RDF.type)) or any(
        str(name).startswith(str(FPP)) for name in set(graph.predicates())
    )
