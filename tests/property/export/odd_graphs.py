"""Graphs that no sane person writes, for the tests of formats."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.store import MemoryStore

BASE = "https://w3id.org/fpp/data/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FPP = "https://w3id.org/fpp/ontology#"
NAMED = [f"{BASE}graph/doc-1", f"{BASE}graph/doc-2", "urn:x:g", "https://例え.jp/グラフ?a=b&c#d"]
WORDS = [
    *(f"{FPP}{name}" for name in ("score", "stance", "holder", "issue", "statedOn", "organizationName", "addressee")),
    *(f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("prefLabel", "altLabel", "notation")),
    *("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/ns/oa#start", "https://schema.org/url"),
    *(RDF + name for name in ("type", "first", "rest", "nil", "value", "_1")),
]
VALUES = [f"{FPP}Support", f"{FPP}Position", "https://w3id.org/fpp/ontology/relations#AGREE", f"{RDF}nil"]
STEMS = [
    f"{BASE}actor/",
    f"{BASE}position/",
    FPP,
    "urn:x:",
    "http://例え.jp/é/",
    "mailto:a@b?",
    "http://a/?q=1&x=<>#"[:14],
]
LOCAL = st.text("ab0-._~()/éש;,='!*", max_size=5).map(lambda local: f"{local}z")

ODD_TEXTS = [
    "\u0301combining first",
    "e\u0301 and é",
    "\U0001f9d1\u200d\U0001f680 \U0001f30a \U0010fffd",
    "\u202eright to left\u202c \u200f",
    "  two spaces  \t\n",
    "line\r\nline\rline\u0085line\u2028line",
    '""" \\ \\u0041 \' ]]> <b>&amp;</b> -->',
    "x" * 70_000,
    "語" * 20_000,
]
XML_HOLDS = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\t\n\r"
)
LANGUAGES = st.sampled_from(["en", "en-gb", "zh-hant-tw", "ar", "x-klingon", "de-1996", "i-default"])
DAYS = ["-0500-01-01", "0000-01-01", "0001-01-01", "12025-02-24", "2025-02-30", "2025-02-24Z", "2025-02-24+14:00"]
NUMBERS = [
    "0",
    "-0",
    "007",
    "+1",
    "1.0",
    "1.",
    ".5",
    "1E400",
    "NaN",
    "INF",
    "-1e-9",
    "99999999999999999999",
    "true",
    "1",
    "",
]
DATATYPES = [
    *(XSD + name for name in ("integer", "decimal", "double", "boolean", "date", "string", "anyURI", "gYear")),
    *(f"{RDF}JSON", f"{RDF}HTML", "urn:x:type", "http://a/type&"),
]


def texts(*, controls: bool) -> st.SearchStrategy[str]:
    """Return short texts of any characters, and the odd ones."""
    letters = st.characters(exclude_categories=["Cs"]) if controls else XML_HOLDS
    return st.text(letters, max_size=12) | st.sampled_from(ODD_TEXTS)


def literals(*, controls: bool) -> st.SearchStrategy[ox.Literal]:
    """Return literals with languages, directions, and values that fit their datatype or do not."""
    words = texts(controls=controls)
    return st.one_of(
        words.map(ox.Literal),
        st.builds(lambda text, tag: ox.Literal(text, language=tag), words, LANGUAGES),
        st.builds(
            lambda text, tag, way: ox.Literal(text, language=tag, direction=way),
            words,
            LANGUAGES,
            st.sampled_from([ox.BaseDirection.LTR, ox.BaseDirection.RTL]),
        ),
        st.builds(
            lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)),
            words | st.sampled_from(DAYS + NUMBERS),
            st.sampled_from(DATATYPES),
        ),
    )


def iris() -> st.SearchStrategy[ox.NamedNode]:
    """Return IRIs with letters that formats have to escape, and those of our own words."""
    odd = st.builds(lambda stem, local: stem + local, st.sampled_from(STEMS), LOCAL)
    return (odd | st.sampled_from(WORDS + VALUES)).map(ox.NamedNode)


def odd_graphs(*, controls: bool = True) -> st.SearchStrategy[dict[str, list[ox.Triple]]]:
    """Return named graphs.

    Args:
        controls: Whether there are characters that XML cannot hold.
    """
    nodes = iris() | st.sampled_from([ox.BlankNode("a"), ox.BlankNode("b")])
    verbs = st.sampled_from(WORDS).map(ox.NamedNode) | iris()
    triples = st.builds(ox.Triple, nodes, verbs, nodes | literals(controls=controls))
    return st.dictionaries(st.sampled_from(NAMED), st.lists(triples, max_size=8), max_size=3)


def filled(graphs: dict[str, list[ox.Triple]]) -> MemoryStore:
    """Return a store that holds the graphs."""
    store = MemoryStore.open()
    store.replace_many(graphs)
    return store


def quads(store: MemoryStore) -> set[tuple[str, ...]]:
    """Return all quads of the named graphs, in N-Triples spelling."""
    rows = store.select("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }").terms
    return {tuple(map(str, row)) for row in rows}


def triples(store: MemoryStore) -> set[tuple[str, ...]]:
    """Return the triples of all named graphs together, in N-Triples spelling."""
    return {quad[:3] for quad in quads(store)}
