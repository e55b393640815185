"""Whom a shared name means is told by what else the document names."""

from __future__ import annotations

import pytest

from kg.link.context import Context
from kg.link.entities import Drafts
from kg.link.gazetteer import Gazetteer
from kg.model import Cluster, Mention, Span
from kg.read import make_document


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def context(gazetteer: Gazetteer, text: str, **labels: str) -> Context:
    """Return the context of a text with clusters by name (`_` for a space) and label."""
    clusters = []
    for name, label in ((name.replace("_", " "), label) for name, label in labels.items()):
        at = Span(text.index(name), text.index(name) + len(name))
        mention = Mention(actor=name, spans=(at,), form="name")
        clusters.append(Cluster(key=name, name=name, label=label, mentions=(mention,)))
    return Context(gazetteer, make_document(text, input="x"), clusters)


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Congo agreed, a minister said in Brazzaville.", "Congo", "actor-cog"),
        ("Congo agreed.", "Congo", "actor-cod"),
        ("The Dominican minister spoke in Roseau.", "Dominican", "actor-dma"),
        ("Dominican officials agreed.", "Dominican", "actor-dom"),
        ("Belgrade refused.", "Belgrade", "actor-srb"),
        ("Brussels sued Hungary.", "Brussels", "actor-eu"),
        ("Brussels met Walloons; Belgium is divided.", "Brussels", "actor-bel"),
        ("The North fired at the South, and Seoul protested.", "North", "actor-prk"),
    ],
)
def test_states(gazetteer, text, name, actor):
    """The states that share a name are told apart; a city stands for what it is the seat of."""
    assert context(gazetteer, text).country(name, at=text.index(name)).id == actor


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("The RSF shelled a town in Sudan.", "RSF", "actor-rsf-sudan"),
        ("The RSF ranked Eritrea last.", "RSF", "actor-rsf"),
        ("Egypt agreed, the Foreign Ministry said.", "Foreign Ministry", "actor-mfa-egypt"),
        ("Egypt was told by Kenya's Foreign Ministry.", "Foreign Ministry", "actor-mfa-kenya"),
        ("Russia spoke in the Security Council. Russia left.", "Security Council", "actor-unsc"),
        ("The bill goes to the Senate after Ohio.", "Senate", "actor-us-senate"),
        ("It was read in the Guardian.", "Guardian", "actor-guardian"),
        ("The Parliament of Iraq voted.", "Parliament of Iraq", "actor-iq-cor"),
        ("The Polish Senate voted.", "Polish Senate", "actor-pl-senate"),
    ],
)
def test_bodies(gazetteer, text, name, actor):
    """Bodies that share a name are told apart by the state that is spoken of, or that owns them."""
    assert context(gazetteer, text).find(name, at=text.index(name)).id == actor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Senate will vote.", "Senate"),
        ("The Foreign Ministry said no.", "Foreign Ministry"),
        ("Kenya left. Egypt left. Kenya asked, the Supreme Court said.", "Supreme Court"),
        ("The Council met.", "Council"),
    ],
)
def test_what_the_context_leaves_open_stays_open(gazetteer, text, name):
    """Without a state or body that speaks for one bearer there is no link."""
    assert context(gazetteer, text).find(name, at=text.index(name)) is None


def test_a_body_named_before_is_the_council(gazetteer):
    """A body that the document names in full is meant by its short form."""
    court = {"Court_of_Justice_of_the_European_Union": "ORG"}
    found = context(gazetteer, "The Court of Justice of the European Union heard the Commission.", **court)
    assert found.find("Commission", at=found.text.index("Commission")).id == "actor-ec-commission"


def test_a_known_leader_shows_the_state(gazetteer):
    """The name of a president counts for the country."""
    text = "Congo refused, Denis Sassou Nguesso said."
    assert context(gazetteer, text, Denis_Sassou_Nguesso="PERSON").country("Congo", at=0).id == "actor-cog"


def test_a_shared_short_form_does_not_link_an_unknown_body(gazetteer):
    """The Foreign Ministry of a state without a list entry is not that of the state spoken of."""
    text = "The Atlantean Foreign Ministry wrote to Egypt, the Foreign Ministry said."
    mention = Mention(actor="c0", spans=(Span(4, 30),), form="name")
    unknown = Cluster(
        key="c0", name="Atlantean Foreign Ministry", label="ORG", aliases=("Foreign Ministry",), mentions=(mention,)
    )
    drafts = Drafts(gazetteer, make_document(text, input="x"), [unknown])
    assert [draft.entity for draft in drafts.by_id.values()] == [None]


def test_states_that_ended_take_nothing_from_living_ones(gazetteer):
    """Prague, Moscow and Belgrade are seats of states that exist."""
    found = [gazetteer.states_named(seat) for seat in ("Prague", "Moscow", "Belgrade")]
    assert [[state.iso3 for state in states] for states in found] == [["CZE"], ["RUS"], ["SRB"]]


def test_own_actors_keep_their_names(tmp_path):
    """A name in the user's list is nobody else's."""
    path = tmp_path / "actors.csv"
    path.write_text("name,type,aliases\nSenate of Atlantis,GovernmentBody,Senate;Congo\n", encoding="utf-8")
    found = context(Gazetteer(path), "The Senate met in Ohio.")
    assert found.find("Senate", at=4).name == found.find("Congo").name == "Senate of Atlantis"
