"""What each kind of server calls its endpoints, and how to tell which kind answers.

All of them speak the SPARQL 1.1 Graph Store HTTP Protocol, each under a path of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import PublishError, SettingsError

PREFIX = b"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
LITERAL = re.compile(rb'".*"', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One kind of server.

    Args:
        name: What `--server` calls it.
        mark: Found in the headers of its answers (`name: value` lines); empty for none.
        store: The path of its graph store, after the address that users name.
        query: The path for queries; None where there is none.
        update: The path for updates; None where there is none.
        guarded: What replaces (store, query, update) for a user with a password.
        digest: Passwords are never sent, only digests of them.
        sniffs: It believes what a body looks like rather than what it is said to be.
        media_type: What a body is.
        insert: How many triples one INSERT DATA may hold.
    """

    name: str
    mark: str = ""
    store: str
    query: str | None = None
    update: str | None = None
    guarded: tuple[str, str, str] | None = None
    digest: bool = False
    sniffs: bool = False
    media_type: str = "application/n-triples"
    insert: int = 10_000

    def body(self, lines: Iterable[bytes]) -> bytes:
        r"""Return N-Triples as the server takes them.

        Virtuoso guesses from the first 64 KiB what it is given. It takes a long text for `text/plain`, but for a prefix
        before it, and one with `<html>` in it for `text/html`, but for `\u003C` in place of `<`.
        """
        if not self.sniffs:
            return b"".join(lines)
        return PREFIX + b"".join(LITERAL.sub(lambda text: text[0].replace(b"<", rb"\u003C"), line) for line in lines)

    def paths(self) -> tuple[str, ...]:
        """Return every path that it knows, the longest first."""
        found = {self.store, self.query, self.update, *(self.guarded or ())}
        return tuple(sorted((path for path in found if path), key=len, reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """The addresses of one server."""

    dialect: Dialect
    store: str
    query: str | None
    update: str | None


SERVERS: Mapping[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect(name="fuseki", mark="fuseki", store="/data", query="/query", update="/update"),
        Dialect(name="graphdb", mark="graphdb|rdf4j", store="/rdf-graphs/service", query="", update="/statements"),
        Dialect(name="oxigraph", mark="server: oxigraph", store="/store", query="/query", update="/update"),
        Dialect(
            name="virtuoso",
            mark="server: virtuoso",
            store="/sparql-graph-crud",
            query="/sparql",
            update="/sparql",
            guarded=("/sparql-graph-crud-auth", "/sparql-auth", "/sparql-auth"),
            digest=True,
            sniffs=True,
            media_type="text/turtle",
            insert=1_000,  # from about 5,000 on its compiler is out of memory
        ),
        Dialect(name="gsp", store=""),
    )
}
"""Kinds of server by name; `gsp` is any other graph store, of which the address itself is given."""

REPOSITORY = re.compile(r"/repositories/[^/]+(/|$)")


def check_address(url: str) -> str:
    """Return the address without a slash at its end.

    Raises:
        SettingsError: If it is no http address, or holds a password.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"--to {url}: no address of a server. Give one such as http://localhost:3030/fpp.")
    if parts.username or parts.password:
        raise SettingsError("--to: a user or password in the address is seen by others. Give --user, and the password "
                            "in KG_PUBLISH_PASSWORD or ~/.netrc.")  # fmt: skip
    if parts.query or parts.fragment:
        raise SettingsError(f"--to {url}: has a query or fragment. Give the address alone, up to the question mark.")
    return url.rstrip("/")


def recognise(url: str, headers: Mapping[str, str]) -> Dialect:
    """Return the kind of server that has this address and answers with these headers.

    Raises:
        PublishError: If it is none that kg knows.
    """
    if REPOSITORY.search(urlsplit(url).path):
        return SERVERS["graphdb"]
    said = "\n".join(f"{name}: {value}" for name, value in headers.items()).lower()
    for dialect in SERVERS.values():
        if dialect.mark and re.search(dialect.mark, said):
            return dialect
    raise PublishError(f"{url}: does not say which server it is. Say it with --server: {', '.join(SERVERS)}.", url=url)


def endpoints(url: str, dialect: Dialect, *, guarded: bool) -> Endpoints:
    """Return the addresses under the one that the user named, which may itself be one of them.

    Args:
        url: The dataset (Fuseki), repository (GraphDB), server (Oxigraph, Virtuoso) or graph store (`gsp`).
        dialect: The kind of server.
        guarded: A user with a password asks.

    Raises:
        SettingsError: If a dataset or repository has to be named, and is not.
    """
    base = next((url.removesuffix(path) for path in dialect.paths() if url.endswith(path)), url)
    path = urlsplit(base).path
    if dialect.name == "fuseki" and path in ("", "/"):
        raise SettingsError(f"--to {url}: names no dataset. Give it, such as {base}/fpp.", url=url)
    if dialect.name == "graphdb" and not REPOSITORY.search(path):
        raise SettingsError(f"--to {url}: names no repository. Give it, such as {base}/repositories/fpp.", url=url)
    store, query, update = dialect.store, dialect.query, dialect.update
    if guarded and dialect.guarded:
        store, query, update = dialect.guarded
    return Endpoints(
        dialect=dialect,
        store=base + store,
        query=None if query is None else base + query,
        update=None if update is None else base + update,
    )
