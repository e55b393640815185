"""The pages of a site: well-formed, linked, safe, and the same as the store."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
import rdflib
from lxml import etree, html
from pyld import jsonld
from rdflib.compare import isomorphic

from kg.site.folder import check_folder
from kg.site.names import KINDS, page_path
from kg.site.resources import describe
from tests.unit.site.conftest import LONG, MANY, RTL, SCRIPT

BASE = "https://w3id.org/fpp/data/"


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_page_is_well_formed(small):
    """Pages parse as XML, which forgives nothing, and lxml's HTML parser finds nothing but elements newer than it is."""
    for page in pages_of(small.folder):
        text = page.read_bytes()
        etree.fromstring(
            text.split(b"\n", 1)[1] if text.startswith(b"\n") else text, etree.XMLParser(resolve_entities=False)
        )
        parser = etree.HTMLParser()
        etree.fromstring(text, parser)
        errors = [error for error in parser.error_log if error.type_name != "HTML_UNKNOWN_TAG"]
        assert not errors, (page, errors)


def test_pages_can_be_read_without_eyes(small):
    """Each page has a language, a title, one h1, landmarks, a way past the navigation, and headings without gaps."""
    for page in pages_of(small.folder):
        tree = html.parse(page).getroot()
        assert tree.get("lang") == "en"
        assert tree.findtext(".//title").strip()
        assert len(tree.findall(".//h1")) == 1, page
        assert len(tree.findall(".//main")) == len(tree.findall(".//nav[@aria-label='Site']")) == 1
        assert tree.find(".//a[@class='skip']").get("href") == "#main"
        levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), page
        ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
        assert not [name for name, count in ids.items() if count > 1], page


def test_every_internal_link_resolves(small):
    """A crawl from the front page reaches every page by links alone; no link leads nowhere, nor any fragment."""
    seen, waiting = set(), [small.folder / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for target, fragment in links_of(page):
            assert target.is_file(), (page, target)
            if fragment:
                assert re.search(f'id="{re.escape(fragment)}"', target.read_text()), (page, target, fragment)
            if target.suffix == ".html":
                waiting.append(target)
    assert seen == set(pages_of(small.folder))


def links_of(page: Path) -> list[tuple[Path, str]]:
    found = []
    for element in html.parse(page).getroot().iter("a", "link"):
        target, _, fragment = (element.get("href") or "").partition("#")
        if element.get("rel") in ("canonical", "license", "external nofollow") or not (target or fragment):
            continue
        assert "://" not in target, (page, target)
        found.append(((page.parent / unquote(target)).resolve() if target else page, fragment))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_each_resource_has_three_files(small, kind):
    """One page, one Turtle and one JSON-LD file a resource; their names are safe on every disk."""
    rows = small.store.select(f"SELECT DISTINCT ?s {{ ?s a fpp:{kind.capitalize()} }}").rows
    assert rows
    names = {page_path(BASE, kind, str(iri)) for (iri,) in rows}
    assert len(names) == len(rows)
    for name in names:
        assert re.fullmatch(r"[a-z]+/[a-z0-9][a-z0-9._-]*", name)
        for suffix in (".html", ".ttl", ".jsonld"):
            assert (small.folder / f"{name}{suffix}").is_file()


def test_data_are_the_triples_of_the_store(small):
    """Turtle and JSON-LD of every page hold the same triples: those of the store about the resource and its parts."""
    for kind in KINDS:
        for (iri,) in small.store.select(f"SELECT DISTINCT ?s {{ ?s a fpp:{kind.capitalize()} }}"):
            path = small.folder / page_path(BASE, kind, str(iri))
            wanted = {triple for node in describe(small.store.triples, str(iri)) for triple in node}
            assert set(small.store.triples(str(iri))) <= wanted
            for suffix, form in ((".ttl", ox.RdfFormat.TURTLE), (".jsonld", ox.RdfFormat.JSON_LD)):
                content = path.with_name(path.name + suffix).read_bytes()
                assert {quad.triple for quad in ox.parse(content, form)} == wanted, (path, suffix)


def test_jsonld_reads_the_same_elsewhere(small):
    """Other processors (pyld, rdflib) read the JSON-LD of a position as Oxigraph does, and people find plain keys in it."""
    path = small.folder / "position" / "position-1.jsonld"
    document = json.loads(path.read_text())
    assert document["type"] == ["Position"]
    assert document["stance"] == "Oppose"
    assert document["score"] == "0.8"
    assert document["evidence"][0]["selector"][0]["end"]
    wanted = rdflib.Graph().parse(path.with_suffix(".ttl"))
    assert isomorphic(rdflib.Graph().parse(path, format="json-ld"), wanted)
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert isomorphic(rdflib.Graph().parse(data=quads, format="nt"), wanted)


def test_from_an_actor_to_the_words(small):
    """Kenya's page leads to its position, that one to the marked words in the document."""
    actor = html.parse(small.folder / "actor/actor-ken.html").getroot()
    assert "../position/position-1.html" in [a.get("href") for a in actor.findall(".//ol//a")]
    position = html.parse(small.folder / "position/position-1.html").getroot()
    assert position.find(".//blockquote/mark").text_content() == "rejects “mining”"
    document, name = position.find(".//a[@class='place']").get("href").split("#")
    text = html.parse(small.folder / "position" / document).getroot()
    assert text.find(f".//mark[@id='{name}']").text_content() == "rejects “mining”"


def test_neighbours_are_named(small):
    """A position tells who else stands where; the issue lists both sides; an actor lists those on the other side."""
    page = html.parse(small.folder / "position/position-y.html").getroot()
    assert [h.text_content() for h in page.findall(".//h3")] == ["Support it (1)", "Oppose it (1)"]
    actor = html.parse(small.folder / "actor/actor-rtl.html").getroot()
    (other,) = actor.xpath("//section[@aria-labelledby='other']")
    assert "owned" in other.text_content()


def test_hostile_names_stay_text(small):
    """Markup in names is text, scripts are nowhere, addresses of other kinds are no links, long names are cut."""
    for page in pages_of(small.folder):
        tree = html.parse(page).getroot()
        assert not tree.findall(".//script")
        assert not tree.findall(".//img")
        assert not [e for e in tree.iter() if any(name.startswith("on") for name in e.attrib)]
        assert not [a for a in tree.findall(".//a") if (a.get("href") or "").startswith("javascript")]
        assert len(tree.findtext(".//title")) < 400
        assert LONG[:1000] not in tree.text_content()
    text = "".join(page.read_text() for page in (small.folder / "actor").glob("*.html"))
    assert f"<bdi>{RTL}</bdi>" in text
    assert "&lt;script&gt;" in text
    assert SCRIPT not in text


def test_long_lists_go_on(small):
    """An actor with many positions has them on several pages, each once."""
    found = []
    for page in ("actor/actor-chl.html", "actor/actor-chl/positions-2.html", "actor/actor-chl/positions-3.html"):
        links = (
            html.parse(small.folder / page)
            .getroot()
            .xpath("//ol[@class='claims']//p[contains(@class,'quote')]/a/@href")
        )
        found += [link.rpartition("/")[2] for link in links]
    assert len(found) == len(set(found)) == MANY
    assert not (small.folder / "actor/actor-chl/positions-4.html").exists()


def test_same_graph_same_files(small, tmp_path):
    """A second site of the same graph is the same, byte by byte; the order of the texts only orders the sitemap."""
    from kg.export import write_documents_jsonl
    from kg.site import build_site
    from tests.unit.site.conftest import URL, SiteOptions

    write_documents_jsonl(small.records[::-1], tmp_path / "documents.jsonl")
    options = SiteOptions(url=URL, title="A & B", licence="https://example.org/licence", publisher="The <Bay>")
    build_site(small.store, tmp_path / "out", documents=tmp_path / "documents.jsonl", options=options)
    files = {path.relative_to(tmp_path / "out"): path for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert set(files) == {p.relative_to(small.folder) for p in small.folder.rglob("*") if p.is_file()}
    different = [name for name, path in files.items() if path.read_bytes() != (small.folder / name).read_bytes()]
    assert [str(name) for name in different] in ([], ["sitemap.xml"])
    lines = [sorted((folder / "sitemap.xml").read_text().splitlines()) for folder in (small.folder, tmp_path / "out")]
    assert lines[0] == lines[1]


def test_without_texts(small, tmp_path):
    """Where the texts are not kept, pages show the words that evidence keeps, and documents list their claims."""
    from kg.site import build_site

    build_site(small.store, tmp_path / "out")
    position = html.parse(tmp_path / "out/position/position-1.html").getroot()
    assert position.find(".//blockquote/mark").text_content() == "rejects “mining”"
    assert position.find(".//a[@class='place']") is None
    (document,) = {a for a in position.xpath("//a/@href") if a.startswith("../document/")}
    page = html.parse(tmp_path / "out/position" / document).getroot()
    assert "../position/position-1.html" in page.xpath("//a/@href")
    assert check_folder(tmp_path / "out") is None
