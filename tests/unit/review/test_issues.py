"""What people decide on issues: merged, renamed, split, undone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import kg
from kg.builder.directory import prepare
from kg.builder.journal import Journal
from kg.builder.outputs import write_outputs
from kg.errors import QueryError, ReadError
from kg.model import Actor, Position, Record, Span, Stance
from kg.position.issues import issue_called
from kg.read import make_document
from kg.review import IssueDecision, Settled, add_decisions, read_decisions, standing
from kg.review.naming import IssueNames
from kg.settings import load_settings
from tests.unit.review.test_review import built

DAY = dt.date(2025, 3, 1)
SETTINGS = load_settings(environ={})
ACTORS = tuple(Actor(id=f"actor-{name}", name=name.title(), type="Country") for name in ("kenya", "norway", "chile"))
FIRST = (
    ("kenya", "sanction against Iran", "support"),
    ("norway", "lift sanction on Iran", "support"),
    ("chile", "dam", "oppose"),
    ("kenya", "filling of reservoir", "ambivalent"),
    ("norway", "resolution", "support"),
)
SECOND = (("chile", "resolution", "oppose"), ("kenya", "dam", "support"), ("chile", "seal hunt", "oppose"))


def record(name: str, rows: tuple[tuple[str, str, Stance], ...]) -> Record:
    """Return a document with one position a row."""
    text = "\n".join(f"{holder} {stance} {label}" for holder, label, stance in rows)
    issues = {label: issue_called(label) for _, label, _ in rows}
    return Record(
        document=make_document(text, input=f"{name}.txt"),
        actors=ACTORS,
        positions=tuple(
            Position(
                id=f"position-{name}-{number}",
                holder=f"actor-{holder}",
                issue=issues[label].id,
                target=(Span(number, number + 1),),
                stance=stance,
                evidence=(Span(0, 5),),
            )
            for number, (holder, label, stance) in enumerate(rows)
        ),
        issues=tuple(issues.values()),
    )


def names(*decisions: IssueDecision, groups: dict[str, tuple[str, ...]] | None = None) -> IssueNames:
    """Return the issues of both documents as they stand after decisions."""
    settled = Settled(standing(decisions))
    return IssueNames(
        [settled(record("a", FIRST)), settled(record("b", SECOND))], decisions=decisions, groups=groups or {}
    )


def merge(labels: tuple[str, ...], into: str, *earlier: IssueDecision, **options: object) -> IssueDecision:
    """Return a merge by Ann."""
    return names(*earlier).merge(labels, into, **({"by": "Ann", "on": DAY} | options))


def stances(*decisions: IssueDecision, rows=FIRST, name: str = "a") -> list[tuple[str, str]]:
    """Return label and stance of each position after decisions."""
    after = Settled(standing(decisions))(record(name, rows))
    label = {issue.id: issue.label for issue in after.issues}
    assert len(label) == len({one.issue for one in after.positions})
    return [(label[one.issue], one.stance) for one in after.positions]


def test_merged() -> None:
    """Positions are on the one issue; what is against it counts the other way round, and nothing else changes."""
    made = merge(("sanction against Iran", "lift sanction on Iran"), "sanctions on Iran")
    assert stances(made)[:3] == [("sanctions on Iran", "support"), ("sanctions on Iran", "oppose"), ("dam", "oppose")]
    assert made.now is not None
    assert made.now.broader == ("fppi:sanctions",)
    ids = [one.id for one in record("a", FIRST).positions]
    assert [one.id for one in Settled([made])(record("a", FIRST)).positions] == ids


def test_stances_turn_as_the_user_says() -> None:
    """--as-is turns none, --turn those that are named."""
    both = ("sanction against Iran", "lift sanction on Iran")
    assert stances(merge(both, both[0], as_is=True))[1] == (both[0], "support")
    assert stances(merge(("dam",), "filling of reservoir", turn=("dam",)))[2] == ("filling of reservoir", "support")


def test_ids_stay() -> None:
    """A new name gives the id that a target of that name would have; one that is known, or a concept's, its own."""
    new, known, concept = (merge(("dam",), into) for into in ("Karasu dam", "seal hunt", "Sanctions"))
    assert [one.now and one.now.id for one in (new, known, concept)] == [
        issue_called("Karasu dam").id,
        issue_called("seal hunt").id,
        "fppi:sanctions",
    ]


def test_groups_are_merged_whole() -> None:
    """The name of a row stands for all in it, another label for itself."""
    dam, filling = issue_called("dam").id, issue_called("filling of reservoir").id
    known = names(groups={dam: (dam, filling)})
    whole = known.merge(["dam"], "Karasu dam", by="Ann", on=DAY)
    assert {one.label for one in whole.issues} == {"dam", "filling of reservoir"}
    alone = known.merge(["filling of reservoir"], "Karasu dam", by="Ann", on=DAY)
    assert [one.label for one in alone.issues] == ["filling of reservoir"]


def test_merged_again() -> None:
    """What was merged is merged on, also under its old name; stances turned twice are as they were."""
    first = merge(("lift sanction on Iran",), "sanction against Iran")
    second = merge(("sanction against Iran",), "end of sanctions on Iran", first)
    assert stances(first, second)[:2] == [
        ("end of sanctions on Iran", "oppose"),
        ("end of sanctions on Iran", "support"),
    ]
    third = names(first, second).merge(["lift sanction on Iran"], "dam", by="Ann", on=DAY)
    assert [one.label for one in third.issues] == ["end of sanctions on Iran"]


def test_renamed() -> None:
    """The label changes, the id stays, in every document; the old name still means it."""
    made = names().rename("dam", "Karasu dam", by="Ann", on=DAY)
    assert stances(made)[2] == ("Karasu dam", "oppose")
    assert stances(made, rows=SECOND, name="b")[1] == ("Karasu dam", "support")
    assert names(made).current("dam").id == issue_called("dam").id
    with pytest.raises(QueryError, match="another issue"):
        names().rename("dam", "Seal hunt", by="Ann", on=DAY)
    with pytest.raises(QueryError, match="so it is called"):
        names().rename("dam", "dam", by="Ann", on=DAY)


def test_split_from_a_merge() -> None:
    """What is taken out of a merge is as it was found, the rest stays merged."""
    first = merge(("dam", "filling of reservoir", "lift sanction on Iran"), "dams")
    out = names(first).split(["lift sanction on Iran"], by="Bob", on=DAY)
    assert stances(first, out)[1:4] == [
        ("lift sanction on Iran", "support"),
        ("dams", "oppose"),
        ("dams", "ambivalent"),
    ]
    assert [one.label for one in out.apart] == ["dams"]


def test_split_by_document() -> None:
    """One label that means two things is told apart by its documents."""
    made = names().split(["resolution"], into="resolution on Karasu", documents=["b.txt"], by="Ann", on=DAY)
    assert stances(made)[4] == ("resolution", "support")
    assert stances(made, rows=SECOND, name="b")[0] == ("resolution on Karasu", "oppose")
    with pytest.raises(QueryError, match="--into"):
        names().split(["resolution"], documents=["b.txt"], by="Ann", on=DAY)
    with pytest.raises(QueryError, match=r"no position here on filling of reservoir"):
        names().split(["filling of reservoir"], into="x", documents=["b.txt"], by="Ann", on=DAY)
    with pytest.raises(QueryError, match="no such document"):
        names().split(["resolution"], into="x", documents=["c.txt"], by="Ann", on=DAY)


def test_undone() -> None:
    """An undone decision does not count; made again later it does."""
    made = merge(("dam",), "filling of reservoir")
    undo = names(made).undo(made.id, by="Bob", on=DAY)
    assert stances(made, undo) == stances()
    assert stances(made, undo, made) == stances(made)
    with pytest.raises(QueryError, match="no such decision"):
        names(made, undo).undo(made.id, by="Bob", on=DAY)


def test_words_that_name_nothing() -> None:
    """An unknown name is told with similar ones; merging one issue with itself is refused."""
    with pytest.raises(QueryError, match="Similar: seal hunt"):
        merge(("seal hunts",), "x")
    with pytest.raises(QueryError, match="nothing to merge"):
        merge(("dam",), "Dam")
    with pytest.raises(QueryError, match="empty"):
        merge(("dam",), " ")


def test_file_keeps_both_kinds(tmp_path: Path) -> None:
    """Decisions on issues are read as they were written; a damaged line is named."""
    path = tmp_path / "decisions.jsonl"
    made = merge(("dam",), "filling of reservoir", comment="one dam")
    add_decisions(path, [made, names(made).undo(made.id, by="Bob", on=DAY)])
    assert read_decisions(path).issues[0] == made
    assert [one.kind for one in read_decisions(path).issues] == ["merge", "undo"]
    path.write_bytes(path.read_bytes() + b'{"kind": "mix"}\n')
    with pytest.raises(ReadError, match="line 3: no decision"):
        read_decisions(path)


def build(root: Path, *records: Record) -> None:
    """Put documents into a graph, as a build does."""
    directory = prepare(root)
    with Journal(directory.journal) as journal:
        journal.put([built(one) for one in records], keep={one.document.id for one in records})
        write_outputs(directory, journal, settings=SETTINGS)
    (root / "run.json").write_text(json.dumps({"settings": {"graph": {"base": SETTINGS.graph.base}}}))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph of the first document."""
    build(tmp_path / "graph", record("a", FIRST))
    return tmp_path / "graph"


def rows(graph: Path) -> set[tuple[object, ...]]:
    table = kg.Graph(graph).query("positions")
    return {(row["holder"], row["issue"], row["stance"]) for row in table.to_dicts()}


def test_decisions_survive_and_reach_new_documents(run_kg, graph: Path) -> None:
    """Store and files follow; a document that is added later is merged and split too, and ids stay."""
    found = kg.Graph(graph)
    found.merge_issues(["dam", "filling of reservoir"], into="Karasu dam", by="Ann", on=DAY)
    assert ("Chile", "Karasu dam", "oppose") in rows(graph)
    assert "Karasu dam" in (graph / "positions.csv").read_text()
    ids = {issue.label: issue.id for one in found.records() for issue in one.issues}
    build(graph, record("a", FIRST), record("b", SECOND))
    assert {("Kenya", "Karasu dam", "support"), ("Chile", "seal hunt", "oppose")} <= rows(graph)
    later = {issue.label: issue.id for one in found.records() for issue in one.issues}
    assert ids.items() <= later.items()
    assert later["Karasu dam"] == issue_called("Karasu dam").id
    status, _, err = run_kg("validate", graph / "graph.nq")
    assert status == 0, err
    for name in ("Karasu dam", "filling of reservoir"):
        assert len(found.query("positions", issue=name).rows) == 3


def test_undoing_gives_the_graph_back(graph: Path) -> None:
    """After the undoing, the store holds what it held."""
    before = rows(graph)
    made = kg.Graph(graph).merge_issues(["lift sanction on Iran"], into="sanction against Iran", by="Ann", on=DAY)
    assert rows(graph) != before
    kg.Graph(graph).undo_decision(made.id, by="Bob")
    assert rows(graph) == before


def test_the_review_graph_tells_who_and_when(graph: Path) -> None:
    """Decisions are activities in the words of PROV-O; an issue that was merged is replaced, an undone decision invalid."""
    found = kg.Graph(graph)
    made = found.merge_issues(["dam"], into="filling of reservoir", by="Ann", on=DAY, comment="one dam")
    asked = """SELECT ?who ?what ?why ?old ?new ?undone {
      GRAPH <https://w3id.org/fpp/data/graph/review> {
        ?made prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ; rdfs:label ?what ; rdfs:comment ?why .
        OPTIONAL { ?old dcterms:isReplacedBy ?new . ?new prov:wasInfluencedBy ?made }
        OPTIONAL { ?made prov:wasInvalidatedBy/prov:wasAssociatedWith/rdfs:label ?undone }
      }
    }"""
    (row,) = found.query(asked).rows
    assert row[:3] == ("Ann", "merge", "one dam")
    assert str(row[3]).endswith(issue_called("dam").id)
    found.undo_decision(made.id, by="Bob")
    (row,) = found.query(asked).rows
    assert (row[3], row[5]) == (None, "Bob")


def test_decisions_and_coders_agree(graph: Path, tmp_path: Path) -> None:
    """A sheet that was coded after a merge is taken in, and a later merge reaches what a coder decided."""
    import openpyxl

    found = kg.Graph(graph)
    found.merge_issues(["dam"], into="Karasu dam", by="Ann", on=DAY)
    path = tmp_path / "coded.xlsx"
    found.code(path, issue="Karasu dam")
    book = openpyxl.load_workbook(path)
    page = book["coding"]
    places = {cell.value: cell.column for cell in page[1]}
    page.cell(2, places["coder_stance"]).value = "support"
    book.save(path)
    assert found.correct(path, by="Ann", on=DAY).problems == ()
    assert ("Chile", "Karasu dam", "support") in rows(graph)
    found.merge_issues(["Karasu dam"], into="filling of reservoir", by="Ann", on=DAY)
    assert ("Chile", "filling of reservoir", "support") in rows(graph)


def test_groups_heed_decisions(graph: Path) -> None:
    """A merged issue is grouped by all its names and called as people call it; what was split is never joined again."""
    from kg.issues import list_issues
    from kg.store import GraphStore

    def listed() -> dict[str, str]:
        with GraphStore.open(prepare(graph).store, read_only=True) as store:
            return {str(row["issue"]): str(row["labels"]) for row in list_issues(store).to_dicts()}

    assert listed()["sanction against Iran"] == "lift sanction on Iran; sanction against Iran"
    found = kg.Graph(graph)
    found.split_issues(["lift sanction on Iran"], by="Ann", on=DAY)
    assert listed()["lift sanction on Iran"] == "lift sanction on Iran"
    assert listed()["sanction against Iran"] == "sanction against Iran"
    found.rename_issue("dam", "Karasu affair", by="Ann", on=DAY)
    assert listed()["Karasu affair"] == "dam; Karasu affair"


def test_decisions_go_to_another_graph(run_kg, graph: Path, tmp_path: Path) -> None:
    """Those that count are written to a file, which another graph takes in once; who and when stay."""
    found = kg.Graph(graph)
    made = found.merge_issues(["dam"], into="Karasu dam", by="Ann", on=DAY)
    found.undo_decision(found.rename_issue("resolution", "the resolution", by="Ann", on=DAY).id, by="Ann", on=DAY)
    out, other = tmp_path / "decisions.jsonl", tmp_path / "other"
    assert run_kg("issues", "decisions", graph, "--out", out)[0] == 0
    assert run_kg("issues", "decisions", graph, "--out", out)[0] == 2
    build(other, record("b", SECOND))
    assert "1 decision taken in" in run_kg("issues", "apply", other, out)[2]
    assert "0 decisions taken in" in run_kg("issues", "apply", other, out)[2]
    assert ("Kenya", "Karasu dam", "support") in rows(other)
    assert kg.Graph(other).issue_decisions() == (made,)
    assert run_kg("issues", "apply", other, tmp_path / "none.jsonl")[0] == 1


def test_commands(run_kg, graph: Path) -> None:
    """Each says what it did and how to take it back; a list shows all, also what was undone."""
    who = ("--by", "Ann Otieno", "--on", "2025-03-01")
    status, _, err = run_kg("issues", "merge", graph, "lift sanction on Iran", "--into", "Iran sanctions", *who)
    assert status == 0
    assert "lift sanction on Iran (turned round)" in err
    assert run_kg("issues", "rename", graph, "dam", "Karasu dam", *who)[0] == 0
    status, _, err = run_kg("issues", "split", graph, "resolution", "--into", "UN vote", "--document", "a.txt", *who)
    assert (status, "-> UN vote" in err) == (0, True)
    made = kg.Graph(graph).issue_decisions()[0]
    assert run_kg("issues", "undo", graph, made.id, *who)[0] == 0
    status, out, _ = run_kg("issues", "decisions", graph, "--format", "csv")
    assert [line.split(",")[1] for line in out.splitlines()[1:]] == ["merge", "rename", "split", "undo"]
    assert [line.split(",")[8] for line in out.splitlines()[1:]] == ["", "yes", "yes", ""]
    assert run_kg("issues", graph, "--by", "issue")[1] == run_kg("issues", "list", graph, "--by", "issue")[1]


def test_wrong_use(run_kg, graph: Path) -> None:
    """An unknown name, no name of one's own, a day that is none, a decision that is none, a folder without a graph."""
    cases = (
        (2, "no issue of this graph", ("merge", graph, "Atlantis", "--into", "dam", "--by", "Ann")),
        (2, "--by: empty", ("rename", graph, "dam", "x", "--by", " ")),
        (2, "--on never", ("rename", graph, "dam", "x", "--by", "Ann", "--on", "never")),
        (2, "no such decision", ("undo", graph, "decision-1", "--by", "Ann")),
        (1, "kg build", ("decisions", graph.parent)),
    )
    for status, said, arguments in cases:
        found, _, err = run_kg("issues", *arguments)
        assert (found, said in err) == (status, True), (arguments, err)


def test_a_name_of_two_documents_is_one() -> None:
    """A record that holds a merged issue under its own name and the new one keeps one issue."""
    two = record("a", (("kenya", "dam", "support"), ("kenya", "Karasu dam", "oppose")))
    after = Settled([merge(("dam",), "Karasu dam")])(two)
    assert [one.label for one in after.issues] == ["Karasu dam"]
    assert Settled([])(two) == two
