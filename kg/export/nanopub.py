"""Nanopublications: each position as a small publication of its own, in TriG (http://nanopub.net).

Four named graphs each: what is claimed (`assertion`), where it comes from (`provenance`), who publishes it (`pubinfo`),
and which graph is which (`Head`). They are not signed: sign with your own key, which also gives them their trusty URIs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyoxigraph as ox

from kg.export.about import IRI, About, software_iri
from kg.export.claims import PREF_LABEL, PUBLISHER, QUOTED_FROM, TITLE, URL, Claim, claims
from kg.export.nodes import name_of
from kg.rdf.namespaces import FPP, OA
from kg.rdf.prefixes import PREFIXES
from kg.store import GraphStore
from kg.store.dump import names_for
from kg.store.terms import XSD
from kg.store.turtle import LABEL, TYPE, Names, by_subject, header, sort_key, subject_block, term_text
from kg.version import __version__

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
PROV, DCTERMS = PREFIXES["prov"], PREFIXES["dcterms"]
SAID = ("holder", "issue", "stance", "target", "intensity", "score", "ascribedBy")
OF_STATEMENT = ("source", "cue", "content", "quotation", "speaker", "onBehalfOf", "statedOn", "venue")
OF_DOCUMENT = (TITLE, PUBLISHER, URL, f"{DCTERMS}issued", f"{DCTERMS}identifier", f"{FPP}sha256")

Triples = list[ox.Triple]


def write_nanopubs(store: GraphStore, out: BinaryIO, about: About | None = None) -> None:
    """Write one nanopublication a position; memory holds one document."""
    about = about or About()
    known = {**names_for(store.graph_iris()).prefixes, "np": NP, "npx": NPX}
    out.write(header(Names(known)).encode())
    for claim in claims(store, "Position"):
        sub = f"{nanopub_iri(claim)}#"
        names = Names({**known, "sub": sub})
        out.write(f"\n@prefix sub: <{sub}> .\n".encode())
        for graph, triples in nanopub(claim, about):
            blocks = "".join(subject_block(node, names, indent="    ") for node in by_subject(triples))
            out.write(f"\n{term_text(ox.NamedNode(graph), names)} {{\n{blocks}}}\n".encode())


def nanopub_iri(claim: Claim) -> str:
    """Return the IRI of a position's nanopublication."""
    return f"{claim.iri}/nanopub"


def nanopub(claim: Claim, about: About) -> Iterator[tuple[str, Triples]]:
    """Yield the four graphs of a position's nanopublication, each as its name and its sorted triples."""
    this = nanopub_iri(claim)
    for part, triples in (
        ("Head", _head(this)),
        ("assertion", _assertion(claim)),
        ("provenance", _provenance(claim, f"{this}#assertion")),
        ("pubinfo", _pubinfo(claim, this, about)),
    ):
        yield f"{this}#{part}", sorted(set(triples), key=sort_key)


def _head(this: str) -> Iterator[ox.Triple]:
    yield _link(this, TYPE, f"{NP}Nanopublication")
    yield _link(this, f"{NP}hasAssertion", f"{this}#assertion")
    yield _link(this, f"{NP}hasProvenance", f"{this}#provenance")
    yield _link(this, f"{NP}hasPublicationInfo", f"{this}#pubinfo")


def _assertion(claim: Claim) -> Iterator[ox.Triple]:
    """Yield the position, the short claim that it makes, and what its parties are called."""
    yield _link(claim.iri, TYPE, f"{FPP}Position")
    yield from _copied(claim, claim.iri, *(f"{FPP}{name}" for name in SAID))
    holder, issue, stance = claim.value("holder"), claim.value("issue"), claim.value("stance")
    if holder and issue:
        if stance != str(FPP.Oppose):
            yield _link(holder, f"{FPP}supports", issue)
        if stance != str(FPP.Support):
            yield _link(holder, f"{FPP}opposes", issue)
    for party in filter(None, (holder, issue, claim.value("ascribedBy"))):
        yield from _copied(claim, party, TYPE, LABEL, PREF_LABEL, f"{PREFIXES['owl']}sameAs")


def _provenance(claim: Claim, assertion: str) -> Iterator[ox.Triple]:
    """Yield where the assertion comes from: the document, the words, who said them, and the program that read them."""
    yield _link(assertion, f"{PROV}wasDerivedFrom", claim.document)
    yield _link(assertion, f"{PROV}wasAttributedTo", software_iri())
    yield _link(claim.iri, QUOTED_FROM, claim.document)
    yield from _copied(claim, claim.document, TYPE, *OF_DOCUMENT)
    statement = claim.value("expressedIn")
    if statement:
        yield _link(assertion, f"{PROV}wasDerivedFrom", statement)
        yield from _copied(claim, statement, TYPE, *(f"{FPP}{name}" for name in OF_STATEMENT))
        for actor in claim.nodes.get(statement, {}).get(f"{FPP}speaker", ()):
            yield from _copied(claim, name_of(actor), TYPE, LABEL)
    for evidence in claim.evidence:
        yield _link(claim.iri, f"{FPP}evidence", evidence.iri)
        yield from _copied(claim, evidence.iri, TYPE, f"{OA}hasSource", f"{OA}hasSelector")
        for selector in claim.nodes.get(evidence.iri, {}).get(f"{OA}hasSelector", ()):
            yield from _copied(claim, name_of(selector), *claim.nodes.get(name_of(selector), {}))


def _pubinfo(claim: Claim, this: str, about: About) -> Iterator[ox.Triple]:
    """Yield who made the nanopublication, when, and under which terms."""
    created = ox.Literal(about.timestamp, datatype=ox.NamedNode(f"{XSD}dateTime"))
    yield ox.Triple(ox.NamedNode(this), ox.NamedNode(f"{DCTERMS}created"), created)
    yield _link(this, f"{PROV}wasAttributedTo", software_iri())
    yield _link(this, f"{NPX}introduces", claim.iri)
    yield _link(this, f"{NPX}hasNanopubType", f"{FPP}Position")
    yield _words(this, LABEL, claim.sentence())
    yield _link(software_iri(), TYPE, f"{PROV}SoftwareAgent")
    yield _words(software_iri(), LABEL, f"kg {__version__}")
    if about.licence:
        yield _link(this, f"{DCTERMS}license", about.licence)
    if about.publisher:
        said = _link if IRI.fullmatch(about.publisher) else _words
        yield said(this, f"{DCTERMS}creator" if said is _link else f"{DCTERMS}publisher", about.publisher)


def _copied(claim: Claim, subject: str, *props: str) -> Iterator[ox.Triple]:
    """Yield what the document's graph says about a subject."""
    for prop in props:
        for value in claim.nodes.get(subject, {}).get(prop, ()):
            yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), value)


def _link(subject: str, prop: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), ox.NamedNode(value))


def _words(subject: str, prop: str, words: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(prop), ox.Literal(words, language="en"))
