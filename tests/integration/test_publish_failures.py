"""`kg publish` where things go wrong: servers that fail, lie or go away, runs that are killed, passwords that are wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import PublishError
from kg.publish import Access, connect, publish
from kg.publish.compare import compare
from kg.publish.graphs import canonical_lines
from kg.store import GraphStore
from tests.integration.publish_graphs import save, small_graphs, triple, typed
from tests.integration.sparql_servers import break_off, fail, free_port, jena, kill, oxigraph, proxy, virtuoso

pytestmark = pytest.mark.integration
NOBODY = Access()
DBA = Access(user="dba", password="dba")
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module", autouse=True)
def no_proxy():
    """Loopback is asked directly, whatever the environment says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """An Oxigraph server."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture
def between(address):
    """A proxy before the server, which holds nothing of ours when the test begins and ends."""
    with proxy(address) as there:
        yield there
    with connect(address, Access()) as server:
        for name in server.graphs_under("https://example.org/"):
            server.delete(name)


def send(graphs, folder, url, *, access=NOBODY, retries=3, timeout=20.0, via="auto", **options):
    """Publish graphs; the folder remembers what the server has."""
    folder.mkdir(exist_ok=True)
    with GraphStore.memory() as store, connect(url, access, retries=retries, timeout=timeout, via=via) as server:
        store.replace_many(graphs)
        return publish(store, server, folder=folder, **options)


def test_a_server_that_fails_now_and_then_gets_everything(between, tmp_path):
    """Answers 500, 502 and 503 and broken connections are tried again, and all arrives once."""
    faults = {1: fail(500), 3: fail(503, Retry_After="1"), 4: break_off, 6: fail(502)}
    between.fault = lambda handler, number: handler.command == "PUT" and faults.get(number, lambda _: False)(handler)
    report = send(small_graphs(4), tmp_path, between.url)
    assert report.holds
    assert between.count("PUT") == 8


def test_a_server_that_keeps_failing_ends_the_run_with_its_words(between, tmp_path):
    """What was sent before stays sent; the next run sends the rest alone."""
    between.fault = lambda handler, number: handler.command == "PUT" and number > 2 and fail(500)(handler)
    with pytest.raises(PublishError, match="answers 500"):
        send(small_graphs(5), tmp_path, between.url, retries=1)
    between.fault = lambda handler, number: False
    before = between.count("PUT")
    assert send(small_graphs(5), tmp_path, between.url).holds
    assert between.count("PUT") - before == 3


def test_one_graph_that_is_refused_does_not_keep_the_others_back(between, tmp_path):
    """The others are sent; the report says which was refused, and why."""
    between.fault = lambda handler, number: handler.command == "PUT" and number == 2 and fail(400)(handler)
    graphs = small_graphs(4)
    report = send(graphs, tmp_path, between.url)
    assert [check.holds for check in report.checks] == [True, False, True, True]
    assert "answers 400" in report.checks[1].problem
    between.fault = lambda handler, number: False
    assert send(graphs, tmp_path, between.url).count("send") == 1


def test_a_server_that_does_not_answer_in_time_is_given_up(between, tmp_path):
    """The message says how long it was waited, and how to wait longer."""
    between.fault = lambda handler, number: handler.command == "PUT" and (time.sleep(2) or break_off(handler))
    with pytest.raises(PublishError, match=r"no answer within 0\.3 seconds.*--timeout"):
        send(small_graphs(1), tmp_path, between.url, retries=0, timeout=0.3)


def test_a_server_that_loses_triples_is_found_out(between, tmp_path):
    """It says that it took a graph, and took none of it: the run does not say that all is well."""
    between.fault = lambda handler, number: handler.command == "PUT" and number == 2 and fail(204)(handler)
    graphs = small_graphs(3)
    report = send(graphs, tmp_path, between.url)
    assert [check.iri for check in report.checks if not check.holds] == [list(graphs)[1]]
    between.fault = lambda handler, number: False
    report = send(graphs, tmp_path, between.url)
    assert (report.holds, report.count("send")) == (True, 1)


def test_redirects_are_told_rather_than_followed(between, tmp_path):
    """A PUT that is redirected would become a GET, and look well."""
    between.fault = lambda handler, number: (
        handler.command == "PUT" and fail(302, Location="https://elsewhere/")(handler)
    )
    with pytest.raises(PublishError, match="has moved to https://elsewhere/"):
        send(small_graphs(1), tmp_path, between.url)


def test_where_the_graph_store_protocol_is_off_updates_are_sent(between, tmp_path):
    """A server that answers 405 there gets SPARQL updates instead, without being told to."""
    between.fault = lambda handler, number: handler.path.startswith("/store") and fail(405)(handler)
    assert send(small_graphs(2), tmp_path, between.url).holds
    assert between.count("PUT") == 0


def test_a_run_killed_in_the_middle_is_finished_by_the_next(between, tmp_path):
    """Killed while graphs are sent, the same command sends the others, and the server has all."""
    graphs = small_graphs(12)
    folder = save(tmp_path / "graph", graphs)
    between.fault = lambda handler, number: handler.command == "PUT" and number > 4 and bool(time.sleep(0.5))
    command = [sys.executable, "-m", "kg", "publish", str(folder), "--to", between.url]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"}
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        while between.count("PUT") < 7 and process.poll() is None:
            time.sleep(0.02)
        kill(process)
    assert process.returncode == -9
    sent = between.count("PUT")
    assert 7 <= sent < 12
    between.fault = lambda handler, number: False
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 12 - sent <= between.count("PUT") - sent <= 12 - sent + 1
    with connect(between.url, Access()) as server:
        assert {iri: server.read(iri) for iri in graphs} == graphs
    again = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (again.returncode, "0 sent, 12 unchanged" in again.stderr) == (0, True)


def test_the_command_tells_what_it_does(between, tmp_path, run_kg):
    """Dry run on stdout as columns, summary on stderr, status 1 where a graph differs, and which."""
    graphs = small_graphs(2)
    first = next(iter(graphs))
    folder = save(tmp_path / "graph", graphs)
    status, out, _ = run_kg("publish", folder, "--to", between.url, "--dry-run")
    assert (status, out.splitlines()[:2]) == (0, ["action\ttriples\tgraph\twhy", f"send\t1\t{first}\tnot there"])
    status, out, err = run_kg("publish", folder, "--to", between.url)
    assert (status, out) == (0, "")
    assert "2 graphs, 3 triples there: 2 sent, 0 unchanged" in err
    save(folder, {iri: graphs[iri] for iri in graphs if iri != first})
    status, out, err = run_kg("publish", folder, "--to", between.url, "--prune")
    assert (status, "1 pruned" in err) == (0, True)
    save(folder, graphs)
    between.fault = lambda handler, number: handler.command == "PUT" and fail(204)(handler)
    status, out, err = run_kg("publish", folder, "--to", between.url)
    assert (status, out) == (1, "")
    assert f"{first}: 1 triples here, 0 there" in err
    assert "Run the same command again" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--to", "no address"), "no address of a server"),
        (("--to", "http://ada:secret@localhost/"), "KG_PUBLISH_PASSWORD"),
        (("--to", "http://localhost:3030", "--server", "fuseki"), "names no dataset"),
        (("--to", "http://localhost:7200", "--server", "graphdb"), "names no repository"),
        (("--to", "http://localhost:1", "--server", "other"), "Known: fuseki"),
        (("--to", "http://localhost:1", "--via", "mail"), "Known: auto"),
        (("--to", "http://localhost:1", "--user", "ada"), "no password"),
    ],
)
def test_wrong_use_is_status_2(arguments, words, tmp_path, run_kg, monkeypatch):
    """It says what is wrong, and never repeats a password."""
    monkeypatch.delenv("KG_PUBLISH_PASSWORD", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    status, _, err = run_kg("publish", save(tmp_path / "graph", {}), *arguments)
    assert (status, words in err, "secret" in err) == (2, True, False)


def test_a_server_that_is_down_is_status_1(tmp_path, run_kg):
    """At once, with the address and what to do."""
    url = f"http://127.0.0.1:{free_port()}"
    status, _, err = run_kg("publish", save(tmp_path / "graph", {}), "--to", url)
    assert (status, f"{url}: cannot be reached" in err, "Start the server" in err) == (1, True, True)


def test_a_server_that_is_none_is_told(between, tmp_path):
    """Something that answers, but is no graph store: say which kind it is, or where it moved."""
    between.fault = lambda handler, number: fail(200, Server="nginx")(handler)
    with pytest.raises(PublishError, match="--server: fuseki"):
        send(small_graphs(1), tmp_path, between.url)


def test_tokens_open_a_server_and_wrong_ones_do_not(tmp_path):
    """A bearer of the right token writes; another, or nobody, is told what is wrong."""
    with jena("fuseki", "t0ken") as url:
        assert send(small_graphs(2), tmp_path, url, access=Access(token="t0ken")).holds
        with pytest.raises(PublishError, match="KG_PUBLISH_TOKEN"):
            send(small_graphs(2), tmp_path, url, access=Access(token="other"))
        with pytest.raises(PublishError, match="wants to know who asks"):
            send(small_graphs(2), tmp_path, url)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


def test_virtuoso_wants_a_digest_of_the_right_password(house, tmp_path):
    """A wrong one is told as such; without any, nobody may write. Nothing is sent in either case."""
    with pytest.raises(PublishError, match="does not take dba with this password"):
        send(small_graphs(1), tmp_path, house, access=Access(user="dba", password="wrong"))
    with pytest.raises(PublishError, match=r"who asks|may not|answers 500"):
        send(small_graphs(1), tmp_path, house, retries=0)
    with connect(house, DBA) as server:
        assert server.graphs_under("https://example.org/") == []


def test_the_password_never_crosses_the_wire(house, tmp_path):
    """Only digests of it do."""
    heard = []
    with proxy(house) as between:
        between.fault = lambda handler, number: bool(heard.append(handler.headers.get("Authorization", "")))
        assert send(small_graphs(2), tmp_path, between.url, access=DBA).holds
    assert any(one.startswith("Digest ") for one in heard)
    assert not any(one.startswith("Basic ") for one in heard)


def test_what_virtuoso_writes_otherwise_is_told_from_what_it_loses(house):
    """A score of 0.50 comes back as 0.5, which is the same; eighteen digits come back as fifteen, which is not."""
    iri = "https://example.org/kg/graph/numbers"
    same = {triple(typed(*words), number=number) for number, words in enumerate(REWRITTEN)}
    lost = {triple(typed(*words), number=number) for number, words in enumerate(LOST)}
    with connect(house, DBA) as server:
        server.put(iri, canonical_lines(same), batch=100)
        check = compare(iri, same, server.read(iri))
        assert (check.holds, check.rewritten, check.missing, check.foreign) == (True, len(REWRITTEN), 0, 0), check
        assert [line.partition(":")[0] for line in check.examples] == ["here", "there"]
        server.put(iri, canonical_lines(lost), batch=100)
        check = compare(iri, lost, server.read(iri))
        assert (check.holds, check.rewritten) == (False, 0)
        assert (check.missing, check.foreign) == (len(LOST), len(LOST)), check


def test_two_ways_of_writing_one_number_may_become_one(house):
    """Then the server has a triple fewer, and nothing is lost."""
    iri = "https://example.org/kg/graph/twice"
    here = {triple(typed("0.5", "decimal")), triple(typed("0.50", "decimal"))}
    with connect(house, DBA) as server:
        server.put(iri, canonical_lines(here), batch=100)
        check = compare(iri, here, server.read(iri))
    assert (check.holds, check.here, check.there, check.rewritten) == (True, 2, 1, 1)


REWRITTEN = (
    ("0.50", "decimal"),
    ("1.0", "decimal"),
    ("1.5E0", "double"),
    ("1.0E10", "double"),
    ("2025-02-24T10:00:00.500+00:00", "dateTime"),
)
LOST = (
    ("0.123456789012345678", "decimal"),
    ("-0044-03-15", "date"),
    ("2025-02-24T10:00:00.123456789Z", "dateTime"),
    ("P1Y2M", "duration"),
)


def test_a_long_name_that_virtuoso_cuts_is_found(house, tmp_path):
    """It keeps 1,900 characters or so of an IRI."""
    graphs = {"https://example.org/kg/graph/names": {triple(ox.NamedNode("https://example.org/" + "a" * 2_500))}}
    (check,) = send(graphs, tmp_path, house, access=DBA).checks
    assert (check.holds, check.missing, check.foreign) == (False, 1, 1)
