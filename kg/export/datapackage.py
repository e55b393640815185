"""A Frictionless data package: the graph as tables that know their columns and how they hang together.

`datapackage.json` describes every table (https://datapackage.org): types, primary and foreign keys, what each column
means, the property of the ontology that it comes from, size and digest of the file. Tables are CSV or Parquet.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from kg.export.about import About
from kg.export.nodes import BATCH, name_of, node_of, short_id, union_by_subject
from kg.export.package_tables import EVIDENCE, TABLES, Column, TableOf, full
from kg.export.packages import Package
from kg.export.parquet import fit, write_rows
from kg.export.spreadsheet import write_csv
from kg.store import GraphStore
from kg.store.terms import Value, to_value
from kg.version import __version__

Format = Literal["csv", "parquet"]
TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date", "truth": "boolean"}
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
LABEL = full("rdfs:label")
Row = tuple[Value, ...]


def fill_tables(store: GraphStore, folder: Path, about: About, *, format: Format = "csv") -> None:  # noqa: A002
    """Write the tables and `datapackage.json` into a folder.

    Raises:
        ExportError: If the format is `parquet` and pyarrow is not installed.
    """
    resources = []
    for table in (*TABLES, EVIDENCE):
        path = folder / f"{table.name}.{format}"
        rows = _evidence_rows(store) if table is EVIDENCE else _rows(store, table)
        _write(path, table, rows, format)
        resources.append(_resource(table, path, format))
    content = json.dumps(_package(about, resources), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(content + "\n", encoding="utf-8")


write_datapackage = Package(fill_tables, manifest="datapackage.json")
write_datapackage_parquet = Package(partial(fill_tables, format="parquet"), manifest="datapackage.json")


def _rows(store: GraphStore, table: TableOf) -> Iterator[Row]:
    """Yield the rows of a table, in order of the subjects' IRIs."""
    names = _names(store) if table.name == "actors" else {}
    for triples in union_by_subject(store, full(table.of)):
        subject, node = name_of(triples[0].subject), node_of(triples)
        if subject in names:
            labels = node[LABEL]
            node[LABEL] = [names[subject]]
            others = [one for one in labels if one != names[subject]]
            node[full("skos:altLabel")] = sorted({*node.get(full("skos:altLabel"), ()), *others}, key=str)
        yield from table.rows(subject, node)


def _names(store: GraphStore) -> dict[str, ox.Literal]:
    """Return the label of each actor that most graphs give it; of equally many the first in the alphabet."""
    rows = store.select("SELECT ?actor ?label ?graph { GRAPH ?graph { ?actor a fpp:Actor ; rdfs:label ?label } }").terms
    counts = Counter((actor, label) for actor, label, _ in rows)
    best: dict[str, ox.Literal] = {}
    for (actor, label), _ in sorted(counts.items(), key=lambda item: (-item[1], str(item[0][1]))):
        best.setdefault(str(to_value(actor)), label)  # type: ignore[arg-type]
    return best


def _evidence_rows(store: GraphStore) -> Iterator[Row]:
    """Yield a row a span: the claim that it proves, its place, its words."""
    kinds = {full("fpp:Statement"): 0, full("fpp:Position"): 1, full("fpp:Relation"): 2}
    found = sorted(str(row[0]) for row in store.select("SELECT DISTINCT ?e { ?claim fpp:evidence ?e }").terms)
    for begin in range(0, len(found), BATCH):
        values = " ".join(found[begin : begin + BATCH])
        rows = store.select(
            f"SELECT DISTINCT ?e ?document ?claim ?kind ?start ?end ?exact {{ VALUES ?e {{ {values} }}"
            " ?claim fpp:evidence ?e ; a ?kind ."
            " ?e oa:hasSource ?document ; oa:hasSelector [ oa:start ?start ; oa:end ?end ], [ oa:exact ?exact ] }"
        ).rows
        last: Value = None
        for evidence, document, claim, kind, start, end, exact in sorted(rows, key=lambda row: tuple(map(str, row))):
            if str(kind) in kinds and evidence != last:
                last = evidence
                claims: list[Value] = [None, None, None]
                claims[kinds[str(kind)]] = short_id(str(claim))
                yield (short_id(str(evidence)), short_id(str(document)), *claims, start, end, exact)


def _write(path: Path, table: TableOf, rows: Iterable[Row], format_: Format) -> None:
    kinds = {column.name: column.kind for column in table.columns}
    fitting = (tuple(fit(value, kind) for value, kind in zip(row, kinds.values(), strict=True)) for row in rows)
    with path.open("wb") as out:
        if format_ == "parquet":
            write_rows(fitting, out, kinds=kinds)
        else:
            write_csv(out, list(kinds), ([_plain(value) for value in row] for row in fitting))


def _plain(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


def _package(about: About, resources: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "kg-graph",
        "title": about.title,
        "description": about.description,
        "created": about.timestamp,
        "keywords": ["foreign policy", "positions", "knowledge graph"],
        "sources": [{"title": f"kg {__version__}", "path": "https://w3id.org/fpp/ontology"}],
    }
    if about.licence:
        found["licenses"] = [{"name": about.licence_name, "path": about.licence}]
    if about.publisher:
        found["contributors"] = [{"title": about.publisher, "role": "publisher"}]
    return {**found, "resources": resources}


def _resource(table: TableOf, path: Path, format_: Format) -> dict[str, Any]:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    dialect = {"dialect": {"delimiter": ",", "lineTerminator": "\r\n"}, "encoding": "utf-8"} if format_ == "csv" else {}
    return {
        "name": table.name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": format_,
        "mediatype": MEDIA[format_],
        **dialect,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table),
    }


def _schema(table: TableOf) -> dict[str, Any]:
    found: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    keys = [column for column in table.columns if column.table]
    if keys:
        found["foreignKeys"] = [_foreign_key(column, table) for column in keys]
    return found


def _field(column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": True} if column.required else {}
    if column.among:
        rules["enum"] = list(column.among)
    if column.name in ("score", "intensity"):
        rules |= {"minimum": 0, "maximum": 1}
    found: dict[str, Any] = {"name": column.name, "type": TYPES[column.kind], "description": column.what}
    if column.iri:
        found["rdfType"] = column.iri
    return {**found, "constraints": rules} if rules else found


def _foreign_key(column: Column, table: TableOf) -> dict[str, Any]:
    """Return the key; a table that leads to itself is named by an empty text, as the standard has it."""
    key = next(one for one in TABLES if one.name == column.table).primary_key[0]
    resource = "" if column.table == table.name else column.table
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [key]}}
