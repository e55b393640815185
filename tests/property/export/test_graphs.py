"""Any graph survives every format, and its order does not matter."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import export_graph
from kg.query import run_named
from kg.store import MemoryStore

BASE = "https://w3id.org/fpp/data/"
XSD = "http://www.w3.org/2001/XMLSchema#"
FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
}
LOCAL = st.text("ab0-._~()/", min_size=1, max_size=4)
IRIS = st.builds(
    lambda stem, local: ox.NamedNode(stem + local),
    st.sampled_from([f"{BASE}actor/", f"{BASE}position/", "https://w3id.org/fpp/ontology#", "urn:x:"]),
    LOCAL,
)
LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(ox.Literal),
    st.text(max_size=4, alphabet='aé"\\\n').map(lambda text: ox.Literal(text, language="en-gb")),
    st.integers(-99, 99).map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.decimals(-9, 9, places=2).map(lambda value: ox.Literal(str(value), datatype=ox.NamedNode(f"{XSD}decimal"))),
    st.floats(allow_nan=False, allow_infinity=False, width=32).map(ox.Literal),
    st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))),
    st.text("ab", max_size=3).map(lambda text: ox.Literal(text, datatype=ox.NamedNode(f"{XSD}date"))),
)
PREDICATES = IRIS | st.just(ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
TRIPLES = st.builds(ox.Triple, IRIS, PREDICATES, IRIS | LITERALS)
GRAPHS = st.dictionaries(
    st.sampled_from([f"{BASE}graph/doc-1", f"{BASE}graph/doc-2", "urn:x:g"]), st.lists(TRIPLES, max_size=6), max_size=3
)


def exported(store: MemoryStore, format_: str) -> bytes:
    out = io.BytesIO()
    export_graph(store, out, format_)
    return out.getvalue()


def filled(graphs: dict[str, list[ox.Triple]]) -> MemoryStore:
    store = MemoryStore.open()
    store.replace_many(graphs)
    return store


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=25, deadline=None)
@given(graphs=GRAPHS)
def test_export_round_trip(format_: str, graphs: dict[str, list[ox.Triple]]) -> None:
    """Reading a format back and exporting it again gives the same bytes."""
    store = filled(graphs)
    again: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(exported(store, format_), FORMATS[format_]):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else f"{BASE}graph/doc-1"
        again.setdefault(name, []).append(quad.triple)
    other = filled(again)
    assert exported(other, "nt") == exported(store, "nt")
    if format_ in ("nq", "trig", "jsonld"):
        assert exported(other, "nq") == exported(store, "nq")


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(GRAPHS, min_size=1, max_size=4), order=st.randoms(use_true_random=False))
def test_history_leaves_no_trace(steps: list[dict[str, list[ox.Triple]]], order: object) -> None:
    """Replacing graphs step by step ends where putting in the last state at once does, union included."""
    store = MemoryStore.open()
    final: dict[str, list[ox.Triple]] = {}
    for step in steps:
        store.replace_many(step)
        final |= step
    names = list(final)
    order.shuffle(names)
    other = filled({name: final[name] for name in names})
    assert exported(store, "nq") == exported(other, "nq")
    assert exported(store, "nt") == exported(other, "nt")


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1))
def test_filter_text_finds_itself_and_nothing_else(text: str) -> None:
    """An actor of any name is found by that name, and a text that names nobody finds nobody."""
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    mentions = ox.NamedNode("https://schema.org/mentions")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    ontology = "https://w3id.org/fpp/ontology#"
    actor, document = ox.NamedNode(f"{BASE}actor/actor-1"), ox.NamedNode(f"{BASE}document/doc-1")
    try:
        name = ox.Literal(text)
    except ValueError:
        return
    graph = [
        ox.Triple(actor, label, name),
        ox.Triple(actor, kind, ox.NamedNode(f"{ontology}Person")),
        ox.Triple(document, kind, ox.NamedNode(f"{ontology}Document")),
        ox.Triple(document, mentions, actor),
    ]
    store = filled({f"{BASE}graph/doc-1": graph})
    if text == text.strip():
        assert len(run_named(store, "actors", actor=text)) == 1
    assert len(run_named(store, "actors", actor=f"nobody{text}")) == 0
