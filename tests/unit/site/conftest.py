"""A small site, made once: the sample record, hostile names, an actor with many positions."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.export import write_documents_jsonl
from kg.model import Actor, Issue, Position, Record, Span
from kg.rdf import actor_graph, derived_graph, document_graph, issue_graph, provenance_graph
from kg.read import make_document
from kg.site import SiteOptions, build_site
from kg.store import GraphStore
from tests.unit.export.sample import sample

SCRIPT = "</title><script>document.title='owned'</script><img src=x onerror=alert(1)>"
RTL = "منظمة ‮التعاون‬ الإسلامي"
LONG = "long " * 2000
MANY = 230
URL = "https://example.org/site/"


def hostile() -> Record:
    """Return a document whose title, text, names and address are attacks."""
    text = f"{SCRIPT} said <b>{RTL}</b> & friends reject \x0c{SCRIPT}.\n\nA second paragraph."
    whole = Span(0, len(SCRIPT))
    document = make_document(text, input="hostile.txt", title=SCRIPT, url="javascript:alert(1)", publisher=SCRIPT)
    return Record(
        document=document,
        actors=(
            Actor(id="../../etc/passwd", name=SCRIPT, type="Group", aliases=(RTL, LONG)),
            Actor(id="actor-rtl", name=RTL, type="InternationalOrganization"),
            Actor(id="Actor-RTL", name=LONG, type="Group"),
        ),
        positions=(
            Position(id="position-x", holder="../../etc/passwd", issue="a/b?c#d", target=(whole,), stance="oppose", evidence=(whole,)),
            Position(id="position-y", holder="actor-rtl", issue="a/b?c#d", target=(whole,), stance="support", evidence=(Span(4, 60),)),
        ),
        issues=(Issue(id="a/b?c#d", label=SCRIPT + LONG),),
    )  # fmt: skip


def busy() -> Record:
    """Return a document with one actor and many positions."""
    document = make_document("Chile supports it. " * MANY, input="busy.txt")
    positions = tuple(
        Position(
            id=f"position-{number:05}",
            holder="actor-chl",
            issue="fppi:sanctions",
            target=(Span(19 * number + 15, 19 * number + 17),),
            stance="support",
            evidence=(Span(19 * number, 19 * number + 18),),
        )
        for number in range(MANY)
    )
    return Record(
        document=document,
        actors=(Actor(id="actor-chl", name="Chile", type="Country", wikidata="Q298", iso3="CHL"),),
        positions=positions,
        issues=(Issue(id="fppi:sanctions", label="sanctions"),),
    )


def fill(store: GraphStore, records: list[Record]) -> None:
    """Put records into a store as a build does."""
    graphs = [document_graph(record) for record in records]
    names = [record.document.id for record in records]
    graphs += [actor_graph(records), issue_graph(records), derived_graph(records), provenance_graph(documents=names)]
    store.replace_many({str(graph.identifier): graph for graph in graphs})


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> SimpleNamespace:
    """The site `folder`, made of `store`, with what `build_site` returned as `made`."""
    folder: Path = tmp_path_factory.mktemp("site")
    record = sample(url="https://example.org/bay?a=1&b=2")
    records = [dataclasses.replace(record), hostile(), busy()]
    write_documents_jsonl(records, folder / "documents.jsonl")
    store = GraphStore.memory()
    fill(store, records)
    options = SiteOptions(url=URL, title="A & B", licence="https://example.org/licence", publisher="The <Bay>")
    made = build_site(store, folder / "out", documents=folder / "documents.jsonl", options=options)
    return SimpleNamespace(store=store, folder=folder / "out", made=made, records=records)
