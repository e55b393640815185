"""RDF/XML, for tools that read nothing else: the union of the named graphs, one element a subject, sorted.

XML holds less than RDF. What it cannot hold is refused, before a file is replaced: control characters, and properties
whose IRI does not end in a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.nodes import name_of, union_by_subject
from kg.rdf.prefixes import PREFIXES
from kg.store import GraphStore
from kg.store.terms import STRING

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
LOCAL_NAME = re.compile(rf"[{START}][{START}\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*\Z")
RDF = PREFIXES["rdf"]
RESERVED = frozenset(
    RDF + name
    for name in ("Description", "RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "li")
) | {RDF + "aboutEach", RDF + "aboutEachPrefix"}
"""What RDF/XML keeps for itself: no property can be called so."""

XML = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
"""Namespaces that XML keeps for itself."""

BY_NAMESPACE = {iri: prefix for prefix, iri in PREFIXES.items()}


def write_rdfxml(store: GraphStore, out: BinaryIO) -> None:
    """Write the union of the named graphs as RDF/XML.

    Raises:
        ExportError: If a literal, a property or a triple about a triple cannot be written in XML.
    """
    spaces = "".join(f"\n  xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in sorted(PREFIXES.items()))
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for triples in union_by_subject(store):
        lines = "".join(f"    {_property(triple)}\n" for triple in triples)
        subject = quoteattr(name_of(triples[0].subject))
        out.write(f"  <rdf:Description rdf:about={subject}>\n{lines}  </rdf:Description>\n".encode())
    out.write(b"</rdf:RDF>\n")


def _property(triple: ox.Triple) -> str:
    name, space = _element(triple)
    value = triple.object
    if isinstance(value, ox.Triple):
        raise ExportError(f"{value}: triples about triples cannot be written as RDF/XML. Take trig or nq.")
    if not isinstance(value, ox.Literal):
        return f"<{name}{space} rdf:resource={quoteattr(name_of(value))}/>"
    attributes = "".join(f" {key}={quoteattr(said)}" for key, said in _attributes(value))
    return f"<{name}{space}{attributes}>{_text(triple)}</{name}>"


def _element(triple: ox.Triple) -> tuple[str, str]:
    """Return the name of a property's element, and the declaration of its namespace where the file has none.

    Raises:
        ExportError: If the IRI cannot be parted into a namespace and a name.
    """
    iri = triple.predicate.value
    cut = max(iri.rfind(mark) for mark in "#/:?=&;%!$'()*+,@") + 1
    local = next((iri[place:] for place in range(cut, len(iri)) if LOCAL_NAME.match(iri, place)), "")
    if not local or iri in RESERVED or iri.startswith(XML):
        raise ExportError(
            f"{iri}: cannot be the name of an XML element, so RDF/XML cannot hold it. Take ttl or nt.", iri=iri
        )
    space = iri.removesuffix(local)
    prefix = BY_NAMESPACE.get(space)
    return (f"{prefix}:{local}", "") if prefix else (f"ns:{local}", f" xmlns:ns={quoteattr(space)}")


def _attributes(value: ox.Literal) -> Iterator[tuple[str, str]]:
    if value.language:
        yield "xml:lang", value.language
    elif value.datatype.value != STRING:
        yield "rdf:datatype", value.datatype.value
    if value.direction:  # RDF 1.2
        yield "rdf:version", "1.2"
        yield "xmlns:its", "http://www.w3.org/2005/11/its"
        yield "its:version", "2.0"
        yield "its:dir", value.direction.value


def _text(triple: ox.Triple) -> str:
    text = name_of(triple.object)
    found = NOT_IN_XML.search(text)
    if found:
        raise ExportError(
            f"{triple.subject} {triple.predicate}: the character U+{ord(found[0]):04X} cannot stand in XML. Take ttl or nt.",
            subject=str(triple.subject),
        )
    return escape(text, {"\r": "&#13;"})
