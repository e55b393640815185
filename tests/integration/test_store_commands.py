"""`kg stats`, `diff`, `merge`, `remove`, `compact`, `dump`, `load`, and builds into what they leave."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.builder import BuildDirectory, build
from kg.builder.directory import locked
from kg.builder.journal import VERSION, Journal
from kg.builder.outputs import FILES
from kg.cli.app import app
from kg.errors import KgError, SettingsError, StoreError, StoreUnavailableError
from kg.query import question_names
from kg.read import reading
from kg.settings import load_settings
from kg.store import GraphStore

pytestmark = pytest.mark.integration
SETTINGS = load_settings(environ={}, overrides={"extract.attribution": "rules"})
NORWAY = "Norway rejects the plan\n\nNorway rejected the plan on Monday, Foreign Minister Kari Lund said.\n"
KENYA = "Kenya backs the treaty\n\nKenya supports the treaty on rivers, the ministry said on Friday.\n"
CHILE = "Chile backs the treaty\n\nChile supports the treaty on rivers, the ministry said on Sunday.\n"


def run(*words: object, status: int = 0) -> str:
    """Run a command; return what it prints."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(result.exception, KgError):
        raise result.exception
    assert result.exit_code == status, result.output
    return result.output


def make(folder: Path, out: str, **texts: str) -> Path:
    """Build a graph of texts."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    build(paths, out=folder / out, settings=SETTINGS)
    return folder / out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two graphs, `one` of Norway and Kenya and `two` of Kenya and Chile, and a dump of `one`."""
    folder = tmp_path_factory.mktemp("made")
    make(folder, "one", norway=NORWAY, kenya=KENYA)
    make(folder, "two", kenya=KENYA, chile=CHILE)
    run("-q", "dump", folder / "one", folder / "one.nq")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """Copies of them to change."""
    shutil.copytree(made, tmp_path / "work", symlinks=True)
    return tmp_path / "work"


def documents(graph: Path) -> set[str]:
    with GraphStore.open(graph / "store", read_only=True) as store:
        return {str(row[0]) for row in store.select("SELECT ?input { ?document fpp:input ?input }")}


def names(graph: Path) -> set[str]:
    return {Path(name).stem for name in documents(graph)}


def conforms(graph: Path) -> bool:
    return "0 do not conform" in run("validate", graph)


def test_stats_count_what_is_there(made: Path) -> None:
    """Counts, sizes and dates, for people and for programs."""
    found = json.loads(run("stats", made / "one", "--format", "json"))
    lines = (made / "one" / "graph.nq").read_text().splitlines()
    assert (found["documents"], found["quads"], found["schema"]) == (2, len(lines), 2)
    assert found["positions"] == len((made / "one" / "positions.csv").read_text().splitlines()) - 1 > 0
    assert found["triples"] < found["quads"]
    assert found["bytes"]["total"] == sum(size for part, size in found["bytes"].items() if part != "total")
    assert found["built"]["kg"] == kg.__version__
    assert "documents   2\n" in run("stats", made / "one")


def test_dump_is_the_file_of_the_build(made: Path) -> None:
    """A dump holds what `graph.nq` holds, byte for byte."""
    assert (made / "one.nq").read_bytes() == (made / "one" / "graph.nq").read_bytes()


def test_loaded_graph_answers_everything(made: Path, tmp_path: Path) -> None:
    """A folder made from a dump answers like the folder that was dumped."""
    run("-q", "load", made / "one.nq", "--out", tmp_path / "loaded")
    assert [entry.name for entry in (tmp_path / "loaded").iterdir() if entry.name[0] != "."] == ["store"]
    for words in (
        ("query", "positions"),
        ("query", "actors"),
        ("network",),
        ("export", "-f", "ttl"),
        ("export", "-f", "nq"),
    ):
        assert run("-q", words[0], tmp_path / "loaded", *words[1:]) == run(words[0], made / "one", *words[1:])
    assert conforms(tmp_path / "loaded")
    assert json.loads(run("stats", tmp_path / "loaded", "-f", "json"))["built"] is None
    assert "0 only in the first, 0 only in the second" in run("diff", made / "one", tmp_path / "loaded")


def test_build_keeps_what_was_loaded(made: Path, tmp_path: Path) -> None:
    """A build into a loaded folder adds its documents, keeps the others and what describes them, and conforms."""
    run("-q", "load", made / "one.nq", "--out", tmp_path / "loaded")
    graph = make(tmp_path, "loaded", chile=CHILE)
    assert names(graph) == {"norway", "kenya", "chile"}
    labels = kg.Graph(graph).query(
        "SELECT ?l { GRAPH ?g { ?a a fpp:Country ; rdfs:label ?l } FILTER(STRENDS(STR(?g), 'actors')) }"
    )
    assert {"Norway", "Kenya", "Chile"} <= {row[0] for row in labels.rows}
    assert conforms(graph)
    whole = make(tmp_path, "whole", norway=NORWAY, kenya=KENYA, chile=CHILE)
    assert kg.Graph(graph).query("positions").to_dicts() == kg.Graph(whole).query("positions").to_dicts()
    assert all((graph / name).is_file() for name in FILES)


def test_built_document_takes_the_place_of_a_loaded_one(made: Path, tmp_path: Path) -> None:
    """A document that is built again is no longer a loaded one, and is there once."""
    run("-q", "load", made / "one.nq", "--out", tmp_path / "loaded")
    graph = make(tmp_path, "loaded", kenya=KENYA)
    assert names(graph) == {"norway", "kenya"}
    run("-q", "remove", graph, tmp_path / "kenya.txt")
    assert names(graph) == {"norway"}
    assert conforms(graph)


def test_load_again_replaces(folder: Path) -> None:
    """The same dump loaded twice is there once; into a build only documents that are not built can be loaded."""
    run("-q", "load", folder / "one.nq", "--out", folder / "loaded")
    assert "replaced" in run("load", folder / "one.nq", "--out", folder / "loaded")
    assert json.loads(run("diff", folder / "one", folder / "loaded", "-f", "json"))["same"]
    before = (folder / "two" / "graph.nq").read_bytes()
    with pytest.raises(StoreError, match="was built here"):
        run("load", folder / "one.nq", "--out", folder / "two")
    assert (folder / "two" / "graph.nq").read_bytes() == before
    assert names(folder / "two") == {"kenya", "chile"}


def test_load_into_a_build_brings_its_files_along(folder: Path) -> None:
    """After a load, the graph files of a built folder hold what the store holds."""
    graph = make(folder, "three", chile=CHILE)
    run("-q", "load", folder / "one.nq", "--out", graph)
    assert names(graph) == {"norway", "kenya", "chile"}
    run("-q", "dump", graph, folder / "three.nq")
    assert (folder / "three.nq").read_bytes() == (graph / "graph.nq").read_bytes()
    assert conforms(graph)


def test_load_refuses_what_does_not_conform(made: Path, tmp_path: Path) -> None:
    """Without --no-validate a graph that breaks a shape is not loaded, and no folder is left."""
    lines = (made / "one.nq").read_text().splitlines(keepends=True)
    (tmp_path / "bad.nq").write_text("".join(line for line in lines if "ontology#stance>" not in line))
    with pytest.raises(StoreError, match=r"does not conform.*--no-validate"):
        run("load", tmp_path / "bad.nq", "--out", tmp_path / "graph")
    assert not (tmp_path / "graph").exists()
    run("-q", "load", tmp_path / "bad.nq", "--out", tmp_path / "graph", "--no-validate")
    assert names(tmp_path / "graph") == {"norway", "kenya"}


@pytest.mark.parametrize("existing", [True, False])
def test_broken_load_leaves_nothing(folder: Path, existing: bool) -> None:
    """A file that ends in the middle changes nothing, in a new folder or an old one."""
    (folder / "broken.nq").write_bytes((folder / "one.nq").read_bytes()[:-20])
    out = folder / ("two" if existing else "new")
    with pytest.raises(StoreError, match="does not parse"):
        run("load", folder / "one.nq", folder / "broken.nq", "--out", out, "--no-validate")
    assert out.exists() == existing
    if existing:
        assert names(out) == {"kenya", "chile"}
        assert Journal(out / ".kg/journal.sqlite").loaded() == {}


def test_remove_takes_out_all_or_none(folder: Path) -> None:
    """Documents go by id or input, from the store and every file; a wrong name among them stops it."""
    graph = make(folder, "three", norway=NORWAY, kenya=KENYA, chile=CHILE)
    with pytest.raises(StoreError, match="no such document"):
        run("remove", graph, folder / "kenya.txt", "nothing")
    assert names(graph) == {"norway", "kenya", "chile"}
    (kenya,) = (
        record.document.id for record in kg.Graph(graph).records() if record.document.input.endswith("kenya.txt")
    )
    run("-q", "remove", graph, kenya, folder / "chile.txt")
    assert names(graph) == {"norway"}
    assert "Kenya" not in (graph / "graph.ttl").read_text()
    alone = make(folder, "alone", norway=NORWAY)
    assert (graph / "graph.nq").read_bytes() == (alone / "graph.nq").read_bytes()


def test_remove_from_a_loaded_folder(made: Path, tmp_path: Path) -> None:
    """A loaded document goes by its input, with what only it says of actors, issues and where it comes from."""
    run("-q", "load", made / "one.nq", "--out", tmp_path / "loaded")
    run("-q", "remove", tmp_path / "loaded", made / "kenya.txt")
    assert names(tmp_path / "loaded") == {"norway"}
    assert "Kenya" not in run("export", tmp_path / "loaded", "-f", "ttl")
    assert conforms(tmp_path / "loaded")
    assert not (tmp_path / "loaded" / "graph.ttl").exists()


def test_compact_changes_nothing_that_is_said(folder: Path) -> None:
    """After compacting, the same is there, and the union of a loaded folder is made."""
    run("-q", "load", folder / "one.nq", "--out", folder / "loaded")
    for graph in (folder / "one", folder / "loaded"):
        run("compact", graph)
        run("-q", "dump", graph, folder / "again.nq")
        assert (folder / "again.nq").read_bytes() == (folder / "one.nq").read_bytes()
        assert json.loads(run("stats", graph, "-f", "json"))["triples"]


def test_questions_are_answered_ahead(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compacting a large graph, building into it and removing from it leave the answers that take long; small ones have none."""
    monkeypatch.setattr("kg.store.graph_store.LONG", -1.0)
    monkeypatch.setattr("kg.query.ahead.LONG", -1.0)
    monkeypatch.setattr("kg.query.ahead.MANY", 2)
    kept = folder / "one" / ".store.answers"
    run("compact", folder / "one")
    assert len(list(kept.iterdir())) == len(question_names())
    before = run("query", folder / "one", "positions", "--format", "csv")
    monkeypatch.setattr("kg.query.ahead.MANY", 1_000)
    make(folder, "one", chile=CHILE)
    after = run("query", folder / "one", "positions", "--format", "csv")
    assert before.count("Chile") == 0 < after.count("Chile")
    assert len(list(kept.iterdir())) == 1
    monkeypatch.setattr("kg.query.ahead.MANY", 2)
    for change in (
        lambda: make(folder, "one", chile=CHILE + CHILE),
        lambda: run("remove", folder / "one", folder / "chile.txt"),
    ):
        shutil.rmtree(kept)
        change()
        assert len(list(kept.iterdir())) == len(question_names())
    assert run("query", folder / "one", "positions", "--format", "csv") == before


def test_first_question_after_a_load(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what takes its time, makes the union, and leaves the other questions answered."""
    monkeypatch.setattr("kg.query.ahead.LONG", -1.0)
    monkeypatch.setattr("kg.query.ahead.MANY", 2)
    run("-q", "load", folder / "one.nq", "--out", folder / "loaded", "--no-validate")
    result = CliRunner().invoke(app, ["query", str(folder / "loaded"), "positions", "--format", "csv"])
    assert "once after kg load" in result.stderr
    assert result.stdout == run("query", folder / "one", "positions", "--format", "csv")
    assert len(list((folder / "loaded" / ".store.answers").iterdir())) == len(question_names())
    assert "once" not in CliRunner().invoke(app, ["query", str(folder / "loaded"), "actors"]).stderr


def test_a_loaded_graph_has_nothing_to_code(folder: Path) -> None:
    """What needs the texts says that they are not there."""
    run("-q", "load", folder / "one.nq", "--out", folder / "loaded")
    with pytest.raises(StoreError, match="loaded and not built"):
        run("code", folder / "loaded", "--out", folder / "coding.xlsx")
    assert not (folder / "coding.xlsx").exists()


def test_merge_joins_folders(made: Path, folder: Path) -> None:
    """A merge holds the documents of both, the same ones once, and is what one build of them all would be."""
    said = run("merge", folder / "one", folder / "two", "--out", folder / "both")
    assert "3 documents, 1 in several folders alike" in said
    assert names(folder / "both") == {"norway", "kenya", "chile"}
    texts = [made / f"{name}.txt" for name in ("norway", "kenya", "chile")]
    whole = build(texts, out=folder / "whole", settings=SETTINGS).directory.root
    for name in ("documents.jsonl", "graph.nq", "graph.ttl", "positions.csv"):
        assert (folder / "both" / name).read_bytes() == (whole / name).read_bytes()
    again = build([made / "chile.txt"], out=folder / "both", settings=SETTINGS)
    assert (again.built, again.unchanged) == (0, 1)
    assert not list(folder.glob(".both.*"))


def test_merge_takes_the_first_of_two_that_differ(folder: Path) -> None:
    """Where two folders built a document differently, the first named wins, and it is told."""
    other = load_settings(environ={}, overrides={"extract.attribution": "rules", "graph.min_score": 0.99})
    build([folder / "kenya.txt"], out=folder / "strict", settings=other)
    said = run("merge", folder / "strict", folder / "one", "--out", folder / "both")
    assert "built differently; taken from" in said
    assert json.loads(run("stats", folder / "both", "-f", "json"))["documents"] == 2
    with (
        GraphStore.open(folder / "both/store", read_only=True) as both,
        GraphStore.open(folder / "strict/store", read_only=True) as strict,
    ):
        (graph,) = (name for name in strict.graph_iris() if "/doc-" in name)
        assert set(both.graph(graph)) == set(strict.graph(graph))


def test_merge_takes_loaded_graphs(folder: Path) -> None:
    """Graphs that were loaded come along."""
    run("-q", "load", folder / "one.nq", "--out", folder / "loaded")
    run("-q", "merge", folder / "two", folder / "loaded", "--out", folder / "both")
    assert names(folder / "both") == {"norway", "kenya", "chile"}
    assert conforms(folder / "both")


def test_merge_refuses_an_old_folder_and_other_bases(folder: Path) -> None:
    """A merge writes to a new folder alone, and joins what stands under one base."""
    with pytest.raises(SettingsError, match="is there already"):
        run("merge", folder / "one", folder / "two", "--out", folder / "two")
    other = load_settings(environ={}, overrides={"extract.attribution": "rules", "graph.base": "https://example.org/"})
    build([folder / "chile.txt"], out=folder / "based", settings=other)
    with pytest.raises(SettingsError, match="--base"):
        run("merge", folder / "one", folder / "based", "--out", folder / "both")
    assert not (folder / "both").exists()


def test_diff_tells_what_differs(made: Path) -> None:
    """The documents, positions and triples of one alone, and the status of `diff`."""
    found = json.loads(run("diff", made / "one", made / "two", "-f", "json", status=1))
    assert [len(found["documents"][side]) for side in ("only_first", "only_second", "changed")] == [1, 1, 0]
    assert any("Norway -- oppose -- plan" in text for text in found["positions"]["only_first"].values())
    one, two = _triples(made / "one"), _triples(made / "two")
    assert (found["triples"]["only_first"], found["triples"]["only_second"]) == (len(one - two), len(two - one))
    said = run("diff", made / "one", made / "two", status=1)
    assert "documents: 1 only in the first, 1 only in the second, 0 changed" in said
    assert "more; --limit 0 shows all" in said
    with pytest.raises(SettingsError, match="no graph here"):
        run("diff", made / "one", made / "none")


def _triples(graph: Path) -> set[str]:
    return set(run("export", graph, "-f", "nt").splitlines())


def test_changed_text_is_a_revision(tmp_path: Path) -> None:
    """A file with another text replaces the old graph, remembers whose revision it is, and later builds keep that."""
    graph = make(tmp_path, "graph", norway=NORWAY)
    first = _document(graph)
    make(tmp_path, "graph", norway=NORWAY + "\nChile welcomed the offer.\n")
    second = _document(graph)
    assert _revisions(graph) == {(second, first)}
    make(tmp_path, "graph", norway=NORWAY + "\nPeru welcomed the offer.\n", kenya=KENYA)
    third = next(iter({record.document.id for record in kg.Graph(graph).records()} - {second, first, _kenya(graph)}))
    assert _revisions(graph) == {(third, second), (second, first)}
    assert conforms(graph)
    make(tmp_path, "graph", norway=NORWAY)
    assert (first, third) in _revisions(graph)
    assert not any(previous == first for _, previous in _revisions(graph))
    run("-q", "remove", graph, tmp_path / "norway.txt")
    assert _revisions(graph) == set()


def _document(graph: Path) -> str:
    (record,) = kg.Graph(graph).records()
    return record.document.id


def _kenya(graph: Path) -> str:
    (found,) = (one.document.id for one in kg.Graph(graph).records() if one.document.input.endswith("kenya.txt"))
    return found


def _revisions(graph: Path) -> set[tuple[str, str]]:
    rows = kg.Graph(graph).query("SELECT ?a ?b { ?a prov:wasRevisionOf ?b }").rows
    return {(a.rsplit("/", 1)[-1], b.rsplit("/", 1)[-1]) for a, b in rows}


def _make_old(graph: Path) -> None:
    """Give a folder the shape that it had before there were schema versions."""
    (graph / "store" / "kg.json").unlink()
    with sqlite3.connect(graph / ".kg/journal.sqlite") as db:
        db.executescript("DROP TABLE revision; DROP TABLE loaded; DROP TABLE source; PRAGMA user_version = 0;")


def test_older_folder_is_read_and_brought_up(made: Path, folder: Path) -> None:
    """A folder of the older shape answers as it is; the next build brings it up to date and keeps what is built."""
    graph = folder / "one"
    before = run("query", graph, "positions")
    _make_old(graph)
    assert run("query", graph, "positions") == before
    again = build([made / "norway.txt", made / "chile.txt"], out=graph, settings=SETTINGS)
    assert (again.built, again.unchanged) == (1, 1)
    assert json.loads(run("stats", graph, "-f", "json"))["schema"] == 2
    assert names(graph) == {"norway", "kenya", "chile"}
    for words in (("compact",), ("remove", made / "chile.txt")):
        _make_old(graph)
        run("-q", words[0], graph, *words[1:])
    assert names(graph) == {"norway", "kenya"}


def test_newer_folder_is_refused(folder: Path) -> None:
    """A folder whose store or journal a newer kg wrote is left as it is, with words on what to do."""
    state = folder / "one/store/kg.json"
    state.write_text(json.dumps({**json.loads(state.read_text()), "schema": 99, "kg": "9.0"}))
    for words in (("query", "positions"), ("stats",), ("export",), ("compact",)):
        with pytest.raises(StoreError, match=r"newer kg \(9\.0\)"):
            run(words[0], folder / "one", *words[1:])
    with sqlite3.connect(folder / "two/.kg/journal.sqlite") as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreError, match="newer kg"):
        build([folder / "chile.txt"], out=folder / "two", settings=SETTINGS)
    with pytest.raises(StoreError, match="newer kg"):
        run("remove", folder / "two", folder / "chile.txt")


def test_readers_answer_while_a_build_runs(folder: Path) -> None:
    """Asked again and again while another process builds, a graph gives the old answer or the new one, never another."""
    graph, more = folder / "one", folder / "more"
    more.mkdir()
    for number in range(6):
        (more / f"{number}.txt").write_text(CHILE.replace("Sunday", f"day {number}"), encoding="utf-8")
    before = len(kg.Graph(graph).query("positions"))
    with GraphStore.open(graph / "store", read_only=True) as store:
        graphs = store.graph_iris()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "-q", "build", str(more), "--attribution", "rules", "--out", str(graph)],
        cwd=Path(__file__).parents[2],
    )
    counts = []
    with GraphStore.open(graph / "store", read_only=True) as opened_before:
        while process.poll() is None:
            counts.append(len(kg.Graph(graph).query("positions")))
        assert process.returncode == 0
        assert opened_before.graph_iris() == graphs
    after = len(kg.Graph(graph).query("positions"))
    assert after > before
    assert set(counts) <= {before, after}
    assert counts[0] == before


def test_second_builder_is_refused_meanwhile(folder: Path) -> None:
    """Two builds, or a build and a removal, never write to one folder at once."""
    with locked(BuildDirectory(folder / "one")):
        for words in (("remove", folder / "one", "x"), ("compact", folder / "one")):
            with pytest.raises(StoreUnavailableError, match="another build is writing"):
                run(*words)
        with pytest.raises(StoreUnavailableError, match="another build is writing"):
            run("load", folder / "one.nq", "--out", folder / "one", "--no-validate")
    assert names(folder / "one") == {"norway", "kenya"}


def test_same_bytes_are_not_read_again(made: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inputs that were built are passed over unread; other settings, other bytes or a missing document read them again."""
    reads: list[str] = []
    real = reading.language_of

    def counted(text: str, **options: object) -> str:
        reads.append(text)
        return real(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "language_of", counted)
    texts, graph = [made / "norway.txt", made / "kenya.txt"], folder / "one"
    again = build([*texts, made / "norway.txt"], out=graph, settings=SETTINGS)
    assert (again.built, again.unchanged, reads) == (0, 2, [])
    run("-q", "remove", graph, made / "kenya.txt")
    again = build(texts, out=graph, settings=SETTINGS)
    assert (again.built, again.unchanged, len(reads)) == (1, 1, 1)
    other = load_settings(environ={}, overrides={"extract.attribution": "rules", "graph.min_score": 0.3})
    again = build(texts, out=graph, settings=other)
    assert (again.built, again.unchanged, len(reads)) == (2, 0, 3)


def test_damaged_store_with_loaded_graphs_is_not_made_empty(folder: Path) -> None:
    """What stands in the store alone is not thrown away with it: the message says what to do."""
    run("-q", "load", folder / "one.nq", "--out", folder / "loaded")
    for part in (folder / "loaded/store").glob("*.sst"):
        part.write_bytes(b"garbage" * 100)
    with pytest.raises(StoreError, match="kg load FILE"):
        make(folder, "loaded", chile=CHILE)
