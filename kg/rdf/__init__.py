"""Records -> RDF graphs under the ontology of `ontology/fpp.ttl`.

prefixes    namespaces as text
namespaces  every IRI
actors      actors and posts
preferred   one name or kind where documents tell several
documents   one document's graph
summaries   issues, supports/opposes, provenance over all documents
serialize   graphs as bytes

Each name is loaded from its module when it is first used, so that asking a store does not wait for rdflib.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import names_of

if TYPE_CHECKING:
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

_HOMES = {
    "DEFAULT_BASE": "namespaces",
    "actor_graph": "actors",
    "derived_graph": "summaries",
    "document_graph": "documents",
    "document_graph_iri": "namespaces",
    "document_iri": "namespaces",
    "issue_graph": "summaries",
    "provenance_graph": "summaries",
    "serialize_sorted": "serialize",
}

__getattr__ = names_of(__name__, {name: f"kg.rdf.{home}" for name, home in _HOMES.items()})
