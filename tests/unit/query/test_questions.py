"""The named questions and their filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.query import FORMATS, QUESTIONS
from kg.errors import QueryError
from kg.export import answer_formats
from kg.query import (
    is_question,
    question_names,
    run_named,
    run_sparql,
    similar_actors,
)
from kg.query.library import shipped
from kg.store import GraphStore, MemoryStore

DATA = "https://w3id.org/fpp/data"
OPPOSES = ("Kenya", "oppose", "deep-sea mining")
SUPPORTS = ("Norway", "support", "deep-sea mining")
WAVERS = ("Norway", "ambivalent", "whaling ban")


def held(store: MemoryStore, **filters: object) -> list[tuple[object, ...]]:
    """Return holder, stance and issue of the positions found."""
    return [row[:3] for row in run_named(store, "positions", **filters).rows]


def test_positions(store: MemoryStore) -> None:
    """Each position is a row, in order of holder and issue."""
    assert held(store) == [OPPOSES, SUPPORTS, WAVERS]


def test_position_row_is_complete(store: MemoryStore) -> None:
    """A row has who spoke, when, and the IRIs to go on from."""
    (row,) = run_named(store, "positions", stance="oppose").to_dicts()
    assert row["speaker"] == "Grace Otieno"
    assert str(row["date"]) == "2025-02-24"
    assert row["score"] == 0.8
    assert row["document"] == f"{DATA}/document/doc-1"


@pytest.mark.parametrize(
    "name", ["Kenya", "kenya", "REPUBLIC OF KENYA", "nairobi", "actor-ken", f"{DATA}/actor/actor-ken"]
)
def test_actor_by_any_name(store: MemoryStore, name: str) -> None:
    """An actor is found by name, alias, id and IRI, whatever the case."""
    assert held(store, actor=name) == [OPPOSES]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"issue": "Mining"}, [OPPOSES, SUPPORTS]),
        ({"issue": "issue-2"}, [WAVERS]),
        ({"stance": "Support"}, [SUPPORTS]),
        ({"speaker": "otieno"}, [OPPOSES]),
        ({"speaker": "Norway"}, []),
        ({"type": "country"}, [OPPOSES, SUPPORTS, WAVERS]),
        ({"type": "Person"}, []),
        ({"document": "Oslo answers"}, [SUPPORTS, WAVERS]),
        ({"document": "https://news.example/oslo"}, [SUPPORTS, WAVERS]),
        ({"document": "summit.txt"}, [OPPOSES]),
        ({"document": "doc-1"}, [OPPOSES]),
        ({"since": "2025-03"}, [SUPPORTS, WAVERS]),
        ({"until": "2025-02"}, [OPPOSES]),
        ({"since": "2025", "until": "2025"}, [OPPOSES, SUPPORTS, WAVERS]),
        ({"min_score": 0.6}, [OPPOSES, SUPPORTS]),
        ({"limit": 1}, [OPPOSES]),
        ({"actor": "Norway", "stance": "ambivalent"}, [WAVERS]),
        ({"actor": None}, [OPPOSES, SUPPORTS, WAVERS]),
    ],
)
def test_filters(store: MemoryStore, filters: dict[str, object], expected: list[tuple[str, ...]]) -> None:
    """Each filter keeps what it says, and several go together."""
    assert held(store, **filters) == expected


@pytest.mark.parametrize(
    "text", ['" } DROP ALL #', "\\", "\\u0022", "'", "<script>", "> } UNION { ?a ?b ?c", "$actor", "%s"]
)
@pytest.mark.parametrize("name", ["actor", "issue", "document", "speaker"])
def test_filter_text_is_never_grammar(store: MemoryStore, name: str, text: str) -> None:
    """Text with the signs of SPARQL finds nothing and breaks nothing."""
    assert held(store, **{name: text}) == []


def test_statements(store: MemoryStore) -> None:
    """A statement's row has its speaker, the state spoken for, and the words of its roles."""
    (row,) = run_named(store, "statements").rows
    assert row[:6] == ("Grace Otieno", "Kenya", "Otieno", "said", "Kenya opposes deep-sea mining", "indirect")


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"actor": "Kenya"}, 1),
        ({"speaker": "Kenya"}, 0),
        ({"issue": "mining"}, 1),
        ({"issue": "whaling"}, 0),
        ({"stance": "oppose"}, 1),
        ({"type": "Country"}, 1),
        ({"type": "Media"}, 0),
        ({"since": "2025-03"}, 0),
    ],
)
def test_statement_filters(store: MemoryStore, filters: dict[str, object], number: int) -> None:
    """Statements are found by who spoke or was spoken for, and by the positions in them."""
    assert len(run_named(store, "statements", **filters)) == number


def test_actors(store: MemoryStore) -> None:
    """Actors come with their type and counts, the busiest first."""
    assert [row[:5] for row in run_named(store, "actors").rows] == [
        ("Norway", "Country", 2, 0, 2),
        ("Kenya", "Country", 1, 1, 2),
        ("Grace Otieno", "Person", 0, 1, 1),
    ]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"issue": "whaling"}, ["Norway"]),
        ({"stance": "oppose"}, ["Kenya"]),
        ({"type": "Person"}, ["Grace Otieno"]),
        ({"document": "summit.txt", "limit": 1}, ["Norway"]),
    ],
)
def test_actor_filters(store: MemoryStore, filters: dict[str, object], names: list[str]) -> None:
    """Actors are found by what they take positions on."""
    assert [row[0] for row in run_named(store, "actors", **filters).rows] == names


def test_issues(store: MemoryStore) -> None:
    """Issues come with the number of actors on each side."""
    assert [row[:5] for row in run_named(store, "issues").rows] == [
        ("deep-sea mining", 1, 1, 0, 2),
        ("whaling ban", 0, 0, 1, 1),
    ]


def test_disagreements(store: MemoryStore) -> None:
    """An issue with a supporter and an opponent gives the pair."""
    assert [row[:5] for row in run_named(store, "disagreements").rows] == [("deep-sea mining", "Norway", "Kenya", 1, 1)]


@pytest.mark.parametrize(
    ("filters", "number"),
    [({"actor": "Nairobi"}, 1), ({"actor": "Otieno"}, 0), ({"since": "2025-03"}, 0), ({"min_score": 0.7}, 0)],
)
def test_disagreement_filters(store: MemoryStore, filters: dict[str, object], number: int) -> None:
    """A filter must hold for both sides; the actor may be either."""
    assert len(run_named(store, "disagreements", **filters)) == number


def test_evidence(store: MemoryStore) -> None:
    """A position's evidence is the quote with its offsets and document."""
    (row,) = run_named(store, "evidence", position="position-1").to_dicts()
    assert (row["quote"], row["start"], row["end"]) == ("Kenya opposes deep-sea mining", 12, 41)
    assert row["title"] == "Summit opens"


def test_unknown_question_lists_the_known(store: MemoryStore) -> None:
    """A question that does not exist is answered with those that do."""
    with pytest.raises(
        QueryError,
        match="actors, changes, disagreements, evidence, issues, positions, stance-matrix, statements, timeline",
    ):
        run_named(store, "position")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("stance", "against", "Known: support, oppose, ambivalent"),
        ("type", "Planet", "Known: Person, Country"),
        ("since", "yesterday", "Write 2025-02-24"),
        ("until", "2025-13", "no date"),
        ("since", "0000", "no date"),
        ("min_score", "high", r"in \[0, 1\]"),
        ("min_score", 2, r"in \[0, 1\]"),
        ("min_score", float("nan"), r"in \[0, 1\]"),
        ("limit", -1, "whole number"),
        ("limit", "1; DROP ALL", "whole number"),
        ("actor", "  ", "empty"),
        ("actor", "\ud800", "not valid Unicode"),
        ("colour", "red", "no filter 'colour'"),
        ("position", "position-1", "positions takes no filter --position"),
    ],
)
def test_bad_filter_says_what_fits(store: MemoryStore, name: str, value: object, said: str) -> None:
    """A filter or value that does not fit is refused with what would."""
    with pytest.raises(QueryError, match=said):
        run_named(store, "positions", **{name: value})


@pytest.mark.parametrize("name", question_names())
def test_question_file_is_plain_sparql(store: MemoryStore, name: str) -> None:
    """Without filters a question's file runs as it is, and its first line says what it asks."""
    question = shipped()[name]
    assert run_sparql(store, question.sparql({})).columns
    assert question.summary.endswith(".")
    assert "limit" in question.filters


def test_command_line_knows_all_questions_and_formats() -> None:
    """The completion lists of the command are those of the library."""
    assert question_names() == QUESTIONS
    assert answer_formats() == FORMATS


def test_words_are_questions_and_sparql_is_not() -> None:
    """One word is a question, known or misspelled; a query is SPARQL."""
    assert is_question("positions")
    assert is_question("postions")
    assert not is_question("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("name", "near"), [("Keny", ["Kenya"]), ("grace", ["Grace Otieno"]), ("Kenya", []), ("zzz", [])]
)
def test_similar_actors(store: MemoryStore, name: str, near: list[str]) -> None:
    """A misspelled or partial name is answered with the names that are there."""
    assert similar_actors(store, name) == near


def test_sparql_needs_no_prefixes(store: MemoryStore) -> None:
    """The prefixes of kg are known without declaration."""
    assert run_sparql(store, "SELECT ?n { ?a a fpp:Person ; rdfs:label ?n }").rows == (("Grace Otieno",),)


@pytest.mark.parametrize("name", question_names())
def test_kept_answers_are_those_that_were_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A question for everything is answered once as long as the store stays as it is; a limit takes the first rows."""
    monkeypatch.setattr("kg.store.graph_store.LONG", -1.0)
    with GraphStore.open(tmp_path / "store") as filled:
        filled.load(Path(__file__).with_name("summit.trig"))
        found = run_named(filled, name)
    with GraphStore.open(tmp_path / "store", read_only=True) as store:
        assert run_named(store, name) == found
        monkeypatch.setattr(store, "stream", None)
        assert run_named(store, name) == found
        assert run_named(store, name, limit=1).terms == found.terms[:1]


def test_answers_are_kept_apart_by_their_filters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.graph_store.LONG", -1.0)
    with GraphStore.open(tmp_path / "store") as filled:
        filled.load(Path(__file__).with_name("summit.trig"))
    with GraphStore.open(tmp_path / "store", read_only=True) as store:
        for filters, rows in ({"stance": "oppose"}, 1), ({"stance": "support"}, 1), ({}, 3), ({"actor": "Norway"}, 2):
            assert [len(run_named(store, "positions", **filters)) for _ in range(2)] == [rows, rows]
