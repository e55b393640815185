"""The description of the dataset, the sitemap, and the dumps."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from kg.site.names import KINDS, page_path
from kg.site.sitemap import Sitemap
from tests.unit.site.conftest import URL

BASE = "https://w3id.org/fpp/data/"
DATASET = rdflib.URIRef(f"{URL}#dataset")
SITEMAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def void(small) -> rdflib.Graph:
    """The description, read back."""
    return rdflib.Graph().parse(small.folder / "void.ttl")


def one(graph, subject, predicate):
    (value,) = graph.objects(subject, predicate)
    return value.toPython()


def test_counts_are_those_of_the_store(small, void):
    """Triples, subjects, objects, properties and classes equal what the triples of the store themselves tell."""
    triples = set(small.store.triples())
    assert one(void, DATASET, VOID.triples) == len(triples) == small.store.count()
    assert one(void, DATASET, VOID.distinctSubjects) == len({t.subject for t in triples})
    assert one(void, DATASET, VOID.distinctObjects) == len({t.object for t in triples})
    assert one(void, DATASET, VOID.properties) == len({t.predicate for t in triples})
    typed = [t for t in triples if t.predicate.value == str(RDF.type)]
    assert one(void, DATASET, VOID.classes) == len({t.object for t in typed})
    assert one(void, DATASET, VOID.entities) == len({t.subject for t in typed})
    for part in void.objects(DATASET, VOID.classPartition):
        name = one(void, part, VOID["class"])
        assert one(void, part, VOID.entities) == len({t.subject for t in typed if t.object.value == str(name)})
    counted = sum(one(void, part, VOID.triples) for part in void.objects(DATASET, VOID.propertyPartition))
    assert counted == len(triples)


def test_description_is_whole(small, void):
    """Catalogues find title, licence, publisher, vocabularies, coverage, dumps, examples and links."""
    assert {VOID.Dataset, DCAT.Dataset} == set(void.objects(DATASET, RDF.type))
    assert str(one(void, DATASET, DCTERMS.title)) == "A & B"
    assert str(one(void, DATASET, DCTERMS.license)) == "https://example.org/licence"
    assert rdflib.URIRef("https://w3id.org/fpp/ontology#") in set(void.objects(DATASET, VOID.vocabulary))
    period = one(void, DATASET, DCTERMS.temporal)
    assert str(one(void, rdflib.URIRef(period), DCAT.startDate)) == "2025-02-24"
    examples = set(map(str, void.objects(DATASET, VOID.exampleResource)))
    assert len(examples) == 6
    for example in examples:
        kind = example.removeprefix(BASE).partition("/")[0]
        path = small.folder / page_path(BASE, kind if kind in KINDS else "issue", example)
        assert path.with_name(path.name + ".ttl").is_file()
    linkset = one(void, DATASET, VOID.subset)
    links = list(small.store.triples(None, "http://www.w3.org/2002/07/owl#sameAs"))
    assert one(void, rdflib.URIRef(linkset), VOID.triples) == len(links)
    assert (small.folder / ".well-known/void").read_bytes() == (small.folder / "void.ttl").read_bytes()


def test_dumps_hold_the_graph(small, void):
    """What the description calls a dump is there, as long as it says, and holds every triple."""
    for distribution in void.objects(DATASET, DCAT.distribution):
        url = str(one(void, distribution, DCAT.downloadURL))
        path = small.folder / url.removeprefix(URL)
        assert path.stat().st_size == one(void, distribution, DCAT.byteSize)
        form = ox.RdfFormat.N_QUADS if ".nq." in path.name else ox.RdfFormat.TURTLE
        found = {quad.triple for quad in ox.parse(gzip.decompress(path.read_bytes()), form)}
        assert found == set(small.store.triples())
    assert len(set(void.objects(DATASET, VOID.dataDump))) == 2


def test_sitemap_holds_every_page(small):
    """The sitemap is XML, names every page once by its whole address, and robots.txt names the sitemap."""
    tree = etree.parse(small.folder / "sitemap.xml")
    found = tree.xpath("/s:urlset/s:url/s:loc/text()", namespaces=SITEMAPS)
    pages = {URL + path.relative_to(small.folder).as_posix() for path in small.folder.rglob("*.html")}
    assert len(found) == len(set(found)) == small.made.pages
    assert set(found) == pages
    assert f"Sitemap: {URL}sitemap.xml" in (small.folder / "robots.txt").read_text().splitlines()


def test_sitemap_is_split(tmp_path):
    """More addresses than one file may hold go into several, which sitemap.xml lists."""
    with Sitemap(tmp_path, URL, limit=10) as sitemap:
        for number in range(25):
            sitemap.add(f"actor/a-{number}.html?a&b")
    parts = etree.parse(tmp_path / "sitemap.xml").xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=SITEMAPS)
    files = [tmp_path / urlsplit(part).path.removeprefix("/site/") for part in parts]
    found = [etree.parse(file).xpath("//s:url/s:loc/text()", namespaces=SITEMAPS) for file in files]
    assert [len(part) for part in found] == [10, 10, 5]
    assert found[2][4] == f"{URL}actor/a-24.html?a&b"
    assert sorted(path.name for path in Path(tmp_path).iterdir()) == ["sitemap.xml", "sitemaps"]
