"""What the shell does with what is typed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.query import load_library
from kg.shell import Session, run_script
from kg.shell.session import COMMANDS, Leave, ends, question_request

NAMES = "SELECT ?n { ?a a fpp:Country ; rdfs:label ?n FILTER(LANG(?n) = '') } ORDER BY ?n"


def test_query_shows_a_table(session: Session, written: Callable[[], str]) -> None:
    """A query prints its rows; the prefixes of kg are known."""
    assert session.run(f"{NAMES};")
    assert written().splitlines() == ["n", "──────", "Kenya", "Norway", "2 rows"]


def test_limit_cuts_and_says_so(session: Session, written: Callable[[], str]) -> None:
    """Rows above the limit are not shown, and a message says that there are more."""
    session.timed = True
    session.run(".limit 1")
    session.run(NAMES)
    assert "Norway" not in written()
    assert "the first 1, there are more" in session.said[-1]  # type: ignore[attr-defined]
    session.run(".limit 0")
    session.run(NAMES)
    assert "Norway" in written()


def test_save_has_all_rows(session: Session, tmp_path: Path) -> None:
    """A saved answer is whole whatever is shown, in the format of the file's ending."""
    session.run(".limit 1")
    session.run(NAMES)
    assert session.run(f".save '{tmp_path}/my names.json'")
    found = json.loads((tmp_path / "my names.json").read_text())
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["Kenya", "Norway"]


def test_save_a_graph(session: Session, tmp_path: Path, written: Callable[[], str]) -> None:
    """CONSTRUCT shows Turtle and is saved as such."""
    session.run("CONSTRUCT WHERE { ?a a fpp:Person }")
    assert "a fpp:Person ." in written()
    session.run(f".save {tmp_path}/people.ttl")
    assert "a fpp:Person ." in (tmp_path / "people.ttl").read_text()


def test_named_question(session: Session, written: Callable[[], str]) -> None:
    """.ask takes filters as the command line does."""
    session.run('.ask positions --actor "Republic of Kenya" --stance=oppose')
    assert written().splitlines()[-1] == "1 row"
    session.run(".ask issues --limit 1")
    assert written().splitlines()[-1] == "1 row"


@pytest.mark.parametrize("command", [".help", ".prefixes", ".questions", ".schema"])
def test_commands_that_show(session: Session, written: Callable[[], str], command: str) -> None:
    """Each prints something that names the graph's or the shell's words."""
    assert session.run(command)
    assert {".help": ".save FILE", ".prefixes": "PREFIX fpp: <", ".questions": "--actor", ".schema": "fpp:Position"}[
        command
    ].removeprefix("fpp:") in written()


def test_settings_are_shown_and_set(session: Session, written: Callable[[], str]) -> None:
    """Without a value a setting is shown."""
    said = session.said  # type: ignore[attr-defined]
    for command in (".format", ".format csv", ".timeout", ".timeout 2.5", ".timeout 0", ".limit"):
        session.run(command)
    assert said == ["format table", "format csv", "timeout 60 s", "timeout 2.5 s", "no timeout", "limit 100"]
    session.run(NAMES)
    assert written() == "n\r\nKenya\r\nNorway\r\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (".nope", "no command. Known: .ask"),
        (".format xlsx", "unknown. Known: csv"),
        (".format parquet", "unknown"),
        (".limit -1", "whole number"),
        (".timeout soon", "number of seconds"),
        (".timeout nan", "number of seconds"),
        (".save", "no answer yet"),
        (".ask", "name a question"),
        (".ask postions", "Did you mean: positions"),
        (".ask positions Kenya", "'Kenya' is no option"),
        (".ask positions --actor", "has no value"),
        ('.ask positions --actor "Kenya', "Close the quotation mark"),
        ("SELECT", "does not parse"),
        ("DELETE WHERE { ?s ?p ?o }", "would change the graph"),
        ("ASK { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "kg never calls out"),
    ],
)
def test_errors_are_told(session: Session, typed: str, said: str) -> None:
    """What goes wrong is a message; the shell goes on."""
    assert not session.run(typed)
    assert said in session.said[-1]  # type: ignore[attr-defined]


def test_save_where_nothing_can_be(session: Session, tmp_path: Path) -> None:
    """A folder that is not there is told."""
    session.run(NAMES)
    assert not session.run(f".save {tmp_path}/none/a.csv")
    assert "folder does not exist" in session.said[-1]  # type: ignore[attr-defined]


def test_quit(session: Session) -> None:
    """.quit leaves."""
    with pytest.raises(Leave):
        session.run(".quit")


@pytest.mark.parametrize(
    ("typed", "finished"),
    [
        ("ASK {};", True),
        ("ASK {} ; # done", True),
        ("ASK {}\n\n", True),
        ("ASK {}\n", False),
        ("SELECT * {\n ?a ?b ?c ;", False),
        ("SELECT * { ?a ?b ';'", False),
        ("SELECT * # ;", False),
        (".help", True),
        ("", False),
    ],
)
def test_where_a_query_ends(typed: str, finished: bool) -> None:
    """A query ends at an empty line or a semicolon outside of its groups."""
    assert ends(typed) is finished


def test_script(session: Session, written: Callable[[], str]) -> None:
    """A script runs to its end; failures are counted, and what follows .quit is left out."""
    script = f".format tsv\n{NAMES}\n\n\nSELECT\n ?x;\nASK {{\n ?a fpp:opposes ?b ;\n rdfs:label ?c }};\nASK {{}}"
    assert run_script(session, io.StringIO(script)) == 1
    assert written() == '?n\n"Kenya"\n"Norway"\nfalse\ntrue\n'
    assert run_script(session, io.StringIO(".quit\nnonsense;")) == 0


def test_request_of_a_question() -> None:
    """Options become filters, --bind parameters."""
    request = question_request("timeline --actor China --min-score=0.5 --bind word=a=b", load_library())
    assert request.filters == {"actor": "China", "min_score": "0.5"}
    assert request.bind == {"word": "a=b"}


def test_ctrl_c_ends_the_query(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt is told, and the shell goes on."""

    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(session.engine, "ask", interrupted)
        assert not session.run(NAMES)
    assert session.said == ["ended by Ctrl-C."]  # type: ignore[attr-defined]
    assert session.run(NAMES)


def test_long_answers_are_paged(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer longer than the screen goes to the pager."""
    pages: list[str] = []
    session.pager = pages.append
    monkeypatch.setenv("LINES", "5")
    monkeypatch.setenv("COLUMNS", "80")
    session.run(NAMES)
    assert "Kenya" in pages[0]


def test_help_names_every_command(session: Session, written: Callable[[], str]) -> None:
    """No command is left out of the help."""
    session.run(".help")
    text = written()
    assert [name for name in COMMANDS if name not in text] == []
