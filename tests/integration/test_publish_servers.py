"""`kg publish` to servers that run: what arrives, what is sent again, what is deleted, what is found wrong."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.publish import Access, connect, publish
from kg.store import GraphStore
from tests.integration.publish_graphs import BASE, LONG, hostile_graphs, small_graphs, triple, typed
from tests.integration.sparql_servers import jena, oxigraph, virtuoso

pytestmark = pytest.mark.integration
FOREIGN = b'<https://example.org/a> <https://example.org/b> "foreign" .\n'
DBA = Access(user="dba", password="dba")


@pytest.fixture(scope="module", autouse=True)
def no_proxy():
    """Loopback is asked directly, whatever the environment says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso", "jena as fuseki", "jena as graphdb", "jena as gsp"])
def place(request, tmp_path_factory):
    """A server: its address, who asks, and what `--server` calls it, where it has to be told."""
    name = request.param
    folder = tmp_path_factory.mktemp("server")
    if name == "oxigraph":
        with oxigraph(folder) as url:
            yield url, Access(), None
    elif name == "virtuoso":
        with virtuoso(folder) as url:
            yield url, DBA, None
    else:
        layout = name.removeprefix("jena as ")
        with jena(layout, "ada", "pässwörd") as url:
            yield url, Access(user="ada", password="pässwörd"), layout if layout == "gsp" else None


@pytest.fixture
def server(place):
    """A connection to the server, which holds nothing of ours when the test is over."""
    url, access, kind = place
    with connect(url, access, server=kind, retries=1) as there:
        yield there
        for name in there.graphs_under("https://example.org/") if there.can_count else MADE:
            there.delete(name)


MADE = (*hostile_graphs(), *small_graphs(5), f"{BASE}graph/many")


def send(graphs, folder, server, **options):
    """Publish graphs; the folder remembers what the server has."""
    folder.mkdir(exist_ok=True)
    with GraphStore.memory() as store:
        store.replace_many(graphs)
        return publish(store, server, folder=folder, **options)


def test_hostile_texts_arrive_unchanged(server, tmp_path):
    """Quotes, line ends, backslashes, emoji, 100 KB: what is read back is what was sent, to the last character."""
    graphs = hostile_graphs()
    assert len(LONG.value.encode()) > 100_000
    report = send(graphs, tmp_path, server)
    assert report.holds
    assert all(check.by_checksum and not check.rewritten for check in report.checks)
    for iri, triples in graphs.items():
        assert server.read(iri) == triples


def test_a_second_run_sends_only_what_changed(server, tmp_path):
    """Nothing is sent twice; a changed graph is, a new one, and one that the server lost."""
    graphs = small_graphs(4)
    assert send(graphs, tmp_path, server).count("send") == 4
    assert send(graphs, tmp_path, server).count("send") == 0
    first, second, third, _ = graphs
    graphs[first] = {triple(ox.Literal("other words"))}
    graphs |= small_graphs(5)
    graphs[first] = {triple(ox.Literal("other words"))}
    server.delete(third)
    report = send(graphs, tmp_path, server)
    assert {step.iri: step.why for step in report.steps if step.action == "send"} == {
        first: "changed here",
        third: "not there",
        f"{BASE}graph/doc-004": "not there",
    }
    assert report.holds
    assert server.read(first) == graphs[first]
    assert server.read(second) == graphs[second]


def test_a_server_that_has_the_graphs_already_gets_none(server, tmp_path):
    """From another machine, which remembers nothing, graphs are compared and found to be the same."""
    graphs = small_graphs(3)
    send(graphs, tmp_path / "here", server)
    report = send(graphs, tmp_path / "elsewhere", server)
    assert [step.why for step in report.steps] == ["the same there"] * 3
    assert report.holds


def test_what_was_changed_on_the_server_is_put_right(server, tmp_path):
    """A triple more is seen in the counts; another of the same number when everything is read back."""
    graphs = small_graphs(3)
    first, second, _ = graphs
    send(graphs, tmp_path, server)
    server.put(second, [FOREIGN], batch=10)
    report = send(graphs, tmp_path, server)
    assert [step.why for step in report.steps] == ["unchanged", "changed there", "unchanged"]
    server.put(first, [FOREIGN], batch=10)
    assert send(graphs, tmp_path, server).count("send") == 0
    report = send(graphs, tmp_path, server, check_all=True)
    bad = next(check for check in report.checks if not check.holds)
    assert (bad.iri, bad.missing, bad.foreign) == (first, 1, 1)
    assert any("foreign" in line for line in bad.examples)
    assert [step.why for step in send(graphs, tmp_path, server).steps] == ["differs there", "unchanged", "unchanged"]
    assert server.read(first) == graphs[first]


def test_pruning_takes_our_own_graphs_alone(server, tmp_path):
    """Graphs under our base that are no longer in the store go; others stay, here and there."""
    if not server.can_count:
        pytest.skip("a graph store without queries cannot list its graphs")
    graphs = small_graphs(3)
    foreign = "https://example.org/other/graph/doc-001"
    server.put(foreign, [FOREIGN], batch=10)
    send(graphs, tmp_path, server)
    gone = next(iter(graphs))
    del graphs[gone]
    assert send(graphs, tmp_path, server).count("prune") == 0
    assert server.counts([gone])[gone] == 1
    report = send(graphs, tmp_path, server, prune=f"{BASE}graph/", dry_run=True)
    assert [step.iri for step in report.steps if step.action == "prune"] == [gone]
    assert server.counts([gone])[gone] == 1
    send(graphs, tmp_path, server, prune=f"{BASE}graph/")
    assert server.graphs_under("https://example.org/") == sorted([*graphs, foreign])


def test_a_dry_run_writes_nothing(server, tmp_path):
    """Neither on the server nor in the folder."""
    graphs = small_graphs(2)
    report = send(graphs, tmp_path, server, dry_run=True)
    assert (report.count("send"), report.checks) == (2, ())
    assert server.counts(list(graphs)) == dict.fromkeys(graphs, 0)
    assert list(tmp_path.iterdir()) == []


def test_long_graphs_go_in_batches_and_come_back_in_pages(server, tmp_path):
    """2,500 triples, sent by 1,000; this Virtuoso gives back 1,000 at most in one answer."""
    iri = f"{BASE}graph/many"
    graphs = {iri: {triple(ox.Literal(f"word {number}"), number=number) for number in range(2_500)}}
    report = send(graphs, tmp_path, server, batch=1_000)
    assert report.holds
    assert report.checks[0].there == 2_500
    graphs[iri] = {triple(ox.Literal("one"))}
    assert send(graphs, tmp_path, server, batch=1_000).holds
    assert server.read(iri) == graphs[iri]


def test_updates_do_what_the_graph_store_protocol_does(place, server, tmp_path):
    """Where the protocol is switched off, SPARQL updates put, replace and delete, and queries read back."""
    url, access, kind = place
    if kind == "gsp":
        pytest.skip("a graph store without updates")
    graphs = hostile_graphs()
    with connect(url, access, via="update", retries=1) as by_update:
        assert send(graphs, tmp_path, by_update).holds
        for iri, triples in graphs.items():
            assert server.read(iri) == triples
        first = next(iter(graphs))
        graphs[first] = {triple(typed("7", "integer"))}
        assert send(graphs, tmp_path, by_update).count("send") == 1
        assert server.read(first) == graphs[first]
        by_update.delete(first)
        assert server.counts([first])[first] == 0
