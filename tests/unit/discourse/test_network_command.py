"""Tests of `kg network` on coded statements and of matrices as files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from typer.testing import CliRunner

import kg
from kg.cli.app import app
from kg.discourse import read_statements
from kg.errors import ExportError, ReadError, SettingsError, StoreError
from kg.view import network

ROWS = (
    "statement_id,time,organization,concept,agreement,document_id,document_title,text",
    '1,2020-01-01,"A, ""the"" one",x,1,1,Monday,Yes to x',
    "2,2020-01-01,B,x,0,1,Monday,No to x",
    "3,2020-01-03,B,y,1,2,Later,Yes to y",
    '4,2020-01-05,"A, ""the"" one",y,1,3,Last,"Yes; to y"',
)
A = 'A, "the" one'


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A table of four statements."""
    path = tmp_path / "coded.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    return path


def run(*words: object) -> str:
    """Run `kg network` and return what it prints."""
    done = CliRunner().invoke(app, ["--quiet", "network", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_matrix_is_printed(coded: Path):
    """Labels in the first row and column, weights as exact decimals."""
    rows = list(csv.reader(io.StringIO(run("--statements", coded, "--type", "twomode", "--norm", "activity"))))
    assert rows == [["", "x", "y"], [A, "0.5", "0.5"], ["B", "0.5", "0.5"]]


def test_series_is_a_folder(coded: Path, tmp_path: Path):
    """Each slice is a file; the index tells its times; a second run replaces the first and leaves other folders alone."""
    out = tmp_path / "series"
    for size, names in ((1, ["0000.csv", "0001.csv", "0002.csv", "0003.csv", "0004.csv"]), (5, ["0000.csv"])):
        run("--statements", coded, "--type", "twomode", "--window", "days", "--size", size, "--out", out)
        assert sorted(path.name for path in out.iterdir()) == [*names, "index.csv"]
    assert (out / "index.csv").read_text() == (
        "slice,start,middle,stop,statements\n0000,2020-01-01 00:00:00,2020-01-03 00:00:00,2020-01-05 00:00:00,4\n"
    )
    (out / "mine.txt").write_text("keep me")
    with pytest.raises(ExportError, match=r"mine\.txt"):
        run("--statements", coded, "--type", "twomode", "--window", "days", "--out", out)
    assert (out / "mine.txt").exists()


def test_edges_know_their_statements(coded: Path, tmp_path: Path):
    """In a file for other programs each edge has its counts, dates, documents and ids; negative ones stay."""
    out = tmp_path / "network.json"
    run("--statements", coded, "--type", "twomode", "--agg", "subtract", "--out", out)
    made = nx.node_link_graph(json.loads(out.read_text(encoding="utf-8")), edges="edges")
    edge = made.edges["organization:B", "concept:x"]
    assert (edge["weight"], edge["sign"], edge["support"], edge["oppose"]) == (-1.0, -1, 0, 1)
    assert (edge["first"], edge["last"], edge["statement_ids"], edge["documents"]) == ("2020-01-01",) * 2 + (
        ["2"],
        ["1"],
    )
    assert edge["quotes"] == [{"text": "No to x", "stance": "oppose", "document": "Monday", "date": "2020-01-01"}]
    node = made.nodes[f"organization:{A}"]
    assert (node["statements"], node["polarity"], node["degree"], node["weighted_degree"]) == (2, 1.0, 2, 2.0)
    out = tmp_path / "network.graphml"
    run("--statements", coded, "--type", "onemode", "--agg", "congruence", "--out", out)
    edge = nx.read_graphml(out).edges[f"organization:{A}", "organization:B"]
    assert (edge["weight"], edge["issues"], edge["statement_ids"]) == (1.0, "x; y", "1; 2; 4; 3")


def test_event_list(coded: Path):
    """All columns of the statements that count, in order of time; the reference's own form rewrites its separators."""
    rows = list(csv.reader(io.StringIO(run("--statements", coded, "--type", "eventlist", "--only", "concept=y"))))
    assert [row[0] for row in rows] == ["statement_id", "3", "4"]
    assert rows[2][-1] == "Yes; to y"
    dna = run("--statements", coded, "--type", "eventlist", "--format", "dna-csv", "--compat", "dna").splitlines()
    assert dna[4].startswith('4;2020-01-05;"A, \'the\' one";"y";1;')
    assert "Yes, to y" in dna[4]


def test_other_outputs(coded: Path):
    """Bars, backbones and distances."""
    assert run("--statements", coded, "--barplot", "--v1", "concept") == "entity,0,1\nx,1,1\ny,0,2\n"
    backbone = run("--statements", coded, "--type", "onemode", "--agg", "congruence", "--backbone", "nested")
    assert [line.split(",")[1] for line in backbone.splitlines()] == ["entity", "x", "y"]
    words = ("--type", "twomode", "--window", "days", "--isolates", "--distance", "absdiff", "--no-to-one")
    assert run("--statements", coded, *words).splitlines()[0] == "0.0,2.0,3.0,2.0,3.0"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give a GRAPH or --statements FILE"),
        (("graph", "--statements", "coded.csv"), "give a GRAPH or --statements FILE"),
        (("--statements", "CODED", "--type", "onemode", "--agg", "combine"), "not of a onemode network"),
        (("--statements", "CODED", "--qualifier-type", "colour"), "--qualifier-type colour"),
        (("--statements", "CODED", "--backbone", "fixed", "--type", "onemode"), "Known: disparity"),
        (("--statements", "CODED", "--type", "twomode", "--since", "2020"), "--since: of graphs.*--start"),
        (("--statements", "CODED", "--picture", "heatmap", "--actor", "B"), "--actor: of graphs"),
        (("graph", "--type", "twomode", "--map", "a=b"), "--map: of coded statements"),
        (("graph", "--dup", "document"), "--dup: of matrices.*--type"),
        (("graph", "--agg", "subtract", "--out", "x.svg"), "--agg: of matrices"),
        (("graph", "--start", "2020-01-01"), "--start: .*--since"),
        (("CODED", "--type", "twomode"), "a file. Coded statements are read with --statements"),
    ],
)
def test_wrong_words_are_refused(coded: Path, words: tuple[str, ...], message: str):
    """The message names the option."""
    with pytest.raises(SettingsError, match=message):
        run(*(coded if word == "CODED" else word for word in words))


def test_dash_is_standard_output(coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`--out -` writes to standard output, and no file of that name."""
    monkeypatch.chdir(tmp_path)
    words = ("--statements", coded, "--type", "twomode")
    assert run(*words, "--out", "-") == run(*words)
    assert run("--statements", coded, "--view", "position", "--out", "-").startswith("source,")
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--type", "twomode", "--out", "x.foo"), "x.foo: no format ends so. Name one with --format"),
        (("--view", "position", "--out", "x"), "--out x: no format ends so"),
        (("--type", "twomode", "--format", "foo"), "unknown. Known: .*matrix-csv"),
        (("--type", "eventlist", "--out", "x.gexf"), "gexf: not of --type eventlist. Known: csv"),
        (("--barplot", "--format", "xlsx"), "xlsx: not of --barplot. Known: csv"),
    ],
)
def test_formats_that_do_not_fit_are_refused(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
):
    """The message names the file or the format, and those that there are; nothing is written."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportError, match=message):
        run("--statements", coded, *words)
    assert [path.name for path in tmp_path.iterdir()] == ["coded.csv"]


def test_python_has_the_same_names(coded: Path):
    """`kg.view.network` takes the options of the command; a series is a list."""
    made = network(coded, type="twomode", v1="document_title", v2="concept", agg="subtract", exclude=["organization=B"])
    assert (made.rows, made.dense().tolist()) == (("Last", "Monday"), [[0.0, 1.0], [1.0, 0.0]])
    assert len(network(coded, type="onemode", window="days", size=3)) == 3
    assert len(network(coded, type="eventlist", start="2020-01-03")) == 2
    with pytest.raises(SettingsError, match="need a type"):
        network(coded)


def test_matrices_are_cut_to_their_edges(coded: Path, tmp_path: Path):
    """Weights that are no edge any more become 0; labels without one go, or stay with --isolates; a series is not cut."""
    words = ("--statements", coded, "--type", "twomode", "--agg", "subtract", "--only", "organization=B", "--top", 1)
    assert run(*words) == ",x\nB,-1.0\n"
    assert run(*words, "--isolates") == f',x,y\n"{A.replace(chr(34), chr(34) * 2)}",0.0,0.0\nB,-1.0,0.0\n'
    one = ("--statements", coded, "--type", "onemode", "--agg", "congruence")
    assert run(*one, "--backbone", "sdsm") == '""\n'
    assert list(csv.reader(io.StringIO(run(*one, "--min-weight", 1))))[2] == ["B", "1.0", "0.0"]
    assert run(*one, "--backbone", "disparity") == '""\n'
    with pytest.raises(SettingsError, match="--window"):
        run(*words, "--window", "days", "--out", tmp_path / "series")


def test_views_of_coded_statements_are_written(coded: Path, tmp_path: Path):
    """By --view, in every format, with the filters of matrices; what only graphs have is refused."""
    out = tmp_path / "issues.graphml"
    run("--statements", coded, "--view", "issue", "--out", out)
    edge = nx.read_graphml(out).edges["concept:x", "concept:y"]
    assert (edge["weight"], edge["actors"], edge["sign"]) == (2.0, f"{A}; B", 0)
    rows = list(csv.DictReader(io.StringIO(run("--statements", coded, "--view", "conflict", "--format", "csv"))))
    assert [(row["source_label"], row["target_label"], row["issues"]) for row in rows] == [(A, "B", "x")]
    run("--statements", coded, "--view", "position", "--ego", "b", "--out", tmp_path / "ego.net")
    assert '"B"' in (tmp_path / "ego.net").read_text(encoding="utf-8-sig")
    for words, message in (
        (("--view", "relation"), "of graphs"),
        (("--view", "position", "--issue", "x"), "--issue"),
        (("--view", "position", "--type", "twomode"), "one of them"),
        (("--view", "congruence", "--norm", "cosine"), "--norm"),
    ):
        with pytest.raises(SettingsError, match=message):
            run("--statements", coded, *words)


def test_python_reads_and_cuts_as_the_command_does(coded: Path, tmp_path: Path):
    """A single value is a text, files are read as --qualifier-type and --map say, matrices are cut; a series is not."""
    one = {"type": "onemode", "agg": "congruence"}
    assert network(coded, **one, exclude="concept=y").columns == network(coded, **one, exclude=["concept=y"]).columns
    dated = network(coded, type="twomode", v1="organization", v2="concept", exclude="document_title=Last")
    assert dated.dense().sum() == 3
    assert network(coded, **one, min_weight=2).values.nnz == 0
    assert network(coded, **one, min_weight=1, dup="document").dense().tolist() == [[0, 1], [1, 0]]
    with pytest.raises(SettingsError, match="--window: a series is written whole"):
        network(coded, **one, window="days", top=1)
    assert network(coded, type="twomode", map="organization=document_title").rows == (
        "Last",
        "Later",
        "Monday",
    )
    with pytest.raises(SettingsError, match="--qualifier-type colour"):
        network(coded, "congruence", qualifier_type="colour")
    with pytest.raises(SettingsError, match="--map: of files"):
        network(read_statements(coded), type="twomode", map=["a=b"])
    with pytest.raises(ReadError, match=r"a folder, no table.*statements\(\)"):
        read_statements(tmp_path)


def test_a_graph_is_named_by_its_folder(coded: Path, tmp_path: Path):
    """`kg.view.network` takes the folder, or the graph itself; no graph there is said."""
    run_import = CliRunner().invoke(app, ["code", "import", str(coded), "--into", str(tmp_path / "g"), "--by", "ann"])
    assert run_import.exit_code == 0, run_import.output
    graph = kg.Graph(tmp_path / "g")
    assert network(graph, type="onemode", agg="congruence").dense().sum() == 2
    made = network(graph, type="twomode")
    assert made.rows == network(graph, type="twomode", v1="actor").rows
    assert network(str(tmp_path / "g"), "position").number_of_edges() == 4
    with pytest.raises(SettingsError, match=r"--type onemode: a matrix. Take kg.view.network"):
        graph.network(type="onemode")
    with pytest.raises(StoreError, match="no graph"):
        network(tmp_path, "position")


def test_what_is_wrong_in_a_series_is_said(coded: Path, tmp_path: Path):
    """A time that is none, by its statement; a range in which no window has room."""
    words = [
        "network",
        "--statements",
        str(coded),
        "--type",
        "twomode",
        "--window",
        "days",
        "--out",
        str(tmp_path / "s"),
    ]
    done = CliRunner().invoke(app, [*words, "--size", "50"], catch_exceptions=False)
    assert (done.exit_code, "0 slices. The range is narrower" in done.stderr) == (0, True)
    coded.write_text(coded.read_text(encoding="utf-8").replace("2020-01-03", "03/01/2020"), encoding="utf-8")
    with pytest.raises(ReadError, match="column time, statement 3: time '03/01/2020': write 2005"):
        run(*words[1:])


@pytest.mark.parametrize(
    ("stop", "number"),
    [("2020-01-31", 2), ("2020-01", 2), ("2020", 3), ("2020-01-31 12:00:00", 1), ("2020-01-31T23:59:59", 2)],
)
def test_the_last_day_counts_to_its_end(tmp_path: Path, stop: str, number: int):
    """A day, month or year as `--stop` is all of it, as with `--until`; a time is exact."""
    path = tmp_path / "timed.csv"
    rows = ["time,organization,concept", "2020-01-31 09:00:00,A,x", "2020-01-31 18:00:00,B,x", "2020-02-01,C,x"]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert len(network(path, type="eventlist", stop=stop)) == number
