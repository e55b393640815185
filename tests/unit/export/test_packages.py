"""Packages of several files, read by the libraries of those who made the standards."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export import About, export_graph
from kg.export.package_tables import TABLES
from tests.unit.export.stores import ABOUT, built_folder, sample_store


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "tables"
    export_graph(sample_store(), folder, "datapackage", ABOUT)
    return folder


def test_frictionless_finds_no_error(tables: Path) -> None:
    """Types, required cells, primary and foreign keys, sizes and digests all hold."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(tables / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "type", "message"])
    assert len(report.tasks) == len(TABLES) + 1


def test_frictionless_finds_a_broken_key(tables: Path, tmp_path: Path) -> None:
    """A row that leads nowhere is an error: the keys are really checked."""
    frictionless = pytest.importorskip("frictionless")
    for path in tables.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b",actor-ken,issue-1", b",actor-none,issue-1"))
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}


def test_tables_hold_the_graph(tables: Path) -> None:
    """Ids lead from a position to its holder, issue, statement, document and words."""
    position = next(row for row in rows(tables, "positions") if row["position_id"] == "position-1")
    assert (position["holder_id"], position["stance"], position["issue_id"]) == ("actor-ken", "oppose", "issue-1")
    statement = next(row for row in rows(tables, "statements") if row["statement_id"] == position["statement_id"])
    assert (statement["quotation"], statement["negated"], statement["stated_on"]) == ("mixed", "false", "2025-02-23")
    assert {"statement_id": "statement-1", "actor_id": "actor-nor"} in rows(tables, "addressees")
    kenya = next(row for row in rows(tables, "actors") if row["actor_id"] == "actor-ken")
    assert kenya == {
        "actor_id": "actor-ken",
        "name": "Kenya",
        "type": "Country",
        "aliases": "Nairobi",
        "iso3": "KEN",
        "wikidata": "Q114",
    }
    evidence = [row for row in rows(tables, "evidence") if row["position_id"] == "position-1"]
    assert {(row["quote"], row["start"]) for row in evidence} == {("rejects “mining”", "56")}


def test_texts_are_no_formulas(tables: Path) -> None:
    """A text that a spreadsheet would run has a quote in front."""
    assert {row["title"] for row in rows(tables, "documents")} == {"", "'-1 degrees"}


def test_package_says_whose_it_is(tables: Path) -> None:
    """Title, licence, publisher and day stand in the description; without a licence none is made up."""
    found = json.loads((tables / "datapackage.json").read_text(encoding="utf-8"))
    assert found["title"] == "Bay positions"
    assert found["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0"}]
    assert found["contributors"] == [{"title": "Bay Institute", "role": "publisher"}]
    assert found["created"] == "2026-11-29T15:00:00Z"
    out = io.BytesIO()
    export_graph(sample_store(), out, "datapackage")
    assert "licenses" not in json.loads(zipfile.ZipFile(out).read("datapackage.json"))


def test_parquet_package_has_types(tmp_path: Path) -> None:
    """The same tables as Parquet: dates, numbers and truth values as such, text as it is."""
    parquet = pytest.importorskip("pyarrow.parquet")
    export_graph(sample_store(), tmp_path / "tables", "datapackage-parquet", ABOUT)
    documents = parquet.read_table(tmp_path / "tables" / "documents.parquet")
    assert {str(kind) for kind in documents.schema.types} == {"string", "int64", "date32[day]"}
    assert "-1 degrees" in documents.column("title").to_pylist()
    statements = parquet.read_table(tmp_path / "tables" / "statements.parquet")
    assert str(statements.schema.field("negated").type) == "bool"
    described = json.loads((tmp_path / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"].rpartition(".")[2] for resource in described["resources"]} == {"parquet"}


def test_zip_holds_what_the_folder_holds(tables: Path, tmp_path: Path) -> None:
    """A name that ends in .zip makes a zip of the same files, the same bytes each time."""
    for name in ("one.zip", "two.zip"):
        export_graph(sample_store(), tmp_path / name, "datapackage", ABOUT)
    archive = zipfile.ZipFile(tmp_path / "one.zip")
    assert {name: archive.read(name) for name in archive.namelist()} == {
        path.name: path.read_bytes() for path in tables.iterdir()
    }
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_folder_is_replaced_and_others_are_not(tmp_path: Path) -> None:
    """An older package is replaced whole; a folder with something else in it is not touched."""
    target = tmp_path / "tables"
    export_graph(sample_store(), target, "datapackage", ABOUT)
    (target / "stale.csv").write_text("old", encoding="utf-8")
    export_graph(sample_store(), target, "datapackage", ABOUT)
    assert not (target / "stale.csv").exists()
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(ExportError, match="holds something else"):
        export_graph(sample_store(), other, "datapackage", ABOUT)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["tables", "thesis"]
    assert [path.name for path in other.iterdir()] == ["chapter.txt"]


def test_rocrate_reads_the_crate(tmp_path: Path) -> None:
    """The library of the standard finds every file, the run, the program, the licence and the publisher."""
    rocrate = pytest.importorskip("rocrate.rocrate")
    graph = built_folder(tmp_path / "graph")
    about = About(title="Bay positions", licence="CC-BY-4.0", publisher="Bay Institute").of_folder(graph)
    export_graph(sample_store(), tmp_path / "crate", "ro-crate", about)
    crate = rocrate.ROCrate(str(tmp_path / "crate"))
    assert (crate.name, crate.license.id) == ("Bay positions", "https://spdx.org/licenses/CC-BY-4.0")
    assert str(crate.datePublished).startswith("2026-11-29")
    files = {entity.id for entity in crate.data_entities if entity.type == "File"}
    present = {path.relative_to(tmp_path / "crate").as_posix() for path in (tmp_path / "crate").rglob("*.*")}
    assert files | {"ro-crate-metadata.json"} == present
    assert {"graph.nq", "tables/positions.csv", "ontology/fpp.ttl", "shapes/document.ttl", "run.json"} <= files
    (run,) = crate.get_by_type("CreateAction")
    assert run["endTime"] == "2026-11-29T15:00:00+00:00"
    assert run["instrument"]["softwareVersion"] == "0.1.0"
    assert {one.id for one in run["result"]} == {"graph.nq", "graph.ttl", "tables/"}
    assert crate.publisher["name"] == "Bay Institute"
    crate.write(tmp_path / "again")
    assert (tmp_path / "again" / "graph.nq").is_file()


def test_every_reference_in_the_crate_leads_somewhere(tmp_path: Path) -> None:
    """Each entity that another names is described, or is an address."""
    export_graph(sample_store(), tmp_path / "crate", "ro-crate")
    graph = json.loads((tmp_path / "crate" / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    known = {entity["@id"] for entity in graph}
    assert len(known) == len(graph)
    named = set(re.findall(r'\{"@id": "([^"]*)"\}', json.dumps(graph)))
    assert {name for name in named - known if not name.startswith("https://w3id.org/ro/crate")} == set()
    assert next(entity for entity in graph if entity["@id"] == "./")["license"] == {"@id": "#no-licence"}


def test_licence_has_to_be_one() -> None:
    """Free words are refused: nobody could look them up."""
    with pytest.raises(ExportError, match="SPDX"):
        About(licence="free for all")
