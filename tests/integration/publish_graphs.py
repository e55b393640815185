"""Graphs to publish: small ones, one that is hard on servers, and how `kg build` would have left them."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from kg.store import GraphStore

BASE = "https://example.org/kg/"
XSD = "http://www.w3.org/2001/XMLSchema#"
Graphs = dict[str, set[ox.Triple]]


def triple(value: ox.Literal | ox.NamedNode, *, number: int = 0) -> ox.Triple:
    """Return a triple with this object."""
    return ox.Triple(ox.NamedNode(f"{BASE}thing/{number}"), ox.NamedNode(f"{BASE}says"), value)


def typed(text: str, name: str) -> ox.Literal:
    """Return a literal of an XML schema type."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


def small_graphs(number: int) -> Graphs:
    """Return so many graphs with a few triples each."""
    return {
        f"{BASE}graph/doc-{one:03}": {
            triple(ox.Literal(f"words {word} of {one}", language="en")) for word in range(one + 1)
        }
        for one in range(number)
    }


HOSTILE = (
    ox.Literal("\"quoted\" and 'so', \"\"\"three\"\"\" and '''three'''"),
    ox.Literal("lines\nand\r\nreturns\r and\ttabs"),
    ox.Literal("back\\slash, \\n, \\u0041, \\"),
    ox.Literal("smile 😀, 𝔘 and 🏳️‍🌈"),
    ox.Literal("e\u0301 is not é; \u202eright to left\u202c; no\u00a0break; zero\u200bwidth; \ufeffmark"),
    ox.Literal("中文字符, Кириллица, العربية, שלום"),
    ox.Literal("delete \x7f and next line \x85"),
    ox.Literal(""),
    ox.Literal("  spaces  around  "),
    ox.Literal("} . DROP ALL ; #"),
    ox.Literal("<html><body>&amp;</body></html>"),
    ox.Literal('<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'),
    ox.Literal('BEGIN:VCARD\nEND:VCARD\n%PDF-1.4\n{"@context": {}}\nHTTP/1.1 200 OK\n\n@prefix : <x:> .'),
    ox.Literal("in English", language="en"),
    ox.Literal("in Chinese as written in Taiwan", language="zh-Hant-TW"),
    ox.Literal("", language="de"),
    typed("5", "integer"),
    typed("0.97", "decimal"),
    typed("true", "boolean"),
    typed("2025-02-24", "date"),
    typed("1500-01-01", "date"),
    typed("0476-09-04", "date"),
    typed("1582-10-10", "date"),
    typed("2025-02-24T10:00:00Z", "dateTime"),
    typed("2025-02-24T10:00:00.125+02:00", "dateTime"),
    typed("2025", "gYear"),
    typed("2025-02", "gYearMonth"),
    typed("https://example.org/a?b=c&d='e'", "anyURI"),
    ox.Literal("own", datatype=ox.NamedNode(f"{BASE}type")),
    ox.NamedNode("https://example.org/%C3%A9t%C3%A9/é中?a=1&b='x'(y)"),
    ox.NamedNode("urn:x:y"),
)
LONG = ox.Literal('A "long" text, é and 😀.\n' * 4_000)
"""More than 100 KB in UTF-8."""


def hostile_graphs() -> Graphs:
    """Return what is hard on parsers, and a graph that has nothing but a long text."""
    return {
        f"{BASE}graph/hostile": {triple(value, number=number) for number, value in enumerate(HOSTILE)},
        f"{BASE}graph/long": {triple(LONG)},
    }


def save(folder: Path, graphs: Graphs) -> Path:
    """Make the folder hold these graphs, and no others, as `kg build` leaves them; returns it."""
    (folder / ".kg").mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps({"settings": {"graph": {"base": BASE}}}))
    with GraphStore.open(folder / "store") as store:
        gone: Graphs = {iri: set() for iri in store.graph_iris()}
        store.replace_many({**gone, **graphs})
    return folder
