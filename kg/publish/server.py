"""Named graphs on a server: put, deleted, counted, listed and read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import pyoxigraph as ox
import requests

from kg.errors import PublishError, SettingsError
from kg.publish.access import Access
from kg.publish.client import Client
from kg.publish.dialects import SERVERS, Dialect, Endpoints, check_address, endpoints, recognise

COUNTED = 200
"""Graphs counted in one query."""
LISTED = 1_000
"""Graphs listed in one answer; servers cut off long ones without a word."""
PAGE = 10_000
"""Triples read back in one answer, where a server does not give a whole graph at once."""
SWITCHED_OFF = (405, 501)
"""Answers of a server whose Graph Store Protocol is switched off."""
ANYTHING = range(300, 600)
WAYS = ("auto", "gsp", "update")
PROBE = "urn:kg:probe"


class Server:
    """A graph store that answers. Use as a context manager; `connect` makes one.

    Args:
        client: HTTP, with who asks.
        at: The addresses.
        via: `gsp` for the Graph Store Protocol, `update` for SPARQL updates.
    """

    def __init__(self, client: Client, at: Endpoints, *, via: str) -> None:
        self._client = client
        self.at = at
        self.via = via

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *exc: Any) -> None:  # noqa: ANN401 - as every context manager
        self._client.__exit__(*exc)

    @property
    def can_count(self) -> bool:
        """Whether it answers queries; else graphs are counted by reading them, and cannot be listed."""
        return self.at.query is not None

    def put(self, iri: str, lines: Sequence[bytes], *, batch: int) -> None:
        """Make a named graph hold exactly these triples.

        Args:
            iri: The graph's name.
            lines: N-Triples.
            batch: At most so many in one request; a graph in several requests is not replaced at once.

        Raises:
            PublishError: If the server refuses or is away; the graph may then be there in part.
        """
        if self.via == "update":
            name = str(ox.NamedNode(iri)).encode()
            for number, part in enumerate(_parts(lines, min(batch, self.at.dialect.insert))):
                drop = b"DROP SILENT GRAPH %s ;\n" % name if number == 0 else b""
                self._update(drop + b"INSERT DATA { GRAPH %s {\n%s} }" % (name, b"".join(part)))
            return
        for number, part in enumerate(_parts(lines, batch)):
            body = self.at.dialect.body(part)
            headers = {"Content-Type": self.at.dialect.media_type}
            self._store("PUT" if number == 0 else "POST", iri, data=body, headers=headers)

    def delete(self, iri: str) -> None:
        """Take a named graph out; do nothing where there is none.

        Raises:
            PublishError: If the server refuses or is away.
        """
        if self.via == "update":
            self._update(f"DROP SILENT GRAPH {ox.NamedNode(iri)}".encode())
        else:
            self._store("DELETE", iri, fine=(404,))

    def counts(self, iris: Sequence[str]) -> dict[str, int]:
        """Return how many triples the server has of each of these graphs; 0 where there is none.

        Raises:
            PublishError: If the server does not answer as it should.
        """
        if not self.can_count:
            return {iri: len(self.read(iri)) for iri in iris}
        found = dict.fromkeys(iris, 0)
        for start in range(0, len(iris), COUNTED):
            names = " ".join(str(ox.NamedNode(iri)) for iri in iris[start : start + COUNTED])
            for graph, number in self._select(
                f"SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
            ):
                found[graph] = int(number)
        return found

    def graphs_under(self, prefix: str) -> list[str]:
        """Return the names of the server's graphs that start with a prefix, sorted.

        Raises:
            SettingsError: If the server answers no queries.
            PublishError: If it does not answer as it should.
        """
        if not self.can_count:
            raise SettingsError("--prune: this server answers no queries, so its graphs cannot be listed.")
        found: list[str] = []
        while True:
            begins = f"STRSTARTS(STR(?g), {ox.Literal(prefix)})"
            beyond = f" && STR(?g) > {ox.Literal(found[-1])}" if found else ""
            page = self._select(
                f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER({begins}{beyond}) }} ORDER BY ?g LIMIT {LISTED}"
            )
            if not page:
                return sorted(found)
            found += [row[0] for row in page]

    def read(self, iri: str, *, expected: int | None = None) -> set[ox.Triple]:
        """Return the triples that the server has of a named graph.

        Args:
            iri: The graph's name.
            expected: How many it counts; where it sends fewer at a time, the rest is fetched in pages.

        Raises:
            PublishError: If the server does not answer as it should; `unreadable` is true where its RDF does not parse.
        """
        if self.via == "update":
            triples: set[ox.Triple] = set()
        else:
            answer = self._store("GET", iri, headers={"Accept": "application/n-triples"}, fine=(404,))
            triples = set() if answer.status_code == 404 else _parsed(answer)
        if expected is None or len(triples) >= expected or self.at.query is None:
            return triples
        return set(self._pages(iri, expected))

    def _pages(self, iri: str, expected: int) -> Iterator[ox.Triple]:
        """Yield a graph that is longer than the server's answers may be, in the server's own order."""
        offset = 0
        while offset < expected:
            where = f"GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }}"
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }} LIMIT {PAGE} OFFSET {offset}"
            page = _parsed(self._ask(query, "application/n-triples"))
            if not page:
                return
            yield from page
            offset += len(page)

    def _select(self, query: str) -> list[tuple[str, ...]]:
        answer = self._ask(query, "application/sparql-results+json")
        try:
            solutions = cast("Any", ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON))
            return [tuple(term.value for term in row if term is not None) for row in solutions]
        except (SyntaxError, TypeError, AttributeError) as exc:
            raise PublishError(
                f"{self.at.query}: answers no SPARQL results. Correct the address, or --server.", url=self.at.query
            ) from exc

    def _ask(self, query: str, accept: str) -> requests.Response:
        return self._client.ask("POST", str(self.at.query), data={"query": query}, headers={"Accept": accept})

    def _store(self, method: str, iri: str, **more: Any) -> requests.Response:  # noqa: ANN401 - as the client's
        return self._client.ask(method, self.at.store, params={"graph": iri}, **more)

    def _update(self, update: bytes) -> None:
        self._client.ask(
            "POST", str(self.at.update), data=update, headers={"Content-Type": "application/sparql-update"}
        )


def connect(
    url: str,
    access: Access,
    *,
    server: str | None = None,
    via: str = "auto",
    timeout: float = 60.0,
    retries: int = 5,
) -> Server:
    """Find out which server answers at an address, and whether it lets us in.

    Args:
        url: Fuseki's dataset, GraphDB's repository, the server of Oxigraph or Virtuoso, or a graph store.
        access: Who asks.
        server: The kind of server, one of `SERVERS`; None recognises it.
        via: `gsp` or `update`; `auto` takes the Graph Store Protocol unless it is switched off.
        timeout: Seconds without a byte of an answer.
        retries: How often a request that fails for want of a server in health is sent again.

    Raises:
        SettingsError: If the address, kind or way cannot be used.
        PublishError: If there is no answer, the server is not recognised, or it does not let us in.
    """
    if server is not None and server not in SERVERS:
        raise SettingsError(f"--server {server}: unknown. Known: {', '.join(SERVERS)}.", server=server)
    if via not in WAYS:
        raise SettingsError(f"--via {via}: unknown. Known: {', '.join(WAYS)}.", via=via)
    url = check_address(url)
    client = Client(access, timeout=timeout, retries=retries)
    dialect = SERVERS[server] if server else _recognised(client, url)
    at = endpoints(url, dialect, guarded=access.user is not None)
    return Server(client, at, via=_way(client, at, via))


def _recognised(client: Client, url: str) -> Dialect:
    return recognise(url, client.ask("GET", url, headers={"Accept": "*/*"}, fine=ANYTHING).headers)


def _way(client: Client, at: Endpoints, via: str) -> str:
    """Ask for a graph that is not there: as nobody, to hear how passwords are wanted, then as who we are."""
    params = {"graph": PROBE}
    probe = client.ask("GET", at.store, params=params, fine=ANYTHING)
    wanted = probe.headers.get("WWW-Authenticate", "").lower()
    client.persist(digest="digest" in wanted if wanted else at.dialect.digest)
    if via == "auto":
        via = "update" if at.update is not None and probe.status_code in SWITCHED_OFF else "gsp"
    if via == "update" and at.update is None:
        raise SettingsError("--via update: this kind of server takes no updates. Name its kind with --server.")
    if via == "gsp":
        client.ask("GET", at.store, params=params, headers={"Accept": "application/n-triples"}, fine=(404,))
    if at.query is not None:
        client.ask("POST", at.query, data={"query": "ASK { }"}, headers={"Accept": "application/sparql-results+json"})
    return via


def _parsed(answer: requests.Response) -> set[ox.Triple]:
    """Return the triples of an answer.

    Raises:
        PublishError: If it does not parse; `unreadable` is then true.
    """
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip()
    format_ = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.N_TRIPLES
    try:
        return {quad.triple for quad in ox.parse(answer.content, format_)}
    except (SyntaxError, ValueError) as exc:
        raise PublishError(
            f"{answer.url}: what the server gives back does not parse as {format_.name}: {exc}.",
            url=answer.url,
            unreadable=True,
        ) from exc


def _parts(lines: Sequence[bytes], most: int) -> Iterator[Sequence[bytes]]:
    """Yield the lines, at most so many at a time; nothing once where there are none."""
    for start in range(0, max(len(lines), 1), most):
        yield lines[start : start + most]
