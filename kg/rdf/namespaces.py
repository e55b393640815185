"""Namespaces and IRIs: the only place where they are spelled."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from rdflib import Namespace, URIRef

from kg.rdf.prefixes import PREFIXES
from kg.taxonomy import CONCEPT_PREFIX, concept_id

FPP = Namespace(PREFIXES["fpp"])
ISSUES = URIRef("https://w3id.org/fpp/ontology/issues")
ISSUE = Namespace(PREFIXES["fppi"])
RELATION = Namespace(PREFIXES["fppr"])
OA = Namespace(PREFIXES["oa"])
SCHEMA = Namespace(PREFIXES["schema"])
TEXT = SCHEMA.text
"""Under this a graph may hold the text of a document. kg leaves it out: it is in `documents.jsonl`."""
WIKIDATA = Namespace(PREFIXES["wd"])
DEFAULT_BASE = "https://w3id.org/fpp/data/"

NOT_IN_RDF = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML-based tools refuse and lone surrogates, which UTF-8 cannot hold."""


def instance(base: str, kind: str, name: str) -> URIRef:
    """Return the IRI of an instance; whatever is not safe in an IRI is percent-encoded.

    >>> instance("https://example.org/", "actor", "a <b>")
    rdflib.term.URIRef('https://example.org/actor/a%20%3Cb%3E')
    """
    return URIRef(f"{base}{kind}/{quote(name.encode('utf-8', 'replace'), safe='-._~')}")


def issue_iri(base: str, name: str) -> URIRef:
    """Return the IRI of an issue: a concept of the shipped taxonomy or of a SKOS codebook has its own, others are instances.

    >>> issue_iri("https://example.org/", "fppi:sanctions")
    rdflib.term.URIRef('https://w3id.org/fpp/ontology/issues#sanctions')
    """
    if name.startswith(CONCEPT_PREFIX):
        return ISSUE[quote(name.removeprefix(CONCEPT_PREFIX), safe="-._~")]
    if name.startswith(("http://", "https://", "urn:")):
        return URIRef(name)
    return instance(base, "issue", name)


def issue_id(base: str, iri: str) -> str:
    """Return the id of the issue with an IRI.

    >>> issue_id("https://example.org/", "https://example.org/issue/issue-1")
    'issue-1'
    """
    own = f"{base}issue/"
    return unquote(iri.removeprefix(own)) if iri.startswith(own) else concept_id(iri)


def document_graph_iri(document_id: str, *, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of the named graph that holds what was extracted from a document."""
    return str(instance(base, "graph", document_id))


def document_iri(document_id: str, *, base: str = DEFAULT_BASE) -> str:
    """Return the IRI of a document."""
    return str(instance(base, "document", document_id))


def clean(text: str) -> str:
    """Return the text with every character that RDF tools refuse as U+FFFD, one for one."""
    return NOT_IN_RDF.sub("\ufffd", text)
