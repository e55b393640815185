"""What a graph takes positions on, with counts."""

from __future__ import annotations

import pytest

from kg.issues import WAYS, codebook_csv, list_issues
from kg.model import Actor, Position, Record, Span
from kg.position.issues import issue_called
from kg.rdf import document_graph, issue_graph
from kg.read import make_document
from kg.store import MemoryStore
from kg.taxonomy import read_codebook

POSITIONS = (
    ("ken", "sanction against Iran", "support"),
    ("nor", "lift sanction on Iran", "support"),
    ("nor", "sanction", "oppose"),
    ("ken", "interference in internal affair", "oppose"),
    ("chl", "seal hunt", "ambivalent"),
)


@pytest.fixture(scope="module")
def store():
    """One document with a few positions."""
    issues = {label: issue_called(label) for _, label, _ in POSITIONS}
    spans = (Span(0, 1),)
    one = Record(
        document=make_document("x", input="x"),
        actors=tuple(Actor(id=name, name=name, type="Country") for name in ("chl", "ken", "nor")),
        positions=tuple(
            Position(id=f"p{i}", holder=who, issue=issues[label].id, target=spans, stance=stance, evidence=spans)
            for i, (who, label, stance) in enumerate(POSITIONS)
        ),
        issues=tuple(issues.values()),
    )
    with MemoryStore.open() as opened:
        for graph in (document_graph(one), issue_graph([one])):
            opened.replace(str(graph.identifier), graph)
        yield opened


def test_groups_join_what_is_one_issue(store):
    """Whoever supports lifting sanctions is against them."""
    rows = {row["issue"]: row for row in list_issues(store).to_dicts()}
    iran = rows["sanction against Iran"]
    assert iran["labels"] == "lift sanction on Iran; sanction against Iran"
    assert [iran[name] for name in ("positions", "supporters", "opponents", "documents")] == [2, 1, 1, 1]
    assert iran["concepts"] == "sanctions"
    assert rows["seal hunt"]["ambivalent"] == 1


def test_concepts_count_all_below_them(store):
    """A concept's row counts the positions on itself and below; opposing its contrary is supporting it."""
    rows = {row["issue"]: row for row in list_issues(store, by="concept").to_dicts()}
    assert [rows["sanctions"][name] for name in ("positions", "supporters", "opponents")] == [3, 1, 1]
    assert [rows["non-interference"][name] for name in ("supporters", "opponents")] == [1, 0]
    assert rows["seal hunt"]["positions"] == 1


def test_issues_are_listed_as_they_are(store):
    """Each issue has a row, with the stances as the texts take them."""
    rows = {row["issue"]: row for row in list_issues(store, by="issue").to_dicts()}
    assert len(rows) == len(POSITIONS)
    assert rows["lift sanction on Iran"]["supporters"] == 1


@pytest.mark.parametrize("by", WAYS)
def test_a_limit_keeps_the_first_rows(store, by):
    """The rows with the most positions come first."""
    rows = list_issues(store, by=by).rows
    assert list_issues(store, by=by, limit=2).rows == rows[:2]
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)


def test_groups_become_a_codebook(store, tmp_path):
    """The file can be read as a codebook, with the labels of each group as examples."""
    path = tmp_path / "issues.csv"
    path.write_text(codebook_csv(list_issues(store)))
    rows = {one.label: one for one in read_codebook(path)}
    assert rows["sanction against Iran"].hidden_labels == ("lift sanction on Iran",)
    assert rows["sanction against Iran"].broader == ("fppi:sanctions",)
    assert rows["sanctions"].id == "fppi:sanctions"
