"""The case study builds without loss, and its turning points are found by the questions of `kg query`."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.api import Graph
from kg.builder import build
from kg.settings import load_settings

STUDY = Path(__file__).resolve().parents[2] / "examples" / "case-study"

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def graph(tmp_path_factory) -> Graph:
    """The case study with its lists of issues and persons, built once."""
    files = {
        "position.issues_file": str(STUDY / "issues.csv"),
        "link.actors_file": str(STUDY / "actors.csv"),
    }
    out = tmp_path_factory.mktemp("case-study") / "graph"
    result = build([STUDY / "articles"], out=out, settings=load_settings(overrides=files, environ={}))
    return Graph(out, result=result)


def test_all_articles_build(graph):
    """At least a dozen documents of several formats, none failed, none in quarantine, each with title and day."""
    result = graph.result
    assert (result.failed, result.skipped, result.quarantined) == ([], [], 0)
    assert result.built >= 12
    documents = [record.document for record in graph.records()]
    assert {Path(one.input.partition("#")[0]).suffix for one in documents} == {".txt", ".md", ".html", ".jsonl"}
    assert all(one.title and one.published for one in documents)


def test_the_change_of_position_is_found(graph):
    """Norway opposes the moratorium in April 2024 and supports it in May 2025; both quotations stand in the row."""
    (row,) = graph.query("changes", actor="Norway", issue="moratorium").to_dicts()
    assert (row["before"], str(row["before_date"])) == ("oppose", "2024-04-08")
    assert (row["after"], str(row["after_date"])) == ("support", "2025-05-22")
    assert "We oppose the moratorium" in row["before_quote"]
    assert "Norway supports the moratorium" in row["after_quote"]


def test_the_vote_is_found(graph):
    """Those who are named as voting for the draft of 2024 support it."""
    rows = graph.query("positions", document="Moratorium on seabed mining falls eleven votes short").to_dicts()
    for_it = {row["holder"] for row in rows if row["stance"] == "support" and "draft decision" in row["issue"]}
    assert for_it >= {"Chile", "Costa Rica", "Fiji", "Palau", "France", "Germany"}


def test_the_disagreement_is_found(graph):
    """China stands against Norway on the moratorium in the end, Nauru against Palau from the beginning."""
    for supporter, opponent in (("Norway", "China"), ("Palau", "Nauru")):
        rows = graph.query("disagreements", actor=supporter, other=opponent, issue="moratorium").to_dicts()
        assert (supporter, opponent) in {(row["supporter"], row["opponent"]) for row in rows}


def test_the_communique_speaks_for_all_its_signatories(graph):
    """The words of a communiqué, "We, the oceans ministers of …", give each of the five states the position."""
    title = "Joint communiqué of the oceans ministers of Chile, Costa Rica, Fiji, France and Palau"
    rows = graph.query("positions", document=title, issue="moratorium", stance="support").to_dicts()
    assert {row["holder"] for row in rows} == {"Chile", "Costa Rica", "Fiji", "France", "Palau"}


def test_a_position_that_another_state_tells_of_is_found(graph):
    """What Norway opposes according to the Canadians is found as a position of Norway, with the words that say so."""
    (row,) = graph.query("timeline", actor="Norway", issue="compensation fund", stance="oppose").to_dicts()
    assert row["quote"].startswith("According to the Canadians")
