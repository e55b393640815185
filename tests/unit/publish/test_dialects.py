"""Which server answers, and where its endpoints are."""

from __future__ import annotations

import pytest

from kg.errors import PublishError, SettingsError
from kg.publish.dialects import SERVERS, check_address, endpoints, recognise


@pytest.mark.parametrize(
    ("url", "headers", "name"),
    [
        ("http://h:3030/fpp", {"Fuseki-Request-Id": "7"}, "fuseki"),
        ("http://h:3030/fpp", {"Server": "Apache Jena Fuseki (4.10.0)"}, "fuseki"),
        ("http://h:7878", {"server": "Oxigraph/0.5.13"}, "oxigraph"),
        ("http://h:8890", {"Server": "Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"}, "virtuoso"),
        ("http://h:7200/repositories/fpp", {"Server": "nginx"}, "graphdb"),
        ("http://h:7200", {"Server": "GraphDB/10.6 RDF4J/4.3"}, "graphdb"),
    ],
)
def test_a_server_is_recognised_by_its_answer_or_address(url, headers, name):
    """Headers in any case; a repository's address says enough."""
    assert recognise(url, headers).name == name


def test_an_unknown_server_has_to_be_named():
    """The message lists the kinds."""
    with pytest.raises(PublishError, match="fuseki, graphdb, oxigraph, virtuoso, gsp"):
        recognise("http://h/", {"Server": "Apache"})


@pytest.mark.parametrize(
    ("url", "name", "expected"),
    [
        ("http://h:3030/fpp", "fuseki", ("/fpp/data", "/fpp/query", "/fpp/update")),
        ("http://h:3030/fpp/data", "fuseki", ("/fpp/data", "/fpp/query", "/fpp/update")),
        ("http://h:7878", "oxigraph", ("/store", "/query", "/update")),
        ("http://h:7878/query", "oxigraph", ("/store", "/query", "/update")),
        ("http://h:8890/sparql", "virtuoso", ("/sparql-graph-crud", "/sparql", "/sparql")),
        ("http://h:7200/repositories/f", "graphdb",
         ("/repositories/f/rdf-graphs/service", "/repositories/f", "/repositories/f/statements")),
        ("http://h:7200/repositories/f/statements", "graphdb",
         ("/repositories/f/rdf-graphs/service", "/repositories/f", "/repositories/f/statements")),
    ],
)  # fmt: skip
def test_endpoints_stand_under_the_address(url, name, expected):
    """The address of one of them is as good as the server's."""
    at = endpoints(url, SERVERS[name], guarded=False)
    base = url[: url.index("/", 8)] if "/" in url[8:] else url
    assert (at.store, at.query, at.update) == tuple(base + path for path in expected)


def test_virtuoso_has_other_endpoints_for_users():
    """Those that ask for a password."""
    at = endpoints("http://h:8890", SERVERS["virtuoso"], guarded=True)
    assert at.store == "http://h:8890/sparql-graph-crud-auth"
    assert (at.query, at.update) == ("http://h:8890/sparql-auth",) * 2


def test_a_graph_store_of_its_own_has_no_queries():
    """Its address is taken as it is."""
    at = endpoints("https://h/rdf/graphs", SERVERS["gsp"], guarded=True)
    assert (at.store, at.query, at.update) == ("https://h/rdf/graphs", None, None)


@pytest.mark.parametrize("url", ["", "h:3030", "ftp://h/x", "http://a:b@h/", "http://h/?x=1", "http://h/#x"])
def test_an_address_that_cannot_be_one_is_refused(url):
    """Passwords in it as well, without repeating them."""
    with pytest.raises(SettingsError, match="--to") as caught:
        check_address(url)
    assert "a:b" not in caught.value.message


def test_texts_that_look_like_files_are_disguised_for_virtuoso():
    """`<` in a literal is escaped, the brackets of IRIs and datatypes stay."""
    line = b'<s:1> <p:1> "<html> \\" <b>"^^<d:1> .\n'
    body = SERVERS["virtuoso"].body([line, b"<s:1> <p:1> <o:1> .\n"])
    assert body.startswith(b"@prefix")
    assert body.endswith(b'<s:1> <p:1> "\\u003Chtml> \\" \\u003Cb>"^^<d:1> .\n<s:1> <p:1> <o:1> .\n')
    assert SERVERS["oxigraph"].body([line]) == line
