"""Questions that people add."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query import load_library, query_folders, run_named
from kg.query.library import read_question
from kg.store import MemoryStore

OWN = """# Who is called so: one row an actor. And more about it.
# A second line.
#
# parameters
#   word   a word in the name
#   type   the kind of actor

SELECT ?name
WHERE {
  ?actor rdfs:label ?name .
  #--type ?actor a $type .
  FILTER(CONTAINS(LCASE(STR(?name)), ?word))
}
ORDER BY ?name
"""


def folder(root: Path, **questions: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    for name, text in questions.items():
        (root / f"{name}.rq").write_text(text, encoding="utf-8")
    return root


def test_own_question(store: MemoryStore, tmp_path: Path) -> None:
    """A file is a question with its summary, filters and parameters."""
    library = load_library([folder(tmp_path, called=OWN)])
    question = library["called"]
    assert question.summary == "Who is called so: one row an actor."
    assert question.variables == {"word": "a word in the name"}
    assert question.filters == {"type": "the kind of actor", "limit": "at most so many rows"}
    rows = run_named(store, "called", library, {"word": "n"}).rows
    assert rows == (("Grace Otieno",), ("Kenya",), ("Norway",), ("Norway (Kingdom of)",))
    assert run_named(store, "called", library, {"word": "n"}, type="Country", limit=1).rows == (("Kenya",),)
    assert run_named(store, "called", library, {"word": "n", "type": "Person"}).rows == (("Grace Otieno",),)


def test_first_folder_wins(tmp_path: Path) -> None:
    """Of two files of one name, that in the earlier folder counts."""
    one, two = folder(tmp_path / "1", same="# One.\nASK {}"), folder(tmp_path / "2", same="# Two.\nASK {}")
    assert load_library([one, two, tmp_path / "none"])["same"].summary == "One."


def test_folders_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graph's folder comes before the current one, and that before the user's settings."""
    monkeypatch.setattr("platformdirs.user_config_dir", lambda name: f"/settings/{name}")
    assert query_folders(tmp_path) == (tmp_path / "queries", Path("queries"), Path("/settings/kg/queries"))


def test_kg_questions_stay(tmp_path: Path) -> None:
    """A file cannot take the place of a question of kg; it is told."""
    library = load_library([folder(tmp_path, positions="# Mine.\nASK {}")])
    assert library["positions"].path is None
    assert "positions is a question of kg" in library.broken[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?s ?p ?o }", "no header"),
        ("# Broken.\nSELECT * {", "does not parse"),
        ("# Other.\nSELECT * {\n#--colour x\n}", "#--colour is no filter"),
        ("# Lacks.\n# parameters\n#  word: a word\nASK { ?s ?p ?o }", r"word is no variable.*\?word"),
        ("# Idle.\n# parameters\n#  since: a day\nASK { ?s ?p ?o }", "no line that begins with #--since"),
        ("# Out.\nASK { SERVICE <http://localhost/> { ?s ?p ?o } }", "kg never calls out"),
    ],
)
def test_broken_file_is_told_and_others_work(store: MemoryStore, tmp_path: Path, text: str, said: str) -> None:
    """A file that cannot be used is named with the reason; the others are there, and asking for it says the same."""
    library = load_library([folder(tmp_path, bad=text, good="# Good.\nSELECT ?s { ?s a fpp:Person }")])
    with pytest.raises(QueryError, match=said):
        read_question("bad", text)
    assert str(tmp_path / "bad.rq") in library.broken[0]
    assert len(run_named(store, "good", library)) == 1
    with pytest.raises(QueryError, match=said):
        library["bad"]


def test_not_utf8_is_told(tmp_path: Path) -> None:
    """A file in another encoding does not stop the others."""
    (tmp_path / "bad.rq").write_bytes(b"# \xff\nASK {}")
    assert "Save it as UTF-8" in load_library([tmp_path]).broken[0]


def test_near_names() -> None:
    """A misspelled question is answered with those like it."""
    with pytest.raises(QueryError, match="Did you mean: positions"):
        load_library()["postions"]


def test_foreign_parameter(store: MemoryStore) -> None:
    """A parameter that a question does not have is refused."""
    with pytest.raises(QueryError, match="positions takes no parameter word"):
        run_named(store, "positions", None, {"word": "x"})
