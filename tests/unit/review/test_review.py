"""What coders decide, in the graph and its files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import pytest

import kg
from kg.builder.directory import prepare
from kg.builder.journal import Built, Journal
from kg.builder.outputs import write_outputs
from kg.coding import CodedSheet, Coding
from kg.errors import ReadError
from kg.export import record_line
from kg.model import Actor, Record, Span
from kg.rdf import document_graph, serialize_sorted
from kg.review import add_decisions, corrected, effective, read_decisions, resolve
from kg.settings import load_settings
from kg.store import GraphStore
from kg.validate import validate
from tests.unit.export.sample import sample

DAY = dt.date(2025, 3, 1)
KENYA = ("kenya", "mining", "oppose")
SETTINGS = load_settings(environ={})


def coding(position: str = "position-1", *written: str | None, proposed: tuple[str, str, str] = KENYA) -> Coding:
    """Return a row that is done: what is not written is confirmed."""
    cells = (*written, None, None, None)[:3]
    coded = [cell.casefold() if cell else said for cell, said in zip(cells, proposed, strict=True)]
    return Coding(
        position=position,
        score=0.8,
        proposed=proposed,
        coded=(None, None, "none") if cells[2] == "none" else (coded[0], coded[1], coded[2]),
        written=(cells[0], cells[1], cells[2]),
    )


def decide(*codings: Coding, record: Record | None = None, **options: object):
    """Return what a coder decided on the sample."""
    values = {"by": "Ann", "on": DAY} | options
    return resolve(CodedSheet(coder="ann", codings=codings), [record or sample()], **values)


def held(record: Record) -> list[tuple[str, str, str, float]]:
    return [(one.holder, one.issue, one.stance, one.score) for one in record.positions]


def test_confirmed() -> None:
    """A confirmed position is sure and keeps its id."""
    found = decide(coding())
    assert found.problems == ()
    after = corrected(sample(), found.decisions)
    assert after.positions[0] == dataclasses.replace(sample().positions[0], score=1.0)
    assert after.positions[1] == sample().positions[1]


def test_changed() -> None:
    """Holder, issue and stance are what the coder wrote, in the place of the old ones."""
    after = corrected(sample(), decide(coding("position-1", "Nairobi", "Sea-bed Authority", "support")).decisions)
    label = {issue.id: issue.label for issue in after.issues}
    assert [(holder, label[issue], stance) for holder, issue, stance, _ in held(after)] == [
        ("actor-ken", "Sea-bed Authority", "support"),
        ("actor-nor", "+sums", "support"),
    ]
    assert "mining" not in label.values()


def test_new_holder_gives_a_new_id() -> None:
    """Another holder's position has the id that an extraction would give it."""
    (decision,) = decide(coding("position-1", "Norway")).decisions
    assert decision.now is not None
    assert (decision.now.id == "position-1", decision.now.holder) == (False, "actor-nor")
    assert [one.id for one in corrected(sample(), [decision]).positions] == [decision.now.id, "position-2"]


def test_taken_out() -> None:
    """What is no position goes, and its issue with it."""
    after = corrected(sample(), decide(coding("position-1", None, None, "none")).decisions)
    assert [one.id for one in after.positions] == ["position-2"]
    assert [one.id for one in after.issues] == ["issue-2"]


def test_rows_that_decide_nothing() -> None:
    """A row that is not coded, or confirms a part, is no decision; one that changes a part is."""
    part = dataclasses.replace(coding(), coded=("kenya", None, None), written=("ok", None, None))
    assert decide(part, dataclasses.replace(coding(), coded=(None, None, None))).decisions == ()
    change = dataclasses.replace(coding(), coded=(None, None, "support"), written=(None, None, "support"))
    assert [one.now and one.now.stance for one in decide(change).decisions] == ["support"]


def test_words_that_name_nothing() -> None:
    """An unknown or shared name and a foreign position are told, the other rows taken in."""
    record = dataclasses.replace(
        sample(), actors=(*sample().actors, Actor(id="actor-other", name="norway", type="Group"))
    )
    found = decide(
        coding("position-1", "Atlantis"),
        coding("position-2", None, None, "oppose", proposed=("norway", "+sums", "support")),
        coding("position-9"),
        record=record,
    )
    assert [one.found.id for one in found.decisions] == ["position-2"]
    assert "no actor of this graph called 'Atlantis'" in found.problems[0]
    assert "position-9: not in this graph" in found.problems[1]
    (shared,) = decide(coding("position-1", "Norway"), record=record).problems
    assert "several actors (actor-nor, actor-other)" in shared
    assert decide(coding("position-1", "actor-other"), record=record).problems == ()


def test_decided_again() -> None:
    """The same sheet twice decides once; a later decision on the same position, old or new id, replaces the earlier."""
    first = decide(coding("position-1", "Norway")).decisions
    standing = corrected(sample(), first)
    assert decide(coding("position-1", "Norway"), record=standing, earlier=first).decisions == ()
    now = standing.positions[0].id
    second = decide(
        coding(now, "Grace Otieno", proposed=("norway", "mining", "oppose")), record=standing, earlier=first, by="Bob"
    ).decisions
    assert [one.found.id for one in second] == ["position-1"]
    assert effective([*first, *second]) == list(second)
    assert [one.holder for one in corrected(sample(), effective([*first, *second])).positions] == [
        *("actor-otieno", "actor-nor"),
    ]
    third = decide(coding("position-1"), record=standing, earlier=[*first, *second]).decisions
    assert [one.now and one.now.holder for one in third] == ["actor-ken"]


def test_survives_another_extraction() -> None:
    """A decision holds where another model finds the same under another id, and where it finds nothing."""
    decisions = decide(coding("position-1", None, None, "support")).decisions
    old = sample().positions[0]
    other = dataclasses.replace(
        old, id="position-other", target=(Span(old.target[0].start + 1, old.target[0].end),), statement=None
    )
    for positions in ((other,), ()):
        record = dataclasses.replace(sample(), positions=positions, statements=(), issues=sample().issues)
        after = corrected(record, decisions)
        assert held(after) == [("actor-ken", "issue-1", "support", 1.0)]
        assert after.positions[0].statement is None


def test_file_keeps_decisions(tmp_path: Path) -> None:
    """What is written is read again, in order; a damaged line is named."""
    path = tmp_path / "decisions.jsonl"
    assert read_decisions(path).positions == ()
    first, second = (decide(coding("position-1", name)).decisions for name in ("Norway", "Grace Otieno"))
    add_decisions(path, first)
    add_decisions(path, second)
    assert read_decisions(path).positions == (*first, *second)
    path.write_bytes(path.read_bytes() + b"{}\n")
    with pytest.raises(ReadError, match="line 3: no decision"):
        read_decisions(path)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A built graph of the sample, without running the language model."""
    root, record = tmp_path / "graph", sample()
    directory = prepare(root)
    with Journal(directory.journal) as journal:
        journal.put([built(record)], keep=set())
        write_outputs(directory, journal, settings=SETTINGS)
    (root / "run.json").write_text(json.dumps({"settings": {"graph": {"base": SETTINGS.graph.base}}}))
    return root


def built(record: Record) -> Built:
    graph = document_graph(record)
    return Built(
        id=record.document.id,
        input=record.document.input,
        url=None,
        fingerprint=f"print of {[one.id for one in record.positions]}",
        conforms=True,
        record=record_line(record),
        quads=serialize_sorted(graph, "nq"),
        report=json.dumps(validate([graph])[0].to_json()).encode(),
    )


@pytest.fixture
def coded(graph: Path, tmp_path: Path) -> Path:
    """A sheet in which Kenya's position is Norway's, and Norway's is none."""
    import openpyxl

    path = tmp_path / "coded.xlsx"
    kg.Graph(graph).code(path)
    book = openpyxl.load_workbook(path)
    page = book["coding"]
    places = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        page.cell(row, places["coder_done"]).value = "x"
        kenya = page.cell(row, places["kg_holder"]).value == "Kenya"
        page.cell(row, places["coder_holder" if kenya else "coder_stance"]).value = "Norway" if kenya else "none"
    book.save(path)
    return path


def positions(graph: Path) -> list[tuple[object, ...]]:
    table = kg.Graph(graph).query("positions")
    return [(row["holder"], row["stance"], row["issue"], row["score"]) for row in table.to_dicts()]


def test_graph_and_files_follow(run_kg, graph: Path, coded: Path) -> None:
    """The store, the tables and the records hold what was decided, and who decided it stands in the review graph."""
    status, _, err = run_kg("correct", graph, coded, "--by", "Ann Otieno", "--on", "2025-03-01")
    assert (status, err) == (0, f"{graph}: 2 decisions taken in\n")
    assert positions(graph) == [("Norway", "oppose", "mining", 1.0)]
    assert [len(record.positions) for record in kg.Graph(graph).records()] == [1]
    assert "Norway,Country,oppose,mining" in (graph / "positions.csv").read_text()
    asked = """SELECT ?who ?when ?was ?is {
      GRAPH <https://w3id.org/fpp/data/graph/review> {
        ?made prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ; prov:used ?was .
        ?was prov:wasInvalidatedBy ?made OPTIONAL { ?is prov:wasRevisionOf ?was }
      }
    }"""
    rows = kg.Graph(graph).query(asked).rows
    assert {(row[0], row[1].date()) for row in rows} == {("Ann Otieno", DAY)}
    assert [row[3] is not None for row in sorted(rows, key=lambda row: str(row[2]))] == [True, False]
    status, _, err = run_kg("correct", graph, coded, "--by", "Ann Otieno", "--on", "2025-03-01")
    assert (status, err) == (0, f"{graph}: 0 decisions taken in\n")
    status, _, err = run_kg("validate", graph / "graph.nq")
    assert status == 0, err


def test_decisions_survive_a_build(run_kg, graph: Path, coded: Path) -> None:
    """Built again, by another model or after the store is lost, the graph is as people decided; without them as before."""
    before = positions(graph)
    run_kg("correct", graph, coded, "--by", "Ann")
    decided = positions(graph)
    directory = prepare(graph)
    other = dataclasses.replace(
        sample(), positions=tuple(dataclasses.replace(one, id=f"{one.id}-new") for one in sample().positions)
    )
    with Journal(directory.journal) as journal:
        journal.put([built(other)], keep=set())
        write_outputs(directory, journal, settings=SETTINGS)
        assert positions(graph) == decided
        with GraphStore.open(directory.store) as store:
            for name in store.graph_iris():
                store.remove(name)
        journal.forget_store()
        journal.write_note("outputs", "lost")
        write_outputs(directory, journal, settings=SETTINGS)
        assert positions(graph) == decided
        assert write_outputs(directory, journal, settings=SETTINGS) is False
        (graph / "decisions.jsonl").unlink()
        journal.put([built(sample())], keep=set())
        write_outputs(directory, journal, settings=SETTINGS)
    assert positions(graph) == before


def test_wrong_use(run_kg, graph: Path, coded: Path, tmp_path: Path) -> None:
    """A day that is none, no name, a graph that is none, a sheet of another graph."""
    cases = (
        (2, "--on never", ("correct", graph, coded, "--by", "Ann", "--on", "never")),
        (2, "--by: empty", ("correct", graph, coded, "--by", " ")),
        (1, "kg build", ("correct", tmp_path, coded, "--by", "Ann")),
        (1, "cannot be read", ("correct", graph, tmp_path / "none.xlsx", "--by", "Ann")),
    )
    for status, said, arguments in cases:
        found, _, err = run_kg(*arguments)
        assert (found, said in err) == (status, True), (arguments, err)


def test_rows_that_cannot_be_taken_in_are_status_3(run_kg, graph: Path, coded: Path) -> None:
    """The reason goes to stderr; the other rows are taken in."""
    import openpyxl

    book = openpyxl.load_workbook(coded)
    page = book["coding"]
    places = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        if page.cell(row, places["coder_holder"]).value:
            page.cell(row, places["coder_holder"]).value = "Atlantis"
    book.save(coded)
    status, _, err = run_kg("correct", graph, coded, "--by", "Ann")
    assert (status, "Atlantis" in err, "1 decision taken in" in err) == (3, True, True)
