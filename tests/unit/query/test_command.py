"""`kg query`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kg.cli.query import query
from kg.errors import ExportError, KgError, QueryError, QueryTimeoutError, SettingsError, StoreError
from kg.store import GraphStore

app = typer.Typer()
app.command()(query)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `kg build` leaves it, as far as queries look."""
    root = tmp_path_factory.mktemp("graph")
    with GraphStore.open(root / "store") as store:
        store.load(Path(__file__).with_name("summit.trig"))
    return root


def run(*words: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin, env={"COLUMNS": "200"})


def test_named_question(graph: Path) -> None:
    """A question with filters prints a table."""
    result = run(graph, "positions", "--actor", "nairobi", "--stance", "oppose")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[2].startswith("Kenya    oppose   deep-sea mining")
    assert "\x1b" not in result.stdout


def test_format(graph: Path) -> None:
    """Another format is asked for with --format."""
    found = json.loads(run(graph, "issues", "--format", "json").stdout)
    assert found["results"]["bindings"][0]["issue"]["value"] == "deep-sea mining"


def test_sparql_from_a_file(graph: Path, tmp_path: Path) -> None:
    """A query is read from a file, a byte-order mark notwithstanding."""
    (tmp_path / "q.rq").write_text("\ufeffSELECT ?n { ?a a fpp:Person ; rdfs:label ?n }", encoding="utf-8")
    assert run(graph, "--sparql", tmp_path / "q.rq", "-f", "csv").stdout.split() == ["n", "Grace", "Otieno"]


def test_sparql_from_stdin(graph: Path) -> None:
    """A query is read from stdin for -."""
    assert run(graph, "--sparql", "-", stdin="ASK { ?s a fpp:Person }").stdout == "true\n"


def test_construct_is_turtle(graph: Path) -> None:
    """CONSTRUCT prints Turtle."""
    result = run(graph, "--sparql", "-", stdin="CONSTRUCT WHERE { ?s a fpp:Person }")
    assert "actor:actor-otieno a fpp:Person ." in result.stdout


def test_misspelled_actor_gets_a_hint(graph: Path) -> None:
    """An actor that is not there is answered on stderr with the names that are."""
    result = run(graph, "positions", "--actor", "Keny")
    assert "0 rows" in result.stdout
    assert "Did you mean: Kenya?" in result.stderr


@pytest.mark.parametrize(
    ("words", "error", "said"),
    [
        ([], SettingsError, "no question"),
        (["positions", "--sparql", "-"], SettingsError, "at once"),
        (["--sparql", "-", "--min-score", "0.5"], SettingsError, "--min-score is for named questions"),
        (["--sparql", "none.rq"], QueryError, "cannot be read"),
        (["nonsense"], QueryError, "is no question"),
        (["positions", "--format", "xlsx"], ExportError, "no format of answers"),
        (["positions", "--stance", "maybe"], QueryError, "--stance maybe: unknown"),
    ],
)
def test_wrong_use_says_what_to_do(graph: Path, words: list[str], error: type[KgError], said: str) -> None:
    """Each wrong use is an error that names the way out."""
    result = run(graph, *words, stdin="ASK {}")
    assert isinstance(result.exception, error)
    assert said in result.exception.message


def test_binary_query_is_refused(graph: Path, tmp_path: Path) -> None:
    """A query that is not UTF-8 is refused."""
    (tmp_path / "q.rq").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in str(run(graph, "--sparql", tmp_path / "q.rq").exception)


def test_folder_without_graph(tmp_path: Path) -> None:
    """A folder that holds no graph says how to make one."""
    assert isinstance(run(tmp_path, "positions").exception, StoreError)


def test_help_has_examples() -> None:
    """The help shows how it is used."""
    assert "kg query graph positions --actor China" in run("--help").stdout


@pytest.mark.parametrize(
    "words",
    [
        ["disagreements", "Kenya", "Norway"],
        ["disagreements", "Kenya", "--other", "Norway"],
        ["disagreements", "--actor", "Kenya", "--other", "Norway"],
        ["evidence", "position-1"],
        ["timeline", "Kenya", "deep-sea mining"],
        ["timeline", "--actor", "Kenya", "--issue", "mining"],
    ],
)
def test_words_after_a_question(graph: Path, words: list[str]) -> None:
    """Two actors, an actor and an issue, or a position may follow the question as they are."""
    result = run(graph, *words)
    assert result.exit_code == 0
    assert "1 row" in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["positions", "Kenya"], "'Kenya': positions takes no words after it"),
        (["disagreements", "Kenya", "Norway", "Chad"], "'Chad': disagreements takes ACTOR OTHER"),
        (["evidence", "position-1", "--position", "position-2"], "--position: given twice"),
    ],
)
def test_wrong_words_after_a_question(graph: Path, words: list[str], said: str) -> None:
    """A word too many, or a filter named twice, is refused."""
    result = run(graph, *words)
    assert isinstance(result.exception, SettingsError)
    assert said in result.exception.message


def test_forgotten_graph() -> None:
    """A question where the graph should stand says where the graph goes."""
    result = run("positions", "--actor", "Kenya")
    assert isinstance(result.exception, SettingsError)
    assert "kg query GRAPH positions" in result.exception.message


def test_unknown_position_gets_a_hint(graph: Path) -> None:
    """A position that is not there is answered on stderr with where they are listed."""
    assert "No position 'position-9'" in run(graph, "evidence", "position-9").stderr


def test_days_that_leave_nothing_get_a_hint(graph: Path) -> None:
    """Where only the days leave nothing, stderr says how many rows there are without them."""
    result = run(graph, "positions", "--actor", "Kenya", "--since", "2030", "--until", "2031")
    assert "0 rows" in result.stdout
    assert result.stderr == "Without --since and --until: 1 row. What has no date drops out.\n"
    assert run(graph, "positions", "--issue", "nothing", "--since", "2030").stderr == ""


def test_file_takes_the_format_of_its_name(graph: Path, tmp_path: Path) -> None:
    """With --out the answer goes to a file, as its suffix says unless --format does."""
    assert run(graph, "stance-matrix", "--out", tmp_path / "matrix.csv").stdout == ""
    assert (tmp_path / "matrix.csv").read_text().startswith("holder,issue,support,oppose")
    run(graph, "stance-matrix", "--out", tmp_path / "matrix.txt", "--format", "tsv")
    assert (tmp_path / "matrix.txt").read_text().startswith("?holder\t?issue")


def test_file_that_cannot_be_written(graph: Path, tmp_path: Path) -> None:
    """A folder that is not there is named."""
    assert isinstance(run(graph, "positions", "--out", tmp_path / "none" / "a.csv").exception, ExportError)


def test_parquet_is_no_text_for_a_terminal(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet is not poured over a terminal."""
    from kg.cli.query import Target, _write
    from kg.store import Table

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(ExportError, match="--out FILE"):
        _write(Table(("a",), ()), Target("parquet", None), named=False)


def test_bind(graph: Path) -> None:
    """Values are put into a query, actors by name."""
    query = "SELECT ?n { ?who rdfs:label ?n }"
    assert run(graph, "--sparql", "-", "--bind", "who=actor:nairobi", "-f", "csv", stdin=query).stdout.split() == [
        "n",
        "Kenya",
    ]
    assert "?x: no such variable" in run(graph, "--sparql", "-", "--bind", "x=1", stdin=query).exception.message


@pytest.mark.parametrize("bind", [["who"], ["=x"], ["who=a", "--bind", "who=b"]])
def test_wrong_bind(graph: Path, bind: list[str]) -> None:
    """A value without a name, a name without a value, and a name given twice are refused."""
    assert isinstance(run(graph, "--sparql", "-", "--bind", *bind, stdin="ASK {}").exception, SettingsError)


def test_limit_for_sparql(graph: Path) -> None:
    """--limit cuts rows and triples."""
    assert "2 rows" in run(graph, "--sparql", "-", "--limit", 2, stdin="SELECT * { ?s ?p ?o }").stdout
    stdout = run(graph, "--sparql", "-", "--limit", 2, "-f", "nt", stdin="CONSTRUCT WHERE { ?s ?p ?o }").stdout
    assert len(stdout.splitlines()) == 2


def test_timeout(graph: Path) -> None:
    """A query is ended when its time is up, and answered when it is not."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    error = run(graph, "--sparql", "-", "--timeout", 0.3, stdin=endless).exception
    assert isinstance(error, QueryTimeoutError)
    assert "no answer within 0.3 seconds" in error.message
    assert run(graph, "--sparql", "-", "--timeout", 300, stdin="ASK {}").stdout == "true\n"
    assert "1 row" in run(graph, "positions", "--actor", "Kenya", "--timeout", 300).stdout


def test_explain(graph: Path) -> None:
    """The algebra is shown with the number of matches of each pattern, and said to be no plan."""
    stdout = run(
        graph, "--sparql", "-", "--explain", "--bind", "t=fpp:Person", stdin="SELECT ?a { ?a a ?t ; rdfs:label ?n }"
    ).stdout
    assert stdout.startswith("# Not the plan of the engine")
    assert "SelectQuery" in stdout
    assert [line.split() for line in stdout.splitlines()[-2:]] == [
        ["1", "?a", "rdf:type", "?t"],
        ["4", "?a", "rdfs:label", "?n"],
    ]
    assert "fpp:holder ?holderIri" in run(graph, "positions", "--actor", "Kenya", "--explain").stdout


def test_own_questions(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions in queries/ are listed and answered; a broken one is told on stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries/named.rq").write_text(
        "# Who is called so.\n# parameters\n#  word: a word\nSELECT ?n { ?a rdfs:label ?n FILTER(CONTAINS(STR(?n), ?word)) }"
    )
    (tmp_path / "queries/bad.rq").write_text("# Bad.\nSELECT")
    listed = run(graph, "--list")
    assert "named" in listed.stdout
    assert "--bind word=… (a word)" in listed.stdout
    assert "stance-matrix" in listed.stdout
    assert "bad.rq: the query does not parse" in listed.stderr
    assert run(graph, "named", "--bind", "word=Grace", "-f", "csv").stdout.splitlines() == ["n", "Grace Otieno"]
    assert "takes no filter --actor" in run(graph, "named", "--actor", "Kenya").exception.message
