"""SERVICE is found wherever the engine would take it for one, and nothing is asked of a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kg.errors import QueryError
from kg.store import MemoryStore
from kg.store.lexical import asks_elsewhere

ASKING = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p true SERVICE<URL>{?a ?b ?c}}",
    "SELECT * { ?s ?p trueSERVICE<URL>{?a ?b ?c}}",
    "PREFIX x: <URL> SELECT * { SERVICEx: { ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?a ?b ?c } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?a ?b ?c } }",
    "SELECT * { # comment\rSERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 'it\\'s' SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ''' ' '' ''' SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p fpp:a\\'b SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p fpp:a\\#b SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE <URL> { ?a ?b ?c } FILTER(?a>?b) }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?a ?b ?c } } } }",
    "ASK { OPTIONAL { SERVICE <URL> { ?a ?b ?c } } }",
    "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
)
HARMLESS = (
    "SELECT ?service { ?service rdfs:label 'SERVICE' }",
    "SELECT * { ?a fpp:service ?b } # SERVICE <http://e.org/> {}",
    'SELECT * { <http://SERVICE.org/> ?p """SERVICE <a:b> {""" }',
    "SELECT * { ?a ?b '\\'SERVICE' }",
)


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on loopback that remembers each request."""
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *args: object) -> None:
            pass

    running = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/", heard
    running.shutdown()
    thread.join()
    running.server_close()


def test_the_server_would_notice(server: tuple[str, list[str]]) -> None:
    """Oxigraph itself does ask: the test below means something."""
    import pyoxigraph as ox

    url, heard = server
    with pytest.raises((OSError, ValueError, SyntaxError)):
        list(ox.Store().query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"))
    assert heard
    heard.clear()


@pytest.mark.parametrize("query", ASKING)
@pytest.mark.parametrize("bindings", [None, {"zz": ()}])
def test_kg_never_calls_out(server: tuple[str, list[str]], query: str, bindings: dict[str, tuple] | None) -> None:
    """SERVICE in any spelling is refused, and no request is made."""
    url, heard = server
    store = MemoryStore.open()
    store.replace("https://e.org/g", [])
    with pytest.raises(QueryError, match="kg never calls out"):
        store.query(query.replace("URL", url), bindings=bindings)
    assert heard == []


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_alone_is_no_call(query: str) -> None:
    """The word in strings, comments, IRIs, names and variables is none."""
    assert not asks_elsewhere(query)
    MemoryStore.open().query(query)
