"""Positions in plain sentences, on parses by the shipped pipeline, and the small parts behind them."""

from __future__ import annotations

import pytest

from kg.annotate import annotate, load_pipeline
from kg.extract import find_attributions, find_clusters
from kg.link import Linker
from kg.position import find_positions
from kg.position.deciding import softmax, weights
from kg.position.issues import issue_of
from kg.position.lexicon import load_lexicon
from kg.read import make_document

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


@pytest.fixture(scope="module")
def linker():
    return Linker()


@pytest.fixture
def positions(nlp, linker):
    """Return (holder, stance, target words) of each position in a text, and the relations and issues."""

    def find(text: str):
        document = make_document(text, input="test")
        ((doc, _),) = annotate([document], nlp=nlp)
        linked = linker.link(find_clusters(doc, document), find_attributions(doc, document), document=document)
        found = find_positions(
            doc,
            document,
            linked_actors=linked.actors,
            mentions=linked.mentions,
            statements=linked.statements,
            turn_speakers=linked.turn_speakers,
        )
        names = {actor.id: actor.name for actor in linked.actors}
        rows = [(names[p.holder], p.stance, " ".join(s.of(text) for s in p.target)) for p in found.positions]
        return rows, found, names

    return find


@pytest.mark.parametrize(
    ("text", "holder", "stance", "word"),
    [
        (
            "China firmly rejects interference in internal affairs, Foreign Minister Wang Jun said.",
            "China",
            "oppose",
            "interference",
        ),
        ("Kenya welcomed the ceasefire agreement on Monday.", "Kenya", "support", "ceasefire"),
        ("Brazil condemned the attacks on hospitals.", "Brazil", "oppose", "attacks"),
        ("Chile called for an end to the blockade.", "Chile", "support", "end"),
        ("India voted against the resolution.", "India", "oppose", "resolution"),
        ("Norway backs the treaty, its foreign ministry said.", "Norway", "support", "treaty"),
    ],
)
def test_plain_sentences(positions, text, holder, stance, word):
    """A reader's position is found: holder, stance, and a target that holds the word."""
    rows, _, _ = positions(text)
    assert any(row[0] == holder and row[1] == stance and word in row[2] for row in rows), rows


def test_a_report_without_evaluation_has_no_position(positions):
    """Facts alone are no positions."""
    rows, _, _ = positions("The meeting began at nine in the morning.")
    assert rows == []


def test_relations_join_actors(positions):
    """Find the typed relation in "Poland accused Hungary"."""
    _, found, names = positions("Poland accused Hungary of helping smugglers.")
    assert ("Poland", "ACCUSE", "Hungary") in {(names[r.source], r.type, names[r.target]) for r in found.relations}


def test_every_claim_has_its_evidence_and_issue(positions):
    """Evidence holds the target, and each issue is described once."""
    text = "Peru opposes the dam. Peru also rejects the dam and the canal, the minister said."
    _, found, _ = positions(text)
    issues = {issue.id for issue in found.issues}
    assert len(issues) == len(found.issues)
    for position in found.positions:
        assert position.issue in issues
        assert any(e.start <= t.start and t.end <= e.end for e in position.evidence for t in position.target)
        assert 0 <= position.score <= 1


def test_question_of_a_reporter_is_nobodys_position(positions):
    """In a transcript only the answers count."""
    text = "Q: Do you reject the treaty of Oslo?\n\nMINISTER LUND: Norway supports the peace talks.\n\nQ: And the sanctions?\n\nMINISTER LUND: We condemn them.\n"
    rows, _, _ = positions(text)
    assert not any("treaty of Oslo" in row[2] for row in rows)


def test_issue_is_the_target_in_plain_form(nlp):
    """Articles go, plural goes, names stay; the same words give the same id."""
    doc = nlp("They opposed the foreign sanctions against Iran.")
    issue = issue_of(doc, (2, 6), 4)
    assert issue.label == "foreign sanction against Iran"
    assert issue.id == issue_of(doc, (3, 6), 4).id


def test_lexicon_is_whole():
    """Each frame has an example and known signs; the weights have a row for the intercept."""
    lexicon = load_lexicon()
    assert len(lexicon.frames) > 20
    for frame in lexicon.frames.values():
        assert frame.example
        assert set(frame.slots.values()) <= set("+-~0x")
        assert 0 <= frame.intensity <= 1
    assert "(intercept)" in weights()


def test_numbers():
    """Shares add up to one."""
    assert sum(softmax([1.0, 2.0, 3.0])) == pytest.approx(1)
