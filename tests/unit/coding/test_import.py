"""`kg code import`: coded statements into a graph, as they are typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.builder.journal import Journal
from kg.coding import NamedActors
from kg.errors import SettingsError
from kg.model import Actor

HEAD = "statement_id,time,person,organization,concept,agreement,document_id,document_title,start_position,text\n"
ROWS = (
    '1,2020-01-01 10:00:00,Ann Poe,Greens,Carbon tax,1,7,"Hearing, first",5,We want the tax.\n',
    '2,2020-01-01 10:00:00,Ben Roe,Coal Union,Carbon tax,0,7,"Hearing, first",90,The tax must go. It costs jobs.\n',
    "3,2020-02-01,,Germany,Coal exit,1,8,Later,1,We leave coal.\n",
    "4,2020-02-01,,Germany,Coal exit,1,8,Later,1,We leave coal.\n",
    "5,2020-02-01,,,Coal exit,1,8,Later,40,Somebody else.\n",
)
WHO = """SELECT ?who ?when ?from ?holder { ?position prov:wasGeneratedBy ?coding ; fpp:holder/rdfs:label ?holder .
  ?coding rdfs:label "coded by hand"@en ; prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ;
    rdfs:comment ?from } ORDER BY ?holder"""


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A table of five statements, one of them without an actor."""
    path = tmp_path / "coded.csv"
    path.write_text(HEAD + "".join(ROWS), encoding="utf-8")
    return path


def positions(run_kg, graph: Path) -> list[dict[str, str]]:
    """Return the graph's positions."""
    status, out, _ = run_kg("query", graph, "positions", "--format", "csv")
    assert status == 0
    return list(csv.DictReader(io.StringIO(out)))


def test_statements_become_positions_coded_by_hand(run_kg, coded: Path, tmp_path: Path) -> None:
    """With holder, issue, stance, speaker and day; valid, with who, when and from where; in every file."""
    graph = tmp_path / "graph"
    status, _, err = run_kg("code", "import", coded, "--into", graph, "--by", "Ann Otieno", "--on", "2026-01-02")
    assert status == 0, err
    assert "4 positions of 2 documents taken in" in err
    assert "1 statement left out" in err
    rows = positions(run_kg, graph)
    assert sorted((row["holder"], row["stance"], row["issue"], row["speaker"], row["date"]) for row in rows) == [
        ("Coal Union", "oppose", "Carbon tax", "Ben Roe", "2020-01-01"),
        ("Germany", "support", "Coal exit", "", "2020-02-01"),
        ("Germany", "support", "Coal exit", "", "2020-02-01"),
        ("Greens", "support", "Carbon tax", "Ann Poe", "2020-01-01"),
    ]
    assert run_kg("validate", graph)[0] == 0
    (tmp_path / "who.rq").write_text(WHO)
    _, out, _ = run_kg("query", graph, "--sparql", tmp_path / "who.rq", "--format", "csv")
    found = list(csv.reader(io.StringIO(out)))[1:]
    assert [row[3] for row in found] == ["Coal Union", "Germany", "Germany", "Greens"]
    assert {(row[0], row[1][:10], row[2]) for row in found} == {("Ann Otieno", "2026-01-02", f"from {coded}")}
    records = [json.loads(line) for line in (graph / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    for record in records:
        for position in record["positions"]:
            (start, end), *_ = position["evidence"]
            assert record["text"][start:end] in "".join(ROWS)
    assert {actor["id"] for record in records for actor in record["actors"] if actor["name"] == "Germany"} == {
        "actor-deu"
    }
    status, out, _ = run_kg("network", graph, "--view", "conflict", "--format", "csv")
    assert "Coal Union" in out
    assert "We want the tax." in run_kg("network", graph, "--format", "json")[1]
    for ego, edges in (("greens", 1), ("Carbon tax", 2), ("tax", 2)):
        _, out, _ = run_kg("network", graph, "--ego", ego, "--format", "csv")
        assert len(out.splitlines()) == 1 + edges
    assert run_kg("network", graph, "--ego", "Nobody")[0] == 2


def test_the_same_file_again_changes_nothing(run_kg, coded: Path, tmp_path: Path) -> None:
    """Not even the day, and no file is written; a changed file replaces what it had; removal takes all of it out."""
    graph = tmp_path / "graph"
    assert run_kg("code", "import", coded, "--into", graph, "--by", "ann", "--on", "2026-01-02")[0] == 0
    before = {path: path.stat().st_mtime_ns for path in graph.iterdir() if path.is_file()}
    _, _, err = run_kg("code", "import", coded, "--into", graph, "--by", "ann", "--on", "2026-03-04")
    assert "nothing new; 2 documents unchanged" in err
    assert {path: path.stat().st_mtime_ns for path in graph.iterdir() if path.is_file()} == before
    coded.write_text(HEAD + ROWS[0] + '9,2020-01-01 10:00:00,,Peru,Coal exit,0,7,"Hearing, first",200,Never.\n')
    _, _, err = run_kg("code", "import", coded, "--into", graph, "--by", "ann")
    assert "2 positions of 1 document taken in" in err
    assert sorted(row["holder"] for row in positions(run_kg, graph)) == ["Greens", "Peru"]
    status, _, err = run_kg("remove", graph, coded)
    assert status == 0, err
    assert positions(run_kg, graph) == []
    with Journal(graph / ".kg" / "journal.sqlite") as journal:
        assert journal.codings() == []


def test_what_was_built_stays_beside_what_was_coded(run_kg, coded: Path, tmp_path: Path) -> None:
    """Actors are the same ones, builds keep what was coded, and folders are merged with who coded what."""
    graph, text = tmp_path / "graph", tmp_path / "a.txt"
    text.write_text("Germany opposes the whaling treaty, Foreign Minister Ana Rojas said.")
    assert run_kg("build", text, "--out", graph)[0] == 0
    assert run_kg("code", "import", coded, "--into", graph, "--by", "ann")[0] == 0
    count = len(positions(run_kg, graph))
    assert count > 4
    text.write_text("Germany opposes the whaling treaty and the reef pact, Foreign Minister Ana Rojas said.")
    assert run_kg("build", text, "--out", graph)[0] == 0
    assert len(positions(run_kg, graph)) >= count
    assert run_kg("validate", graph)[0] == 0
    other = tmp_path / "other"
    assert run_kg("code", "import", coded, "--into", other, "--by", "ben")[0] == 0
    assert run_kg("merge", graph, other, "--out", tmp_path / "both")[0] == 0
    with Journal(tmp_path / "both" / ".kg" / "journal.sqlite") as journal:
        assert {coding.coder for coding in journal.codings()} == {"ann"}


def test_tables_without_words_or_documents_are_taken_in(run_kg, tmp_path: Path) -> None:
    """The coding itself stands for the words; the table's own coders and types are kept; stances may be words."""
    path, graph = tmp_path / "plain.csv", tmp_path / "graph"
    path.write_text("actor,actor_type,code,stance,coder\nAcme,Company,wind,Oppose,1\nZed,Person,wind,ambivalent,Cleo\n")
    words = ("--v1", "actor", "--v2", "code", "--qualifier", "stance")
    status, _, err = run_kg("code", "import", path, "--into", graph, *words)
    assert status == 0, err
    (record,) = [json.loads(line) for line in (graph / "documents.jsonl").read_text().splitlines()]
    assert record["text"].splitlines()[2:] == ["Acme: oppose, wind", "", "Zed: ambivalent, wind"]
    assert [(actor["name"], actor["type"]) for actor in record["actors"]] == [("Acme", "Company"), ("Zed", "Person")]
    with Journal(graph / ".kg" / "journal.sqlite") as journal:
        assert sorted(coding.coder for coding in journal.codings()) == ["Cleo", "coder 1"]


def test_hostile_cells_survive(run_kg, tmp_path: Path) -> None:
    """Quotes, line ends, other scripts, control characters and long cells give a valid graph."""
    path, graph = tmp_path / "odd.csv", tmp_path / "graph"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["organization", "concept", "agreement", "document_id", "text"])
        for name in ('A "B" <c> & d', "Зелёные 🌍", "=1+1", "x" * 5000, "a\tb\nc", "\u202egnp"):
            rows.writerow([name, f"{name} issue", "1", "1", f"words of {name}\x07"])
    assert run_kg("code", "import", path, "--into", graph, "--by", 'An"n\n<x>')[0] == 0
    assert len(positions(run_kg, graph)) == 6
    assert run_kg("validate", graph)[0] == 0


@pytest.mark.parametrize(
    ("table", "words", "message"),
    [
        (HEAD + ROWS[0], (), "--by NAME"),
        (HEAD + ROWS[0], ("--by", " "), "--by: empty"),
        (HEAD + ROWS[0], ("--by", "a", "--on", "soon"), "--on soon"),
        (HEAD + ROWS[0], ("--by", "a", "--qualifier", "none"), "column of stances"),
        (HEAD + ROWS[0], ("--by", "a", "--qualifier", "text"), "no stance"),
        (HEAD + ROWS[0], ("--by", "a", "--v1", "author"), "no such column"),
        (HEAD + ROWS[0], ("--by", "a", "--only", "concept=nothing"), "no statement"),
        (HEAD + ROWS[0], ("--by", "a", "--actor-type", "Robot"), "actor type Robot"),
        (HEAD + ROWS[0].replace("2020-01-01", "someday"), ("--by", "a"), "time 'someday"),
        (HEAD, ("--by", "a"), "no statement"),
        ("", ("--by", "a"), "first row"),
    ],
)
def test_what_cannot_be_used_changes_nothing(run_kg, tmp_path: Path, table: str, words: tuple[str, ...], message: str):
    """The message says what to do, and no folder is made."""
    path, graph = tmp_path / "coded.csv", tmp_path / "graph"
    path.write_text(table)
    status, _, err = run_kg("code", "import", path, "--into", graph, *words)
    assert status in (1, 2)
    assert message in err
    assert not graph.exists()


def test_names_mean_the_graphs_actors_first_then_known_ones() -> None:
    """A name that two actors of the graph have, or none, is looked up further; a type must fit."""
    named = NamedActors(unknown="Company")
    named.know(
        [
            Actor(id="actor-x", name="Germany", type="Group", aliases=("DE",)),
            Actor(id="actor-1", name="Smith", type="Person"),
            Actor(id="actor-2", name="Smith", type="Person"),
        ]
    )
    assert named("de").id == "actor-x"
    assert named("Germany", kind="Country").id == "actor-deu"
    assert named("Smith", kind="Person").id not in ("actor-1", "actor-2")
    assert (named("Acme").type, named("Ministry of Trade").type) == ("Company", "GovernmentBody")
    with pytest.raises(SettingsError, match="actor type Elf"):
        NamedActors(kinds=["Elf"])
