"""Records -> RDF graphs under the ontology of `ontology/fpp.ttl`.

namespaces  every IRI
actors      actors and posts
preferred   one name or kind where documents tell several
documents   one document's graph
summaries   issues, supports/opposes, provenance over all documents
serialize   graphs as bytes
"""

from kg.rdf.actors import actor_graph
from kg.rdf.documents import document_graph
from kg.rdf.namespaces import DEFAULT_BASE, document_graph_iri, document_iri
from kg.rdf.serialize import serialize_sorted
from kg.rdf.summaries import derived_graph, issue_graph, provenance_graph

__all__ = [
    "DEFAULT_BASE",
    "actor_graph",
    "derived_graph",
    "document_graph",
    "document_graph_iri",
    "document_iri",
    "issue_graph",
    "provenance_graph",
    "serialize_sorted",
]
