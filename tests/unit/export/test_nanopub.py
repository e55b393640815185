"""Nanopublications, checked and signed by the nanopub library."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest
import rdflib

from kg.export import About, export_graph
from tests.unit.export.stores import ABOUT, sample_store

NP = "http://www.nanopub.org/nschema#"
POSITION = "https://w3id.org/fpp/data/position/position-1"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def published(about: About = ABOUT) -> dict[str, list[ox.Quad]]:
    """Return the quads of each nanopublication."""
    out = io.BytesIO()
    export_graph(sample_store(), out, "nanopub", about)
    found: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(out.getvalue(), ox.RdfFormat.TRIG):
        found.setdefault(quad.graph_name.value.partition("#")[0], []).append(quad)
    return found


def as_nanopub(quads: list[ox.Quad], **settings: object) -> object:
    nanopub = pytest.importorskip("nanopub")
    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS).decode(), format="nquads")
    return nanopub.Nanopub(rdf=graph, conf=nanopub.NanopubConf(**settings))


def test_each_position_is_a_valid_nanopub() -> None:
    """One publication a position; the library finds the four graphs in order."""
    found = published()
    assert set(found) == {f"https://w3id.org/fpp/data/position/position-{number}/nanopub" for number in (1, 2)}
    for quads in found.values():
        assert as_nanopub(quads).is_valid


def test_graphs_say_what_they_should() -> None:
    """The assertion claims, the provenance quotes, the publication information names day, licence and publisher."""
    this = f"{POSITION}/nanopub"
    texts: dict[str, str] = {}
    for quad in published()[this]:
        part = quad.graph_name.value.partition("#")[2]
        texts[part] = texts.get(part, "") + str(quad.triple)
    assert "ontology#opposes> <https://w3id.org/fpp/data/issue/issue-1>" in texts["assertion"]
    assert '"rejects “mining”"' in texts["provenance"]
    assert "Grace Otieno" in texts["provenance"]
    assert '"2026-11-29T15:00:00Z"' in texts["pubinfo"]
    assert "<https://spdx.org/licenses/CC-BY-4.0>" in texts["pubinfo"]
    assert '"Kenya opposes mining."@en' in texts["pubinfo"]
    assert "license" not in str(published(About())[this])


def test_can_be_signed() -> None:
    """With a key of one's own it becomes a nanopublication with a trusty URI."""
    nanopub = pytest.importorskip("nanopub")
    profile = nanopub.Profile("Ada", "https://orcid.org/0000-0000-0000-0000")
    signed = as_nanopub(published()[f"{POSITION}/nanopub"], profile=profile)
    signed.sign()
    assert "/RA" in signed.source_uri
    assert signed.has_valid_trusty
    assert signed.has_valid_signature
