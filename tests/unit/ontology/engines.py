"""Three SPARQL engines behind one function each: (query, data) -> header and rows, or a truth value."""

from __future__ import annotations

import atexit
import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph
import rdflib

Answer = bool | tuple[tuple[str, ...], ...]
"""Yes or no; else the header and the rows, unbound variables as empty texts."""

JARS = Path("/usr/share/java")
NEEDED = [
    "commons-cli",
    "commons-codec",
    "commons-compress",
    "commons-csv",
    "commons-io",
    "commons-lang3",
    "commons-logging",
    "dexx.collection",
    "failureaccess",
    "gson",
    "guava",
    "httpclient",
    "httpcore",
    "jackson-annotations",
    "jackson-core",
    "jackson-databind",
    "jena-arq",
    "jena-base",
    "jena-core",
    "jena-dboe-base",
    "jena-iri",
    "jena-shacl",
    "jena-tdb",
    "jsonld-java",
    "protobuf",
    "slf4j-api",
    "slf4j-nop",
    "thrift",
]
MISPLACED = "org/apache/jena/ext/xerces/"
"""Debian's jena-core.jar has the messages of its XML schema types here, and looks for them in `xerces/`."""


def plain(value: str) -> str:
    """Return a number without trailing zeros: engines spell decimals in their own ways."""
    try:
        number = Decimal(value).normalize()
    except InvalidOperation:
        return value
    return f"{number:f}" if number.is_finite() else value


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Answer:
    """Return an answer from names and values."""
    return (tuple(header), *(tuple(map(plain, row)) for row in rows))


def ask_rdflib(query: Path, data: Path) -> Answer:
    """Answer with rdflib."""
    result = _graph(data).query(query.read_text(encoding="utf-8"))
    if result.type == "ASK":
        return bool(result.askAnswer)
    names = [str(name) for name in result.vars or ()]
    return table(names, (["" if value is None else str(value) for value in row] for row in result))


def ask_oxigraph(query: Path, data: Path) -> Answer:
    """Answer with Oxigraph."""
    result = _store(data).query(query.read_text(encoding="utf-8"))
    if isinstance(result, pyoxigraph.QueryBoolean):
        return bool(result)
    names = [one.value for one in result.variables]
    return table(names, (["" if value is None else value.value for value in row] for row in result))


def ask_jena(query: Path, data: Path) -> Answer:
    """Answer with Apache Jena, which is asked all queries of the folder at once: it takes seconds to start."""
    found = json.loads(_jena(query.parent, data)[str(query)])
    if "boolean" in found:
        return bool(found["boolean"])
    names = found["head"]["vars"]
    return table(
        names, ([row.get(name, {}).get("value", "") for name in names] for row in found["results"]["bindings"])
    )


def expected(path: Path) -> Answer:
    """Return the answer that stands in a CSV file; `yes` or `no` of a question that asks for a truth value."""
    text = path.read_text(encoding="utf-8")
    if text.strip() in ("yes", "no"):
        return text.strip() == "yes"
    header, *rows = csv.reader(io.StringIO(text))
    return table(header, rows)


def why_no_jena() -> str:
    """Return what is missing for Jena; nothing where it is there."""
    if not shutil.which("javac"):
        return "no Java with a compiler (apt-get install default-jdk-headless)"
    return "" if (JARS / "jena-arq.jar").exists() else "Jena is not installed (apt-get install libapache-jena-java)"


@cache
def class_path() -> str:
    """Return the jars that Jena needs, with the messages of its XML schema types put where it looks for them."""
    folder = Path(mkdtemp(prefix="jena-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with zipfile.ZipFile(JARS / "jena-core.jar") as core:
        for name in core.namelist():
            if name.startswith(MISPLACED) and name.endswith(".properties"):
                target = folder / "xerces" / name.removeprefix(MISPLACED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(core.read(name))
    return ":".join([str(folder), *(str(JARS / f"{name}.jar") for name in NEEDED if (JARS / f"{name}.jar").exists())])


@cache
def _jena(folder: Path, data: Path) -> dict[str, str]:
    queries = [str(path) for path in sorted(folder.glob("*.rq"))]
    command = [
        "java",
        "-XX:+UseSerialGC",
        "-cp",
        class_path(),
        str(Path(__file__).with_name("Ask.java")),
        str(data),
        *queries,
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"Jena failed: {done.stderr[-2000:]}")
    answers = (part.partition("\n") for part in re.split("^# ", done.stdout, flags=re.MULTILINE)[1:])
    return {name: answer for name, _, answer in answers}


@cache
def _graph(data: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(data)


@cache
def _store(data: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(path=str(data), format=pyoxigraph.RdfFormat.TURTLE)
    return store


ENGINES: Mapping[str, Callable[[Path, Path], Answer]] = {
    "rdflib": ask_rdflib,
    "oxigraph": ask_oxigraph,
    "jena": ask_jena,
}
