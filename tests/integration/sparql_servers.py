"""Servers on loopback, each ended by what started it, and a proxy in front of them that can be told to fail."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.unit.ontology.engines import class_path, why_no_jena

PATIENCE = 120
"""Seconds until a server that does not answer is given up; the machine may be busy."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Return when the server answers, in whatever way."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args[0]} does not answer at {url}")


@contextlib.contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    """End the process with the block."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run an Oxigraph server; yields its address."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if not program:
        pytest.skip("no Oxigraph server (pip install oxigraph)")
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "--location", str(folder / "data"), "--bind", address]
    with (folder / "log").open("wb") as log, ended(subprocess.Popen(command, stdout=log, stderr=log)) as process:
        wait_for(f"http://{address}/", process)
        yield f"http://{address}"


VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000
"""


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Run a Virtuoso with a database of its own, user and password `dba`; yields its address."""
    if not shutil.which("virtuoso-t"):
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource)")
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=free_port(), http=port))
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with (
        (folder / "log").open("wb") as log,
        ended(subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)) as process,
    ):
        wait_for(f"http://127.0.0.1:{port}/sparql", process)
        yield f"http://127.0.0.1:{port}"


LAYOUTS = {
    "fuseki": ("Fuseki-Request-Id: 1", "/fpp", "/fpp/data", "/fpp/query", "/fpp/update"),
    "graphdb": (
        "Server: GraphDB/10",
        "/repositories/fpp",
        "/repositories/fpp/rdf-graphs/service",
        "/repositories/fpp",
        "/repositories/fpp/statements",
    ),
    "gsp": ("Server: some", "/rdf", "/rdf", "/none/query", "/none/update"),
}


@contextlib.contextmanager
def jena(layout: str, *access: str) -> Iterator[str]:
    """Run a graph store of Jena's classes at the paths of another server; yields the address that `--to` takes.

    Args:
        layout: One of `LAYOUTS`.
        access: A user and a password, or a token; nothing lets everybody in.
    """
    if why_no_jena():
        pytest.skip(why_no_jena())
    header, base, *paths = LAYOUTS[layout]
    program = str(Path(__file__).with_name("JenaStore.java"))
    command = ["java", "-XX:+UseSerialGC", "-cp", class_path(), program, header, *paths, *access]
    with ended(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)) as process:
        port = process.stdout.readline().strip()
        yield f"http://127.0.0.1:{int(port)}{base}"


Fault = Callable[[BaseHTTPRequestHandler, int], bool]
"""Given a request and its number among those of its method, answers it (true), or lets it through (false)."""


@dataclass
class Proxy:
    """What stands before a server: `seen` are (method, path with query) of all requests, `fault` may answer them."""

    url: str
    fault: Fault = lambda handler, number: False
    seen: list[tuple[str, str]] = field(default_factory=list)

    def count(self, method: str) -> int:
        """Return how many requests of a method came."""
        return sum(one == method for one, _ in self.seen)


def fail(status: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], bool]:
    """Return a fault that answers with a status."""

    def answer(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    return answer


def break_off(handler: BaseHTTPRequestHandler) -> bool:
    """Be a fault that closes the connection without an answer."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True
    return True


@contextlib.contextmanager
def proxy(target: str) -> Iterator[Proxy]:
    """Run a proxy before a server; yields it, with the address that stands for the server's."""
    parts = urlsplit(target)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                there.seen.append((self.command, self.path))
                number = there.count(self.command)
            if there.fault(self, number):
                return
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
            headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            connection.request(self.command, self.path, body=body, headers={**headers, "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                    self.send_header(name, value)
            self.send_header("Server", answer.getheader("Server", "none"))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            connection.close()

        do_GET = do_PUT = do_POST = do_DELETE = handle_one  # noqa: N815 - the names of http.server

        def log_message(self, *words: object) -> None:
            """Say nothing."""

        def send_response(self, code: int, message: str | None = None) -> None:
            """Leave the server's name and date to the server."""
            self.send_response_only(code, message)

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: connections broken off are meant."""

    server = Quiet(("127.0.0.1", 0), Handler)
    there = Proxy(f"http://127.0.0.1:{server.server_port}{parts.path}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def kill(process: subprocess.Popen) -> None:
    """End a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()
