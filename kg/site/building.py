"""A store -> the folder of a site: documents with their claims, actors, issues, lists, data, description."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib.namespace import PROV

from kg.export.dataset import DatasetFacts, Dump, describe_dataset
from kg.export.records import read_documents_jsonl
from kg.progress import Progress
from kg.rdf.namespaces import FPP, TEXT, document_iri
from kg.rdf.prefixes import PREFIXES
from kg.rdf.serialize import serialize_sorted
from kg.resources import resource_folder
from kg.site.claims import CLAIMS, ClaimPages, relation_types
from kg.site.facts import Facts
from kg.site.folder import replacing_folder
from kg.site.lists import Row, write_claims, write_table
from kg.site.names import KINDS, instance_base
from kg.site.pages import TEMPLATES, Pages, SiteFacts
from kg.site.parties import PartyPages
from kg.site.sitemap import Sitemap, robots
from kg.version import __version__

if TYPE_CHECKING:
    from kg.store import GraphStore

DUMPS = (
    ("nq", "application/n-quads", "all named graphs, N-Quads, compressed with gzip"),
    ("ttl", "text/turtle", "the union of the graphs, Turtle, compressed with gzip"),
)
FRONT = 12
"""Rows in each list of the front page."""


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the graph does not tell.

    Args:
        url: Where the site is published; empty for the base of the graph's IRIs.
        title: Its name.
        licence: The IRI of the data's licence; empty where none is given.
        publisher: Who publishes it.
        dumps: Whether the whole graph lies in `dumps/`.
    """

    url: str = ""
    title: str = "Foreign policy positions"
    licence: str = ""
    publisher: str = ""
    dumps: bool = True


@dataclass(frozen=True, slots=True)
class Site:
    """What was written: where, how many pages, of how many resources, and the address it is made for."""

    folder: Path
    pages: int
    resources: int
    url: str


def build_site(
    store: GraphStore,
    target: Path,
    *,
    documents: Path | None = None,
    options: SiteOptions | None = None,
    progress: Progress | None = None,
) -> Site:
    """Write a graph as a static site, which takes the place of an earlier one whole when it is finished.

    The same graph and options give the same files.

    Args:
        store: The graph, open for reading.
        target: The folder of the site.
        documents: `documents.jsonl` with the texts; without it the pages show what evidence itself keeps, and
            `schema:text` where the graph has it.
        options: What the graph does not tell.
        progress: Hears how far it is.

    Raises:
        ExportError: If `target` holds anything that is not of a site.
        StoreUnavailableError: If another run writes the same site, or the folder cannot be written.
        ReadError: If `documents` cannot be read.
    """
    options = options or SiteOptions()
    with replacing_folder(target) as folder:
        return _Building(store, folder, documents, options, progress).write(target)


class _Building:
    """One run: the store, the folder, and what the steps share."""

    def __init__(
        self, store: GraphStore, folder: Path, documents: Path | None, options: SiteOptions, progress: Progress | None
    ) -> None:
        self._store = store
        self._folder = folder
        self._documents = documents
        self._options = options
        self._progress = progress
        every = f"SELECT ?s {{ VALUES ?c {{ {' '.join(f'fpp:{kind.capitalize()}' for kind in KINDS)} }} ?s a ?c }}"
        self._base = instance_base(str(iri) for (iri,) in store.select(every))
        self._facts = Facts(store, self._base)
        self._iris = {kind: self._facts.iris(kind) for kind in ("document", "actor", "issue")}
        self._counts = {kind: self._count(kind) for kind in KINDS}

    def write(self, target: Path) -> Site:
        site = self._site_facts()
        for name in (*KINDS, "browse"):
            (self._folder / name).mkdir()
        if self._progress:
            self._progress.start(sum(self._counts.values()))
            self._progress.phase("writing pages")
        with Sitemap(self._folder, site.url) as sitemap:
            pages = Pages(self._folder, site, self._facts, sitemap)
            pages_of_parties = PartyPages(pages, self._facts)
            self._write_documents(ClaimPages(pages, self._facts, _relation_types()))
            actors = [self._row("actor", iri, pages_of_parties.actor(iri)) for iri in self._iris["actor"]]
            issues = [self._row("issue", iri, pages_of_parties.issue(iri)) for iri in self._iris["issue"]]
            if self._progress:
                self._progress.phase("writing lists and data")
            write_table(pages, "actors", sorted(actors, key=_alphabetical))
            write_table(pages, "issues", sorted(issues, key=_alphabetical))
            self._write_documents_lists(pages)
            self._write_data(pages)
            self._write_front(pages)
        (self._folder / "site.css").write_bytes((TEMPLATES / "site.css").read_bytes())
        (self._folder / "robots.txt").write_text(robots(site.url), encoding="utf-8")
        return Site(target, pages.written, sum(self._counts.values()), site.url)

    def _site_facts(self) -> SiteFacts:
        options, counts = self._options, self._counts
        url = options.url or self._base
        description = (
            f"Who takes which position on what, with the words that prove it: {counts['position']:,} positions of "
            f"{counts['actor']:,} actors on {counts['issue']:,} issues, from {counts['document']:,} documents."
        )
        return SiteFacts(
            title=options.title,
            url=url if url.endswith("/") else f"{url}/",
            description=description,
            licence=options.licence,
            publisher=options.publisher,
            program=f"kg {__version__}",
        )

    def _count(self, kind: str) -> int:
        if kind in self._iris:
            return len(self._iris[kind])
        (row,) = self._store.select(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a fpp:{kind.capitalize()} }}").rows
        return int(str(row[0]))

    def _advance(self, number: int) -> None:
        if self._progress:
            self._progress.advance(number)

    def _write_documents(self, pages: ClaimPages) -> None:
        for iri, text in self._texts():
            self._advance(pages.write(iri, text))

    def _texts(self) -> Iterator[tuple[str, str]]:
        """Yield each document's IRI with its text; one text is in memory at a time."""
        left = set(self._iris["document"])
        if self._documents is not None and self._documents.is_file():
            for record in read_documents_jsonl(self._documents):
                iri = document_iri(record.document.id, base=self._base)
                if iri in left:
                    left.remove(iri)
                    yield iri, record.document.text
        for iri in sorted(left):
            yield iri, next(iter(self._facts.values(iri, str(TEXT))), "")

    def _row(self, kind: str, iri: str, numbers: tuple[int, int]) -> Row:
        self._advance(1)
        thing = self._facts.thing(kind, iri)
        told = thing.type if kind == "actor" else ", ".join(self._facts.values(iri, str(FPP.issueKind)))
        return Row(thing, (told, *numbers))

    def _write_documents_lists(self, pages: Pages) -> None:
        facts = self._facts
        sources = sorted(map(facts.source, self._iris["document"]), key=lambda one: one.thing.label.casefold())
        sources.sort(key=lambda one: one.day, reverse=True)
        quoted = str(PROV.wasQuotedFrom)
        rows = [
            Row(one.thing, (one.day, one.publisher, sum(1 for _ in facts.subjects(quoted, one.thing.iri))))
            for one in sources
        ]
        write_table(pages, "documents", rows)
        for kind in CLAIMS:
            found = (claim for one in sources for claim in facts.claims(kind, quoted, one.thing.iri))
            write_claims(pages, f"{kind}s", found, count=self._counts[kind])

    def _write_data(self, pages: Pages) -> None:
        """Write the dumps, the description of the dataset, and the page that tells of them."""
        site, dumps, listed = pages.site, [], []
        for suffix, media_type, title in DUMPS if self._options.dumps else ():
            path = f"dumps/graph.{suffix}.gz"
            (self._folder / "dumps").mkdir(exist_ok=True)
            with (
                (self._folder / path).open("wb") as raw,
                gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as out,
            ):
                self._store.dump(out, suffix)  # type: ignore[arg-type]
            size = (self._folder / path).stat().st_size
            dumps.append(Dump(f"{site.url}{path}", media_type, size))
            listed.append({"path": path, "title": title, "size": size})
        described = describe_dataset(
            self._store,
            DatasetFacts(
                url=site.url,
                base=self._base,
                title=site.title,
                description=site.description,
                licence=site.licence,
                publisher=site.publisher,
                dumps=tuple(dumps),
            ),
        )
        turtle = serialize_sorted(described, "ttl")
        (self._folder / ".well-known").mkdir()
        for name in ("void.ttl", ".well-known/void"):
            (self._folder / name).write_bytes(turtle)
        pages.page(
            "about.html.j2",
            "about",
            section="about",
            base=self._base,
            dumps=listed,
            classes=self._partition("SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x"),
            properties=self._partition("SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
        )

    def _partition(self, query: str) -> list[dict[str, object]]:
        rows = sorted(((str(iri), int(str(count))) for iri, count in self._store.select(query)), key=lambda r: -r[1])
        return [{"name": _curie(iri), "count": count} for iri, count in sorted(rows, key=lambda row: (-row[1], row[0]))]

    def _write_front(self, pages: Pages) -> None:
        heard = self._store.select(
            "SELECT ?a (COUNT(?p) AS ?n) { ?p a fpp:Position ; fpp:holder ?a . ?a a fpp:Actor }"
            f" GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT {FRONT}"
        )
        contested = self._store.select(
            "SELECT ?i (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s fpp:supports ?i . ?o fpp:opposes ?i ."
            " ?i a fpp:Issue } GROUP BY ?i"
        )
        ranked = sorted(contested, key=lambda row: (-min(int(str(row[1])), int(str(row[2]))), str(row[0])))[:FRONT]
        latest = sorted(map(self._facts.source, self._iris["document"]), key=lambda one: one.day, reverse=True)[:FRONT]
        thing = self._facts.thing
        pages.page(
            "index.html.j2",
            "index",
            counts=[{"section": f"{kind}s", "count": self._counts[kind]} for kind in KINDS],
            heard=[{"thing": thing("actor", str(iri)), "count": count} for iri, count in heard],
            contested=[{"thing": thing("issue", str(iri)), "support": a, "oppose": b} for iri, a, b in ranked],
            latest=[{"thing": one.thing, "day": one.day} for one in latest],
        )


def _alphabetical(row: Row) -> tuple[str, str]:
    return row.thing.label.casefold(), row.thing.iri


def _curie(iri: str) -> str:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = next((prefix for prefix, namespace in PREFIXES.items() if namespace == iri[:cut]), None)
    return f"{prefix}:{iri[cut:]}" if prefix else iri


def _relation_types() -> dict[str, str]:
    path = resource_folder("ontology") / "relations.ttl"
    return dict(relation_types(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)))
