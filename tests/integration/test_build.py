"""`kg build` on real files: what it leaves, what it skips, what it survives."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.builder import build
from kg.builder.outputs import FILES
from kg.errors import KgError, ReadError, SettingsError, StoreUnavailableError
from kg.settings import load_settings

pytestmark = pytest.mark.integration
SETTINGS = load_settings(environ={})
TEXT = "Norway rejects the plan\n\nNorway rejected the plan on Monday, Foreign Minister Kari Lund said. She called on Chile to sign the treaty.\n"


def write(path: Path, text: str = TEXT) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_is_there(demo):
    """Store, files and reports stand where they should, and everything conforms."""
    assert all((demo / name).stat().st_size > 0 for name in FILES)
    run = json.loads((demo / "run.json").read_text())
    assert run["counts"] == {
        "documents": 16,
        "built": 16,
        "unchanged": 0,
        "removed": 0,
        "failed": 0,
        "skipped": 0,
        "quarantined": 0,
    }
    assert json.loads((demo / "validation.json").read_text())["conforms"] is True
    assert list((demo / "quarantine").iterdir()) == []


def test_claims_quote_their_document(demo):
    """Every span of every record slices words out of the text it counts in."""
    records = list(kg.Graph(demo).records())
    assert len(records) == 16
    for record in records:
        actors = {actor.id for actor in record.actors}
        for position in record.positions:
            assert position.holder in actors
            assert all(span.of(record.document.text).strip() for span in (*position.target, *position.evidence))
        for statement in record.statements:
            assert all(span.of(record.document.text).strip() for span in statement.content)


def test_known_positions_are_found(demo):
    """Plain sentences give the position that a reader sees."""
    rows = kg.Graph(demo).query("positions", actor="Hungary").to_dicts()
    assert any(row["stance"] == "oppose" and "sanctions" in row["target"] for row in rows)


def test_same_input_gives_same_bytes_in_any_order(tmp_path):
    """Twice, reversed, and with two workers: the same files."""
    paths = [write(tmp_path / "a.txt"), write(tmp_path / "b.txt", TEXT.replace("Norway", "Kenya"))]
    names = ("documents.jsonl", "graph.nq", "graph.ttl", "positions.csv", "network.html")
    outs = []
    for number, (inputs, workers) in enumerate(((paths, 1), (paths[::-1], 1), (paths, 2))):
        out = tmp_path / f"graph{number}"
        build(inputs, out=out, settings=load_settings(environ={}, overrides={"build.workers": workers}))
        outs.append([(out / name).read_bytes() for name in names])
    assert outs[0] == outs[1] == outs[2]


def test_unchanged_is_skipped_changed_is_replaced_removed_goes(tmp_path):
    """A second run builds only what is new; an edited file's graph takes the place of the old."""
    path, out = write(tmp_path / "a.txt"), tmp_path / "graph"
    assert build([path], out=out, settings=SETTINGS).built == 1
    before = (out / "graph.nq").read_bytes()
    again = build([path], out=out, settings=SETTINGS)
    assert (again.built, again.unchanged) == (0, 1)
    assert (out / "graph.nq").read_bytes() == before
    write(path, TEXT + "\nChile welcomed the offer.\n")
    changed = build([path], out=out, settings=SETTINGS)
    assert (changed.built, len(changed.removed)) == (1, 1)
    assert len((out / "documents.jsonl").read_text().splitlines()) == 1
    removed = build([], out=out, settings=SETTINGS, remove=[str(path)])
    assert len(removed.removed) == 1
    assert (out / "documents.jsonl").read_text() == ""
    assert b"fpp/ontology#Position" not in (out / "graph.nq").read_bytes()
    with pytest.raises(KgError, match="no such document"):
        build([], out=out, settings=SETTINGS, remove=["nothing"])


def test_failing_inputs_do_not_stop_the_others(tmp_path):
    """One good file among bad ones is built; each bad one is named with its reason."""
    good = write(tmp_path / "good.txt")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    write(
        tmp_path / "german.txt",
        "Der Außenminister sagte am Montag in Berlin, dass die Gespräche gescheitert seien. " * 3,
    )
    result = build([good, tmp_path, tmp_path / "missing.txt"], out=tmp_path / "graph", settings=SETTINGS)
    assert result.built == 1
    assert {Path(name).name for name, _ in result.failed} == {"empty.txt", "broken.pdf", "missing.txt"}
    assert {Path(name).name for name, _ in result.skipped} == {"german.txt"}


def test_strict_stops_at_the_first_failure(tmp_path):
    """With --strict the first bad input ends the run, and what was built is kept."""
    settings = load_settings(environ={}, overrides={"build.strict": True})
    with pytest.raises(ReadError, match="--strict"):
        build([tmp_path / "missing.txt", write(tmp_path / "a.txt")], out=tmp_path / "graph", settings=settings)


def test_foreign_folder_is_not_touched(tmp_path):
    """An output folder that holds something else is refused before anything is written."""
    out = tmp_path / "thesis"
    out.mkdir()
    write(out / "chapter.txt")
    with pytest.raises(SettingsError, match="not empty"):
        build([write(tmp_path / "a.txt")], out=out, settings=SETTINGS)
    assert [p.name for p in out.iterdir()] == ["chapter.txt"]


def test_full_disk_loses_nothing(tmp_path, monkeypatch):
    """When the disk is full while files are written, the old ones stay and the next run finishes."""
    path, out = write(tmp_path / "a.txt"), tmp_path / "graph"
    build([path], out=out, settings=SETTINGS)
    before = {name: (out / name).read_bytes() for name in FILES}
    write(path, TEXT + "\nPeru backed the treaty.\n")
    real = os.fsync

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnavailableError, match="disk is full"):
        build([path], out=out, settings=SETTINGS)
    assert (out / "documents.jsonl").read_bytes() == before["documents.jsonl"]
    monkeypatch.setattr(os, "fsync", real)
    build([path], out=out, settings=SETTINGS)
    assert b"Peru" in (out / "documents.jsonl").read_bytes()


def test_killed_build_is_finished_by_the_next(tmp_path):
    """After kill -9 in the middle, the next run gives the same files as one that was never interrupted."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(24):
        write(folder / f"{number}.txt", TEXT.replace("Monday", f"the {number}th day") * 6)
    command = [sys.executable, "-m", "kg", "-q", "build", str(folder), "--out", str(tmp_path / "graph")]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    journal = tmp_path / "graph/.kg/journal.sqlite-wal"
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        if journal.exists() and journal.stat().st_size > 50_000:
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    build([folder], out=tmp_path / "graph", settings=SETTINGS)
    build([folder], out=tmp_path / "fresh", settings=SETTINGS)
    for name in ("documents.jsonl", "graph.nq", "graph.ttl"):
        assert (tmp_path / "graph" / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes()


def test_graph_that_does_not_conform_goes_to_quarantine(tmp_path, monkeypatch):
    """A document whose graph breaks a shape never enters the store; its report says why."""
    from kg.rdf import documents

    real = documents._DocumentGraph._add_document

    def without_digest(self, document):
        real(self, document)
        self.graph.remove((self.document, documents.FPP.sha256, None))

    monkeypatch.setattr(documents._DocumentGraph, "_add_document", without_digest)
    result = build([write(tmp_path / "a.txt")], out=tmp_path / "graph", settings=SETTINGS)
    assert (result.built, result.quarantined) == (1, 1)
    reports = list((tmp_path / "graph/quarantine").glob("*.report.ttl"))
    assert "SHA-256" in reports[0].read_text()
    assert (tmp_path / "graph/documents.jsonl").read_text() == ""


@pytest.mark.parametrize(
    "text",
    [
        "Norway\x00 rejected\x00 the plan, the minister said.",
        "\u202eNorway\u202c rejected the plan \U0001f600, the minister said. \u200f",
        "“" * 1000 + "Norway rejected the plan" + "”" * 1000,
        'The envoy <script>alert(1)</script> "of {Norway}" rejected `the plan`, <Chile> said.',
        "No verb. No name. 12345.",
        "\n\n\n \t \n.",
    ],
)
def test_odd_texts_build(tmp_path, text):
    """Control characters, marks and markup give a conforming graph, or nothing, but never an error."""
    path = tmp_path / "odd.txt"
    path.write_text(text, encoding="utf-8")
    result = build([path], out=tmp_path / "graph", settings=SETTINGS)
    assert (result.failed, result.quarantined) == ([], 0)
    assert json.loads((tmp_path / "graph/documents.jsonl").read_text())["text"] == text


def test_known_leaders_have_their_days(tmp_path):
    """Who held an office on the day of publication, by kg's list, holds it from and to the days that the list has."""
    text = "---\ndate: 2019-05-06\n---\nThe Chinese foreign minister, Wang Yi, said on Monday that China rejects the plan.\n"
    build([write(tmp_path / "talks.md", text)], out=tmp_path / "g", settings=SETTINGS)
    graph = kg.Graph(tmp_path / "g")
    days = graph.query(
        "SELECT ?name ?title ?first ?last { ?who rdfs:label ?name ; org:hasMembership ?time . "
        "?time org:role/rdfs:label ?title ; schema:startDate ?first ; schema:endDate ?last }"
    )
    assert [tuple(map(str, row)) for row in days.rows] == [("Wang Yi", "foreign minister", "2013-03-16", "2022-12-30")]
    assert json.loads((tmp_path / "g" / "validation.json").read_text())["conforms"] is True
