"""A research object (RO-Crate 1.1): the graph, its tables, ontology and shapes, and the run that made it.

`ro-crate-metadata.json` says of each file what it is, and of the whole who made it, when, with what and under which
licence, as archives such as Zenodo, WorkflowHub and Dataverse read it. The texts of the documents are not in it: they
are other people's.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.export.about import IRI, About, software_iri
from kg.export.datapackage import fill_tables
from kg.export.packages import Package
from kg.resources import resource_folder
from kg.store import GraphStore
from kg.version import __version__

METADATA = "ro-crate-metadata.json"
CRATE = "https://w3id.org/ro/crate/1.1"
PROCESS = "https://w3id.org/ro/wfrun/process/0.5"
"""The profile of crates that tell of a run of a program."""

APACHE = "https://www.apache.org/licenses/LICENSE-2.0"

MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".ttl": "text/turtle",
}
WHAT = {
    "graph.nq": "The graph with its named graphs, one a document: for machines",
    "graph.ttl": "The graph without its named graphs: for people",
    "run.json": "The run that made the graph: versions, settings, counts, times, failures",
    "tables/datapackage.json": "What stands in the tables, as a Frictionless data package",
    "ontology/fpp.ttl": "The ontology that the graph follows",
    "ontology/context.jsonld": "The JSON-LD context of the ontology",
}
Entity = dict[str, Any]


def fill_crate(store: GraphStore, folder: Path, about: About) -> None:
    """Write the files of a crate into a folder."""
    for format_ in ("nq", "ttl"):
        with (folder / f"graph.{format_}").open("wb") as out:
            store.dump(out, format_)
    (folder / "tables").mkdir()
    fill_tables(store, folder / "tables", about)
    for name, pattern in (("ontology", "*.ttl"), ("ontology", "context.jsonld"), ("shapes", "*.ttl")):
        (folder / name).mkdir(exist_ok=True)
        for path in sorted(resource_folder(name).glob(pattern)):
            shutil.copyfile(path, folder / name / path.name)
    if about.run:
        (folder / "run.json").write_text(_json(about.run), encoding="utf-8")
    (folder / METADATA).write_text(_json(_metadata(folder, about)), encoding="utf-8")


write_rocrate = Package(fill_crate, manifest=METADATA)


def _metadata(folder: Path, about: About) -> Entity:
    files = [_file(path, folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    entities = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": CRATE},
            "about": {"@id": "./"},
        },
        _root(files, about),
        *_folders(files),
        *files,
        *_run(about),
        *_people(about),
    ]
    return {"@context": f"{CRATE}/context", "@graph": entities}


def _root(files: list[Entity], about: About) -> Entity:
    """Return what is said of the whole."""
    found: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "datePublished": about.timestamp,
        "keywords": "foreign policy, positions, knowledge graph, RDF",
        "license": {"@id": about.licence or "#no-licence"},
        "hasPart": [{"@id": one["@id"]} for one in files if "/" not in one["@id"]] + [{"@id": name} for name in WHOLE],
    }
    if about.publisher:
        found["publisher"] = {"@id": _publisher(about)}
    if about.run:
        found |= {"mentions": {"@id": "#build"}, "conformsTo": {"@id": PROCESS}}
    return found


WHOLE = {
    "tables/": "The graph as tables",
    "ontology/": "The ontology and its vocabularies",
    "shapes/": "The SHACL shapes that the graph conforms to",
}
"""Folders of a crate, and what they hold."""


def _folders(files: list[Entity]) -> Iterator[Entity]:
    for name, what in WHOLE.items():
        parts = [{"@id": one["@id"]} for one in files if one["@id"].startswith(name)]
        yield {"@id": name, "@type": "Dataset", "name": what, "hasPart": parts}


def _file(path: Path, folder: Path) -> Entity:
    name = path.relative_to(folder).as_posix()
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    found: Entity = {
        "@id": name,
        "@type": "File",
        "name": WHAT.get(name, path.stem),
        "encodingFormat": MEDIA[path.suffix],
        "contentSize": str(path.stat().st_size),
        "sha256": digest,
    }
    if name.startswith(("ontology/", "shapes/")):
        found["license"] = {"@id": APACHE}
    return found


def _run(about: About) -> Iterator[Entity]:
    """Yield the run that made the graph and the program that ran."""
    versions = about.run.get("versions", {})
    software = software_iri(versions.get("kg", __version__))
    yield {
        "@id": software,
        "@type": "SoftwareApplication",
        "name": "kg",
        "softwareVersion": versions.get("kg", __version__),
        "url": "https://w3id.org/fpp/ontology",
        "softwareRequirements": [f"{name} {version}" for name, version in versions.items() if name != "kg"],
    }
    if about.run:
        counts = about.run.get("counts", {})
        yield {
            "@id": "#build",
            "@type": "CreateAction",
            "name": "Building the graph from texts",
            "description": f"{counts.get('documents', 0)} documents in the graph, {counts.get('failed', 0)} failed.",
            "startTime": about.run.get("started"),
            "endTime": about.run.get("ended"),
            "instrument": {"@id": software},
            "result": [{"@id": name} for name in ("graph.nq", "graph.ttl", "tables/")],
        }
        yield {"@id": PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _people(about: About) -> Iterator[Entity]:
    """Yield who publishes the graph, and its licence."""
    yield {
        "@id": about.licence or "#no-licence",
        "@type": "CreativeWork",
        "name": about.licence_name or "No licence is given",
        "description": f"The terms of {about.title}."
        if about.licence
        else "Who made this graph has not said under which terms others may use it. Ask before you do.",
    }
    if about.licence != APACHE:
        yield {
            "@id": APACHE,
            "@type": "CreativeWork",
            "name": "Apache-2.0",
            "description": "The terms of the ontology and the shapes.",
        }
    if about.publisher:
        yield {"@id": _publisher(about), "@type": "Organization", "name": about.publisher}


def _publisher(about: About) -> str:
    return about.publisher if IRI.fullmatch(about.publisher) else "#publisher"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
